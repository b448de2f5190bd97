//! What is told of sources of credentials, to `tracing` and to who listens: which are asked, and what came of it.
//!
//! In goes the name of a source, out come words with codes and kinds of errors. Never a secret, and nothing that a program of
//! others has printed.

use crate::client::config::Config;
use crate::client::error::{Error, ErrorKind};
use crate::client::signing::keys::Credentials;
use crate::client::trace;

/// A source is about to be asked.
pub(super) fn asked(config: &Config, source: &str) {
    trace::credentials(source, "asked", None);
    config.hooks.tell_of_credentials(|| format!("credentials: asking {source}"));
}

/// What a source has given.
pub(super) fn answered(config: &Config, source: &str, answer: &Result<Credentials, Error>) {
    match answer {
        Ok(_) => found(config, source),
        Err(error) => failed(config, source, &reason(error)),
    }
}

/// A source has credentials.
pub(super) fn found(config: &Config, source: &str) {
    trace::credentials(source, "found", None);
    config.hooks.tell_of_credentials(|| format!("credentials: {source}"));
}

fn failed(config: &Config, source: &str, reason: &str) {
    trace::credentials(source, "failed", Some(reason));
    config.hooks.tell_of_credentials(|| format!("credentials: {source}: {reason}"));
}

/// A service's code, what a source without credentials has said, or the kind of the error.
fn reason(error: &Error) -> String {
    let said = std::error::Error::source(error).filter(|_| error.kind() == ErrorKind::NoCredentials);
    match (error.code(), said) {
        (Some(code), _) => code.to_owned(),
        (None, Some(said)) => said.to_string(),
        (None, None) => format!("{:?}", error.kind()),
    }
}
