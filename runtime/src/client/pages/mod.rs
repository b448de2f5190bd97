//! Pages of a list operation: what to ask for next, where to stop, what all pages make together.
//!
//! [`Pages`] holds no connection. The caller sends what [`Pages::request`] gives and hands each reply
//! to [`Pages::accept`], until there is nothing more to ask for. Tokens are interchangeable with those
//! of the AWS CLI and of botocore.

mod merge;
pub(crate) mod path;
mod token;
pub mod typed;

pub use merge::Merged;
pub use merge::lists_of;
pub use path::get as value_at;

use std::fmt;

use crate::shapes::schema::Paginator;
use crate::shapes::value::{Map, Value};
use token::{Resume, Tokens, quoted};

/// How far to go and where to begin.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// Where an earlier run stopped.
    pub starting_token: Option<String>,
    /// How many items to ask for at a time.
    pub page_size: Option<Value>,
    /// How many items to return.
    pub max_items: Option<i64>,
}

/// Paging cannot start or go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaginationError {
    message: String,
}

impl PaginationError {
    fn new(message: impl Into<String>) -> PaginationError {
        PaginationError { message: message.into() }
    }
}

impl fmt::Display for PaginationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for PaginationError {}

/// Gives what is at a path of a page, unless that is nothing.
type Find<'a> = &'a dyn Fn(&str) -> Option<Value>;

/// The pages of one call.
#[derive(Debug)]
pub struct Pages {
    rules: &'static Paginator,
    /// The next request.
    parameters: Map,
    max_items: Option<i64>,
    /// The tokens that led to the page that is asked for.
    tokens: Tokens,
    /// The tokens that led to the page before it.
    previous: Option<Tokens>,
    /// How many items of the first page an earlier run has returned, if there was one.
    skip: Option<i64>,
    first: bool,
    seen: i64,
    state: State,
    resume: Option<String>,
}

#[derive(Debug)]
enum State {
    More,
    Done,
    Failed(PaginationError),
}

impl Pages {
    /// Starts from a request's parameters.
    ///
    /// # Errors
    /// [`PaginationError`] if the starting token makes no sense.
    pub fn new(
        rules: &'static Paginator,
        parameters: Map,
        settings: Settings,
    ) -> Result<Pages, PaginationError> {
        let mut parameters = parameters;
        let (tokens, skip) = match &settings.starting_token {
            Some(token) => {
                let Resume { tokens, skip } = token::decode(token, rules.input_tokens)?;
                token::inject(&tokens, &mut parameters);
                (tokens, Some(skip))
            }
            None => (token::none(rules.input_tokens), None),
        };
        if let (Some(size), Some(key)) = (settings.page_size, rules.limit_key) {
            parameters.insert(key, size);
        }
        Ok(Pages {
            rules,
            parameters,
            max_items: settings.max_items,
            tokens,
            previous: None,
            skip,
            first: true,
            seen: 0,
            state: State::More,
            resume: None,
        })
    }

    /// The parameters of the next request; `None` when all is done.
    ///
    /// # Errors
    /// [`PaginationError`] if the last page's token leads nowhere.
    pub fn request(&self) -> Result<Option<&Map>, PaginationError> {
        match &self.state {
            State::More => Ok(Some(&self.parameters)),
            State::Done => Ok(None),
            State::Failed(error) => Err(error.clone()),
        }
    }

    /// Takes a reply; what lies before the starting token or beyond the last item wanted is cut off.
    ///
    /// # Errors
    /// [`PaginationError`] if the place where to go on later cannot be written as a token.
    pub fn accept(&mut self, page: &mut Value) -> Result<(), PaginationError> {
        let skipped = match self.skip {
            Some(skip) if self.first => {
                self.cut_front(page, skip);
                skip
            }
            _ => 0,
        };
        self.first = false;
        let count = self.primary().and_then(|key| path::get(page, key)).map_or(0, length);
        let wanted = self.max_items.map_or(i64::MAX, |max| max.saturating_sub(self.seen));
        if count > wanted {
            return self.truncate(page, wanted, skipped);
        }
        self.seen = self.seen.saturating_add(count);
        self.advance(&|path| path::get(page, path).cloned())
    }

    /// Takes a reply that is no [`Value`] and of which all items are wanted: `find` gives what is at a path.
    pub(crate) fn pass(&mut self, find: Find<'_>) -> Result<(), PaginationError> {
        self.first = false;
        self.advance(find)
    }

