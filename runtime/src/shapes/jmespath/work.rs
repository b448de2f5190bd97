//! What an evaluation may cost.
//!
//! In: each step, and each value that is copied or made. Out: an error once that is out of proportion to
//! the expression and the value that it is applied to. A short expression can ask for more than any
//! machine has: `[@,@]|[@,@]|…` doubles its result with each part.

use std::cell::Cell;

use super::error::RuntimeError;
use crate::shapes::value::{Map, Number, Value};

type Result<T> = std::result::Result<T, RuntimeError>;

/// Steps and bytes that any evaluation may take, whatever it is applied to.
const STEPS: usize = 4_000_000;
const BYTES: usize = 64 << 20;
/// Bytes beyond that for each byte of the value.
const COPIES: usize = 16;
/// Values do not get deeper than this, so that no walk over them exhausts the stack.
const DEPTH: usize = 800;

/// The cost so far, and its limits.
pub(super) struct Work<'a> {
    subject: Option<&'a Value>,
    /// The length of the expression's text.
    length: usize,
    steps: Cell<usize>,
    bytes: Cell<usize>,
    /// The limits that follow from the subject; it is measured when the common ones are reached.
    limits: Cell<Option<(usize, usize)>>,
}

impl<'a> Work<'a> {
    /// An evaluation that begins.
    pub(super) fn new(subject: &'a Value, length: usize) -> Work<'a> {
        let subject = Some(subject);
        Work { subject, length, steps: Cell::new(0), bytes: Cell::new(0), limits: Cell::new(None) }
    }

    /// An evaluation that takes its subject apart, which is therefore measured before.
    pub(super) fn measured(subject: &Value, length: usize) -> Work<'static> {
        let limits = Cell::new(Some(limits(measure(subject), length)));
        Work { subject: None, length, steps: Cell::new(0), bytes: Cell::new(0), limits }
    }

    /// Counts steps.
    pub(super) fn step(&self, count: usize) -> Result<()> {
        self.steps.set(self.steps.get().saturating_add(count));
        if self.steps.get() <= STEPS || self.steps.get() <= self.limits().0 {
            return Ok(());
        }
        Err(RuntimeError("The expression takes too many steps".into()))
    }

    /// Counts bytes of values that are made.
    pub(super) fn made(&self, bytes: usize) -> Result<()> {
        self.bytes.set(self.bytes.get().saturating_add(bytes));
        if self.bytes.get() <= BYTES || self.bytes.get() <= self.limits().1 {
            return Ok(());
        }
        let most = BYTES.max(self.limits().1) >> 20;
        Err(RuntimeError(format!("The expression makes more than {most} MiB of values")))
    }

    /// A copy of a value, counted.
    pub(super) fn copy(&self, value: &Value) -> Result<Value> {
        self.copied(value, 0)
    }

    /// A text that an expression made, counted.
    pub(super) fn text(&self, text: String) -> Result<Value> {
        self.made(text.len()).map(|()| text.into())
    }

    fn copied(&self, value: &Value, depth: usize) -> Result<Value> {
        if depth > DEPTH {
            return Err(RuntimeError("The expression nests values too deeply".into()));
        }
        self.step(1)?;
        self.made(own_size(value))?;
        Ok(match value {
            Value::List(items) => {
                let mut copy = Vec::with_capacity(items.len());
                for item in items {
                    copy.push(self.copied(item, depth + 1)?);
                }
                Value::List(copy)
            }
            Value::Map(map) => {
                let mut copy = Map::with_capacity(map.len());
                for (key, value) in map.entries() {
                    self.made(key.len())?;
                    copy.insert(key.clone(), self.copied(value, depth + 1)?);
                }
                Value::Map(copy)
            }
            plain => plain.clone(),
        })
    }

    fn limits(&self) -> (usize, usize) {
        let limits =
            self.limits.get().unwrap_or_else(|| limits(self.subject.map_or((0, 0), measure), self.length));
        self.limits.set(Some(limits));
        limits
    }
}

/// Steps and bytes that a subject of so many values and bytes allows.
fn limits((nodes, bytes): (usize, usize), length: usize) -> (usize, usize) {
    (nodes.saturating_mul(length), BYTES.saturating_add(bytes.saturating_mul(COPIES)))
}

/// Values in a value, and their bytes.
fn measure(value: &Value) -> (usize, usize) {
    let sum = |(nodes, bytes): (usize, usize), (n, b): (usize, usize)| (nodes + n, bytes + b);
    let own = (1, own_size(value));
    match value {
        Value::List(items) => items.iter().map(measure).fold(own, sum),
        Value::Map(map) => map.iter().map(|(key, value)| sum(measure(value), (0, key.len()))).fold(own, sum),
        _ => own,
    }
}

/// The bytes of a value without those that it holds.
fn own_size(value: &Value) -> usize {
    size_of::<Value>()
        + match value {
            Value::String(text) => text.len(),
            Value::Bytes(bytes) => bytes.len(),
            Value::Number(Number::Big(digits)) => digits.len(),
            _ => 0,
        }
}
