//! What a program may see and change of its calls: requests before they are signed, attempts after they were made.
//!
//! Functions go in, and are called in the order in which they were added. Nothing here sends anything.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::client::transport::{HttpRequest, HttpResponse, TransportError};

type BeforeSigning = dyn Fn(&mut HttpRequest, &Context<'_>) + Send + Sync;
type AfterAttempt = dyn Fn(&Attempt<'_>, &Context<'_>) + Send + Sync;
type OnCredentials = dyn Fn(&str) + Send + Sync;

/// A client's hooks. Cheap to clone; what is added to a clone does not reach the others.
#[derive(Clone, Default)]
pub struct Hooks {
    before_signing: Vec<Arc<BeforeSigning>>,
    after_attempt: Vec<Arc<AfterAttempt>>,
    on_credentials: Vec<Arc<OnCredentials>>,
}

/// Which attempt of which call it is.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Context<'a> {
    /// The service's id, such as `Cognito Identity Provider`.
    pub service: &'static str,
    /// The operation's name.
    pub operation: &'static str,
    /// The region in the signature.
    pub region: &'a str,
    /// An id of the call, the same for all its attempts.
    pub invocation_id: &'a str,
    /// The attempt's number, from 1.
    pub attempt: u32,
}

/// What an attempt ended in.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Attempt<'a> {
    /// The reply, whatever its status, or why there is none.
    pub result: Result<&'a HttpResponse, &'a TransportError>,
    /// The code of the service's error, if it answered with one.
    pub code: Option<&'a str>,
    /// How long it took.
    pub duration: Duration,
    /// The pause before the next attempt; `None` if this was the last one.
    pub retry_after: Option<Duration>,
}

impl Attempt<'_> {
    /// The reply's HTTP status.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        Some(self.result.ok()?.status)
    }

    /// The service's id of the request.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.result.ok()?.request_id()
    }

    /// Whether the service did what it was asked for.
    #[must_use]
    pub fn is_success(&self) -> bool {
        self.status().is_some_and(|status| status < 300)
    }
}

impl Hooks {
    /// Adds a function that is called with each request before it is signed. Headers that it sets are signed
    /// with the others; a body or an address that it changes is what is sent.
    pub fn before_signing(
        &mut self,
        hook: impl Fn(&mut HttpRequest, &Context<'_>) + Send + Sync + 'static,
    ) -> &mut Hooks {
        self.before_signing.push(Arc::new(hook));
        self
    }

    /// Adds a function that is called after each attempt. It must not wait: the call goes on behind it.
    pub fn after_attempt(
        &mut self,
        hook: impl Fn(&Attempt<'_>, &Context<'_>) + Send + Sync + 'static,
    ) -> &mut Hooks {
        self.after_attempt.push(Arc::new(hook));
        self
    }

    /// Adds a function that is told in words which sources of credentials are asked and what came of it, by
    /// providers that are made with these hooks. No promise is made of the words.
    #[doc(hidden)]
    pub fn on_credentials(&mut self, hook: impl Fn(&str) + Send + Sync + 'static) -> &mut Hooks {
        self.on_credentials.push(Arc::new(hook));
        self
    }

    /// Those that are told of sources of credentials: requests for credentials are shown to no other.
    pub(crate) fn for_fetching(&self) -> Hooks {
        Hooks { on_credentials: self.on_credentials.clone(), ..Hooks::default() }
    }

    /// Tells of a source of credentials; `text` is made only if somebody listens.
    pub(crate) fn tell_of_credentials(&self, text: impl FnOnce() -> String) {
        if !self.on_credentials.is_empty() {
            let text = text();
            self.on_credentials.iter().for_each(|hook| hook(&text));
        }
    }

    /// Whether there are some that may change requests.
    pub(crate) fn change(&self) -> bool {
        !self.before_signing.is_empty()
    }

    /// Shows a request to the hooks; says whether there were any.
    pub(crate) fn prepare(&self, request: &mut HttpRequest, context: &Context<'_>) -> bool {
        self.before_signing.iter().for_each(|hook| hook(request, context));
        !self.before_signing.is_empty()
    }

    /// Tells the hooks what an attempt ended in.
    pub(crate) fn tell(&self, attempt: &Attempt<'_>, context: &Context<'_>) {
        self.after_attempt.iter().for_each(|hook| hook(attempt, context));
    }
}

impl fmt::Debug for Hooks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hooks")
            .field("before_signing", &self.before_signing.len())
            .field("after_attempt", &self.after_attempt.len())
            .finish()
    }
}
