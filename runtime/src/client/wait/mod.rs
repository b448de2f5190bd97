//! Waiting for a state, without waiting: what an answer means, and when to ask again.
//!
//! In: a waiter's table, and answers one after the other. Out: whether to ask again and after which pause, or the end. The
//! clients ask and pause; nothing here does. Rules and words are those of the AWS CLI.

#[cfg(test)]
mod tests;

use std::time::Duration;

use crate::client::error::{Error, ErrorKind, ServiceError};
use crate::client::protocol::Reply;
use crate::shapes::jmespath::Expression;
use crate::shapes::schema::Service;
use crate::shapes::schema::waiter::{Acceptor, Expected, Matcher, Verdict, Waiter};
use crate::shapes::value::{Number, Value};

/// How often to ask. What is not said is as the model has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pace {
    /// The pause between an answer and the next question.
    pub delay: Option<Duration>,
    /// After how many answers to give up.
    pub max_attempts: Option<u32>,
}

/// What to do after an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// The state is reached.
    Done,
    /// To ask again after this pause.
    Again(Duration),
}

/// A wait between two answers.
#[derive(Debug)]
pub struct Wait {
    waiter: &'static Waiter,
    /// The compiled paths of the acceptors.
    paths: Vec<Option<Expression>>,
    delay: Duration,
    max_attempts: u32,
    attempts: u32,
    /// Whether an answer ever was of a form that the waiter knows.
    has_matched: bool,
}

/// What came: a reply, or the service's error.
enum Answer<'a> {
    Reply(u16, Value),
    Error(&'a ServiceError),
}

impl Wait {
    /// A wait that begins.
    ///
    /// # Errors
    /// If an expression of the table is none.
    pub fn new(waiter: &'static Waiter, pace: Pace) -> Result<Wait, Error> {
        let compiled = waiter.acceptors.iter().map(|acceptor| path(&acceptor.matcher));
        Ok(Wait {
            waiter,
            paths: compiled.collect::<Result<_, Error>>()?,
            delay: pace.delay.unwrap_or(Duration::from_secs(waiter.delay.into())),
            max_attempts: pace.max_attempts.unwrap_or(waiter.max_attempts),
            attempts: 0,
            has_matched: false,
        })
    }

    /// Takes an answer into account.
    ///
    /// # Errors
    /// If the state will not be reached or there were answers enough, if the service answers with an error that the
    /// waiter does not know, and if there is no answer.
    pub fn take(
        &mut self,
        service: &Service,
        answer: Result<Reply, Error>,
        limit: Option<Duration>,
    ) -> Result<Next, Error> {
        self.attempts += 1;
        match answer {
            Ok(reply) => {
                let values = reply.values(service, self.waiter.operation, limit)?;
                self.judge(&Answer::Reply(reply.status, values), None)
            }
            Err(error) => match error.as_service_error() {
                Some(refusal) => self.judge(&Answer::Error(refusal), Some(&error)),
                None => Err(error),
            },
        }
    }

    fn judge(&mut self, answer: &Answer<'_>, cause: Option<&Error>) -> Result<Next, Error> {
        let fitting = self.fitting(answer)?;
        let failed = |reason: &str| Err(self.failed(reason, cause));
        match (fitting.map(|acceptor| acceptor.verdict), answer) {
            (Some(Verdict::Success), _) => return Ok(Next::Done),
            (Some(Verdict::Failure), _) => {
                let words = self.words(fitting);
                return failed(&format!("Waiter encountered a terminal failure state: {words}"));
            }
            (None, Answer::Error(e)) => {
                return failed(&format!("An error occurred ({}): {}", e.code, e.message));
            }
            (None, Answer::Reply(..)) | (Some(Verdict::Retry), _) => {}
        }
        self.has_matched |= fitting.is_some();
        if self.attempts < self.max_attempts {
            return Ok(Next::Again(self.delay));
        }
        let mut reason = "Max attempts exceeded".to_owned();
        if self.has_matched {
            reason += ". Previously accepted state: ";
            reason += &self.words(fitting);
        }
        Err(self.failed(&reason, cause))
    }

    /// The first acceptor that an answer fits.
    fn fitting(&self, answer: &Answer<'_>) -> Result<Option<&'static Acceptor>, Error> {
        for (acceptor, path) in self.waiter.acceptors.iter().zip(&self.paths) {
            if fits(&acceptor.matcher, path.as_ref(), answer)? {
                return Ok(Some(acceptor));
            }
        }
        Ok(None)
    }

    /// What was found. Where the last answer fitted nothing, the AWS CLI tells of the last acceptor of all.
    fn words(&self, fitting: Option<&Acceptor>) -> String {
        let told = fitting.or(self.waiter.acceptors.last());
        told.map(|acceptor| acceptor.matcher.to_string()).unwrap_or_default()
    }

    fn failed(&self, reason: &str, cause: Option<&Error>) -> Error {
        let error = Error::new(ErrorKind::Wait, format!("Waiter {} failed: {reason}", self.waiter.name));
        match cause {
            Some(cause) => error.with_source(cause.clone()),
            None => error,
        }
    }
}

fn path(matcher: &Matcher) -> Result<Option<Expression>, Error> {
    let (Matcher::Path(path, _) | Matcher::PathAll(path, _) | Matcher::PathAny(path, _)) = matcher else {
        return Ok(None);
    };
    let compiled = Expression::compile(path);
    compiled.map(Some).map_err(|error| Error::new(ErrorKind::Wait, error.to_string()).with_source(error))
}

fn fits(matcher: &Matcher, path: Option<&Expression>, answer: &Answer<'_>) -> Result<bool, Error> {
    let found = match (path, answer) {
        (Some(path), Answer::Reply(_, values)) => path
            .search(values)
            .map_err(|error| Error::new(ErrorKind::Wait, error.to_string()).with_source(error))?,
        _ => Value::Null,
    };
    let items = found.as_list().unwrap_or_default();
    Ok(match (matcher, answer) {
        (Matcher::Path(_, expected), _) => is(&found, *expected),
        (Matcher::PathAll(_, expected), _) => {
            !items.is_empty() && items.iter().all(|item| is(item, *expected))
        }
        (Matcher::PathAny(_, expected), _) => items.iter().any(|item| is(item, *expected)),
        (Matcher::Status(status), Answer::Reply(found, _)) => status == found,
        (Matcher::Status(status), Answer::Error(error)) => *status == error.status,
        (Matcher::Error(code), Answer::Error(error)) => *code == error.code,
        (Matcher::Error(_), Answer::Reply(..)) => false,
        (Matcher::Errors(any), answer) => *any == matches!(answer, Answer::Error(_)),
    })
}

fn is(value: &Value, expected: Expected) -> bool {
    match (value, expected) {
        (Value::String(text), Expected::Text(expected)) => text == expected,
        (Value::Bool(flag), Expected::Flag(expected)) => *flag == expected,
        (Value::Number(Number::Int(number)), Expected::Number(expected)) => *number == expected,
        (Value::Number(Number::Float(number)), Expected::Number(expected)) => *number == expected as f64,
        _ => false,
    }
}
