//! A session that blocks.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::client::blocking::Client;
use crate::client::error::{Error, ErrorKind};
use crate::shapes::time::Timestamp;
use crate::sign_in::flow::{Device, Tokens};
use crate::sign_in::session::state::State;
use crate::sign_in::srp::Secret;

/// A user who is signed in. Cheap to clone; clones share the tokens.
#[derive(Clone, Debug)]
pub struct Session {
    client: Client,
    state: Arc<Mutex<State>>,
}

impl Client {
    /// A session of the user whom a sign-in gave these tokens to. The access token says which app client that
    /// was; a client with a secret needs [`Session::client_secret`] to refresh.
    #[must_use]
    pub fn session(&self, tokens: Tokens) -> Session {
        let state = State::new(tokens, Timestamp::now());
        Session { client: self.clone(), state: Arc::new(Mutex::new(state)) }
    }
}

impl Session {
    /// The app client's secret.
    #[must_use]
    pub fn client_secret(self, secret: impl Into<Secret>) -> Session {
        self.state().options().client_secret = Some(secret.into());
        self
    }

    /// The app client's id, where the access token does not tell.
    #[must_use]
    pub fn client_id(self, id: impl Into<String>) -> Session {
        self.state().options().client_id = id.into();
        self
    }

    /// A device that was remembered at an earlier sign-in.
    #[must_use]
    pub fn device(self, device: Device) -> Session {
        self.state().options().device = Some(device);
        self
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// An access token that is good for a while; refreshed if need be, once for all who ask.
    ///
    /// # Errors
    /// If the session is over, or the refresh fails and the old token has expired.
    pub fn access_token(&self) -> Result<Secret, Error> {
        let missing = || Error::new(ErrorKind::SignIn, "the service gave no access token");
        self.tokens()?.access_token.ok_or_else(missing)
    }

    /// All tokens, as [`Session::access_token`]; to be kept for a later session.
    ///
    /// # Errors
    /// As there.
    pub fn tokens(&self) -> Result<Tokens, Error> {
        let mut state = self.state();
        if let Some(tokens) = state.fresh(Timestamp::now())? {
            return Ok(tokens.clone());
        }
        let answer = self.client.renew(state.refresh()?);
        state.refreshed(answer, Timestamp::now()).cloned()
    }

    /// Signs the user out of this session: the refresh token and what came of it are no longer good, here and for
    /// the service.
    ///
    /// # Errors
    /// If the service refuses; the session goes on then.
    pub fn sign_out(&self) -> Result<(), Error> {
        let mut state = self.state();
        if let Some(request) = state.sign_out() {
            self.client.submit(request)?;
        }
        state.end();
        Ok(())
    }

    /// Makes the device known that the sign-in saw for the first time, by a name for people. Keep what comes of it
    /// for the next sign-in.
    ///
    /// # Errors
    /// If the sign-in reported no new device, or the service refuses.
    pub fn register_device(&self, name: Option<&str>) -> Result<Device, Error> {
        let access_token = self.access_token()?;
        let mut state = self.state();
        let registration = state.registration()?;
        self.client.submit(registration.request(&access_token, name))?;
        let device = registration.into_device();
        state.registered(&device);
        Ok(device)
    }
}
