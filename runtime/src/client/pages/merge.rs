//! All pages as one.
//!
//! The items of lists are handed out page by page and never looked at again: whoever joins pages decides
//! what becomes of them, as values, as finished text or not at all. What is kept here does not grow with
//! the number of pages, texts of the service aside.

use super::path;
use crate::shapes::schema::Paginator;
use crate::shapes::value::{Map, Number, Value};

/// What the pages so far make, with an empty list wherever the items of a list belong.
#[derive(Debug)]
pub struct Merged {
    rules: &'static Paginator,
    whole: Value,
    /// Which result keys are lists whose items are handed out.
    are_lists: Vec<bool>,
    /// Members that stand beside the lists, from the first page.
    beside: Option<Value>,
}

impl Merged {
    /// Nothing yet.
    #[must_use]
    pub fn new(rules: &'static Paginator) -> Merged {
        let are_lists = vec![false; rules.result_keys.len()];
        Merged { rules, whole: Value::Map(Map::new()), are_lists, beside: None }
    }

    /// Adds a page and gives the items of its lists, each with the place of its result key. Texts are
    /// joined, numbers are added up, all else is dropped.
    pub fn add(&mut self, mut page: Value) -> Vec<(usize, Vec<Value>)> {
        if self.beside.is_none() {
            self.beside = Some(beside_lists(self.rules, &page));
        }
        let mut lists = Vec::new();
        for (at, key) in self.rules.result_keys.iter().enumerate() {
            let Some(new) = take(&mut page, key, self.rules.result_keys) else { continue };
            match (path::get_mut(&mut self.whole, key), new) {
                (None, Value::List(items)) if path::is_plain(key) => {
                    path::set(&mut self.whole, key, Value::List(Vec::new()));
                    self.are_lists[at] = true;
                    lists.push((at, items));
                }
                (Some(Value::List(_)), Value::List(items)) if self.are_lists[at] => lists.push((at, items)),
                (None, new) => path::set(&mut self.whole, key, new),
                (Some(old), new) => join(old, new),
            }
        }
        lists
    }

    /// Everything: `lists` stand where their result keys say, then what stands beside them, and the token
    /// with which to go on.
    #[must_use]
    pub fn finish(self, lists: impl IntoIterator<Item = Value>, resume: Option<&str>) -> Value {
        let mut whole = self.whole;
        for ((key, is_list), list) in self.rules.result_keys.iter().zip(self.are_lists).zip(lists) {
            if is_list {
                path::set(&mut whole, key, list);
            }
        }
        overlay(&mut whole, self.beside.unwrap_or_else(|| Value::Map(Map::new())));
        if let Some(token) = resume {
            path::set(&mut whole, "NextToken", Value::from(token));
        }
        whole
    }
}

/// The members that stand beside the lists of a page.
fn beside_lists(rules: &Paginator, page: &Value) -> Value {
    let mut beside = Value::Map(Map::new());
    for key in rules.non_aggregate_keys {
        path::set(&mut beside, key, path::get(page, key).cloned().unwrap_or_default());
    }
    beside
}

/// The part of a page that its lists make, which is what is printed page by page; with what stands beside
/// them if that is wanted.
#[must_use]
pub fn lists_of(rules: &Paginator, mut page: Value, with_beside: bool) -> Value {
    let mut part = if with_beside { beside_lists(rules, &page) } else { Value::Map(Map::new()) };
    for key in rules.result_keys {
        let list = take(&mut page, key, rules.result_keys).unwrap_or_default();
        path::set(&mut part, key, list);
    }
    part
}

/// Takes the value at a path out of a page; a copy if other paths lead to the same value.
fn take(page: &mut Value, key: &str, all: &[&str]) -> Option<Value> {
    let is_within =
        |inner: &str, outer: &str| inner.strip_prefix(outer).is_some_and(|s| s.starts_with(['.', '[']));
    let is_shared = all.iter().any(|other| is_within(other, key) || is_within(key, other));
    if is_shared || !path::is_plain(key) {
        return path::get(page, key).cloned();
    }
    path::get_mut(page, key).map(std::mem::take)
}

fn join(old: &mut Value, new: Value) {
    match (&mut *old, new) {
        (Value::List(old), Value::List(new)) => old.extend(new),
        (Value::String(old), Value::String(new)) => old.push_str(&new),
        (first, new) => {
            if let Some((first, new)) = number(first).zip(number(&new)) {
                *old = Value::Number(sum(&first, &new));
            }
        }
    }
}

/// What Python adds as a number; true is 1.
fn number(value: &Value) -> Option<Number> {
    match value {
        Value::Number(number) => Some(number.clone()),
        Value::Bool(b) => Some(Number::Int(i64::from(*b))),
        _ => None,
    }
}

fn sum(old: &Number, new: &Number) -> Number {
    match (old, new) {
        (Number::Int(old), Number::Int(new)) => {
            let sum = i128::from(*old) + i128::from(*new);
            Number::integer(&sum.to_string()).unwrap_or(Number::Float(sum as f64))
        }
        (old, new) => Number::Float(old.as_f64() + new.as_f64()),
    }
}

/// Sets in `into` what `from` says, member by member where both are structures.
fn overlay(into: &mut Value, from: Value) {
    match (into, from) {
        (Value::Map(into), Value::Map(from)) => {
            for (key, value) in from {
                match into.get_mut(&key) {
                    Some(old) => overlay(old, value),
                    None => drop(into.insert(key, value)),
                }
            }
        }
        (into, from) => *into = from,
    }
}
