//! One test for each fault: the right answer after retries, or an error of the right kind, in time, after
//! no more requests than the fault is worth.

use std::net::TcpListener;
use std::time::{Duration, Instant};

use cognito_idp::blocking::Client;
use cognito_idp::runtime::{ErrorKind, Source, Value};
use cognito_idp::runtime::retry::{RetryConfig, RetryMode};
use cognito_idp::{Config, Error, SERVICE};

use super::client::{CONNECT, READ, ask, client, config, once};
use super::fault::Fault::{self, *};
use super::server::Server;

/// What three attempts may take: their time limits, the pauses between them, a slow machine.
const LIMIT: Duration = Duration::from_secs(3 * (2 + 1) + 3 + 3);

fn timed<T>(call: impl FnOnce() -> T) -> T {
    assert!(CONNECT + READ * 2 < Duration::from_secs(3));
    let start = Instant::now();
    let result = call();
    assert!(start.elapsed() < LIMIT, "took {:?}", start.elapsed());
    result
}

/// Checks cases at the same time, since most of their time is pauses.
fn each<T: Send, const N: usize>(cases: [T; N], check: impl Fn(T) + Sync) {
    let check = &check;
    std::thread::scope(|scope| cases.into_iter().for_each(|case| drop(scope.spawn(move || check(case)))));
}

/// The fault befalls the first request: the second brings the right answer.
fn passes(fault: Fault) {
    let server = Server::plain(move |number| if number == 0 { fault } else { Nothing });
    assert_eq!(timed(|| ask(&client(&server.url()), "pool")).unwrap(), "pool", "{fault:?}");
    assert_eq!(server.requests(), 2, "{fault:?}");
    // No setting allows a second request here.
    let server = Server::plain(move |number| if number == 0 { fault } else { Nothing });
    assert!(timed(|| ask(&once(&server.url()), "pool")).is_err(), "{fault:?}");
    assert_eq!(server.requests(), 1, "{fault:?}");
}

/// The fault befalls every request: an error after `requests` of them.
fn fails(fault: Fault, kind: ErrorKind, requests: usize) -> Error {
    let server = Server::plain(move |_| fault);
    let error = timed(|| ask(&client(&server.url()), "pool")).unwrap_err();
    assert_eq!((error.kind(), server.requests()), (kind, requests), "{fault:?}: {error}");
    error
}

/// The fault passes, or befalls every attempt.
fn passes_or_ends(fault: Fault, kind: ErrorKind) {
    each([true, false], |pass| if pass { passes(fault) } else { drop(fails(fault, kind, 3)) });
}

/// The fault is none to the caller.
fn harmless(fault: Fault) {
    let server = Server::plain(move |_| fault);
    let client = once(&server.url());
    for id in ["first", "second"] {
        assert_eq!(timed(|| ask(&client, id)).unwrap(), id, "{fault:?}");
    }
}

#[test]
fn a_refused_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let error = timed(|| ask(&client(&url), "pool")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert_eq!(error.to_string(), format!("Could not connect to the endpoint URL: \"{url}/\""));
    assert!(error.is_retryable());
}

#[test]
fn a_server_that_is_about_to_start() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let starting = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(50));
        Server::at(TcpListener::bind(address).unwrap())
    });
    // Pauses are random: with ten attempts one comes late enough.
    let retry = RetryConfig { mode: RetryMode::Standard, max_attempts: 10 };
    let client = Client::new(Config { retry, ..config(&format!("http://{address}")) }).unwrap();
    assert_eq!(ask(&client, "pool").unwrap(), "pool");
    assert_eq!(starting.join().unwrap().requests(), 1);
}

#[test]
fn a_reset_connection() {
    passes_or_ends(Reset, ErrorKind::ConnectionClosed);
}

#[test]
fn no_answer() {
    passes(Hang);
    let error = fails(Hang, ErrorKind::ReadTimeout, 3);
    let start = "Read timeout on endpoint URL: \"http://127.0.0.1:";
    assert!(error.to_string().starts_with(start), "{error}");
}

#[test]
fn a_server_that_takes_nothing_in() {
    let server = Server::plain(|_| Deaf);
    let client = once(&server.url());
    let operation = SERVICE.operations.iter().find(|o| o.name == "DescribeUserPool").unwrap();
    let large = [("UserPoolId", Value::from(" ".repeat(30_000_000)))].into_iter().collect();
    let result = timed(|| client.inner().send(operation, Source::Values(&large)));
    assert_eq!(result.unwrap_err().kind(), ErrorKind::ReadTimeout);
}

#[test]
fn a_connection_that_ends_in_the_head_or_in_the_body() {
    each([0, 5, 16, 30, 45, 60, usize::MAX], |at| passes_or_ends(Cut(at), ErrorKind::ConnectionClosed));
}

#[test]
fn a_service_in_trouble() {
    each([500, 502, 503, 504], |status| passes(Status(status)));
    let error = fails(Page(503), ErrorKind::Service, 3);
    assert_eq!(
        error.to_string(),
        "An error occurred (503) when calling the DescribeUserPool operation (reached max retries: 2): \
         Service Unavailable"
    );
}

#[test]
fn a_service_that_throttles() {
    each(["ThrottlingException", "TooManyRequestsException", "SlowDown"], |code| passes(Error(400, code)));
    assert_eq!(fails(Error(400, "SlowDown"), ErrorKind::Service, 3).code(), Some("SlowDown"));
}

