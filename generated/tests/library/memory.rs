//! Transports that answer from memory, and a runtime to wait for them.

use std::future::Future;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use cognito_idp::runtime::transport::{
    AsyncTransport, HttpRequest, HttpResponse, Sending, Transport, TransportError,
};
use cognito_idp::{Config, Credentials};

pub(crate) fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

pub(crate) fn config() -> Config {
    Config {
        region: Some("eu-west-1".into()),
        credentials: Some(std::sync::Arc::new(Credentials::new("AKIDEXAMPLE", "secret", None))),
        ..Config::default()
    }
}

/// Answers every request with the same after a while.
#[derive(Default)]
pub(crate) struct Slow {
    pub(crate) pause: Duration,
    pub(crate) asked: AtomicU32,
    pub(crate) status: u16,
    pub(crate) body: &'static str,
}

impl Slow {
    pub(crate) fn new(milliseconds: u64, status: u16, body: &'static str) -> &'static Slow {
        let pause = Duration::from_millis(milliseconds);
        Box::leak(Box::new(Slow { pause, status, body, ..Slow::default() }))
    }

    pub(crate) fn count(&self) -> u32 {
        self.asked.load(Ordering::SeqCst)
    }

    fn reply(&self) -> HttpResponse {
        self.asked.fetch_add(1, Ordering::SeqCst);
        let headers = vec![("x-amzn-RequestId".to_owned(), "r-1".to_owned())];
        HttpResponse { status: self.status, headers, body: self.body.into() }
    }
}

impl Transport for &'static Slow {
    fn send(&self, _: &HttpRequest) -> Result<HttpResponse, TransportError> {
        std::thread::sleep(self.pause);
        Ok(self.reply())
    }
}

impl AsyncTransport for &'static Slow {
    fn send<'a>(&'a self, _: &'a HttpRequest) -> Sending<'a> {
        Box::pin(async {
            tokio::time::sleep(self.pause).await;
            Ok(self.reply())
        })
    }
}
