//! The loop driven by the client that blocks.

use crate::client::blocking::Client;
use crate::client::error::Error;
use crate::shapes::schema::protocol::Source;
use crate::shapes::value::{Map, Value};
use crate::sign_in::drive::{Exchange, Renewal, Renewed, find};
use crate::sign_in::flow::{
    Answer, Challenge, Device, NewDevice, Options, Refresh, Registration, Request, SignIn, Tokens,
};
use crate::sign_in::srp::{Secret, SystemHost};

impl Exchange for Client {
    fn call(&mut self, operation: &str, input: Value) -> Result<Value, Error> {
        self.call_by_name(operation, input)
    }
}

impl Client {
    fn call_by_name(&self, operation: &str, input: Value) -> Result<Value, Error> {
        let operation = find(self.service(), operation)?;
        let empty = Map::new();
        let reply = self.send(operation, Source::Values(input.as_map().unwrap_or(&empty)))?;
        reply.values(self.service(), operation, self.config().patience())
    }

    /// Sends a request of this module and returns the reply, as it came.
    ///
    /// # Errors
    ///
    /// When the service answers with an error, or not at all.
    pub fn submit(&self, request: Request) -> Result<Value, Error> {
        self.call_by_name(request.operation, request.parameters.into())
    }

    /// New tokens for a refresh token. If the app client rotates refresh tokens, there is a new one among them.
    ///
    /// # Errors
    ///
    /// When the service refuses.
    pub fn refresh(&self, refresh: &Refresh) -> Result<Tokens, Error> {
        self.renew(refresh.requests().into()).map(|(_, tokens)| tokens)
    }

    /// Sends requests until one is answered; which one it was.
    pub(super) fn renew(&self, requests: Vec<Request>) -> Result<(usize, Tokens), Error> {
        let (mut renewal, mut request) = Renewal::begin(requests)?;
        loop {
            match renewal.replied(self.submit(request))? {
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
    pub fn register_device(
        &self,
        device: NewDevice,
        access_token: &Secret,
        name: Option<&str>,
    ) -> Result<Device, Error> {
        let registration = Registration::new(device, &mut SystemHost)?;
        self.submit(registration.request(access_token, name))?;
        Ok(registration.into_device())
    }

    /// Signs a user in, from the first request to the tokens. `ask` answers challenges; where the service
    /// refused an answer, it is asked again and told why, and may give up with that error.
    ///
    /// # Errors
    ///
    /// When the service refuses, what it says makes no sense, or `ask` gives up.
    pub fn sign_in(
        &self,
        options: Options,
        ask: impl FnMut(Challenge, Option<Error>) -> Result<Answer, Error>,
    ) -> Result<Tokens, Error> {
        SignIn::new(options).run(&mut self.clone(), ask)
    }
}
