//! Whatever sends requests, and the loop driven by it.

use crate::client::error::Error;
use crate::client::error::ErrorKind;
use crate::client::retry;
use crate::shapes::schema::{Operation, Service};
use crate::shapes::value::Value;
use crate::sign_in::flow::Answer;
use crate::sign_in::flow::Challenge;
use crate::sign_in::flow::Tokens;
use crate::sign_in::flow::{SignIn, Step};

/// Calls operations by name.
pub trait Exchange {
    /// Sends a request and returns the reply.
    ///
    /// # Errors
    ///
    /// When the service answers with an error, or not at all.
    fn call(&mut self, operation: &str, input: Value) -> Result<Value, Error>;
}

impl SignIn {
    /// Signs in from the first request to the tokens. `ask` answers challenges; where the service
    /// refused an answer, it is asked again and told why, and may give up with that error.
    ///
    /// # Errors
    ///
    /// When the service refuses, what it says makes no sense, or `ask` gives up.
    pub fn run(
        &mut self,
        exchange: &mut dyn Exchange,
        mut ask: impl FnMut(Challenge, Option<Error>) -> Result<Answer, Error>,
    ) -> Result<Tokens, Error> {
        let mut asked = None;
        let mut step = Step::Call(self.start()?);
        loop {
            step = match step {
                Step::Done(tokens) => return Ok(tokens),
                Step::Challenge(challenge) => {
                    let answer = ask(challenge.clone(), None)?;
                    asked = Some(challenge);
                    Step::Call(self.answer(answer)?)
                }
                Step::Call(request) => match exchange.call(request.operation, request.parameters.into()) {
                    Ok(reply) => {
                        asked = None;
                        self.receive(&reply)?
                    }
                    Err(error) => match &asked {
                        Some(challenge) => Step::Call(self.answer(ask(challenge.clone(), Some(error))?)?),
                        None => return Err(error),
                    },
                },
            }
        }
    }
}

/// Whether another way to refresh is worth a try: the service refused this one, but neither the token nor for the
/// time being.
pub(super) fn try_another(error: &Error) -> bool {
    let refused = error.as_service_error().map(|refused| refused.code.as_str());
    refused.is_some_and(|code| code != REFUSED && !retry::is_throttled(code))
}

/// The service's code for tokens that are no longer good.
pub(super) const REFUSED: &str = "NotAuthorizedException";

/// The operation of a service that has this name.
pub(super) fn find(service: &'static Service, operation: &str) -> Result<&'static Operation, Error> {
    service.operation(operation).ok_or_else(|| {
        Error::new(ErrorKind::Unsupported, format!("{operation} is no operation of this service"))
    })
}
