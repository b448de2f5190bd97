//! Credentials of the environment and of the shared files, in botocore's order.

use std::sync::Arc;

use super::{Cached, Credentials, ProvideCredentials, none, process};
use crate::config::Session;
use crate::error::{Error, ErrorKind};

/// Finds the source of credentials; nothing is fetched yet unless it is at hand.
///
/// # Errors
/// If half of a key is configured, or a source that this build does not know.
pub(crate) fn resolve(session: &Session) -> Result<Arc<dyn ProvideCredentials>, Error> {
    if !session.profile_is_explicit()
        && let Some(credentials) = environment(session)?
    {
        return Ok(Arc::new(credentials));
    }
    if session.value("role_arn")?.is_some() || session.value("sso_account_id")?.is_some() {
        return Err(unsupported(session));
    }
    if let Some(credentials) = keys("shared-credentials-file", |key| session.credentials_value(key))? {
        return Ok(Arc::new(credentials));
    }
    if let Some(command) = session.value("credential_process")? {
        return Ok(Arc::new(Cached::new(Process(command))));
    }
    if let Some(credentials) = keys("config-file", |key| session.config_value(key))? {
        return Ok(Arc::new(credentials));
    }
    Err(none())
}

fn environment(session: &Session) -> Result<Option<Credentials>, Error> {
    let get = |name: &str| session.env(name).filter(|v| !v.is_empty());
    let Some(access) = get("AWS_ACCESS_KEY_ID") else { return Ok(None) };
    let secret = get("AWS_SECRET_ACCESS_KEY").ok_or_else(|| partial("env", "AWS_SECRET_ACCESS_KEY"))?;
    let token = get("AWS_SESSION_TOKEN").or_else(|| get("AWS_SECURITY_TOKEN"));
    Ok(Some(Credentials::new(access, secret, token)))
}

fn keys(
    source: &str,
    get: impl Fn(&str) -> Result<Option<String>, Error>,
) -> Result<Option<Credentials>, Error> {
    let Some(access) = get("aws_access_key_id")? else { return Ok(None) };
    let secret = get("aws_secret_access_key")?.ok_or_else(|| partial(source, "aws_secret_access_key"))?;
    let token = get("aws_session_token")?.map_or_else(|| get("aws_security_token"), |t| Ok(Some(t)))?;
    Ok(Some(Credentials::new(access, secret, token)))
}

fn partial(source: &str, missing: &str) -> Error {
    let message = format!("Partial credentials found in {source}, missing: {missing}");
    Error::new(ErrorKind::PartialCredentials, message)
}

fn unsupported(session: &Session) -> Error {
    let message = format!(
        "The profile ({}) gets its credentials by assuming a role or by single sign-on, which this build cannot do; \
         export temporary credentials into the environment instead",
        session.profile()
    );
    Error::new(ErrorKind::Credentials, message)
}

struct Process(String);

impl ProvideCredentials for Process {
    fn credentials(&self) -> Result<Credentials, Error> {
        process::run(&self.0)
    }
}
