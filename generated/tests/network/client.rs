//! Clients with short time limits, and the call that the tests make.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use cognito_idp::blocking::Client;
use cognito_idp::runtime::Credentials;
use cognito_idp::runtime::retry::{RetryConfig, RetryMode};
use cognito_idp::types::DescribeUserPoolRequest;
use cognito_idp::{Config, Error};

pub(crate) const CONNECT: Duration = Duration::from_secs(2);
pub(crate) const READ: Duration = Duration::from_millis(400);

/// Settings for a service at `url`, which is called up to three times.
pub(crate) fn config(url: &str) -> Config {
    Config {
        region: Some("us-east-1".into()),
        credentials: Some(Arc::new(Credentials::new("AKIDEXAMPLE", "secret", None::<String>))),
        endpoint_url: Some(url.to_owned()),
        retry: RetryConfig { mode: RetryMode::Standard, max_attempts: 3 },
        connect_timeout: Some(CONNECT),
        read_timeout: Some(READ),
        ..Config::default()
    }
}

pub(crate) fn client(url: &str) -> Client {
    Client::new(config(url)).unwrap()
}

/// A client that makes each call once.
pub(crate) fn once(url: &str) -> Client {
    let retry = RetryConfig { mode: RetryMode::Standard, max_attempts: 1 };
    Client::new(Config { retry, ..config(url) }).unwrap()
}

/// Asks for a user pool; the id that the answer is about.
pub(crate) fn ask(client: &Client, id: &str) -> Result<String, Error> {
    let reply = client.describe_user_pool(DescribeUserPoolRequest::new(id))?;
    Ok(reply.user_pool.and_then(|pool| pool.id).unwrap_or_default())
}

/// A file of this test run; never the same twice.
pub(crate) fn file(name: &str, content: &str) -> PathBuf {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("network-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(format!("{number}-{name}"));
    std::fs::write(&path, content).unwrap();
    path
}
