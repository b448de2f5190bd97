//! What came with a reply beside its members.

use std::ops::Deref;

/// A reply, with what came beside its members. It can be used as the reply itself.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Response<R> {
    /// The reply.
    pub reply: R,
    /// The rest.
    pub metadata: Metadata,
}

/// What comes with every reply.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Metadata {
    /// HTTP status.
    pub status: u16,
    /// The service's id of the request.
    pub request_id: Option<String>,
    /// How many attempts were made.
    pub attempts: u32,
}

impl<R> Response<R> {
    pub(crate) fn new(reply: R, metadata: Metadata) -> Response<R> {
        Response { reply, metadata }
    }

    /// The reply alone.
    pub fn into_inner(self) -> R {
        self.reply
    }

    /// HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.metadata.status
    }

    /// The service's id of the request.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.metadata.request_id.as_deref()
    }
}

impl<R> Deref for Response<R> {
    type Target = R;

    fn deref(&self) -> &R {
        &self.reply
    }
}
