//! Where a session's credentials come from: the first source that is configured, in botocore's order.
//!
//! In goes a session, out comes a [`Source`] with all that is needed to fetch from it. Nothing is fetched here,
//! no process is run and no request is sent.

use super::Credentials;
use super::legacy;
use super::machine::{Container, Instance};
use super::process::Process;
use super::role::{self, Role, WebIdentity};
use super::sign_on::{self, SignOn};
use crate::config::Session;
use crate::error::{Error, ErrorKind};
use crate::time::Timestamp;

/// A source of credentials.
#[derive(Debug)]
pub(super) enum Source {
    /// A key that is at hand.
    Keys(Credentials),
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

/// The source that counts; `None` if not even a metadata service may be asked.
pub(super) fn find(session: &Session) -> Result<Option<Source>, Error> {
    // Looked at before all else: impossible values count even where nobody will be asked.
    let instance = Instance::of(session)?;
    let explicit = session.profile_is_explicit();
    let keys = if explicit { None } else { environment(session)? };
    if let Some(keys) = keys {
        return Ok(Some(Source::Keys(keys)));
    }
    if let Some(role) = role::of_profile(session)? {
        return Ok(Some(Source::Role(Box::new(role))));
    }
    if let Some(found) = profile(session, !explicit)? {
        return Ok(Some(found));
    }
    if let Some(keys) = legacy::keys(session)? {
        return Ok(Some(Source::Keys(keys)));
    }
    Ok(Container::of(session).map(Source::Container).or(instance.map(Source::Instance)))
}

/// What the profile itself says, roles aside. `environment` tells whether variables may name a web identity.
pub(super) fn profile(session: &Session, environment: bool) -> Result<Option<Source>, Error> {
    if let Some(identity) = WebIdentity::of(session, environment)? {
        return Ok(Some(Source::WebIdentity(identity)));
    }
    if let Some(sign_on) = sign_on::of_profile(session)? {
        return Ok(Some(Source::SignOn(sign_on)));
    }
    if let Some(found) = keys("shared-credentials-file", |key| session.credentials_value(key))? {
        return Ok(Some(Source::Keys(found)));
    }
    if let Some(name) = session.value("login_session")? {
        return Ok(Some(Source::Login(name)));
    }
    if let Some(process) = Process::of(session)? {
        return Ok(Some(Source::Process(process)));
    }
    Ok(keys("config-file", |key| session.config_value(key))?.map(Source::Keys))
}

/// The source that a profile's `credential_source` names; `None` if there is nothing at it.
pub(super) fn named(session: &Session, name: &str) -> Option<Result<Option<Source>, Error>> {
    match name {
        "Environment" => Some(environment(session).map(|keys| keys.map(Source::Keys))),
        "EcsContainer" => Some(Ok(Container::of(session).map(Source::Container))),
        "Ec2InstanceMetadata" => Some(Instance::of(session).map(|found| found.map(Source::Instance))),
        _ => None,
    }
}

fn environment(session: &Session) -> Result<Option<Credentials>, Error> {
    let get = |name: &str| session.env(name).filter(|v| !v.is_empty());
    let Some(access) = get("AWS_ACCESS_KEY_ID") else { return Ok(None) };
    let secret = get("AWS_SECRET_ACCESS_KEY").ok_or_else(|| partial("env", "AWS_SECRET_ACCESS_KEY"))?;
    let token = get("AWS_SECURITY_TOKEN").or_else(|| get("AWS_SESSION_TOKEN"));
    let keys = Credentials::new(access, secret, token);
    let Some(end) = get("AWS_CREDENTIAL_EXPIRATION") else { return Ok(Some(keys)) };
    let unknown = || Error::new(ErrorKind::Config, format!("Unknown string format: {end}"));
    Ok(Some(keys.expiring(Timestamp::parse_rfc3339(&end).ok_or_else(unknown)?)))
}

fn keys(
    source: &str,
    get: impl Fn(&str) -> Result<Option<String>, Error>,
) -> Result<Option<Credentials>, Error> {
    let Some(access) = get("aws_access_key_id")? else { return Ok(None) };
    let secret = get("aws_secret_access_key")?.ok_or_else(|| partial(source, "aws_secret_access_key"))?;
    let token = get("aws_security_token")?.map_or_else(|| get("aws_session_token"), |t| Ok(Some(t)))?;
    Ok(Some(Credentials::new(access, secret, token)))
}

/// The error that something is configured by half.
pub(super) fn partial(source: &str, missing: &str) -> Error {
    let message = format!("Partial credentials found in {source}, missing: {missing}");
    Error::new(ErrorKind::PartialCredentials, message)
}
