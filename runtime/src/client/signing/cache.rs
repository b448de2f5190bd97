//! Credentials that are remembered: fetched by one caller while the others wait, and fetched again in time.

mod kept;
mod waiting;

use std::any::Any;
use std::fmt;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};
use std::time::Duration;

use kept::Kept;
use waiting::{Place, Waiting};

use super::asking::Asking;
use super::credentials::Credentials;
use super::provide::{ProvideCredentials, Providing};
use super::wait;
use crate::client::error::{Error, ErrorKind};
use crate::client::trace::carried;
use crate::shapes::time::{Instant, Timestamp};

/// Remembers what a provider gives. One caller asks while the others wait for the same answer; before credentials
/// come to their end they are fetched again in the background. Clients wrap every provider in one.
///
/// A provider that was asked is heard to its end, even if nobody waits for it any more (the future was dropped, the
/// time for a call is over): what it gives serves the next caller. In tokio's runtime of many threads it goes on as a
/// task; elsewhere in a thread, since a runtime of one thread stands still while nobody waits in it. Only a caller that
/// waits without a time limit asks on its own thread.
pub struct Cached<P>(Arc<Inner<P>>);

struct Inner<P> {
    provider: P,
    /// How long before their end credentials are fetched again, where that does not depend on their life.
    ahead: Option<Duration>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    kept: Option<Kept>,
    /// Somebody is asking.
    busy: bool,
    /// How often somebody has asked, and what came of it the last time.
    asked: u64,
    answer: Option<Result<Credentials, Error>>,
    waiting: Waiting,
}

impl<P> fmt::Debug for Cached<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cached").finish_non_exhaustive()
    }
}

impl<P: ProvideCredentials + 'static> Cached<P> {
    /// Remembers what `provider` gives.
    pub fn new(provider: P) -> Cached<P> {
        Cached(Arc::new(Inner { provider, ahead: None, state: Mutex::default() }))
    }

    /// The same for credentials that are fetched again so long before their end, whatever their life.
    pub(crate) fn renewed_ahead(provider: P, ahead: Duration) -> Cached<P> {
        Cached(Arc::new(Inner { provider, ahead: Some(ahead), state: Mutex::default() }))
    }
}

/// The right to ask, for one caller at a time. Who drops it without an answer lets another one ask, but for one whose
/// provider panics: so would the next.
struct Turn<P>(Arc<Inner<P>>);

impl<P> Drop for Turn<P> {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.busy = false;
        if std::thread::panicking() {
            state.asked += 1;
            state.answer = Some(Err(wait::panicked()));
        }
        let waiting = state.waiting.take();
        drop(state);
        waiting.for_each(Waker::wake);
    }
}

