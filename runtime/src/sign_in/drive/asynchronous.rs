//! The loop driven by the client that does not block.

use crate::client::asynchronous::Client;
use crate::client::error::Error;
use crate::shapes::schema::protocol::Source;
use crate::shapes::value::Value;
use crate::sign_in::drive::find;
use crate::sign_in::flow::Answer;
use crate::sign_in::flow::Challenge;
use crate::sign_in::flow::Options;
use crate::sign_in::flow::Request;
use crate::sign_in::flow::Tokens;
use crate::sign_in::flow::{SignIn, Step};

impl Client {
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
                Step::Call(request) => match (self.exchange(request).await, &asked) {
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

    async fn exchange(&self, request: Request) -> Result<Value, Error> {
        let operation = find(self.service(), request.operation)?;
        let reply = self.send(operation, Source::Values(&request.parameters));
        reply.await?.values(self.service(), operation, self.config().read_timeout)
    }
}
