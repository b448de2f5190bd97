//! The token of a single sign-on, in the AWS CLI's own file: read, refreshed when it is near its end, written back.

use std::path::PathBuf;

use zeroize::Zeroizing;

use super::{Remote, files};
use crate::client::crypto;
use crate::client::either::Way;
use crate::client::error::{Error, ErrorKind};
use crate::client::private;
use crate::session::services::sso_oidc;
use crate::session::services::sso_oidc::types::CreateTokenRequest;
use crate::session::sources::sign_on::SignOn;
use crate::shapes::time::{Timestamp, dates};
use crate::shapes::value::json::{self, Layout};
use crate::shapes::value::{Map, Value};
use crate::shapes::walks::validate::ValidationError;

/// A token that ends within this many seconds is refreshed.
const WINDOW: i64 = 15 * 60;

/// What `aws sso login` has left.
struct Token {
    path: PathBuf,
    content: Value,
    end: Timestamp,
}

impl Remote {
    /// The token of the sign-in. One of an `sso-session` can be refreshed; where that is refused it serves to its end.
    pub(super) async fn token(&self, sign_on: &SignOn, way: Way) -> Result<Zeroizing<String>, Error> {
        let mut token = self.left(sign_on)?;
        let now = Timestamp::now();
        if sign_on.session.is_none() {
            return if token.end > now { token.secret() } else { Err(expired(&self.profile)) };
        }
        let mut refusal = None;
        if token.end.seconds() - now.seconds() < WINDOW {
            match self.refreshed(&token, sign_on, way).await {
                Ok(None) => {}
                Ok(Some(fresh)) => token = fresh,
                Err(error) if error.as_service_error().is_some() => refusal = Some(error),
                Err(error) => return Err(error),
            }
        }
        if token.end > now {
            return token.secret();
        }
        let message = "Error when retrieving token from sso: Token has expired and refresh failed";
        let error = Error::new(ErrorKind::Credentials, message).with_remedy(renewal(&self.profile));
        Err(match refusal {
            Some(refusal) => error.with_source(refusal),
            None => error,
        })
    }

    /// The token that was left for an `sso-session` or a start URL.
    fn left(&self, sign_on: &SignOn) -> Result<Token, Error> {
        let name = sign_on.session.as_deref().unwrap_or(&sign_on.start_url);
        let failed = |name: &str, what: &str| {
            let message = format!("Error loading SSO Token: Token for {name} {what}");
            Error::new(ErrorKind::Credentials, message).with_remedy(renewal(&self.profile))
        };
        let path = self.sso_tokens.join(format!("{}.json", hex::encode(crypto::sha1(name.as_bytes()))));
        let content = files::read(&path).ok_or_else(|| failed(name, "does not exist"))?;
        let end = content.get("expiresAt").and_then(Value::as_str).and_then(dates::instant);
        let end = end.filter(|_| content.get("accessToken").is_some());
        let end = end.ok_or_else(|| failed(&sign_on.start_url, "is invalid"))?;
        Ok(Token { path, content, end })
    }

    /// A token in the place of one that ends; `None` if nothing is there to ask with.
    async fn refreshed(&self, old: &Token, sign_on: &SignOn, way: Way) -> Result<Option<Token>, Error> {
        let members = ["clientId", "clientSecret", "refreshToken", "registrationExpiresAt"];
        let [Some(id), Some(secret), Some(refresh), Some(end)] = members.map(|name| old.member(name)) else {
            return Ok(None);
        };
        if dates::instant(end).is_none_or(|end| end <= Timestamp::now()) {
            return Ok(None);
        }
        let request = CreateTokenRequest {
            refresh_token: Some(refresh.to_owned()),
            ..CreateTokenRequest::new(id, secret, "refresh_token")
        };
        self.check(&request)?;
        let (config, carrier) = self.client(way, Some(&sign_on.region), self.urls.sso_oidc.as_ref(), None)?;
        let reply = sso_oidc::Client::new(config, carrier).create_token(&request).await?;
        let access = reply.access_token().map_err(|error| error.with_remedy(renewal(&self.profile)))?;
        let lasts = reply.expires_in().map_err(|error| error.with_remedy(renewal(&self.profile)))?;
        let end = files::in_seconds(i64::from(*lasts));
        let written = files::written(end);
        let kept = [
            ("startUrl", Some(sign_on.start_url.as_str())),
            ("region", Some(sign_on.region.as_str())),
            ("accessToken", Some(access.as_str())),
            ("expiresAt", Some(&*written)),
            ("clientId", Some(id)),
            ("clientSecret", Some(secret)),
            ("registrationExpiresAt", old.member("registrationExpiresAt")),
            ("refreshToken", reply.refresh_token.as_deref()),
        ];
        let kept = kept.into_iter().filter_map(|(name, value)| Some((name, Value::from(value?))));
        let token = Token { path: old.path.clone(), content: kept.collect::<Map>().into(), end };
        token.keep();
        Ok(Some(token))
    }
}

impl Token {
    fn member(&self, name: &str) -> Option<&str> {
        self.content.get(name).and_then(Value::as_str)
    }

    /// The token itself. One that is no text cannot be a parameter.
    fn secret(&self) -> Result<Zeroizing<String>, Error> {
        self.member("accessToken").map(|token| Zeroizing::new(token.to_owned())).ok_or_else(|| {
            let problem = "Invalid type for parameter accessToken, valid types: string";
            let report = ValidationError { problems: vec![problem.to_owned()] };
            Error::new(ErrorKind::Encode, report.to_string()).with_source(report)
        })
    }

    /// Writes the file. Where that fails the token serves all the same, this once.
    fn keep(&self) {
        let _ = private::write(&self.path, &json::to_string(&self.content, Layout::Wire));
    }
}

/// The error that one has to sign in again.
pub(super) fn expired(profile: &str) -> Error {
    let message = "The SSO session associated with this profile has expired or is otherwise invalid. To refresh \
                   this SSO session run aws sso login with the corresponding profile.";
    Error::new(ErrorKind::Credentials, message).with_remedy(renewal(profile))
}

/// What renews the sign-in of a profile.
fn renewal(profile: &str) -> String {
    format!("aws sso login --profile {}", crate::shapes::text::shell::quote(profile))
}
