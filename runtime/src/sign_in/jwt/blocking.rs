//! The verifier that blocks.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::check::{self, Parts, Rules, invalid};
use super::claims::{Claims, TokenUse};
use super::keys::{self, Keys};
use crate::client::blocking::connect;
use crate::client::call;
use crate::client::config::Config;
use crate::client::error::Error;
use crate::client::transport::{HttpResponse, IntoTransport, Proxies, Transport};
use crate::shapes::time::Timestamp;

/// Verifies tokens of one user pool. Cheap to clone; clones share the keys.
///
/// ```
/// # use awsmodel_runtime::sign_in::jwt::blocking::Verifier;
/// let verifier = Verifier::new("eu-central-1", "eu-central-1_Example01", ["1example23456789"])?;
/// # Ok::<(), awsmodel_runtime::Error>(())
/// ```
#[derive(Clone)]
pub struct Verifier {
    rules: Rules,
    url: String,
    transport: Arc<dyn Transport>,
    keys: Arc<Mutex<Keys>>,
}

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier").field("rules", &self.rules).field("url", &self.url).finish_non_exhaustive()
    }
}

impl Verifier {
    /// A verifier of tokens that a pool has given to these app clients. Tokens of other clients do not hold.
    ///
    /// # Errors
    /// If there is no HTTP client to fetch keys with.
    pub fn new<C: Into<String>>(
        region: &str,
        user_pool_id: &str,
        clients: impl IntoIterator<Item = C>,
    ) -> Result<Verifier, Error> {
        let domain = if region.starts_with("cn-") { "amazonaws.com.cn" } else { "amazonaws.com" };
        let issuer = format!("https://cognito-idp.{region}.{domain}/{user_pool_id}");
        let config = Config { connect_timeout: Some(FETCH), read_timeout: Some(FETCH), ..Config::default() };
        Ok(Verifier {
            url: format!("{issuer}/.well-known/jwks.json"),
            rules: Rules { issuer, clients: clients.into_iter().map(Into::into).collect(), leeway: 0 },
            transport: connect(&config)?,
            keys: Arc::default(),
        })
    }

    /// Another issuer, such as a stand-in of the service. Its keys are fetched from `.well-known/jwks.json` below it.
    #[must_use]
    pub fn issuer(mut self, issuer: impl Into<String>) -> Verifier {
        self.rules.issuer = issuer.into();
        self.url = format!("{}/.well-known/jwks.json", self.rules.issuer.trim_end_matches('/'));
        self
    }

    /// Another address of the keys.
    #[must_use]
    pub fn keys_url(mut self, url: impl Into<String>) -> Verifier {
        self.url = url.into();
        self
    }

    /// How far the pool's clock and this one may differ. Default: not at all.
    #[must_use]
    pub fn leeway(mut self, leeway: Duration) -> Verifier {
        self.rules.leeway = i128::try_from(leeway.as_nanos()).unwrap_or(i128::MAX / 4);
        self
    }

    /// What fetches the keys, in place of the built-in HTTP client.
    #[must_use]
    pub fn transport(mut self, transport: impl IntoTransport<dyn Transport>) -> Verifier {
        self.transport = transport.into_transport();
        self
    }

    /// The claims of an access token.
    ///
    /// # Errors
    /// Of kind [`ErrorKind::InvalidToken`](crate::ErrorKind::InvalidToken) if the token does not hold; of another
    /// kind if the keys could not be fetched.
    pub fn access_token(&self, token: &str) -> Result<Claims, Error> {
        self.verify(token, TokenUse::Access)
    }

    /// The claims of an id token.
    ///
    /// # Errors
    /// As [`Verifier::access_token`].
    pub fn id_token(&self, token: &str) -> Result<Claims, Error> {
        self.verify(token, TokenUse::Id)
    }

    /// The claims of a token for this use.
    ///
    /// # Errors
    /// As [`Verifier::access_token`].
    pub fn verify(&self, token: &str, wanted: TokenUse) -> Result<Claims, Error> {
        let parts = check::parts(token)?;
        let mut keys = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = self.checked(&keys, &parts, wanted) {
            return found;
        }
        let now = Timestamp::now();
        if keys.may_fetch(now) {
            let reply = self.fetch();
            keys.learn(reply, now)?;
        }
        self.checked(&keys, &parts, wanted).unwrap_or_else(|| Err(invalid("the pool has no such key")))
    }

    /// The claims, or why there are none; `None` if the key is not known.
    fn checked(&self, keys: &Keys, parts: &Parts<'_>, wanted: TokenUse) -> Option<Result<Claims, Error>> {
        let key = keys.get(&parts.key)?;
        Some(self.rules.check(parts, key, wanted, Timestamp::now()))
    }

    fn fetch(&self) -> Result<HttpResponse, Error> {
        let request = keys::request(&self.url);
        let sent = self.transport.send(&request);
        sent.map_err(|failure| call::failed(failure, &self.url, &Proxies::default()))
    }
}

/// How long fetching the keys may wait for anything.
const FETCH: Duration = Duration::from_secs(10);
