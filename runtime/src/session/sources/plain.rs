//! Sources that need no other: keys, web identities, single sign-on, processes, machines.

use crate::client::error::{Error, ErrorKind};
use crate::client::signing::keys::Credentials;
use crate::session::machine::{Container, Instance};
use crate::session::settings::Session;
use crate::session::sources::process::Process;
use crate::session::sources::sign_on;
use crate::session::sources::source::{Source, WebIdentity, partial};
use crate::shapes::text::os;
use crate::shapes::time::dates;

/// Where keys in variables are, as it is told.
pub(super) const ENVIRONMENT: &str = "environment";

/// What the profile itself says, roles aside. `environment` tells whether variables may name a web identity.
pub(super) fn profile(session: &Session, environment: bool) -> Result<Option<Source>, Error> {
    if let Some(identity) = WebIdentity::of(session, environment)? {
        return Ok(Some(Source::WebIdentity(identity)));
    }
    if let Some(sign_on) = sign_on::of_profile(session)? {
        return Ok(Some(Source::SignOn(sign_on)));
    }
    if let Some(found) = keys("shared-credentials-file", &|key| session.credentials_value(key))? {
        return Ok(Some(Source::Keys(found, "credentials file")));
    }
    if let Some(name) = session.value("login_session")? {
        return Ok(Some(Source::Login(name)));
    }
    if let Some(process) = Process::of(session)? {
        return Ok(Some(Source::Process(process)));
    }
    let found = keys("config-file", &|key| session.config_value(key))?;
    Ok(found.map(|found| Source::Keys(found, "config file")))
}

/// The source that a profile's `credential_source` names; `None` if there is nothing at it.
pub(super) fn named(session: &Session, name: &str) -> Option<Result<Option<Source>, Error>> {
    match name {
        "Environment" => {
            Some(environment(session).map(|keys| keys.map(|keys| Source::Keys(keys, ENVIRONMENT))))
        }
        "EcsContainer" => Some(Ok(Container::of(session).map(Source::Container))),
        "Ec2InstanceMetadata" => Some(Instance::of(session).map(|found| found.map(Source::Instance))),
        _ => None,
    }
}

pub(super) fn environment(session: &Session) -> Result<Option<Credentials>, Error> {
    let get = |name: &str| session.env(name).filter(|v| !v.is_empty());
    let Some(access) = get("AWS_ACCESS_KEY_ID") else { return Ok(None) };
    let secret = get("AWS_SECRET_ACCESS_KEY").ok_or_else(|| partial("env", "AWS_SECRET_ACCESS_KEY"))?;
    let token = get("AWS_SECURITY_TOKEN").or_else(|| get("AWS_SESSION_TOKEN"));
    let is_no_text = |key: &String| os::holds_bytes(key);
    if is_no_text(&access) || is_no_text(&secret) || token.as_ref().is_some_and(is_no_text) {
        let message = "The variables with credentials are not text";
        return Err(Error::new(ErrorKind::Credentials, message));
    }
    let keys = Credentials::new(access, secret, token);
    let Some(end) = get("AWS_CREDENTIAL_EXPIRATION") else { return Ok(Some(keys)) };
    let unknown = || Error::new(ErrorKind::Config, format!("Unknown string format: {end}"));
    Ok(Some(keys.expiring(dates::instant(&end).ok_or_else(unknown)?)))
}

fn keys(
    source: &str,
    get: &dyn Fn(&str) -> Result<Option<String>, Error>,
) -> Result<Option<Credentials>, Error> {
    let Some(access) = get("aws_access_key_id")? else { return Ok(None) };
    let secret = get("aws_secret_access_key")?.ok_or_else(|| partial(source, "aws_secret_access_key"))?;
    let token = get("aws_security_token")?.map_or_else(|| get("aws_session_token"), |t| Ok(Some(t)))?;
    Ok(Some(Credentials::new(access, secret, token)))
}

impl WebIdentity {
    /// What variables (if they count) and the profile say.
    pub(super) fn of(session: &Session, environment: bool) -> Result<Option<WebIdentity>, Error> {
        let get = |variable: &str, key: &str| match session.env(variable).filter(|_| environment) {
            Some(value) => Ok(Some(value)),
            None => session.value(key),
        };
        let token_file = get("AWS_WEB_IDENTITY_TOKEN_FILE", "web_identity_token_file")?;
        let Some(token_file) = token_file.filter(|path| !path.is_empty()) else { return Ok(None) };
        let arn = get("AWS_ROLE_ARN", "role_arn")?.filter(|arn| !arn.is_empty()).ok_or_else(|| {
            let message = "The provided profile or the current environment is configured to assume role with web \
                           identity but has no role ARN configured. Ensure that the profile has the role_arn\
                           configuration set or the AWS_ROLE_ARN env var is set.";
            Error::new(ErrorKind::Config, message)
        })?;
        let session_name = get("AWS_ROLE_SESSION_NAME", "role_session_name")?.filter(|name| !name.is_empty());
        Ok(Some(WebIdentity { arn, session_name, token_file }))
    }
}
