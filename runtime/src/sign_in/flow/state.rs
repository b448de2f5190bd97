//! The loop: which request comes next, and what a reply means.

use super::answer::{Answer, Kind};
use super::challenge::{Challenge, MfaSetup, Password, SoftwareTokenSetup};
use super::options::{Flow, Options};
use super::parameters::{error, text};
use super::request::{self, Request, identify, initiate};
use super::tokens::Tokens;
use crate::client::error::Error;
use crate::shapes::value::{Map, Value};
use crate::sign_in::srp::{Ephemeral, Host, SystemHost};

/// A sign-in under way. [`SignIn::start`] gives the first request, [`SignIn::receive`] what follows from
/// a reply, [`SignIn::answer`] the request that an answer makes. A request that the service refused
/// leaves everything as it was: a challenge can be answered again.
#[derive(Debug)]
pub struct SignIn {
    pub(super) options: Options,
    pub(super) host: Box<dyn Host>,
    /// The user's name as the service has it, once it has told.
    username: String,
    session: Option<String>,
    pub(super) ephemeral: Option<Ephemeral>,
    /// The challenge that the caller was asked, until a reply takes its place.
    asked: Option<String>,
    awaited: Awaited,
}

/// The reply that is awaited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Awaited {
    Nothing,
    Authentication,
    SecretCode,
    Verification,
}

/// What comes next.
#[derive(Clone, Debug)]
pub enum Step {
    /// Send this and hand the reply to [`SignIn::receive`].
    Call(Request),
    /// Answer this by [`SignIn::answer`].
    Challenge(Challenge),
    /// The user is signed in.
    Done(Tokens),
}

impl SignIn {
    /// A sign-in that has not begun.
    #[must_use]
    pub fn new(options: Options) -> SignIn {
        SignIn::with_host(options, Box::new(SystemHost))
    }

    /// One with its own randomness and time.
    #[must_use]
    pub fn with_host(options: Options, host: Box<dyn Host>) -> SignIn {
        SignIn {
            username: options.username.clone(),
            session: options.session.clone(),
            options,
            host,
            ephemeral: None,
            asked: None,
            awaited: Awaited::Nothing,
        }
    }

    /// The first request.
    ///
    /// # Errors
    ///
    /// When the flow needs a password or a pool's id that is not there.
    pub fn start(&mut self) -> Result<Request, Error> {
        let mut parameters = identify(&self.options, &self.username);
        match self.options.flow.clone() {
            Flow::Srp => self.prove(&mut parameters)?,
            Flow::Password => parameters.extend([(Password::NAME, self.password()?.expose().into())]),
            Flow::Custom => {}
            Flow::CustomSrp => {
                parameters.insert("CHALLENGE_NAME", "SRP_A".into());
                self.prove(&mut parameters)?;
            }
            Flow::Choice { preferred: None } => {}
            Flow::Choice { preferred: Some(preferred) } => {
                parameters.insert("PREFERRED_CHALLENGE", preferred.as_str().into());
                self.accompany(&preferred, &mut parameters)?;
            }
        }
        self.awaited = Awaited::Authentication;
        Ok(initiate(&self.options, self.options.flow.name(), self.session.as_deref(), parameters))
    }

    /// What follows from the reply to the last request.
    ///
    /// # Errors
    ///
    /// When the reply makes no sense, or asks for a password that is not there.
    pub fn receive(&mut self, reply: &Value) -> Result<Step, Error> {
        let awaited = std::mem::replace(&mut self.awaited, Awaited::Nothing);
        if awaited == Awaited::Nothing {
            return Err(error("There is no request that this could be the reply to"));
        }
        self.asked = None;
        let session = reply.get("Session").and_then(Value::as_str).map(str::to_owned);
        if session.is_some() || awaited == Awaited::Authentication {
            self.session = session;
        }
        match awaited {
            Awaited::SecretCode => self.secret_code(reply),
            Awaited::Verification => self.verified(reply),
            _ => self.authentication(reply),
        }
    }

