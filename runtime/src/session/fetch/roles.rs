//! Roles, assumed through STS.

use std::time::{SystemTime, UNIX_EPOCH};

use aws_sdk_sts::Client;
use aws_sdk_sts::config::retry::RetryConfig;
use aws_sdk_sts::config::{BehaviorVersion, Builder};
use aws_sdk_sts::types::{AssumedRoleUser, Credentials as StsCredentials};
use zeroize::Zeroizing;

use super::Remote;
use super::cache::{Answer, Key};
use crate::client::call::address::no_region;
use crate::client::error::{Error, ErrorKind};
use crate::client::signing::keys::Credentials;
use crate::session::sources::source::Source;
use crate::session::sources::source::{Role, WebIdentity};
use crate::shapes::text::{os, python};
use crate::shapes::time::Timestamp;

impl Remote {
    /// Assumes a role with the credentials of its source, unless the cache has it.
    pub(super) async fn assume(&self, role: &Role) -> Result<Credentials, Error> {
        let key = Key::role(role);
        if let Some(credentials) = self.cache.get(&key) {
            return Ok(credentials);
        }
        let (source, code) = self.source_and_code(role).await?;
        let config = self.sts()?.credentials_provider(given(&source));
        let request = Client::from_conf(config.build())
            .assume_role()
            .role_arn(&role.arn)
            .role_session_name(session_name(role.session_name.as_deref()))
            .set_external_id(role.external_id.clone())
            .set_duration_seconds(role.duration_seconds)
            .set_serial_number(role.mfa_serial.clone())
            .set_token_code(code);
        let reply = self.attempts("AssumeRole", async || request.clone().send().await).await?;
        let answer = answer("AssumeRole", reply.credentials(), reply.assumed_role_user())?;
        Ok(self.cache.keep(&key, answer))
    }

    /// Whose roles both want a code is asked for the outer role's first, as by the AWS CLI.
    async fn source_and_code(&self, role: &Role) -> Result<(Credentials, Option<String>), Error> {
        let code = || role.mfa_serial.as_deref().map(|serial| self.codes.ask(&role.arn, serial)).transpose();
        if let Source::Role(inner) = &role.source {
            let code = code()?;
            return Ok((Box::pin(self.assume(inner)).await?, code));
        }
        let source = self.fetch(&role.source).await.map_err(|error| match &role.nothing_at_source {
            Some(message) if error.kind() == ErrorKind::NoCredentials => {
                Error::new(ErrorKind::Credentials, message).with_source(error)
            }
            _ => error,
        })?;
        Ok((source, code()?))
    }

    /// Assumes a role with the token in its file, unless the cache has it.
    pub(super) async fn assume_with_token(&self, identity: &WebIdentity) -> Result<Credentials, Error> {
        const OPERATION: &str = "AssumeRoleWithWebIdentity";
        let key = match self.names_tokens {
            true => Key::web_identity(identity, Some(&token(identity)?)),
            false => Key::web_identity(identity, None),
        };
        if let Some(credentials) = self.cache.get(&key) {
            return Ok(credentials);
        }
        let request = Client::from_conf(self.sts()?.build())
            .assume_role_with_web_identity()
            .role_arn(&identity.arn)
            .role_session_name(session_name(identity.session_name.as_deref()))
            .web_identity_token(&*token(identity)?);
        let reply = self.attempts(OPERATION, async || request.clone().send().await).await?;
        let answer = answer(OPERATION, reply.credentials(), reply.assumed_role_user())?;
        Ok(self.cache.keep(&key, answer))
    }

    fn sts(&self) -> Result<Builder, Error> {
        let region = self.region.clone().ok_or_else(no_region)?;
        let mut builder = aws_sdk_sts::Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .http_client(self.connector.clone())
            .retry_config(RetryConfig::disabled())
            .region(region)
            .use_fips(self.use_fips)
            .use_dual_stack(self.use_dual_stack);
        builder.set_endpoint_url(self.sts_url.clone());
        Ok(builder)
    }
}

fn token(identity: &WebIdentity) -> Result<Zeroizing<String>, Error> {
    let read = crate::client::bounded::read_to_string(
        os::unescape(&identity.token_file),
        crate::client::bounded::TOKEN,
    )
    .map(Zeroizing::new);
    read.map_err(|error| {
        let message = python::os_error(&error, &identity.token_file);
        Error::new(ErrorKind::Credentials, message).with_source(error)
    })
}

fn given(credentials: &Credentials) -> aws_sdk_sts::config::Credentials {
    let token = credentials.session_token().map(str::to_owned);
    let (access, secret) = (credentials.access_key_id(), credentials.secret_access_key());
    aws_sdk_sts::config::Credentials::new(access, secret, token, None, "source")
}

/// The configured name, or one that tells when the session began.
fn session_name(configured: Option<&str>) -> String {
    let now = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    configured.map_or_else(|| format!("botocore-session-{}", now()), str::to_owned)
}

fn answer(
    operation: &str,
    credentials: Option<&StsCredentials>,
    user: Option<&AssumedRoleUser>,
) -> Result<Answer, Error> {
    let credentials = credentials.ok_or_else(|| {
        Error::new(ErrorKind::Decode, format!("the reply to {operation} has no credentials"))
    })?;
    let found = Credentials::new(
        credentials.access_key_id(),
        credentials.secret_access_key(),
        Some(credentials.session_token().to_owned()),
    );
    Ok(Answer {
        credentials: found.expiring(Timestamp::from_seconds(credentials.expiration().secs())),
        account_id: user.and_then(|user| user.arn().split(':').nth(4)).map(str::to_owned),
        assumed_role: user.map(|user| (user.assumed_role_id().to_owned(), user.arn().to_owned())),
    })
}
