//! Credentials that are remembered: fetched by one caller while the others wait, and fetched again in time.

use std::fmt;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};
use std::time::Duration;

use super::credentials::Credentials;
use super::provide::{ProvideCredentials, Providing};
use super::wait;
use crate::client::error::{Error, ErrorKind};
use crate::shapes::time::Timestamp;

/// How long before their end credentials are fetched again while the old ones still serve; a quarter of their life
/// at most.
const AHEAD: Duration = Duration::from_secs(10 * 60);

/// How long before their end credentials no longer serve; a tenth of their life at most.
const RESERVE: Duration = Duration::from_secs(60);

/// How long after a failure the next attempt is made while the old ones still serve.
const AGAIN: Duration = Duration::from_secs(10);

/// Remembers what a provider gives. One caller asks while the others wait for the same answer; before credentials
/// come to their end they are fetched again in the background. Clients wrap every provider in one.
pub struct Cached<P>(Arc<Inner<P>>);

struct Inner<P> {
    provider: P,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    kept: Option<Kept>,
    /// Somebody is asking.
    busy: bool,
    /// How often somebody has asked, and what came of it the last time if it failed.
    asked: u64,
    failed: Option<Error>,
    waiting: Vec<Waker>,
}

#[derive(Clone)]
struct Kept {
    credentials: Credentials,
    /// From when on they are fetched again, and when they cease to serve.
    renew: Option<Timestamp>,
    last: Option<Timestamp>,
}

impl Kept {
    fn new(credentials: Credentials, now: Timestamp) -> Kept {
        let before = |most: Duration, share: i128| {
            let end = credentials.expires()?;
            let life = end.since(now).max(0);
            Some(end.offset(-(most.as_nanos() as i128).min(life / share)))
        };
        Kept { renew: before(AHEAD, 4), last: before(RESERVE, 10), credentials }
    }

    fn serves(&self, now: Timestamp) -> bool {
        self.last.is_none_or(|last| now < last)
    }

    fn is_fresh(&self, now: Timestamp) -> bool {
        self.renew.is_none_or(|renew| now < renew)
    }
}

impl<P> fmt::Debug for Cached<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cached").finish_non_exhaustive()
    }
}

impl<P: ProvideCredentials + 'static> Cached<P> {
    /// Remembers what `provider` gives.
    pub fn new(provider: P) -> Cached<P> {
        Cached(Arc::new(Inner { provider, state: Mutex::default() }))
    }
}

/// The right to ask, for one caller at a time. Who drops it without an answer lets another one ask.
struct Turn<P>(Arc<Inner<P>>);

impl<P> Drop for Turn<P> {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.busy = false;
        state.waiting.drain(..).for_each(Waker::wake);
    }
}

impl<P> Inner<P> {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a caller is to do.
enum Next<P> {
    Take(Credentials),
    Fail(Error),
    Ask(Turn<P>),
    /// Ask beside the others, who go on with these.
    Renew(Turn<P>, Credentials),
}

impl<P: ProvideCredentials + 'static> Inner<P> {
    /// What to do for a caller who came when `seen` answers were there; `None` if there is somebody to wait for.
    fn next(self: &Arc<Self>, seen: u64, now: Timestamp) -> Option<Next<P>> {
        let mut state = self.state();
        let kept = state.kept.as_ref().filter(|kept| kept.serves(now)).cloned();
        let turn = |state: &mut State| {
            state.busy = true;
            Turn(Arc::clone(self))
        };
        match kept {
            Some(kept) if kept.is_fresh(now) || state.busy => Some(Next::Take(kept.credentials)),
            Some(kept) => Some(Next::Renew(turn(&mut state), kept.credentials)),
            None if state.busy => None,
            None if state.asked > seen => match state.failed.clone() {
                Some(error) => Some(Next::Fail(error)),
                None => Some(Next::Ask(turn(&mut state))),
            },
            None => Some(Next::Ask(turn(&mut state))),
        }
    }

    /// Takes an answer into account, and gives the turn back.
    fn learn(&self, turn: Turn<P>, answer: Result<Credentials, Error>) -> Result<Credentials, Error> {
        let now = Timestamp::now();
        let answer = answer.and_then(|found| match found.expires() {
            Some(end) if end <= now => Err(still_expired()),
            _ => Ok(found),
        });
        let mut state = self.state();
        state.asked += 1;
        state.failed = answer.as_ref().err().cloned();
        match (&answer, &mut state.kept) {
            (Ok(found), kept) => *kept = Some(Kept::new(found.clone(), now)),
            // Not at once again, or every call would ask.
            (Err(_), Some(kept)) => kept.renew = kept.renew.map(|_| now.offset(AGAIN.as_nanos() as i128)),
            (Err(_), None) => {}
        }
        drop(state);
        drop(turn);
        answer
    }

    async fn ask(self: Arc<Self>, turn: Turn<P>) -> Result<Credentials, Error> {
        let answer = self.provider.provide().await;
        self.learn(turn, answer)
    }

    fn renew(self: &Arc<Self>, turn: Turn<P>) {
        let inner = Arc::clone(self);
        wait::beside(async move { drop(inner.ask(turn).await) });
    }

    async fn get(self: Arc<Self>) -> Result<Credentials, Error> {
        let seen = self.state().asked;
        let next = poll_fn(|context| match self.next(seen, Timestamp::now()) {
            Some(next) => Poll::Ready(next),
            None => {
                let mut state = self.state();
                // The answer may have come in between.
                if !state.busy {
                    context.waker().wake_by_ref();
                } else if !state.waiting.iter().any(|waker| waker.will_wake(context.waker())) {
                    state.waiting.push(context.waker().clone());
                }
                Poll::Pending
            }
        });
        match next.await {
            Next::Take(credentials) => Ok(credentials),
            Next::Fail(error) => Err(error),
            Next::Ask(turn) => Arc::clone(&self).ask(turn).await,
            Next::Renew(turn, old) => {
                self.renew(turn);
                Ok(old)
            }
        }
    }
}

impl<P: ProvideCredentials + 'static> ProvideCredentials for Cached<P> {
    fn provide(&self) -> Providing<'_> {
        Box::pin(Arc::clone(&self.0).get())
    }

    fn credentials(&self) -> Result<Credentials, Error> {
        if let Some(credentials) = self.at_hand() {
            return Ok(credentials);
        }
        let (inner, seen) = (&self.0, self.0.state().asked);
        match inner.next(seen, Timestamp::now()) {
            // Asked here, not by a future, since a provider may block.
            Some(Next::Ask(turn)) => inner.learn(turn, inner.provider.credentials()),
            Some(Next::Take(credentials)) => Ok(credentials),
            Some(Next::Fail(error)) => Err(error),
            Some(Next::Renew(turn, old)) => {
                inner.renew(turn);
                Ok(old)
            }
            None => wait::block_on(self.provide()),
        }
    }

    fn at_hand(&self) -> Option<Credentials> {
        let now = Timestamp::now();
        let state = self.0.state();
        state
            .kept
            .as_ref()
            .filter(|kept| kept.is_fresh(now) && kept.serves(now))
            .map(|kept| kept.credentials.clone())
    }

    fn is_cached(&self) -> bool {
        true
    }
}

fn still_expired() -> Error {
    let message = "Credentials were refreshed, but the refreshed credentials are still expired.";
    Error::new(ErrorKind::Credentials, message)
}

#[cfg(test)]
mod tests;
