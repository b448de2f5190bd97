//! The session that `aws login` has left: its credentials, refreshed when they are near their end.

use std::path::PathBuf;

use super::key::Key;
use super::{Remote, files, proof};
use crate::client::call::random;
use crate::client::crypto;
use crate::client::either::Way;
use crate::client::error::{Error, ErrorKind};
use crate::client::private;
use crate::client::signing::keys::Credentials;
use crate::session::services::signin;
use crate::session::services::signin::types::{
    AccessToken, CreateOAuth2TokenRequest, CreateOAuth2TokenRequestBody, CreateOAuth2TokenResponseBody,
};
use crate::shapes::time::{Timestamp, dates};
use crate::shapes::value::json::{self, Layout};
use crate::shapes::value::{Map, Value};

/// Credentials that end within this many seconds are refreshed.
const WINDOW: i64 = 5 * 60;

/// Why a session cannot be refreshed, and how the AWS CLI says so.
const REFUSALS: &[(&str, &str)] = &[
    ("TOKEN_EXPIRED", "Your session has expired. Please reauthenticate using 'aws login'."),
    (
        "USER_CREDENTIALS_CHANGED",
        "Unable to refresh login credentials because of a change in your password. Please reauthenticate with your \
         new password using 'aws login'.",
    ),
    (
        "INSUFFICIENT_PERMISSIONS",
        "Unable to create or refresh login credentials due to insufficient permissions. You may be missing \
         permission for the 'signin:CreateOAuth2Token' action.",
    ),
];

/// The same, without a reason that is known.
const REFUSED: &str =
    "An unspecified error happened when resolving AWS credentials or refreshing a login session profile.";

/// What `aws login` has left.
struct Session {
    path: PathBuf,
    content: Map,
}

impl Remote {
    /// The session's credentials.
    pub(super) async fn sign_in(&self, name: &str, way: Way) -> Result<Credentials, Error> {
        let path = self.sign_ins.join(format!("{}.json", hex::encode(crypto::sha256(&[name.as_bytes()]))));
        let content = match files::read(&path) {
            Some(Value::Map(content)) => content,
            _ => {
                let reason = format!(
                    "Unable to load a existing login session for session {name}, Please reauthenticate with 'aws login'."
                );
                return Err(self.unusable(&reason));
            }
        };
        let session = Session { path, content };
        let (credentials, end) = session.credentials().ok_or_else(|| {
            self.unusable(
                "Failed to load access token from token cache, missing one or more required fields.",
            )
        })?;
        match end.seconds() - Timestamp::now().seconds() > WINDOW {
            true => Ok(credentials),
            false => self.refresh(session, way).await,
        }
    }

    async fn refresh(&self, mut session: Session, way: Way) -> Result<Credentials, Error> {
        let key = session.text("dpopKey").and_then(Key::read).ok_or_else(|| {
            self.unusable("Unable to load private key from cached token: it is no key of the curve P-256")
        })?;
        let [id, refresh] = ["clientId", "refreshToken"].map(|name| session.text(name).unwrap_or_default());
        let body = CreateOAuth2TokenRequestBody {
            refresh_token: Some(refresh.to_owned()),
            ..CreateOAuth2TokenRequestBody::new(id, "refresh_token")
        };
        let region = self.config.region.as_deref();
        let (mut config, carrier) = self.client(way, region, self.urls.sign_in.as_ref(), None)?;
        config.hooks.before_signing(move |request, _| {
            let proof = proof::of(&key, &request.url, Timestamp::now().seconds(), &random::uuid());
            // Without one the service says what is wrong.
            proof.into_iter().for_each(|proof| request.set_header("dpop", proof));
        });
        let request = CreateOAuth2TokenRequest::new(body);
        self.check(&request)?;
        let reply = signin::Client::new(config, carrier).create_o_auth2_token(&request).await;
        let fresh = reply.map_err(|error| self.refused(error))?.token_output;
        // What the reply lacks reads as empty. The session on the disk is better than a half.
        let AccessToken { access_key_id, secret_access_key, session_token } = &fresh.access_token;
        if [access_key_id, secret_access_key, session_token, &fresh.refresh_token]
            .iter()
            .any(|t| t.is_empty())
        {
            return Err(self.unusable("Failed to refresh an access token."));
        }
        session.keep(fresh);
        session
            .credentials()
            .map(|found| found.0)
            .ok_or_else(|| self.unusable("Failed to refresh an access token."))
    }

    fn refused(&self, error: Error) -> Error {
        if !error.is("AccessDeniedException") {
            return error;
        }
        let why = error.detail("error").and_then(Value::as_str);
        let known = REFUSALS.iter().find(|(code, _)| why == Some(code));
        let words = known.map_or(REFUSED, |(_, words)| words);
        Error::new(ErrorKind::Credentials, words).with_remedy(self.renewal()).with_source(error)
    }

    fn unusable(&self, reason: &str) -> Error {
        let message = format!("Error loading login session token: {reason}");
        Error::new(ErrorKind::Credentials, message).with_remedy(self.renewal())
    }

    /// What signs the profile in again.
    fn renewal(&self) -> String {
        format!("aws login --profile {}", crate::shapes::text::shell::quote(&self.profile))
    }
}

impl Session {
    fn text(&self, name: &str) -> Option<&str> {
        self.content.get(name).and_then(Value::as_str)
    }

    /// The credentials, and their end; `None` unless all is there that a session consists of.
    fn credentials(&self) -> Option<(Credentials, Timestamp)> {
        let found = self.content.get("accessToken")?;
        let member = |name: &str| found.get(name).and_then(Value::as_str);
        let is_whole = ["refreshToken", "dpopKey", "clientId"].iter().all(|name| self.text(name).is_some());
        let end = dates::instant(member("expiresAt")?).filter(|_| is_whole)?;
        found.get("accountId")?;
        // Keys without a token say so.
        let token = match found.get("sessionToken")? {
            Value::Null => None,
            token => Some(token.as_str()?.to_owned()),
        };
        let keys = Credentials::new(member("accessKeyId")?, member("secretAccessKey")?, token);
        Some((keys.expiring(end), end))
    }

    /// Takes over what is new and writes the file. Where that fails, the session is refreshed again next time.
    fn keep(&mut self, fresh: CreateOAuth2TokenResponseBody) {
        let AccessToken { access_key_id, secret_access_key, session_token } = fresh.access_token;
        let end = files::written(files::in_seconds(fresh.expires_in.into()));
        let account = self.content.get("accessToken").and_then(|old| old.get("accountId")).cloned();
        let members = [
            ("accessKeyId", Some(access_key_id.into())),
            ("secretAccessKey", Some(secret_access_key.into())),
            ("sessionToken", Some(session_token.into())),
            ("accountId", account),
            ("expiresAt", Some(end.into())),
        ];
        let members =
            members.into_iter().filter_map(|(name, value): (_, Option<Value>)| Some((name, value?)));
        self.content.insert("accessToken", members.collect::<Map>().into());
        self.content.insert("refreshToken", fresh.refresh_token.into());
        let text = json::to_string(&Value::Map(self.content.clone()), Layout::Wire);
        let _ = private::write(&self.path, &text);
    }
}
