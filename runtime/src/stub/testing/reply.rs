//! What a [`Mock`](super::Mock) answers with.

use crate::client::error::ErrorKind;
use crate::shapes::schema::Shape;
use crate::shapes::schema::reflect::Structure;
use crate::shapes::typed;
use crate::stub::service::canned::Answer;

/// A reply, given once unless [`Reply::times`] or [`Reply::always`] says otherwise.
#[derive(Clone, Debug)]
pub struct Reply {
    pub(super) answer: Answer,
    pub(super) times: Option<u64>,
    /// The structure that it was made of.
    pub(super) shape: Option<Shape>,
}

impl Reply {
    fn new(answer: Answer) -> Reply {
        Reply { answer, times: Some(1), shape: None }
    }

    /// A typed reply.
    ///
    /// # Panics
    ///
    /// If it holds a number that JSON has no form for.
    #[must_use]
    pub fn of(reply: &dyn Structure) -> Reply {
        match typed::to_wire(reply) {
            Ok(text) => Reply { shape: Some(reply.shape()), ..Reply::json(text) },
            Err(error) => panic!("The reply {} cannot be written: {error}", reply.shape().name()),
        }
    }

    /// A reply as JSON in the model's names. A service that speaks JSON sends it as it stands.
    pub fn json(text: impl Into<String>) -> Reply {
        Reply::new(Answer::Text { status: 200, headers: Vec::new(), json: text.into() })
    }

    /// A reply without content.
    #[must_use]
    pub fn empty() -> Reply {
        Reply::http(200, Vec::new())
    }

    /// A generated reply: every member once, with a value that the model allows.
    #[must_use]
    pub fn sample() -> Reply {
        Reply::new(Answer::Sample)
    }

    /// An error of the service, with status 400.
    pub fn error(code: impl AsRef<str>, message: impl AsRef<str>) -> Reply {
        Reply::new(Answer::error(400, code.as_ref(), message.as_ref()))
    }

    /// Any HTTP reply, such as what a proxy says.
    pub fn http(status: u16, body: impl Into<Vec<u8>>) -> Reply {
        Reply::new(Answer::Http { status, headers: Vec::new(), body: body.into() })
    }

    /// No reply: the connection fails in this way. The kinds are those from [`ErrorKind::Connect`] to
    /// [`ErrorKind::Proxy`].
    #[must_use]
    pub fn failure(kind: ErrorKind) -> Reply {
        Reply::new(Answer::Failure(kind))
    }

    /// The same with another status.
    #[must_use]
    pub fn status(mut self, new: u16) -> Reply {
        if let Some(status) = self.answer.status_mut() {
            *status = new;
        }
        self
    }

    /// The same with a header.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Reply {
        if let Some(headers) = self.answer.headers_mut() {
            headers.push((name.into(), value.into()));
        }
        self
    }

    /// The same, given this many times.
    #[must_use]
    pub fn times(mut self, times: u64) -> Reply {
        self.times = Some(times);
        self
    }

    /// The same, given for ever, once all counted replies to the operation were given.
    #[must_use]
    pub fn always(mut self) -> Reply {
        self.times = None;
        self
    }
}
