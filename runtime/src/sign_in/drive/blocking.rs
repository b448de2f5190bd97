//! The loop driven by the client that blocks.

use super::{Exchange, find};
use crate::client::blocking::Client;
use crate::client::error::Error;
use crate::shapes::schema::protocol::Source;
use crate::shapes::value::{Map, Value};
use crate::sign_in::flow::{Answer, Challenge, Options, SignIn, Tokens};

impl Exchange for Client {
    fn call(&mut self, operation: &str, input: Value) -> Result<Value, Error> {
        let operation = find(self.service(), operation)?;
        let empty = Map::new();
        let reply = self.send(operation, Source::Values(input.as_map().unwrap_or(&empty)))?;
        reply.values(self.service(), operation, self.config().read_timeout)
    }
}

impl Client {
    /// Signs a user in, from the first request to the tokens. `ask` answers challenges; where the service
    /// refused an answer, it is asked again and told why, and may give up with that error.
    ///
    /// # Errors
    ///
    /// When the service refuses, what it says makes no sense, or `ask` gives up.
    pub fn sign_in(
        &self,
        options: Options,
        ask: impl FnMut(&Challenge, Option<Error>) -> Result<Answer, Error>,
    ) -> Result<Tokens, Error> {
        SignIn::new(options).run(&mut self.clone(), ask)
    }
}
