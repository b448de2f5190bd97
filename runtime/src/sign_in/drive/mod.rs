//! What signing in and refreshing decide between two calls, without a call; and the loop driven by whatever sends requests.

use crate::client::error::{Error, ErrorKind};
use crate::client::retry;
use crate::shapes::schema::{Operation, Service};
use crate::shapes::value::Value;
use crate::sign_in::flow::{Answer, Challenge, Request, SignIn, Step, Tokens};

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
        let (mut dialogue, mut next) = Dialogue::begin(self)?;
        loop {
            next = match next {
                Next::Done(tokens) => return Ok(tokens),
                Next::Ask(challenge, refused) => dialogue.answered(ask(challenge, refused)?)?,
                Next::Call(request) => {
                    dialogue.replied(exchange.call(request.operation, request.parameters.into()))?
                }
            }
        }
    }
}

/// A sign-in between the service and whoever answers its challenges. It calls neither: both clients ask it what is next.
pub(super) struct Dialogue<'a> {
    sign_in: &'a mut SignIn,
    /// What the answer that was sent last is to.
    asked: Option<Challenge>,
}

/// What is next.
pub(super) enum Next {
    /// A request to be sent.
    Call(Request),
    /// A challenge to be answered; with the error, if an answer to it was refused.
    Ask(Challenge, Option<Error>),
    /// The end.
    Done(Tokens),
}

impl<'a> Dialogue<'a> {
    pub(super) fn begin(sign_in: &'a mut SignIn) -> Result<(Dialogue<'a>, Next), Error> {
        let request = sign_in.start()?;
        Ok((Dialogue { sign_in, asked: None }, Next::Call(request)))
    }

    /// After a reply, or an error in its place.
    pub(super) fn replied(&mut self, reply: Result<Value, Error>) -> Result<Next, Error> {
        match (reply, self.asked.take()) {
            (Ok(reply), _) => Ok(match self.sign_in.receive(&reply)? {
                Step::Call(request) => Next::Call(request),
                Step::Done(tokens) => Next::Done(tokens),
                Step::Challenge(challenge) => self.ask(challenge, None),
            }),
            (Err(error), Some(challenge)) => Ok(self.ask(challenge, Some(error))),
            (Err(error), None) => Err(error),
        }
    }

    /// After an answer.
    pub(super) fn answered(&mut self, answer: Answer) -> Result<Next, Error> {
        self.sign_in.answer(answer).map(Next::Call)
    }

    fn ask(&mut self, challenge: Challenge, refused: Option<Error>) -> Next {
        self.asked = Some(challenge.clone());
        Next::Ask(challenge, refused)
    }
}

/// A refresh by the first of several requests that the service takes.
pub(super) struct Renewal {
    open: std::iter::Enumerate<std::vec::IntoIter<Request>>,
    at: usize,
}

/// What a reply to a refresh means.
pub(super) enum Renewed {
    /// Tokens, and which request brought them.
    Done(usize, Tokens),
    /// Another request is worth a try.
    Another(Request),
}

impl Renewal {
    pub(super) fn begin(requests: Vec<Request>) -> Result<(Renewal, Request), Error> {
        let mut renewal = Renewal { open: requests.into_iter().enumerate(), at: 0 };
        let missing = || Error::new(ErrorKind::SignIn, "there is nothing to refresh by");
        let first = renewal.next().ok_or_else(missing)?;
        Ok((renewal, first))
    }

    fn next(&mut self) -> Option<Request> {
        let (at, request) = self.open.next()?;
        self.at = at;
        Some(request)
    }

    pub(super) fn replied(&mut self, reply: Result<Value, Error>) -> Result<Renewed, Error> {
        match reply {
            Ok(reply) => Ok(Renewed::Done(self.at, Tokens::from_reply(&reply)?)),
            Err(error) if try_another(&error) => self.next().map(Renewed::Another).ok_or(error),
            Err(error) => Err(error),
        }
    }
}

/// Whether another way to refresh is worth a try: the service refused this one, but neither the token nor for the
/// time being.
fn try_another(error: &Error) -> bool {
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
