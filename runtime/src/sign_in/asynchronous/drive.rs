//! The loop driven by the client that does not block.

use crate::client::asynchronous::Client;
use crate::client::error::Error;
use crate::shapes::schema::protocol::Source;
use crate::shapes::value::Value;
use crate::sign_in::drive::{Dialogue, Next, Renewal, Renewed, find};
use crate::sign_in::flow::{
    Answer, Challenge, Device, NewDevice, Options, Refresh, Registration, Request, SignIn, Tokens,
};
use crate::sign_in::srp::{Secret, SystemHost};

impl Client {
    /// Sends a request of this module and returns the reply, as it came.
    ///
    /// # Errors
    ///
    /// When the service answers with an error, or not at all.
    pub async fn submit(&self, request: Request) -> Result<Value, Error> {
        let operation = find(self.service(), request.operation)?;
        let reply = self.send(operation, Source::Values(&request.parameters));
        reply.await?.values(self.service(), operation, self.config().patience())
    }

    /// New tokens for a refresh token. If the app client rotates refresh tokens, there is a new one among them.
    ///
    /// # Errors
    ///
    /// When the service refuses.
    pub async fn refresh(&self, refresh: &Refresh) -> Result<Tokens, Error> {
        self.renew(refresh.requests().into()).await.map(|(_, tokens)| tokens)
    }

    /// Sends requests until one is answered; which one it was.
    pub(super) async fn renew(&self, requests: Vec<Request>) -> Result<(usize, Tokens), Error> {
        let (mut renewal, mut request) = Renewal::begin(requests)?;
        loop {
            match renewal.replied(self.submit(request).await)? {
                Renewed::Done(at, tokens) => return Ok((at, tokens)),
                Renewed::Another(next) => request = next,
            }
        }
    }

    /// Makes a device known that a sign-in saw for the first time, by a name for people. Keep what comes of it for
    /// the next sign-in.
    ///
    /// # Errors
    ///
    /// When the service refuses, or there is no randomness to be had.
    pub async fn register_device(
        &self,
        device: NewDevice,
        access_token: &Secret,
        name: Option<&str>,
    ) -> Result<Device, Error> {
        let registration = Registration::new(device, &mut SystemHost)?;
        self.submit(registration.request(access_token, name)).await?;
        Ok(registration.into_device())
    }

    /// Signs a user in, from the first request to the tokens. `ask` answers challenges; where the service
    /// refused an answer, it is asked again and told why, and may give up with that error.
    ///
    /// # Errors
    ///
    /// When the service refuses, what it says makes no sense, or `ask` gives up.
    pub async fn sign_in<F>(
        &self,
        options: Options,
        mut ask: impl FnMut(Challenge, Option<Error>) -> F,
    ) -> Result<Tokens, Error>
    where
        F: Future<Output = Result<Answer, Error>>,
    {
        let mut sign_in = SignIn::new(options);
        let (mut dialogue, mut next) = Dialogue::begin(&mut sign_in)?;
        loop {
            next = match next {
                Next::Done(tokens) => return Ok(tokens),
                Next::Ask(challenge, refused) => dialogue.answered(ask(challenge, refused).await?)?,
                Next::Call(request) => dialogue.replied(self.submit(request).await)?,
            }
        }
    }
}
