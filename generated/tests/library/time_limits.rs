//! Limits on reading, on attempts and on whole calls mean the same in both clients, for a client and for a call.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use cognito_idp::runtime::credentials::Blocking;
use cognito_idp::types::ListUsersRequest;
use cognito_idp::{Client, Config, Credentials, Error, ErrorKind, RetryConfig, blocking};

use crate::memory::{Slow, config, run};
use crate::server::{Pace, Server};

const fn ms(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}

fn request() -> ListUsersRequest {
    ListUsersRequest::new("eu-west-1_Pool12345")
}

/// What both clients give for a call with these settings, and how long it took.
fn both(config: &Config) -> [(Result<(), Error>, Duration); 2] {
    let begin = Instant::now();
    let client = blocking::Client::new(config.clone()).unwrap();
    let first = (client.list_users(request()).map(drop), begin.elapsed());
    let begin = Instant::now();
    let client = Client::new(config.clone()).unwrap();
    let second = (run(client.list_users(request())).map(drop), begin.elapsed());
    [first, second]
}

fn at(server: &Server) -> Config {
    let retry = RetryConfig { max_attempts: 1, ..RetryConfig::default() };
    Config { endpoint_url: Some(server.url.clone()), retry, ..config() }
}

#[test]
fn a_reply_that_drips_ends_in_both_clients() {
    let server = Server::start(Pace { head: ms(0), byte: ms(100) });
    for (result, took) in both(&Config { read_timeout: Some(ms(300)), ..at(&server) }) {
        assert_eq!(result.unwrap_err().kind(), ErrorKind::ReadTimeout);
        assert!(took >= ms(250) && took < ms(1500), "{took:?}");
    }
}

#[test]
fn head_and_body_each_have_their_time() {
    let server = Server::start(Pace { head: ms(400), byte: ms(20) });
    for (result, took) in both(&Config { read_timeout: Some(ms(700)), ..at(&server) }) {
        assert!(result.is_ok() && took >= ms(750), "{took:?} {result:?}");
    }
    for (result, _) in both(&Config { read_timeout: Some(ms(200)), ..at(&server) }) {
        assert_eq!(result.unwrap_err().kind(), ErrorKind::ReadTimeout);
    }
}

#[test]
fn an_attempt_has_a_limit_of_its_own() {
    let server = Server::start(Pace { head: ms(200), byte: ms(50) });
    for (result, took) in both(&Config { attempt_timeout: Some(ms(400)), ..at(&server) }) {
        assert_eq!(result.unwrap_err().kind(), ErrorKind::ReadTimeout);
        assert!(took >= ms(350) && took < ms(1500), "{took:?}");
    }
}

#[test]
fn a_whole_call_ends_in_time_whatever_its_attempts_do() {
    let server = Server::start(Pace { head: ms(300), byte: ms(0) });
    let retry = RetryConfig { max_attempts: 9, ..RetryConfig::default() };
    let config = Config {
        operation_timeout: Some(ms(500)),
        attempt_timeout: Some(ms(100)),
        retry,
        ..at(&server)
    };
    for (result, took) in both(&config) {
        let error = result.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::OperationTimeout);
        assert!(error.is_retryable() && error.to_string() == "ListUsers did not end within 500ms", "{error}");
        assert!(took < ms(1500), "{took:?}");
    }
    let alone = Config { operation_timeout: Some(ms(100)), ..at(&server) };
    for (result, took) in both(&alone) {
        assert_eq!(result.unwrap_err().kind(), ErrorKind::OperationTimeout);
        assert!(took < ms(1000), "{took:?}");
    }
}