impl<P> Inner<P> {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a caller is to do.
enum Next<P> {
    Take(Result<Credentials, Error>),
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
            Some(kept) if kept.is_fresh(now) || state.busy => Some(Next::Take(Ok(kept.credentials))),
            Some(kept) => Some(Next::Renew(turn(&mut state), kept.credentials)),
            None if state.busy => None,
            None if state.asked > seen => match state.answer.clone() {
                Some(answer) => Some(Next::Take(answer)),
                None => Some(Next::Ask(turn(&mut state))),
            },
            None => Some(Next::Ask(turn(&mut state))),
        }
    }

    /// The same, when it is known.
    async fn turn(self: &Arc<Self>, seen: u64) -> Next<P> {
        let mut place = Place::new(self);
        poll_fn(|context| match self.next(seen, Timestamp::now()) {
            Some(next) => Poll::Ready(next),
            None if Asking::has(self.number()) => Poll::Ready(Next::Take(Err(asks_itself()))),
            None => {
                place.wait(context.waker());
                Poll::Pending
            }
        })
        .await
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
        state.answer = Some(answer.clone());
        match (&answer, &mut state.kept) {
            (Ok(found), kept) => *kept = Some(Kept::new(found.clone(), now, self.ahead)),
            (Err(_), Some(kept)) => kept.put_off(now),
            (Err(_), None) => {}
        }
        drop(state);
        drop(turn);
        answer
    }

    /// By which this cache is known among others.
    fn number(&self) -> usize {
        std::ptr::from_ref(self).addr()
    }

    async fn ask(self: Arc<Self>, asking: Asking, turn: Turn<P>) -> Result<Credentials, Error> {
        let mut answer = self.provider.provide();
        let answer = poll_fn(|context| asking.within(|| answer.as_mut().poll(context))).await;
        self.learn(turn, answer)
    }

    /// The same for those who wait.
    fn ask_here(&self, turn: Turn<P>) -> Result<Credentials, Error> {
        self.learn(turn, self.asking().within(|| self.provider.credentials()))
    }

    fn renew(self: &Arc<Self>, turn: Turn<P>) -> bool {
        wait::beside(self.renewal(turn))
    }

    /// The same on a thread, whatever is around.
    fn ask_apart(self: &Arc<Self>, turn: Turn<P>) -> bool {
        wait::apart(self.renewal(turn))
    }

    fn asking(&self) -> Asking {
        Asking::here().and(self.number())
    }

    fn renewal(self: &Arc<Self>, turn: Turn<P>) -> impl Future<Output = ()> + Send + use<P> {
        let inner = Arc::clone(self);
        let asking = self.asking();
        carried(async move { drop(inner.ask(asking, turn).await) })
    }

    async fn get(self: Arc<Self>) -> Result<Credentials, Error> {
        let (seen, mut begin) = (self.state().asked, Self::renew as fn(&Arc<Self>, Turn<P>) -> bool);
        loop {
            match self.turn(seen).await {
                Next::Take(answer) => return answer,
                Next::Renew(turn, old) => {
                    self.renew(turn);
                    return Ok(old);
                }
                Next::Ask(turn) => match self.provider.at_hand() {
                    Some(found) => return self.learn(turn, Ok(found)),
                    None if !wait::HAS_BESIDE => return Arc::clone(&self).ask(self.asking(), turn).await,
                    // Its answer is waited for as by the others. A runtime that is being shut down drops what it is given.
                    None if begin(&self, turn) => begin = Self::ask_apart,
                    None => return Err(no_thread()),
                },
            }
        }
    }

    /// What [`Inner::get`] does, by a thread that waits so long.
    fn get_within(self: &Arc<Self>, limit: Duration) -> Option<Result<Credentials, Error>> {
        let (seen, began) = (self.state().asked, Instant::now());
        loop {
            match wait::park_within(self.turn(seen), limit.saturating_sub(began.elapsed()))? {
                Next::Take(answer) => return Some(answer),
                Next::Renew(turn, old) => {
                    self.renew(turn);
                    return Some(Ok(old));
                }
                Next::Ask(turn) if !wait::HAS_BESIDE => return Some(self.ask_here(turn)),
                Next::Ask(turn) => {
                    let inner = Arc::clone(self);
                    let here = Asking::here();
                    let asking = carried(async move { drop(here.within(|| inner.ask_here(turn))) });
                    if !wait::on_a_thread(|| wait::park(asking)) {
                        return Some(Err(no_thread()));
                    }
                }
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
        match wait::park(inner.turn(seen)) {
            // Asked here, not by a future, since a provider may block.
            Next::Ask(turn) => inner.ask_here(turn),
            Next::Take(answer) => answer,
            Next::Renew(turn, old) => {
                inner.renew(turn);
                Ok(old)
            }
        }
    }

    fn credentials_within(&self, limit: Duration) -> Option<Result<Credentials, Error>> {
        match self.at_hand() {
            Some(credentials) => Some(Ok(credentials)),
            None => self.0.get_within(limit),
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

    fn reached_by(&self, settings: &dyn Any) -> Option<Arc<dyn ProvideCredentials>> {
        self.0.provider.reached_by(settings)
    }

    fn is_cached(&self) -> bool {
        true
    }
}

fn no_thread() -> Error {
    Error::new(ErrorKind::Credentials, "credentials cannot be fetched: no thread could be started")
}

fn asks_itself() -> Error {
    let message =
        "the credentials provider waits for itself: it makes a signed call of the client that it is for";
    Error::new(ErrorKind::Credentials, message)
}

fn still_expired() -> Error {
    let message = "Credentials were refreshed, but the refreshed credentials are still expired.";
    Error::new(ErrorKind::Credentials, message)
}

#[cfg(test)]
#[cfg(feature = "async")]
mod runtimes;
#[cfg(test)]
mod tests;
