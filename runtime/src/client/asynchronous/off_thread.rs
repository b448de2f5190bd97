//! Transports that stand in for one that does not block.

use std::sync::Arc;

use crate::client::error::{Error, ErrorKind};
use crate::client::signing::wait;
use crate::client::transport::{AsyncTransport, HttpRequest, Sending, Transport, TransportError};

/// A transport that blocks, on threads that may.
pub(super) struct OffThread(pub(super) Arc<dyn Transport>);

impl AsyncTransport for OffThread {
    fn send<'a>(&'a self, request: &'a HttpRequest) -> Sending<'a> {
        let (transport, request) = (Arc::clone(&self.0), request.clone());
        Box::pin(async move {
            let sent = wait::off_thread(move || transport.send(&request)).await;
            let panicked = || TransportError::new(ErrorKind::Unexpected, "the transport panicked");
            sent.unwrap_or_else(|| Err(panicked()))
        })
    }

    fn uploads(&self) -> bool {
        self.0.uploads()
    }
}

/// Settings that no transport can be made of.
pub(super) struct Unusable(pub(super) Error);

impl AsyncTransport for Unusable {
    fn send<'a>(&'a self, _: &'a HttpRequest) -> Sending<'a> {
        let error = TransportError::new(ErrorKind::Config, self.0.to_string());
        Box::pin(std::future::ready(Err(error)))
    }
}
