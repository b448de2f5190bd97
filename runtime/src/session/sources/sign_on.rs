//! Single sign-on: the role of an account, and the `sso-session` section through which it is signed in.

use crate::client::error::{Error, ErrorKind};
use crate::session::settings::Session;

/// A role of an account, and where one signs in for it.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::session) struct SignOn {
    pub(in crate::session) start_url: String,
    pub(in crate::session) region: String,
    pub(in crate::session) account_id: String,
    pub(in crate::session) role_name: String,
    /// The `sso-session` section; profiles of the older form have none.
    pub(in crate::session) session: Option<String>,
}

/// What the profile says, if it says something of an account or a role.
pub(super) fn of_profile(session: &Session) -> Result<Option<SignOn>, Error> {
    if session.value("sso_role_name")?.is_none() && session.value("sso_account_id")?.is_none() {
        return Ok(None);
    }
    let section = session.value("sso_session")?;
    if let Some(name) = section.as_ref().filter(|name| !session.has_section("sso-session", name)) {
        let message = format!("The specified sso-session does not exist: \"{name}\"");
        return Err(Error::new(ErrorKind::Config, message));
    }
    let mut missing = Vec::new();
    let mut get = |key: &'static str| -> Result<String, Error> {
        let value = value(session, section.as_deref(), key)?;
        if value.is_none() {
            missing.push(key);
        }
        Ok(value.unwrap_or_default())
    };
    let role_name = get("sso_role_name")?;
    let account_id = get("sso_account_id")?;
    let start_url = get("sso_start_url")?;
    let region = get("sso_region")?;
    if !missing.is_empty() {
        let message = format!(
            "The profile \"{}\" is configured to use SSO but is missing required configuration: {}",
            session.profile(),
            missing.join(", ")
        );
        return Err(Error::new(ErrorKind::Config, message));
    }
    check(session)?;
    Ok(Some(SignOn { start_url, region, account_id, role_name, session: section }))
}

/// Whether the section that the profile names says by itself where one signs in, which the AWS CLI wants of every
/// profile, whatever its credentials are.
pub(super) fn check(session: &Session) -> Result<(), Error> {
    let Some(name) = session.value("sso_session")? else { return Ok(()) };
    let wrong = |what: String| {
        let profile = session.profile();
        let message =
            format!("The profile \"{profile}\" is configured to use the SSO token provider but {what}.");
        Err(Error::new(ErrorKind::Config, message))
    };
    if !session.has_section("sso-session", &name) {
        return wrong(format!("the \"{name}\" sso_session configuration does not exist"));
    }
    let lacks = |key: &&str| session.section_value("sso-session", &name, key).is_none();
    let missing: Vec<_> = ["sso_start_url", "sso_region"].into_iter().filter(lacks).collect();
    if missing.is_empty() {
        return Ok(());
    }
    wrong(format!("is missing the following configuration: ['{}']", missing.join("', '")))
}

/// A key of the profile or of the section; where both have it they must agree.
fn value(session: &Session, section: Option<&str>, key: &str) -> Result<Option<String>, Error> {
    let own = session.value(key)?;
    let shared = section.and_then(|name| session.section_value("sso-session", name, key));
    match (own, shared) {
        (Some(own), Some(shared)) if own != shared => {
            let message = format!(
                "The value for {key} is inconsistent between profile ({own}) and sso-session ({shared})."
            );
            Err(Error::new(ErrorKind::Config, message))
        }
        (own, shared) => Ok(shared.or(own)),
    }
}
