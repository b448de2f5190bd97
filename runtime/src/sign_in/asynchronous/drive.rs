//! The loop driven by the client that does not block.

use crate::client::asynchronous::Client;
use crate::client::error::Error;
use crate::shapes::schema::protocol::Source;
use crate::shapes::value::Value;
use crate::sign_in::drive::{find, try_another};
use crate::sign_in::flow::{
    Answer, Challenge, Device, NewDevice, Options, Refresh, Registration, Request, SignIn, Step, Tokens,
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
        reply.await?.values(self.service(), operation, self.config().read_timeout)
    }

    /// New tokens for a refresh token. If the app client rotates refresh tokens, there is a new one among them.
    ///
    /// # Errors
    ///
    /// When the service refuses.
    pub async fn refresh(&self, refresh: &Refresh) -> Result<Tokens, Error> {
        let [rotating, other] = refresh.requests();
        let reply = match self.submit(rotating).await {
            Err(error) if try_another(&error) => self.submit(other).await,
            reply => reply,
        };
        Tokens::from_reply(&reply?)
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
        let mut asked = None;
        let mut step = Step::Call(sign_in.start()?);
        loop {
            step = match step {
                Step::Done(tokens) => return Ok(tokens),
                Step::Challenge(challenge) => {
                    let answer = ask(challenge.clone(), None).await?;
                    asked = Some(challenge);
                    Step::Call(sign_in.answer(answer)?)
                }
                Step::Call(request) => match (self.submit(request).await, &asked) {
                    (Ok(reply), _) => {
                        asked = None;
                        sign_in.receive(&reply)?
                    }
                    (Err(error), Some(challenge)) => {
                        Step::Call(sign_in.answer(ask(challenge.clone(), Some(error)).await?)?)
                    }
                    (Err(error), None) => return Err(error),
                },
            }
        }
    }
}
