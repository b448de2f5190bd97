//! What the options about runs over many records say.

use std::path::PathBuf;
use std::sync::Arc;

use super::records::{Format, Input};
use crate::args::EachWords;
use crate::report::failure::{Failure, Kind};
use rt::bulk::Bulk;
use rt::internals::jmespath::Expression;
use rt::internals::{os, python};
use rt::value::Number;

/// More records at a time than this only wait for each other.
const MOST: i64 = 256;

/// A run over many records.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(super) input: Input,
    pub(super) format: Option<Format>,
    /// What makes parameters of a record, and its text.
    pub(super) map: Option<Arc<Expression>>,
    pub(super) map_text: Option<String>,
    pub(super) journal: Option<PathBuf>,
    rate: Option<f64>,
    concurrency: Option<usize>,
    stops_at_errors: bool,
    retries_uncertain: bool,
    retries_failed: bool,
}

impl Plan {
    /// The plan of the words, if there is to be a run.
    pub(crate) fn new(words: &EachWords) -> Result<Option<Plan>, Failure> {
        let Some(input) = &words.for_each else {
            let stray = words.stray();
            return match stray.as_slice() {
                [] => Ok(None),
                stray => {
                    let message = format!("Unknown options: {} (without --for-each)", stray.join(", "));
                    Err(Failure::new(Kind::UnknownOption, message))
                }
            };
        };
        Ok(Some(Plan {
            input: if input == "-" { Input::Standard } else { Input::File(os::unescape(input).into()) },
            format: words.format.as_deref().map(Format::named),
            map: words.map.as_deref().map(map).transpose()?.map(Arc::new),
            map_text: words.map.clone(),
            journal: words.journal.as_deref().map(|path| os::unescape(path).into()),
            rate: words.rate.as_deref().map(rate).transpose()?,
            concurrency: words.concurrency.as_deref().map(concurrency).transpose()?,
            stops_at_errors: words.on_error.as_deref() == Some("stop"),
            retries_uncertain: words.retry_uncertain,
            retries_failed: words.retry_failed,
        }))
    }

    /// Whether the rate is left to what the service bears.
    pub(crate) fn adapts(&self) -> bool {
        self.rate.is_none()
    }

    pub(super) fn retries_failed(&self) -> bool {
        self.retries_failed
    }

    /// Whether a run with so many failures has ended early.
    pub(super) fn is_stopped_by(&self, failed: u64) -> bool {
        self.stops_at_errors && failed > 0
    }

    /// The run, without its journal.
    pub(super) fn bulk(&self) -> Bulk {
        let mut bulk = Bulk::new();
        if let Some(rate) = self.rate {
            bulk = bulk.rate(rate);
        }
        if let Some(concurrency) = self.concurrency {
            bulk = bulk.concurrency(concurrency);
        }
        if self.stops_at_errors {
            bulk = bulk.stop_at_errors();
        }
        if self.retries_uncertain {
            bulk = bulk.retry_uncertain();
        }
        if self.retries_failed {
            bulk = bulk.retry_failed();
        }
        bulk
    }
}

fn wrong(message: String) -> Failure {
    Failure::new(Kind::Parameter, message)
}

fn map(text: &str) -> Result<Expression, Failure> {
    Expression::compile(text).map_err(|reason| wrong(format!("Bad value for --map {text}: {reason}")))
}

fn rate(text: &str) -> Result<f64, Failure> {
    let rate = python::float(text).filter(|rate| rate.is_finite() && *rate > 0.0);
    rate.ok_or_else(|| wrong(format!("--rate is a number of requests a second above 0, not {text}")))
}

fn concurrency(text: &str) -> Result<usize, Failure> {
    match python::integer(text) {
        Some(Number::Int(number @ 1..=MOST)) => Ok(number as usize),
        _ => Err(wrong(format!("--concurrency is a number from 1 to {MOST}, not {text}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(change: impl FnOnce(&mut EachWords)) -> Result<Option<Plan>, String> {
        let mut words = EachWords { for_each: Some("-".to_owned()), ..EachWords::default() };
        change(&mut words);
        Plan::new(&words).map_err(|failure| failure.message)
    }

    #[test]
    fn options_without_a_run_are_refused() {
        assert!(Plan::new(&EachWords::default()).is_ok_and(|plan| plan.is_none()));
        let stray = EachWords { rate: Some("1".to_owned()), retry_failed: true, ..EachWords::default() };
        let failure = Plan::new(&stray).unwrap_err();
        assert_eq!(failure.message, "Unknown options: --rate, --retry-failed (without --for-each)");
    }

    #[test]
    fn numbers_have_limits() {
        assert!(words(|_| {}).is_ok_and(|plan| plan.is_some_and(|plan| plan.adapts())));
        for text in ["0", "-1", "nan", "inf", "x"] {
            assert!(words(|words| words.rate = Some(text.to_owned())).is_err(), "{text}");
        }
        for text in ["0", "257", "1.5", "x"] {
            assert!(words(|words| words.concurrency = Some(text.to_owned())).is_err(), "{text}");
        }
        assert!(
            words(|words| words.map = Some("a[".to_owned()))
                .is_err_and(|m| m.starts_with("Bad value for --map"))
        );
    }
}
