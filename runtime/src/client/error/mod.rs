//! The one error of clients: a kind to decide by, and the sentence that the AWS CLI would print.

pub(crate) mod codes;

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use crate::shapes::schema::Operation;
use crate::shapes::schema::reflect::Structure;
use crate::shapes::typed;
use crate::shapes::value::json;
use crate::shapes::value::{Map, Value};

/// Why a call did not succeed. `Display` is a whole sentence that a person can act on.
#[derive(Clone, Debug)]
pub struct Error(Box<Inner>);

#[derive(Clone, Debug)]
struct Inner {
    kind: ErrorKind,
    message: String,
    service: Option<ServiceError>,
    source: Option<Arc<dyn StdError + Send + Sync>>,
    about: Option<&'static str>,
    remedy: Option<String>,
}

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// No region is configured.
    NoRegion,
    /// The region's name has characters that no region has.
    InvalidRegion,
    /// No credentials are configured.
    NoCredentials,
    /// An access key without its secret, or the reverse.
    PartialCredentials,
    /// Credentials are configured but could not be had.
    Credentials,
    /// The profile does not exist.
    ProfileNotFound,
    /// A configuration file does not parse.
    ConfigParse,
    /// A setting has a value that it cannot have.
    Config,
    /// The endpoint is not an address, or the rules have none for these settings.
    Endpoint,
    /// No connection to the service.
    Connect,
    /// No connection within the time limit.
    ConnectTimeout,
    /// No reply within the time limit.
    ReadTimeout,
    /// The whole call took longer than it may.
    OperationTimeout,
    /// The connection broke before the reply was complete.
    ConnectionClosed,
    /// The certificate or the handshake failed.
    Tls,
    /// The proxy could not be reached or refused.
    Proxy,
    /// The service answered with an error.
    Service,
    /// The reply lacks a member that was asked for.
    MissingMember,
    /// The request cannot be written.
    Encode,
    /// The reply cannot be read.
    Decode,
    /// A list's pages cannot go on: the service's token leads nowhere.
    Pagination,
    /// What was waited for did not come.
    Wait,
    /// The operation cannot be called through this crate.
    Unsupported,
    /// A sign-in cannot go on: the service's challenge or the answer to it is not usable.
    SignIn,
    /// A token does not hold: it was not issued for this, it has expired, or its signature is another's.
    InvalidToken,
    /// The transport of a test has no reply to this request.
    Unexpected,
}

impl ErrorKind {
    /// Whether there was no answer for a reason that may pass. A certificate that is not trusted stays so.
    pub(crate) fn is_connection_failure(self) -> bool {
        use ErrorKind::{Connect, ConnectTimeout, ConnectionClosed, Proxy, ReadTimeout};
        matches!(self, Connect | ConnectTimeout | ReadTimeout | ConnectionClosed | Proxy)
    }
}

/// An error that the service answered with.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceError {
    /// The model's name of the operation.
    pub operation: &'static str,
    /// The code, such as `UserNotFoundException`; the HTTP status if the reply has none.
    pub code: String,
    /// The service's words; may be empty.
    pub message: String,
    /// HTTP status.
    pub status: u16,
    /// The service's id of the request.
    pub request_id: Option<String>,
    /// The reply's members, as they came.
    pub body: Map,
    /// How many retries were made, if that was as many as are allowed. `Display` tells it unless none are.
    pub retries_exhausted: Option<u32>,
}

impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "An error occurred ({}) when calling the {} operation", self.code, self.operation)?;
        if let Some(retries) = self.retries_exhausted.filter(|retries| *retries > 0) {
            write!(f, " (reached max retries: {retries})")?;
        }
        write!(f, ": {}", self.message)
    }
}

impl Error {
    /// An error of the given kind.
    #[must_use]
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Error {
        let message = message.into();
        Error(Box::new(Inner { kind, message, service: None, source: None, about: None, remedy: None }))
    }

    /// The error that a reply lacks a member.
    #[must_use]
    pub fn missing(operation: &Operation, member: &str) -> Error {
        Error::new(ErrorKind::MissingMember, format!("the reply to {} has no {member}", operation.name))
    }

    /// The same error in other words.
    pub(crate) fn reworded(mut self, message: String) -> Error {
        self.0.message = message;
        self
    }

    /// Adds what caused it.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Error {
        self.0.source = Some(Arc::from(source.into()));
        self
    }

    /// Adds the setting that it is about, which `Display` begins with and its message does not name.
    #[must_use]
    pub(crate) fn about(mut self, setting: &'static str) -> Error {
        self.0.about = Some(setting);
        self
    }

    /// Adds the command that puts it right.
    #[must_use]
    pub(crate) fn with_remedy(mut self, command: String) -> Error {
        self.0.remedy = Some(command);
        self
    }

    /// The command that puts it right, if one does: `aws sso login --profile work`, where a single sign-on has expired.
    /// `Display` ends with it.
    #[must_use]
    pub fn remedy(&self) -> Option<&str> {
        self.0.remedy.as_deref()
    }

    /// What went wrong.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The error that the service answered with, if that is what went wrong.
    #[must_use]
    pub fn as_service_error(&self) -> Option<&ServiceError> {
        self.0.service.as_ref()
    }

    /// The service's code, such as `UserNotFoundException`.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.as_service_error().map(|e| e.code.as_str())
    }

    /// Whether the service answered with this code: one of the emitted crate's `ErrorCode`, or its text.
    #[must_use]
    pub fn is(&self, code: impl AsRef<str>) -> bool {
        self.code() == Some(code.as_ref())
    }

    /// The service's words, or this error's own.
    #[must_use]
    pub fn message(&self) -> &str {
        self.as_service_error().map_or(&self.0.message, |e| &e.message)
    }

    /// The service's id of the request.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.as_service_error()?.request_id.as_deref()
    }

    /// The model's name of the operation that the service refused.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        self.as_service_error().map(|e| e.operation)
    }

    /// A member of the service's reply beside its message.
    #[must_use]
    pub fn detail(&self, member: &str) -> Option<&Value> {
        self.as_service_error()?.body.get(member)
    }

    /// The service's error as the structure that the model has for it; `None` if it is another error.
    #[must_use]
    pub fn details<T: Structure>(&self) -> Option<T> {
        let error = self.as_service_error()?;
        let mut details = T::empty();
        let body = json::to_string(&Value::Map(error.body.clone()), json::Layout::Wire);
        let is_this = details.shape().name() == error.code;
        (is_this && typed::fill(&mut details, body.as_bytes()).is_ok()).then_some(details)
    }

    /// Whether the same call may succeed later without anything being changed.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match &self.0.service {
            Some(e) => codes::is_transient(e.status, &e.code) || codes::is_throttling(&e.code),
            None => self.0.kind.is_connection_failure() || self.0.kind == ErrorKind::OperationTimeout,
        }
    }
}

impl From<ServiceError> for Error {
    fn from(error: ServiceError) -> Error {
        let mut made = Error::new(ErrorKind::Service, error.message.clone());
        made.0.service = Some(error);
        made
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(setting) = self.0.about {
            write!(f, "{setting}: ")?;
        }
        match &self.0.service {
            Some(error) => error.fmt(f)?,
            None => f.write_str(&self.0.message)?,
        }
        self.remedy().map_or(Ok(()), |command| write!(f, " (run: {command})"))
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_ref().map(|source| &**source as &(dyn StdError + 'static))
    }
}
