//! A session that waits without blocking.

use std::sync::Arc;

use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::client::asynchronous::Client;
use crate::client::error::{Error, ErrorKind};
use crate::shapes::time::Timestamp;
use crate::sign_in::flow::{Device, Tokens};
use crate::sign_in::session::state::State;
use crate::sign_in::srp::Secret;

/// A user who is signed in. Cheap to clone; clones share the tokens. A refresh that has begun goes on if the one who
/// asked for it gives up, since it may have taken the place of the old refresh token.
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
    /// The app client's secret. To be set before the session is shared.
    #[must_use]
    pub fn client_secret(mut self, secret: impl Into<Secret>) -> Session {
        self.set(|state| state.options().client_secret = Some(secret.into()));
        self
    }

    /// The app client's id, where the access token does not tell. To be set before the session is shared.
    #[must_use]
    pub fn client_id(mut self, id: impl Into<String>) -> Session {
        self.set(|state| state.options().client_id = id.into());
        self
    }

    /// A device that was remembered at an earlier sign-in. To be set before the session is shared.
    #[must_use]
    pub fn device(mut self, device: Device) -> Session {
        self.set(|state| state.options().device = Some(device));
        self
    }

    fn set(&mut self, set: impl FnOnce(&mut State)) {
        if let Some(state) = Arc::get_mut(&mut self.state) {
            set(state.get_mut());
        } else if let Ok(mut state) = self.state.try_lock() {
            set(&mut state);
        }
    }

    /// An access token that is good for a while; refreshed if need be, once for all who ask.
    ///
    /// # Errors
    /// If the session is over, or the refresh fails and the old token has expired.
    pub async fn access_token(&self) -> Result<Secret, Error> {
        let missing = || Error::new(ErrorKind::SignIn, "the service gave no access token");
        self.tokens().await?.access_token.ok_or_else(missing)
    }

    /// All tokens, as [`Session::access_token`]; to be kept for a later session.
    ///
    /// # Errors
    /// As there.
    pub async fn tokens(&self) -> Result<Tokens, Error> {
        let state = Arc::clone(&self.state).lock_owned().await;
        if let Some(tokens) = state.fresh(Timestamp::now())? {
            return Ok(tokens.clone());
        }
        to_its_end(refresh(self.client.clone(), state)).await
    }

    /// Signs the user out of this session: the refresh token and what came of it are no longer good, here and for
    /// the service.
    ///
    /// # Errors
    /// If the service refuses; the session goes on then.
    pub async fn sign_out(&self) -> Result<(), Error> {
        let mut state = self.state.lock().await;
        if let Some(request) = state.sign_out() {
            self.client.submit(request).await?;
        }
        state.end();
        Ok(())
    }

    /// Makes the device known that the sign-in saw for the first time, by a name for people. Keep what comes of it
    /// for the next sign-in.
    ///
    /// # Errors
    /// If the sign-in reported no new device, or the service refuses.
    pub async fn register_device(&self, name: Option<&str>) -> Result<Device, Error> {
        let access_token = self.access_token().await?;
        let mut state = self.state.lock().await;
        let registration = state.registration()?;
        self.client.submit(registration.request(&access_token, name)).await?;
        let device = registration.into_device();
        state.registered(&device);
        Ok(device)
    }
}

async fn refresh(client: Client, mut state: OwnedMutexGuard<State>) -> Result<Tokens, Error> {
    let answer = client.renew(state.refresh()?).await;
    state.refreshed(answer, Timestamp::now()).cloned()
}

/// Runs a future to its end, whoever still waits for it.
#[cfg(not(target_family = "wasm"))]
async fn to_its_end<T: Send + 'static>(
    future: impl Future<Output = Result<T, Error>> + Send + 'static,
) -> Result<T, Error> {
    match tokio::runtime::Handle::try_current() {
        Ok(runtime) => runtime.spawn(future).await.unwrap_or_else(|error| {
            Err(Error::new(ErrorKind::SignIn, "the refresh did not end").with_source(error))
        }),
        Err(_) => future.await,
    }
}

#[cfg(target_family = "wasm")]
async fn to_its_end<T>(future: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    future.await
}
