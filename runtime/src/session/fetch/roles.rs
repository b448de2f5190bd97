//! Roles, assumed through STS.

use zeroize::Zeroizing;

use super::Remote;
use super::cache::{Answer, Key};
use crate::client::bounded;
use crate::client::call::address::no_region;
use crate::client::either::Way;
use crate::client::error::{Error, ErrorKind};
use crate::client::signing::keys::Credentials;
use crate::session::services::sts;
use crate::session::services::sts::types::{
    AssumeRoleRequest, AssumeRoleWithWebIdentityRequest, AssumedRoleUser, Credentials as StsCredentials,
};
use crate::session::sources::source::Source;
use crate::session::sources::source::{Role, WebIdentity};
use crate::shapes::text::{os, python};
use crate::shapes::time::Timestamp;

impl Remote {
    /// Assumes a role with the credentials of its source, unless the cache has it.
    pub(super) async fn assume(&self, role: &Role, way: Way) -> Result<Credentials, Error> {
        let key = Key::role(role);
        if let Some(credentials) = self.cache.get(&key) {
            return Ok(credentials);
        }
        let (source, token_code) = self.source_and_code(role, way).await?;
        let request = AssumeRoleRequest {
            external_id: role.external_id.clone(),
            duration_seconds: role.duration_seconds,
            serial_number: role.mfa_serial.clone(),
            token_code,
            ..AssumeRoleRequest::new(&role.arn, session_name(role.session_name.as_deref()))
        };
        self.check(&request)?;
        let reply = self.sts(way, Some(source))?.assume_role(&request).await?;
        let answer = answer("AssumeRole", reply.credentials, reply.assumed_role_user)?;
        Ok(self.cache.keep(&key, answer))
    }

    /// Whose roles both want a code is asked for the outer role's first, as by the AWS CLI.
    async fn source_and_code(&self, role: &Role, way: Way) -> Result<(Credentials, Option<String>), Error> {
        if let Source::Role(_) = &role.source {
            let code = self.code(role, way).await?;
            return Ok((self.fetch(&role.source, way).await?, code));
        }
        let source = self.fetch(&role.source, way).await.map_err(|error| match &role.nothing_at_source {
            Some(message) if error.kind() == ErrorKind::NoCredentials => {
                Error::new(ErrorKind::Credentials, message).with_source(error)
            }
            _ => error,
        })?;
        Ok((source, self.code(role, way).await?))
    }

    /// The code of the role's device, if it has one.
    async fn code(&self, role: &Role, way: Way) -> Result<Option<String>, Error> {
        let Some(serial) = role.mfa_serial.clone() else { return Ok(None) };
        let (codes, arn) = (self.codes.clone(), role.arn.clone());
        way.aside(move || codes.ask(&arn, &serial)).await.map(Some)
    }

    /// Assumes a role with the token in its file, unless the cache has it.
    pub(super) async fn assume_with_token(
        &self,
        identity: &WebIdentity,
        way: Way,
    ) -> Result<Credentials, Error> {
        let key = match self.names_tokens {
            true => Key::web_identity(identity, Some(&token(identity)?)),
            false => Key::web_identity(identity, None),
        };
        if let Some(credentials) = self.cache.get(&key) {
            return Ok(credentials);
        }
        let (name, token) = (session_name(identity.session_name.as_deref()), token(identity)?);
        // Whether a token is one is for the service to say, but there has to be one.
        let some = if token.is_empty() { "" } else { "token" };
        self.check(&AssumeRoleWithWebIdentityRequest::new(&identity.arn, &name, some))?;
        let request = AssumeRoleWithWebIdentityRequest::new(&identity.arn, name, &*token);
        let reply = self.sts(way, None)?.assume_role_with_web_identity(&request).await?;
        let answer = answer("AssumeRoleWithWebIdentity", reply.credentials, reply.assumed_role_user)?;
        Ok(self.cache.keep(&key, answer))
    }

    fn sts(&self, way: Way, credentials: Option<Credentials>) -> Result<sts::Client, Error> {
        let region = self.config.region.as_deref().ok_or_else(no_region)?;
        let is_plain = self.urls.sts.is_none() && !self.config.use_fips && !self.config.use_dual_stack;
        let region = if self.shares_sts && is_plain { shared(region) } else { region };
        let (config, carrier) = self.client(way, Some(region), self.urls.sts.as_ref(), credentials)?;
        Ok(sts::Client::new(config, carrier))
    }
}

/// The regions in which requests went to the address of all once, separated by blanks.
const OLD_REGIONS: &str = "ap-northeast-1 ap-south-1 ap-southeast-1 ap-southeast-2 ca-central-1 eu-central-1 \
                           eu-north-1 eu-west-1 eu-west-2 eu-west-3 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2";

/// The region that stands for the address of all, in the place of one that uses it.
fn shared(region: &str) -> &str {
    if OLD_REGIONS.split(' ').any(|old| old == region) { "aws-global" } else { region }
}

fn token(identity: &WebIdentity) -> Result<Zeroizing<String>, Error> {
    let read = bounded::read_to_string(os::unescape(&identity.token_file), bounded::TOKEN);
    read.map(Zeroizing::new).map_err(|error| {
        let message = python::os_error(&error, &identity.token_file);
        Error::new(ErrorKind::Credentials, message).with_source(error)
    })
}

/// The configured name, or one that tells when the session began.
fn session_name(configured: Option<&str>) -> String {
    let now = || Timestamp::now().seconds();
    configured.map_or_else(|| format!("botocore-session-{}", now()), str::to_owned)
}

fn answer(
    operation: &str,
    credentials: Option<StsCredentials>,
    user: Option<AssumedRoleUser>,
) -> Result<Answer, Error> {
    // What the reply lacks reads as empty, a time as the year 1970.
    let credentials = credentials.filter(|found| {
        let texts = [&found.access_key_id, &found.secret_access_key, &found.session_token];
        texts.iter().all(|text| !text.is_empty()) && found.expiration.seconds() != 0
    });
    let credentials = credentials.ok_or_else(|| {
        Error::new(ErrorKind::Decode, format!("the reply to {operation} has no credentials"))
    })?;
    let StsCredentials { access_key_id, secret_access_key, session_token, expiration } = credentials;
    let found = Credentials::new(access_key_id, secret_access_key, Some(session_token));
    Ok(Answer {
        credentials: found.expiring(expiration),
        account_id: user.as_ref().and_then(|user| user.arn.split(':').nth(4)).map(str::to_owned),
        assumed_role: user.map(|user| (user.assumed_role_id, user.arn)),
    })
}
