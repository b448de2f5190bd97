//! What a session knows, and what it does next. Nothing here waits or sends.

use std::time::Duration;

use super::claims;
use crate::client::error::{Error, ErrorKind};
use crate::shapes::time::Timestamp;
use crate::shapes::value::{Number, Value};
use crate::sign_in::drive::REFUSED;
use crate::sign_in::flow::{Device, Options, Refresh, Registration, Request, Tokens};
use crate::sign_in::srp::{Secret, SystemHost};

/// How long before its end a token is refreshed; a tenth of its life at most.
const AHEAD: Duration = Duration::from_secs(60);

/// How long after a failure a refresh is tried again while the old token is still good.
const AGAIN: Duration = Duration::from_secs(5);

/// What is known of a user who is signed in.
#[derive(Debug)]
pub(in crate::sign_in) struct State {
    options: Options,
    tokens: Tokens,
    /// When the access token ends, and from when on it is refreshed.
    end: Option<Timestamp>,
    renew: Option<Timestamp>,
    /// The service refreshes by `InitiateAuth` alone.
    old_fashioned: bool,
    over: bool,
}

impl State {
    /// The state after a sign-in.
    pub(in crate::sign_in) fn new(tokens: Tokens, now: Timestamp) -> State {
        let claims = tokens.access_token.as_ref().and_then(|token| claims::of(token.expose()));
        let text = |name: &str| claims::text(claims.as_ref(), name);
        let mut options = Options::new(
            text("client_id").unwrap_or_default(),
            text("username").or_else(|| text("sub")).unwrap_or_default(),
        );
        options.device = text("device_key").map(known);
        let mut state = State {
            options,
            tokens: Tokens::default(),
            end: None,
            renew: None,
            old_fashioned: false,
            over: false,
        };
        state.learn(tokens, now);
        state
    }

    /// The options of refreshes: client, secret, device.
    pub(in crate::sign_in) fn options(&mut self) -> &mut Options {
        &mut self.options
    }

    /// Takes new tokens; what they lack stays as it is.
    pub(in crate::sign_in) fn learn(&mut self, new: Tokens, now: Timestamp) {
        let old = std::mem::take(&mut self.tokens);
        self.tokens = Tokens {
            refresh_token: new.refresh_token.or(old.refresh_token),
            id_token: new.id_token.or(old.id_token),
            new_device: new.new_device.or(old.new_device),
            ..new
        };
        let seconds = |seconds: i64| i128::from(seconds) * 1_000_000_000;
        let claims = self.tokens.access_token.as_ref().and_then(|token| claims::of(token.expose()));
        // What the token says counts before what the reply said when it came: tokens may have been kept.
        let says = match claims.as_ref().and_then(|claims| claims.get("exp")) {
            Some(Value::Number(Number::Int(end))) => Some(Timestamp::from_seconds(*end)),
            _ => None,
        };
        self.end = says.or_else(|| Some(now.offset(seconds(self.tokens.expires_in?))));
        self.renew = self.end.map(|end| {
            let life = self.tokens.expires_in.map_or(i128::MAX, seconds);
            end.offset(-(AHEAD.as_nanos() as i128).min(life / 10))
        });
    }

    /// The tokens, if the access token is good for a while; `None` if they are to be refreshed.
    ///
    /// # Errors
    /// If the session is over, or was none.
    pub(in crate::sign_in) fn fresh(&self, now: Timestamp) -> Result<Option<&Tokens>, Error> {
        if self.over {
            return Err(ended());
        }
        let fresh = self.tokens.access_token.is_some() && self.renew.is_none_or(|renew| now < renew);
        if !fresh && self.tokens.refresh_token.is_none() {
            return match self.still_good(now) {
                true => Ok(Some(&self.tokens)),
                false => Err(Error::new(
                    ErrorKind::SignIn,
                    "the tokens have expired, and there is no refresh token",
                )),
            };
        }
        Ok(fresh.then_some(&self.tokens))
    }

    fn still_good(&self, now: Timestamp) -> bool {
        self.tokens.access_token.is_some() && self.end.is_none_or(|end| now < end)
    }

    /// The requests that refresh, to be sent in this order until one is answered.
    ///
    /// # Errors
    /// If the client is not known.
    pub(in crate::sign_in) fn refresh(&self) -> Result<Vec<Request>, Error> {
        let Some(refresh_token) = self.tokens.refresh_token.clone() else { return Err(ended()) };
        if self.options.client_id.is_empty() {
            let message = "the access token does not name its app client: the session needs `client_id`";
            return Err(Error::new(ErrorKind::SignIn, message));
        }
        let refresh = Refresh { options: self.options.clone(), refresh_token };
        match self.old_fashioned {
            true => Ok(vec![refresh.request()]),
            false => Ok(refresh.requests().into()),
        }
    }

    /// Takes the answer to a refresh; the tokens that go on.
    ///
    /// # Errors
    /// The refresh's, unless the old token is still good.
    pub(in crate::sign_in) fn refreshed(
        &mut self,
        answer: Result<(usize, Tokens), Error>,
        now: Timestamp,
    ) -> Result<&Tokens, Error> {
        match answer {
            Ok((which, tokens)) => {
                self.old_fashioned |= which > 0;
                self.learn(tokens, now);
            }
            Err(error) if !self.still_good(now) || is_refused(&error) => return Err(error),
            Err(_) => self.renew = Some(now.offset(AGAIN.as_nanos() as i128)),
        }
        Ok(&self.tokens)
    }

    /// The request that ends the session; `None` if it has ended.
    pub(in crate::sign_in) fn sign_out(&self) -> Option<Request> {
        if self.over {
            return None;
        }
        match (&self.tokens.refresh_token, &self.tokens.access_token) {
            (Some(token), _) => Some(Request::revoke(&self.options, token)),
            (None, Some(token)) => Some(Request::global_sign_out(token)),
            (None, None) => None,
        }
    }

    /// Forgets the tokens.
    pub(in crate::sign_in) fn end(&mut self) {
        self.over = true;
        self.tokens = Tokens::default();
    }

    /// Makes up a password for the device that the sign-in saw for the first time.
    ///
    /// # Errors
    /// If there was none, or no randomness is to be had.
    pub(in crate::sign_in) fn registration(&self) -> Result<Registration, Error> {
        let missing = || Error::new(ErrorKind::SignIn, "the sign-in reported no new device");
        Registration::new(self.tokens.new_device.clone().ok_or_else(missing)?, &mut SystemHost)
    }

    /// Takes a device that was made known: refreshes name it from now on.
    pub(in crate::sign_in) fn registered(&mut self, device: &Device) {
        self.options.device = Some(device.clone());
        self.tokens.new_device = None;
    }
}

/// A device of which only the key is known, which is all that refreshes tell.
fn known(key: String) -> Device {
    Device { key, group_key: String::new(), password: Secret::from("") }
}

/// Whether the service no longer takes the refresh token.
fn is_refused(error: &Error) -> bool {
    error.is(REFUSED)
}

fn ended() -> Error {
    Error::new(ErrorKind::SignIn, "the session is over: the user has signed out")
}
