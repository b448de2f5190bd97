//! Roles that a profile assumes: with credentials of another source, or with a token of an identity provider.

use crate::client::error::{Error, ErrorKind};
use crate::session::settings::Session;
use crate::session::sources::plain;
use crate::session::sources::source::{Role, Source, partial};
use crate::shapes::text::python;

/// So many profiles may lead to the credentials that assume a role. Who has more has made a mistake, and each of
/// them would cost a request.
const LONGEST_CHAIN: usize = 100;

/// The role of the session's profile, if it assumes one.
pub(super) fn of_profile(session: &Session) -> Result<Option<Role>, Error> {
    match assumes(session)? {
        true => Role::read(session, &mut vec![session.profile().to_owned()]).map(Some),
        false => Ok(None),
    }
}

/// A role with a token of its own is a web identity's.
fn assumes(session: &Session) -> Result<bool, Error> {
    Ok(session.value("role_arn")?.is_some() && session.value("web_identity_token_file")?.is_none())
}

impl Role {
    /// `visited` are the profiles on the way here, so that a circle is noticed.
    fn read(session: &Session, visited: &mut Vec<String>) -> Result<Role, Error> {
        let value = |key| session.value(key);
        let (source, nothing_at_source) = source(session, visited)?;
        Ok(Role {
            arn: value("role_arn")?.unwrap_or_default(),
            // An empty name is as good as none.
            session_name: value("role_session_name")?.filter(|name| !name.is_empty()),
            external_id: value("external_id")?,
            mfa_serial: value("mfa_serial")?,
            // What is no number is passed over, as the AWS CLI does.
            duration_seconds: value("duration_seconds")?.and_then(|text| seconds(&text)),
            source,
            nothing_at_source,
        })
    }
}

/// A number that is too large for the service is for the service to refuse.
fn seconds(text: &str) -> Option<i32> {
    let number = python::integer(text)?.as_f64();
    Some(number.clamp(i32::MIN.into(), i32::MAX.into()) as i32)
}

fn source(session: &Session, visited: &mut Vec<String>) -> Result<(Source, Option<String>), Error> {
    let profile = session.profile();
    match (session.value("source_profile")?, session.value("credential_source")?) {
        (Some(_), Some(_)) => {
            let message =
                format!("The profile \"{profile}\" contains both source_profile and credential_source.");
            Err(Error::new(ErrorKind::Config, message))
        }
        (None, None) => Err(partial("assume-role", "source_profile or credential_source")),
        (None, Some(name)) => named_source(session, &name),
        (Some(name), None) => Ok((source_profile(session, name, visited)?, None)),
    }
}

fn named_source(session: &Session, name: &str) -> Result<(Source, Option<String>), Error> {
    let profile = session.profile();
    let Some(found) = plain::named(session, name) else {
        let message =
            format!("The credential source \"{name}\" referenced in profile \"{profile}\" is not valid.");
        return Err(Error::new(ErrorKind::Config, message));
    };
    let message = format!(
        "Error when retrieving credentials from {name}: No credentials found in credential_source referenced in \
         profile {profile}"
    );
    match found? {
        Some(source) => Ok((source, Some(message))),
        None => Err(Error::new(ErrorKind::Credentials, message)),
    }
}

fn source_profile(session: &Session, name: String, visited: &mut Vec<String>) -> Result<Source, Error> {
    let other = session.for_profile(&name);
    if !other.profile_exists()? {
        let message = format!(
            "The source_profile \"{name}\" referenced in the profile \"{}\" does not exist.",
            session.profile()
        );
        return Err(Error::new(ErrorKind::Config, message));
    }
    let has_keys = has_keys(&other)?;
    // A profile may name itself, for a role that its own keys assume.
    if visited.contains(&name) && !(name == session.profile() && has_keys) {
        let message = format!(
            "Infinite loop in credential configuration detected. Attempting to load from profile {name} which \
             has already been visited. Visited profiles: ['{}']",
            visited.join("', '")
        );
        return Err(Error::new(ErrorKind::Config, message));
    }
    if !has_keys && assumes(&other)? {
        if visited.len() == LONGEST_CHAIN {
            let message = format!(
                "More than {LONGEST_CHAIN} profiles name each other as source_profile, up to {name}."
            );
            return Err(Error::new(ErrorKind::Config, message));
        }
        visited.push(name);
        return Ok(Source::Role(Box::new(Role::read(&other, visited)?)));
    }
    plain::profile(&other, false)?.ok_or_else(|| {
        let message = format!("The source profile \"{name}\" must have credentials.");
        Error::new(ErrorKind::Config, message)
    })
}

fn has_keys(session: &Session) -> Result<bool, Error> {
    Ok(session.value("aws_access_key_id")?.is_some() || session.value("aws_secret_access_key")?.is_some())
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn durations_are_read_as_by_python() {
        for (text, expected) in [
            (" 900 ", Some(900)),
            ("+9_00", Some(900)),
            ("-1", Some(-1)),
            ("99999999999999999999", Some(i32::MAX)),
            ("900.5", None),
            ("0x10", None),
            ("", None),
        ] {
            assert_eq!(seconds(text), expected, "{text}");
        }
    }
}