/// The standard mode pauses up to a second, the adaptive one until the next token, which takes two.
#[test]
fn the_adaptive_mode_slows_down() {
    let server = Server::plain(|number| if number == 0 { Error(400, "SlowDown") } else { Nothing });
    let retry = RetryConfig { mode: RetryMode::Adaptive, max_attempts: 2 };
    let client = Client::new(Config { retry, ..config(&server.url()) }).unwrap();
    let start = Instant::now();
    assert_eq!(ask(&client, "pool").unwrap(), "pool");
    assert!(start.elapsed() > Duration::from_millis(1500), "{:?}", start.elapsed());
}

/// Once: a service that still refuses has another reason.
#[test]
fn a_clock_that_is_wrong_is_corrected() {
    let server = Server::plain(|number| if number == 0 { Skewed } else { Nothing });
    assert_eq!(ask(&client(&server.url()), "pool").unwrap(), "pool");
    let signed = server.received()[1].header("x-amz-date").unwrap().to_owned();
    assert!(signed.starts_with("20200913T1226"), "{signed}");
    assert_eq!(fails(Skewed, ErrorKind::Service, 2).code(), Some("InvalidSignatureException"));
}

/// Asking again would not change the answer, or might do a second time what was done.
#[test]
fn what_the_caller_did_wrong_is_not_asked_again() {
    for status in [301, 400, 403, 404, 413, 501] {
        fails(Status(status), ErrorKind::Service, 1);
    }
    let error = fails(Error(400, "UserNotFoundException"), ErrorKind::Service, 1);
    assert_eq!((error.code(), error.is_retryable()), (Some("UserNotFoundException"), false));
}

#[test]
fn a_length_that_promises_too_much() {
    passes_or_ends(Long { held: false }, ErrorKind::ConnectionClosed);
    passes_or_ends(Long { held: true }, ErrorKind::ReadTimeout);
}

/// The reply was complete by its own account, so the call may have been carried out: it is not made again.
/// What is left over must not become the answer to the next question.
#[test]
fn a_length_that_promises_too_little() {
    let server = Server::plain(|number| if number == 0 { Short } else { Nothing });
    let client = client(&server.url());
    let error = timed(|| ask(&client, "first")).unwrap_err();
    assert_eq!((error.kind(), server.requests()), (ErrorKind::Decode, 1), "{error}");
    assert_eq!(timed(|| ask(&client, "second")).unwrap(), "second");
    assert_eq!(server.connections(), 2);
}

#[test]
fn a_length_that_is_no_number() {
    passes_or_ends(BadLength, ErrorKind::ConnectionClosed);
}

#[test]
fn chunks_that_end_early() {
    passes_or_ends(CutChunks, ErrorKind::ConnectionClosed);
}

#[test]
fn a_slow_drip() {
    passes_or_ends(Drip, ErrorKind::ReadTimeout);
}

/// It would be as long the second time.
#[test]
fn a_reply_without_end() {
    let server = Server::plain(|_| Huge);
    let patient = Config { read_timeout: Some(Duration::from_secs(30)), ..config(&server.url()) };
    let error = ask(&Client::new(patient).unwrap(), "pool").unwrap_err();
    assert_eq!((error.kind(), server.requests()), (ErrorKind::Decode, 1), "{error}");
    assert!(error.to_string().contains("longer than 64 MiB"), "{error}");
}

#[test]
fn another_protocol() {
    passes_or_ends(Garbage, ErrorKind::ConnectionClosed);
}

#[test]
fn replies_in_unusual_forms() {
    for fault in [Chunks, Unbounded, Interim] {
        harmless(fault);
    }
}

/// The end of the connection is seen before it is used again; where it comes too late for that, another
/// attempt is made.
#[test]
fn a_connection_that_ends_between_two_calls() {
    let server = Server::plain(|_| CloseAfter);
    let client = once(&server.url());
    for id in ["first", "second", "third"] {
        assert_eq!(ask(&client, id).unwrap(), id);
        std::thread::sleep(Duration::from_millis(200));
    }
    assert_eq!((server.requests(), server.connections()), (3, 3));
}

#[test]
fn connections_are_used_again() {
    let server = Server::plain(|_| Nothing);
    let client = client(&server.url());
    for number in 0..20 {
        let id = format!("pool-{number}");
        assert_eq!(ask(&client, &id).unwrap(), id);
    }
    assert_eq!((server.requests(), server.connections()), (20, 1));
}

#[test]
fn a_second_attempt_says_so_and_is_signed_anew() {
    let server = Server::plain(|number| if number == 0 { Status(500) } else { Nothing });
    assert!(ask(&client(&server.url()), "pool").is_ok());
    let received = server.received();
    let header = |number: usize, name: &str| received[number].header(name).unwrap().to_owned();
    assert_eq!(header(0, "amz-sdk-request"), "attempt=1");
    assert!(header(1, "amz-sdk-request").ends_with("; attempt=2; max=3"));
    assert_eq!(header(0, "amz-sdk-invocation-id"), header(1, "amz-sdk-invocation-id"));
    assert!(header(1, "authorization").contains(&header(1, "x-amz-date")[..8]));
    assert_eq!(received[0].body, received[1].body);
    assert_eq!((received[0].method.as_str(), received[0].target.as_str()), ("POST", "/"));
}