    /// The request that answers the challenge.
    ///
    /// # Errors
    ///
    /// When it answers another challenge, or none was asked.
    pub fn answer(&mut self, answer: Answer) -> Result<Request, Error> {
        let Answer { challenge, kind } = answer;
        match self.asked.as_deref() {
            None => return Err(error("There is no challenge to answer")),
            Some(asked) if asked != challenge => {
                return Err(error(format!("The challenge is {asked}, and the answer one to {challenge}")));
            }
            Some(_) => {}
        }
        match kind {
            Kind::Responses(responses) => {
                let mut map = identify(&self.options, &self.username);
                map.extend(responses.into_iter().map(|(name, value)| (name, value.expose().into())));
                Ok(self.respond(&challenge, map))
            }
            Kind::Choice(option) => {
                let mut map = identify(&self.options, &self.username);
                map.insert("ANSWER", option.as_str().into());
                self.accompany(&option, &mut map)?;
                Ok(self.respond(&challenge, map))
            }
            Kind::SetUpSoftwareToken => {
                Ok(self.call(Awaited::SecretCode, "AssociateSoftwareToken", [("Session", self.session())]))
            }
            Kind::VerifySoftwareToken { code, device_name } => {
                let members = [
                    ("Session", self.session()),
                    ("UserCode", Some(code.expose().into())),
                    ("FriendlyDeviceName", device_name.map(Value::from)),
                ];
                Ok(self.call(Awaited::Verification, "VerifySoftwareToken", members))
            }
        }
    }

    fn authentication(&mut self, reply: &Value) -> Result<Step, Error> {
        if reply.get("AuthenticationResult").is_some_and(|result| result.as_map().is_some()) {
            return Tokens::from_reply(reply).map(Step::Done);
        }
        let name = reply.get("ChallengeName").and_then(Value::as_str);
        let name = name.ok_or_else(|| error("The service's reply has neither tokens nor a challenge"))?;
        let none = Map::new();
        let parameters = reply.get("ChallengeParameters").and_then(Value::as_map).unwrap_or(&none);
        if let Some(known) = text(parameters, "USERNAME").or_else(|| text(parameters, "USER_ID_FOR_SRP")) {
            known.clone_into(&mut self.username);
        }
        if let Some(responses) = self.own_responses(name, parameters)? {
            let mut map = identify(&self.options, &self.username);
            map.extend(responses);
            return Ok(Step::Call(self.respond(name, map)));
        }
        self.asked = Some(name.to_owned());
        Ok(Step::Challenge(Challenge::read(name, parameters, reply)))
    }

    fn secret_code(&mut self, reply: &Value) -> Result<Step, Error> {
        let code = reply.get("SecretCode").and_then(Value::as_str);
        let secret_code = code.ok_or_else(|| error("The service's reply has no SecretCode"))?.into();
        self.asked = Some(MfaSetup::NAME.to_owned());
        Ok(Step::Challenge(Challenge::SoftwareTokenSetup(SoftwareTokenSetup { secret_code })))
    }

    fn verified(&mut self, reply: &Value) -> Result<Step, Error> {
        match reply.get("Status").and_then(Value::as_str) {
            Some("SUCCESS") => {
                Ok(Step::Call(self.respond(MfaSetup::NAME, identify(&self.options, &self.username))))
            }
            status => {
                let status = status.unwrap_or("nothing");
                Err(error(format!("The authenticator was not accepted: the service says {status}")))
            }
        }
    }

    fn respond(&mut self, name: &str, responses: Map) -> Request {
        self.awaited = Awaited::Authentication;
        request::respond(&self.options, name, self.session.as_deref(), responses)
    }

    fn call<const N: usize>(
        &mut self,
        awaited: Awaited,
        operation: &'static str,
        members: [(&str, Option<Value>); N],
    ) -> Request {
        self.awaited = awaited;
        request::other(operation, members)
    }

    fn session(&self) -> Option<Value> {
        self.session.as_deref().map(Value::from)
    }
}
