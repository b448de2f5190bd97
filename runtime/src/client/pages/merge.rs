//! All pages as one.

use super::path;
use crate::shapes::schema::Paginator;
use crate::shapes::value::{Map, Number, Value};

/// The pages so far, their lists joined.
#[derive(Debug)]
pub struct Merged {
    rules: &'static Paginator,
    whole: Value,
    /// Members that stand beside the lists, from the first page.
    beside: Option<Value>,
}

impl Merged {
    /// Nothing yet.
    #[must_use]
    pub fn new(rules: &'static Paginator) -> Merged {
        Merged { rules, whole: Value::Map(Map::new()), beside: None }
    }

    /// Adds a page: lists and texts are joined, numbers are added up, all else is dropped.
    pub fn add(&mut self, page: &Value) {
        if self.beside.is_none() {
            self.beside = Some(self.beside_lists(page));
        }
        for key in self.rules.result_keys {
            let Some(new) = path::get(page, key) else { continue };
            let joined = match path::get(&self.whole, key) {
                None => new.clone(),
                Some(old) => join(old, new),
            };
            path::set(&mut self.whole, key, joined);
        }
    }

    /// The members that stand beside the lists of a page.
    #[must_use]
    pub fn beside_lists(&self, page: &Value) -> Value {
        let mut beside = Value::Map(Map::new());
        for key in self.rules.non_aggregate_keys {
            path::set(&mut beside, key, path::get(page, key).cloned().unwrap_or_default());
        }
        beside
    }

    /// Everything, and the token with which to go on.
    #[must_use]
    pub fn finish(self, resume: Option<&str>) -> Value {
        let mut whole = self.whole;
        if let (Value::Map(whole), Some(Value::Map(beside))) = (&mut whole, self.beside) {
            whole.extend(beside);
        }
        if let Some(token) = resume {
            path::set(&mut whole, "NextToken", Value::from(token));
        }
        whole
    }
}

/// The part of a page that its lists make: what is printed page by page.
#[must_use]
pub fn lists_of(rules: &Paginator, page: &Value, mut into: Value) -> Value {
    for key in rules.result_keys {
        path::set(&mut into, key, path::get(page, key).cloned().unwrap_or_default());
    }
    into
}

fn join(old: &Value, new: &Value) -> Value {
    match (old, new) {
        (Value::List(old), Value::List(new)) => Value::List([old.as_slice(), new].concat()),
        (Value::String(old), Value::String(new)) => Value::String(format!("{old}{new}")),
        (Value::Number(Number::Int(old)), Value::Number(Number::Int(new))) => Value::from(old + new),
        (Value::Number(old), Value::Number(new)) => Value::from(old.as_f64() + new.as_f64()),
        _ => old.clone(),
    }
}
