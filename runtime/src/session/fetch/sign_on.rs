//! Single sign-on: the token that `aws sso login` has left, changed into credentials of a role.

use super::Remote;
use super::cache::{Answer, Key};
use super::token::expired;
use crate::client::either::Way;
use crate::client::error::{Error, ErrorKind};
use crate::client::signing::keys::Credentials;
use crate::session::services::sso;
use crate::session::services::sso::types::GetRoleCredentialsRequest;
use crate::session::sources::sign_on::SignOn;
use crate::shapes::time::Timestamp;

impl Remote {
    /// Credentials of the role, unless the cache has them.
    pub(super) async fn sign_on(&self, sign_on: &SignOn, way: Way) -> Result<Credentials, Error> {
        let key = Key::sign_on(sign_on);
        if let Some(credentials) = self.cache.get(&key) {
            return Ok(credentials);
        }
        let token = self.token(sign_on, way).await?;
        let request = GetRoleCredentialsRequest::new(&sign_on.role_name, &sign_on.account_id, &*token);
        self.check(&request)?;
        let (config, carrier) = self.client(way, Some(&sign_on.region), self.urls.sso.as_ref(), None)?;
        let reply = sso::Client::new(config, carrier).get_role_credentials(&request).await;
        let reply = reply.map_err(|error| match error.is("UnauthorizedException") {
            true => expired(&self.profile).with_source(error),
            false => error,
        })?;
        let found = reply.role_credentials.and_then(|found| {
            let token = Some(found.session_token?);
            let keys = Credentials::new(found.access_key_id?, found.secret_access_key?, token);
            Some(keys.expiring(Timestamp::from_seconds(found.expiration?.div_euclid(1000))))
        });
        let credentials = found.ok_or_else(|| {
            Error::new(ErrorKind::Decode, "the reply to GetRoleCredentials has no credentials")
        })?;
        let account_id = Some(sign_on.account_id.clone());
        Ok(self.cache.keep(&key, Answer { credentials, account_id, assumed_role: None }))
    }
}
