//! Transports of one's own in both builders, and what they do to those who wait.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use cognito_idp::runtime::credentials::{Blocking, ProvideCredentials, Providing};
use cognito_idp::runtime::transport::{AsyncTransport, HttpRequest, ReqwestTransport, Transport};
use cognito_idp::test_util::{Mock, Recorder, Reply, Stub, mock};
use cognito_idp::types::{AdminCreateUserRequest, GetUserRequest, ListUsersRequest};
use cognito_idp::{Client, Config, Credentials, Error, ErrorKind, RetryConfig, SERVICE, blocking};

use crate::aws::Aws;
use crate::memory::{Slow, config, run};

fn request() -> ListUsersRequest {
    ListUsersRequest::new("eu-west-1_Pool12345")
}

async fn ten_at_once(client: &Client) {
    let calls: Vec<_> = (0..10).map(|_| tokio::spawn(client.list_users(request()))).collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
}

#[test]
fn each_builder_takes_the_transport_of_its_client() {
    let slow = Slow::new(50, 200, r#"{"Users":[]}"#);
    let builder = Client::builder().region("eu-west-1").credentials(Credentials::new("a", "b", None));
    let client = builder.transport(slow).build().unwrap();
    let begin = Instant::now();
    run(ten_at_once(&client));
    assert!(begin.elapsed() < Duration::from_millis(400), "{:?}", begin.elapsed());
    let client = blocking::Client::builder().configure(|config| *config = self::config());
    let client = client.transport(slow).build().unwrap();
    assert!(client.list_users(request()).is_ok());
    assert_eq!(slow.count(), 11);
}

#[test]
fn a_transport_that_blocks_does_not_hold_up_the_others() {
    let slow = Slow::new(50, 200, r#"{"Users":[]}"#);
    let transport: Arc<dyn Transport> = Arc::new(slow);
    let client = Client::new(Config { transport: Some(transport), ..config() }).unwrap();
    let begin = Instant::now();
    run(ten_at_once(&client));
    assert!(begin.elapsed() < Duration::from_millis(400), "{:?}", begin.elapsed());
}

#[test]
fn recordings_are_made_by_the_async_client_too() {
    let stub: Arc<dyn AsyncTransport> = Arc::new(Stub::new(&SERVICE));
    let recorder = Arc::new(Recorder::new(&SERVICE, stub));
    let client = Client::builder().configure(|config| *config = mock().config());
    let client = client.transport(Arc::clone(&recorder)).build().unwrap();
    let create = AdminCreateUserRequest::new("us-east-1_Pool12345", "jane");
    let user = run(client.admin_create_user(&create)).unwrap();
    let file = std::env::temp_dir().join(format!("cognito-idp-async-{}.json", std::process::id()));
    recorder.save(&file).unwrap();
    let replay = Mock::replay(&SERVICE, &file).unwrap();
    std::fs::remove_file(file).unwrap();
    let again = run(Client::new(replay.config()).unwrap().admin_create_user(create)).unwrap();
    assert_eq!(again.user.is_some(), user.user.is_some());
    replay.assert_done();
}

#[test]
fn a_mock_retries_if_it_is_told_to() {
    let mock = mock();
    let busy = || Reply::error("TooManyRequestsException", "Slow down.");
    mock.on("ListUsers", busy()).on("ListUsers", busy()).on("ListUsers", Reply::json(r#"{"Users":[]}"#));
    let mut config = mock.config();
    config.retry.max_attempts = 3;
    assert!(blocking::Client::new(config).unwrap().list_users(request()).is_ok());
    mock.assert_done();

    mock.on("ListUsers", busy());
    let error = blocking::Client::new(mock.config()).unwrap().list_users(request()).unwrap_err();
    let words = "An error occurred (TooManyRequestsException) when calling the ListUsers operation: Slow down.";
    assert_eq!(error.to_string(), words);
}

#[test]
fn outside_of_a_runtime_a_call_is_an_error() {
    let waker = std::task::Waker::noop();
    let poll = |client: Client| {
        let mut call = Box::pin(client.list_users(request()));
        match call.as_mut().poll(&mut std::task::Context::from_waker(waker)) {
            std::task::Poll::Ready(result) => result.unwrap_err(),
            std::task::Poll::Pending => panic!("nobody will wake this"),
        }
    };
    let client = Client::new(Config { endpoint_url: Some("http://127.0.0.1:1".into()), ..config() }).unwrap();
    let error = poll(client);
    assert_eq!(error.kind(), ErrorKind::Unsupported);
    assert!(error.to_string().contains("tokio"), "{error}");
    let slow: Arc<dyn Transport> = Arc::new(Slow::new(0, 503, ""));
    let retry = RetryConfig { max_attempts: 3, ..RetryConfig::default() };
    let client = Client::new(Config { transport: Some(slow), retry, ..config() }).unwrap();
    assert!(poll(client).to_string().contains("tokio"));
}

/// A provider that waits as async code does.
struct Awaiting(Arc<AtomicU32>);

impl ProvideCredentials for Awaiting {
    fn provide(&self) -> Providing<'_> {
        Box::pin(async {
            tokio::time::sleep(Duration::from_millis(20)).await;
            self.0.fetch_add(1, Ordering::SeqCst);
            Ok(Credentials::new("AKIDEXAMPLE", "secret", None))
        })
    }
}

#[test]
fn providers_of_either_kind_serve_both_clients_and_are_asked_once() {
    let slow = Slow::new(0, 200, r#"{"Users":[]}"#);
    let asked = Arc::new(AtomicU32::new(0));
    let client = Client::builder().region("eu-west-1").credentials(Awaiting(Arc::clone(&asked)));
    run(ten_at_once(&client.transport(slow).build().unwrap()));
    assert_eq!(asked.load(Ordering::SeqCst), 1);
    let client = blocking::Client::builder().region("eu-west-1").credentials(Awaiting(Arc::clone(&asked)));
    let client = client.transport(slow).build().unwrap();
    assert!(client.list_users(request()).is_ok() && client.list_users(request()).is_ok());
    assert_eq!(asked.load(Ordering::SeqCst), 2);

    let counter = Arc::clone(&asked);
    let provider = Blocking::new(move || {
        counter.fetch_add(1, Ordering::SeqCst);
        std::thread::sleep(Duration::from_millis(50));
        Ok(Credentials::new("AKIDEXAMPLE", "secret", None))
    });
    let client = Client::builder().region("eu-west-1").credentials(provider).transport(slow).build().unwrap();
    run(ten_at_once(&client));
    assert_eq!(asked.load(Ordering::SeqCst), 3);
}

#[test]
fn operations_that_are_not_signed_ask_nobody() {
    let slow = Slow::new(0, 200, r#"{"Username":"jane","UserAttributes":[]}"#);
    let provider = Blocking::new(|| Err(Error::new(ErrorKind::Credentials, "nobody should ask")));
    let client = Client::builder().region("eu-west-1").credentials(provider).transport(slow).build().unwrap();
    assert!(run(client.get_user(GetUserRequest::new("token"))).is_ok());
    assert_eq!(run(client.list_users(request())).unwrap_err().to_string(), "nobody should ask");
}

#[test]
fn settings_that_nothing_can_be_made_of_are_an_error_of_the_call() {
    let client = blocking::Client::new(config()).unwrap();
    let broken = client.with(|config| config.ca_bundle = Some("/nowhere/ca.pem".into()));
    let error = broken.list_users(request()).unwrap_err();
    assert!(error.to_string().contains("/nowhere/ca.pem"), "{error}");
    let client = Client::new(config()).unwrap();
    let broken = client.with(|config| config.ca_bundle = Some("/nowhere/ca.pem".into()));
    assert!(run(broken.list_users(request())).unwrap_err().to_string().contains("/nowhere/ca.pem"));
}

#[test]
fn an_empty_region_is_none() {
    let client = blocking::Client::builder().region("").build().unwrap();
    let error = client.get_user(GetUserRequest::new("token")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NoRegion);
    assert!(!error.to_string().contains("aws"), "{error}");
    let none = blocking::Client::builder().region("eu-west-1").build().unwrap();
    let error = none.list_users(request()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NoCredentials);
    assert!(!error.to_string().contains("aws"), "{error}");
}

#[test]
fn each_request_of_a_transport_goes_where_it_says() {
    let aws = Aws::start();
    let transport = ReqwestTransport::new(&config().link()).unwrap();
    let send = |url: String| {
        let request = HttpRequest::new("GET", url);
        run(async { transport.send(&request).await.map(|reply| reply.status) })
    };
    for path in ["/a", "/a", "/b?c=%2f&d", "", "/a"] {
        assert_eq!(send(format!("{}{path}", aws.url)).unwrap(), 404);
        assert_eq!(send("http://".into()).unwrap_err().kind, ErrorKind::Endpoint);
    }
    let marked = aws.url.replace("//", "//user:word@");
    assert_eq!([send(marked.clone()).unwrap(), send(marked).unwrap()], [404; 2]);
    assert_eq!(aws.requests(), ["GET /a", "GET /a", "GET /b?c=%2f&d", "GET /", "GET /a", "GET /", "GET /"]);
    assert_eq!(aws.received("authorization").len(), 2);
}