    /// The token with which a later run goes on, if this one stopped short of the end.
    #[must_use]
    pub fn resume_token(&self) -> Option<&str> {
        self.resume.as_deref()
    }

    fn primary(&self) -> Option<&'static str> {
        self.rules.result_keys.first().copied()
    }

    /// Takes the first `skip` items off the first page. The other lists of the page were returned whole.
    fn cut_front(&self, page: &mut Value, skip: i64) {
        for (index, key) in self.rules.result_keys.iter().enumerate() {
            let value = match path::get(page, key) {
                Some(Value::List(items)) if index == 0 => Value::List(slice(items, skip, None)),
                Some(Value::String(text)) if index == 0 => Value::String(slice_text(text, skip, None)),
                _ if index == 0 => Value::Null,
                Some(Value::List(_)) => Value::List(Vec::new()),
                Some(Value::String(_)) => Value::from(""),
                Some(number @ Value::Number(_)) => number.clone(),
                _ => Value::Null,
            };
            path::set(page, key, value);
        }
    }

    fn truncate(&mut self, page: &mut Value, keep: i64, skipped: i64) -> Result<(), PaginationError> {
        if let Some(key) = self.primary() {
            let kept = match path::get(page, key) {
                Some(Value::String(text)) => Value::String(slice_text(text, 0, Some(keep))),
                Some(Value::List(items)) => Value::List(slice(items, 0, Some(keep))),
                _ => Value::List(Vec::new()),
            };
            path::set(page, key, kept);
        }
        self.state = State::Done;
        self.resume =
            Some(token::encode(&self.tokens, Some(keep.saturating_add(skipped)), self.rules.input_tokens)?);
        Ok(())
    }

    fn advance(&mut self, find: Find<'_>) -> Result<(), PaginationError> {
        let next = self.next_tokens(find);
        if next.iter().all(|(_, token)| *token == Value::Null) {
            self.state = State::Done;
            return Ok(());
        }
        if self.max_items == Some(self.seen) {
            self.state = State::Done;
            self.resume = Some(token::encode(&next, None, self.rules.input_tokens)?);
            return Ok(());
        }
        if self.previous.as_ref() == Some(&next) {
            let message =
                format!("Error during pagination: The same next token was received twice: {}", quoted(&next));
            self.state = State::Failed(PaginationError::new(message));
            return Ok(());
        }
        token::inject(&next, &mut self.parameters);
        self.previous = Some(next.clone());
        self.tokens = next;
        Ok(())
    }

    fn next_tokens(&self, find: Find<'_>) -> Tokens {
        let more = self.rules.more_results.is_none_or(|key| find(key).is_some_and(|more| is_true(&more)));
        if !more {
            return Tokens::new();
        }
        let token = |output: &str| find(output).filter(is_true).unwrap_or_default();
        let names = self.rules.input_tokens.iter().zip(self.rules.output_tokens);
        names.map(|(input, output)| (*input, token(output))).collect()
    }
}

fn length(value: &Value) -> i64 {
    let length = match value {
        Value::List(items) => items.len(),
        Value::String(text) => text.chars().count(),
        Value::Map(map) => map.len(),
        _ => 0,
    };
    i64::try_from(length).unwrap_or(i64::MAX)
}

/// Whether Python takes the value for true.
fn is_true(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(b) => *b,
        Value::Number(n) => n.as_f64() != 0.0,
        Value::Bytes(bytes) => !bytes.is_empty(),
        value => length(value) > 0,
    }
}

/// Where a Python slice `[start:end]` of `length` items begins and ends: negative counts from the end.
fn bounds(length: usize, start: i64, end: Option<i64>) -> (usize, usize) {
    let place = |at: i64| {
        let distance = usize::try_from(at.unsigned_abs()).unwrap_or(usize::MAX);
        if at < 0 { length.saturating_sub(distance) } else { distance.min(length) }
    };
    let (start, end) = (place(start), end.map_or(length, place));
    (start.min(end), end)
}

fn slice(items: &[Value], start: i64, end: Option<i64>) -> Vec<Value> {
    let (start, end) = bounds(items.len(), start, end);
    items[start..end].to_vec()
}

fn slice_text(text: &str, start: i64, end: Option<i64>) -> String {
    let (start, end) = bounds(text.chars().count(), start, end);
    text.chars().skip(start).take(end - start).collect()
}

#[cfg(test)]
mod tests;
