//! Where a session's credentials come from: the first source that is configured, in botocore's order.
//!
//! In goes a session, out comes a [`Source`] with all that is needed to fetch from it. Nothing is fetched here,
//! no process is run and no request is sent.

use crate::client::error::Error;
use crate::session::machine::{Container, Instance};
use crate::session::settings::Session;
use crate::session::sources::legacy;
use crate::session::sources::plain::{ENVIRONMENT, environment, profile};
use crate::session::sources::role;
use crate::session::sources::source::Source;

/// The source that counts; `None` if not even a metadata service may be asked.
pub(super) fn find(session: &Session) -> Result<Option<Source>, Error> {
    // Looked at before all else: impossible values count even where nobody will be asked.
    let instance = Instance::of(session)?;
    let explicit = session.profile_is_explicit();
    let keys = if explicit { None } else { environment(session)? };
    if let Some(keys) = keys {
        return Ok(Some(Source::Keys(keys, ENVIRONMENT)));
    }
    if let Some(role) = role::of_profile(session)? {
        return Ok(Some(Source::Role(Box::new(role))));
    }
    if let Some(found) = profile(session, !explicit)? {
        return Ok(Some(found));
    }
    if let Some(keys) = legacy::keys(session)? {
        return Ok(Some(Source::Keys(keys, "files of older tools")));
    }
    Ok(Container::of(session).map(Source::Container).or(instance.map(Source::Instance)))
}