#[test]
fn fetching_credentials_counts_and_goes_on() {
    let server = Server::start(Pace { head: ms(0), byte: ms(0) });
    let fetching = || {
        let asked = Arc::new(AtomicU32::new(0));
        let count = Arc::clone(&asked);
        let provider = Blocking::new(move || {
            count.fetch_add(1, Ordering::SeqCst);
            std::thread::sleep(ms(1500));
            Ok(Credentials::new("AKID", "secret", None))
        });
        let limit = Some(ms(200));
        let config =
            Config { operation_timeout: limit, credentials: Some(Arc::new(provider)), ..at(&server) };
        (config, asked)
    };
    let check = |asked: &AtomicU32, call: &dyn Fn() -> Result<(), Error>| {
        let begin = Instant::now();
        for _ in 0..2 {
            let error = call().unwrap_err();
            assert_eq!(error.kind(), ErrorKind::OperationTimeout, "{error}");
        }
        assert!(begin.elapsed() < ms(1300), "{:?}", begin.elapsed());
        let served = std::iter::repeat_with(call).take(20).any(|result| result.is_ok());
        assert!(served && asked.load(Ordering::SeqCst) == 1);
    };
    let (config, asked) = fetching();
    let client = blocking::Client::new(config).unwrap();
    check(&asked, &|| client.list_users(request()).map(drop));
    let (config, asked) = fetching();
    let client = Client::new(config).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    check(&asked, &|| runtime.block_on(client.list_users(request())).map(drop));
}

#[test]
fn no_limit_cuts_a_call_that_is_quick_enough() {
    let server = Server::start(Pace { head: ms(20), byte: ms(0) });
    let limit = Some(Duration::from_secs(20));
    let config = Config {
        operation_timeout: limit,
        attempt_timeout: limit,
        read_timeout: limit,
        connect_timeout: limit,
        ..at(&server)
    };
    for (result, _) in both(&config) {
        assert!(result.is_ok(), "{result:?}");
    }
    let none = Config { read_timeout: None, connect_timeout: None, ..at(&server) };
    for (result, _) in both(&none) {
        assert!(result.is_ok(), "{result:?}");
    }
}

#[test]
fn one_call_has_its_own_limit_over_the_same_connections() {
    let server = Server::start(Pace { head: ms(100), byte: ms(0) });
    let client = blocking::Client::new(at(&server)).unwrap();
    assert!(client.list_users(request()).is_ok());
    let quick = client.with(|config| config.read_timeout = Some(ms(5000)));
    assert!(quick.list_users(request()).is_ok() && client.list_users(request()).is_ok());
    assert_eq!(server.connections(), 1);
    let impatient = client.with(|config| config.read_timeout = Some(ms(30)));
    assert_eq!(impatient.list_users(request()).unwrap_err().kind(), ErrorKind::ReadTimeout);
    assert!(client.list_users(request()).is_ok());

    let server = Server::start(Pace { head: ms(100), byte: ms(0) });
    let client = Client::new(at(&server)).unwrap();
    run(async {
        assert!(client.list_users(request()).await.is_ok());
        let quick = client.with(|config| config.read_timeout = Some(ms(5000)));
        assert!(quick.list_users(request()).await.is_ok() && client.list_users(request()).await.is_ok());
        assert_eq!(server.connections(), 1);
        let impatient = client.with(|config| config.operation_timeout = Some(ms(30)));
        assert_eq!(impatient.list_users(request()).await.unwrap_err().kind(), ErrorKind::OperationTimeout);
        assert!(client.list_users(request()).await.is_ok());
    });
}

#[test]
fn clones_share_the_retry_quota() {
    let slow = Slow::new(0, 503, "");
    let retry = RetryConfig { max_attempts: 2, ..RetryConfig::default() };
    let client = blocking::Client::builder().configure(|config| *config = Config { retry, ..self::config() });
    let client = client.transport(slow).build().unwrap();
    // Each failed call takes five of the 500; no clone has any of its own.
    let calls = 110;
    std::thread::scope(|scope| {
        for _ in 0..calls {
            let client = client.with(|config| config.app_name = Some("other".into()));
            scope.spawn(move || assert!(client.list_users(request()).is_err()));
        }
    });
    assert_eq!(slow.count(), calls + 100);
}
