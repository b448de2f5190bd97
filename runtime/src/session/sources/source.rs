//! What a source of credentials is, with all that is needed to fetch from it.

use std::time::Duration;

use crate::client::error::{Error, ErrorKind};
use crate::client::signing::keys::Credentials;
use crate::session::machine::{self, Container, Instance};
use crate::session::sources::process::Process;
use crate::session::sources::sign_on::SignOn;

/// A source of credentials.
#[derive(Debug)]
pub(in crate::session) enum Source {
    /// A key that is at hand, and where it was found.
    Keys(Credentials, &'static str),
    /// The command line of a `credential_process`.
    Process(Process),
    /// A role that is assumed with credentials of another source.
    Role(Box<Role>),
    /// A role that is assumed with a token of an identity provider.
    WebIdentity(WebIdentity),
    /// A role of single sign-on.
    SignOn(SignOn),
    /// The session that `aws login` has left.
    Login(String),
    /// The container's endpoint, named by environment variables.
    Container(Container),
    /// The metadata service of the machine.
    Instance(Instance),
}

impl Source {
    /// What it is called where it is told of.
    pub(in crate::session) fn name(&self) -> &'static str {
        match self {
            Source::Keys(_, place) => place,
            Source::Process(_) => "credential_process",
            Source::Role(_) => "role",
            Source::WebIdentity(_) => "web identity",
            Source::SignOn(_) => "single sign-on",
            Source::Login(_) => "aws login",
            Source::Container(_) => "container",
            Source::Instance(_) => "instance metadata",
        }
    }

    /// How long before their end its credentials are asked for again, where that does not depend on their life.
    pub(in crate::session) fn renewed_ahead(&self) -> Option<Duration> {
        matches!(self, Source::Instance(_)).then_some(machine::AHEAD)
    }
}

/// A role, and whose credentials assume it.
#[derive(Debug)]
pub(in crate::session) struct Role {
    pub(in crate::session) arn: String,
    pub(in crate::session) session_name: Option<String>,
    pub(in crate::session) external_id: Option<String>,
    pub(in crate::session) mfa_serial: Option<String>,
    pub(in crate::session) duration_seconds: Option<i32>,
    pub(in crate::session) source: Source,
    /// The error if the source turns out to be empty.
    pub(in crate::session) nothing_at_source: Option<String>,
}

/// A role that a token in a file opens.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::session) struct WebIdentity {
    pub(in crate::session) arn: String,
    pub(in crate::session) session_name: Option<String>,
    pub(in crate::session) token_file: String,
}

/// The error that something is configured by half.
pub(in crate::session) fn partial(source: &str, missing: &str) -> Error {
    let message = format!("Partial credentials found in {source}, missing: {missing}");
    Error::new(ErrorKind::PartialCredentials, message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::settings::{Environment, Session, dialect};

    #[test]
    fn credentials_of_an_instance_are_asked_for_again_in_time() {
        let session = Session::new(Environment::of([("HOME", "/")]), &dialect::V2, None);
        let instance = Source::Instance(Instance::of(&session).unwrap().unwrap());
        assert_eq!(instance.renewed_ahead(), Some(Duration::from_secs(15 * 60)));
        assert_eq!(Source::Login("jane".to_owned()).renewed_ahead(), None);
    }
}
