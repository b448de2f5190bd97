//! Single sign-on: the token that `aws sso login` has left, changed into credentials of a role.

use std::path::Path;
use std::time::SystemTime;

use aws_config::sso::SsoTokenProvider;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_credential_types::provider::token::ProvideToken as _;
use aws_sdk_sso::Client;
use aws_sdk_sso::config::retry::RetryConfig;
use aws_smithy_runtime_api::client::identity::Identity;
use sha1::{Digest as _, Sha1};
use zeroize::Zeroizing;

use super::Remote;
use super::cache::{Answer, Key};
use crate::client::error::{Error, ErrorKind};
use crate::client::signing::keys::Credentials;
use crate::session::sources::sign_on::SignOn;
use crate::shapes::time::Timestamp;
use crate::shapes::value::Value;
use crate::shapes::value::json;

impl Remote {
    /// Credentials of the role, unless the cache has them.
    pub(super) async fn sign_on(&self, sign_on: &SignOn) -> Result<Credentials, Error> {
        let key = Key::sign_on(sign_on);
        if let Some(credentials) = self.cache.get(&key) {
            return Ok(credentials);
        }
        let token = self.token(sign_on).await?;
        let config = self.sdk_config(&sign_on.region, self.sso_url.as_deref());
        let config = aws_sdk_sso::config::Builder::from(&config).retry_config(RetryConfig::disabled());
        let request = Client::from_conf(config.build())
            .get_role_credentials()
            .account_id(&sign_on.account_id)
            .role_name(&sign_on.role_name)
            .access_token(&*token);
        let reply = self.attempts("GetRoleCredentials", async || request.clone().send().await).await;
        let reply = reply.map_err(|error| match error.code() {
            Some("UnauthorizedException") => unauthorized().with_source(error),
            _ => error,
        })?;
        let found = reply.role_credentials();
        let parts = found.and_then(|found| Some((found, found.access_key_id()?, found.secret_access_key()?)));
        let (found, access, secret) = parts.ok_or_else(|| {
            Error::new(ErrorKind::Decode, "the reply to GetRoleCredentials has no credentials")
        })?;
        let end = Timestamp::from_seconds(found.expiration().div_euclid(1000));
        let answer = Answer {
            credentials: Credentials::new(access, secret, found.session_token().map(str::to_owned))
                .expiring(end),
            account_id: Some(sign_on.account_id.clone()),
            assumed_role: None,
        };
        Ok(self.cache.keep(&key, answer))
    }

    /// The token of the sign-in; one of an `sso-session` is refreshed when it is near its end.
    async fn token(&self, sign_on: &SignOn) -> Result<Zeroizing<String>, Error> {
        let name = sign_on.session.as_deref().unwrap_or(&sign_on.start_url);
        let (token, end) = read(&self.sso_tokens, name, &sign_on.start_url)?;
        let Some(session) = &sign_on.session else {
            return if end > Timestamp::now() { Ok(token) } else { Err(unauthorized()) };
        };
        let provider = SsoTokenProvider::builder()
            .configure(&self.sdk_config(&sign_on.region, self.sso_oidc_url.as_deref()))
            .region(Region::new(sign_on.region.clone()))
            .session_name(session)
            .start_url(&sign_on.start_url)
            .build()
            .await;
        let expired = || {
            let message = "Error when retrieving token from sso: Token has expired and refresh failed";
            Error::new(ErrorKind::Credentials, message)
        };
        let token = provider.provide_token().await.map_err(|error| expired().with_source(error))?;
        // Where the refresh is refused the SDK gives the old token, however old it is.
        match Identity::from(token.clone()).expiration() {
            Some(end) if end <= SystemTime::now() => Err(expired()),
            _ => Ok(Zeroizing::new(token.token().to_owned())),
        }
    }

    fn sdk_config(&self, region: &str, url: Option<&str>) -> SdkConfig {
        let mut builder = SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .http_client(self.connector.clone())
            .region(Region::new(region.to_owned()))
            .retry_config(RetryConfig::standard().with_max_attempts(self.retry.max_attempts))
            .time_source(aws_smithy_async::time::SystemTimeSource::new())
            .use_fips(self.use_fips)
            .use_dual_stack(self.use_dual_stack);
        builder.set_endpoint_url(url.map(str::to_owned));
        builder.build()
    }
}

/// The token that was left for an `sso-session` or a start URL, and its end.
fn read(folder: &Path, name: &str, start_url: &str) -> Result<(Zeroizing<String>, Timestamp), Error> {
    let failed = |name: &str, what: &str| {
        let message = format!("Error loading SSO Token: Token for {name} {what}");
        Error::new(ErrorKind::Credentials, message)
    };
    let path = folder.join(format!("{}.json", hex::encode(Sha1::digest(name))));
    let text = crate::client::bounded::read_to_string(path, crate::client::bounded::TOKEN);
    let text = text.map_err(|error| failed(name, "does not exist").with_source(error))?;
    let token = json::parse(&text).map_err(|error| failed(name, "does not exist").with_source(error))?;
    let member = |name: &str| token.get(name).and_then(Value::as_str);
    let end = member("expiresAt").and_then(super::cache::time);
    let found = member("accessToken").map(|token| Zeroizing::new(token.to_owned())).zip(end);
    found.ok_or_else(|| failed(start_url, "is invalid"))
}

fn unauthorized() -> Error {
    let message = "The SSO session associated with this profile has expired or is otherwise invalid. To refresh \
                   this SSO session run aws sso login with the corresponding profile.";
    Error::new(ErrorKind::Credentials, message)
}
