//! Global options that are looked at before anything else, whatever the command is.

use super::client::Timeouts;
use crate::args::Globals;
use crate::report::failure::{Failure, Kind};
use crate::show::render::Query;
use rt::internals::python;
use rt::value::Number;

/// What the global options mean.
#[derive(Default)]
pub(crate) struct Checked {
    pub(crate) query: Option<Query>,
    pub(crate) timeouts: Timeouts,
}

/// Seconds that a timeout lasts unless an option says otherwise.
const DEFAULT_TIMEOUT: u64 = 60;

/// Checks them in the AWS CLI's order.
pub(crate) fn check(globals: &Globals) -> Result<Checked, Failure> {
    let query = globals.query.as_deref().map(query).transpose()?;
    if let Some(url) = globals.endpoint_url.as_deref() {
        scheme(url)?;
    }
    let read = timeout(globals.read_timeout.as_deref())?;
    let connect = timeout(globals.connect_timeout.as_deref())?;
    Ok(Checked { query, timeouts: Timeouts { connect, read } })
}

fn query(text: &str) -> Result<Query, Failure> {
    let failure = |reason| Failure::new(Kind::Parameter, format!("Bad value for --query {text}: {reason}"));
    Query::compile(text).map_err(failure)
}

/// An address must begin with a scheme, by the rules of addresses: `localhost:80` does.
fn scheme(url: &str) -> Result<(), Failure> {
    let good = url.trim_start_matches(|c: char| c <= ' ').split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    });
    if good {
        return Ok(());
    }
    let message = format!(
        "Bad value for --endpoint-url \"{url}\": scheme is missing.  Must be of the form \
         http://<hostname>/ or https://<hostname>/"
    );
    Err(Failure::new(Kind::Parameter, message))
}

/// Seconds; 0 is for ever.
fn timeout(text: Option<&str>) -> Result<Option<u64>, Failure> {
    let Some(text) = text else { return Ok(Some(DEFAULT_TIMEOUT)) };
    match python::integer(text) {
        Some(Number::Int(0)) => Ok(None),
        Some(Number::Int(seconds)) => match u64::try_from(seconds) {
            Ok(seconds) => Ok(Some(seconds)),
            Err(_) => Err(Failure::general(format!("A timeout cannot be negative: {text}"))),
        },
        Some(_) => Ok(None),
        None => Err(Failure::general(python::not_an_integer(text))),
    }
}

/// The two options about prompting exclude each other.
pub(crate) fn prompts(words: &[String]) -> Result<(), Failure> {
    let has = |option: &str| words.iter().any(|w| w == option);
    if has("--cli-auto-prompt") && has("--no-cli-auto-prompt") {
        let message = "Both --cli-auto-prompt and --no-cli-auto-prompt cannot be specified at the same time.";
        return Err(Failure::new(Kind::Parameter, message));
    }
    Ok(())
}
