//! Bodies of requests that are read while they are sent, over loopback: whole, again after a broken connection, slower than a
//! reply may take to begin, through proxies, and through transports that know of no such thing.
#![cfg(all(feature = "async", feature = "blocking"))]
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use awsmodel_runtime::protocol::RestJson;
use awsmodel_runtime::transport::{HttpRequest, HttpResponse, Proxies, Transport, TransportError, Upload};
use awsmodel_runtime::{
    Config, Credentials, Endpoint, Error, ErrorKind, NoMembers, Operation, Service, Wire, asynchronous,
    blocking,
};

awsmodel_runtime::shapes! {
    static BLOB: Shape = Shape::new("Blob", Kind::Blob);
    static INPUT: Shape =
        Shape::new("Input", Kind::Structure(&[Member::new("Body", BLOB).wire(&Wire::DEFAULT.streaming())]))
            .wire(&Wire::DEFAULT.payload("Body"));
}
static PUT: Operation = Operation::new("Put", &TABLES)
    .input(INPUT.id())
    .traits(&awsmodel_runtime::schema::Traits::COMMON.http("PUT", "/put"));
static LIST: Operation =
    Operation::new("List", &TABLES).traits(&awsmodel_runtime::schema::Traits::COMMON.http("GET", "/list"));
static SERVICE: Service = Service {
    full_name: "Things",
    service_id: "Things",
    endpoint_prefix: "things",
    signing_name: "things",
    api_version: "2020-01-01",
    uid: "things",
    protocol: &RestJson,
    operations: &[&PUT, &LIST],
    endpoint: |p| p.endpoint.map(Endpoint::new).ok_or_else(String::new),
    partitions: &[],
};

/// A service that takes bodies.
#[derive(Default)]
struct Taken {
    requests: AtomicUsize,
    /// Bytes of the last body, and their sum.
    length: AtomicU64,
    sum: AtomicU64,
}

/// Its address. It breaks off so many times, and rests after each MiB.
fn service(mut breaks: usize, rest: Duration) -> (String, Arc<Taken>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let taken = Arc::new(Taken::default());
    let shared = Arc::clone(&taken);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let fails = breaks > 0;
            breaks = breaks.saturating_sub(1);
            drop(take(stream, fails, rest, &shared));
        }
    });
    (url, taken)
}

fn take(mut stream: TcpStream, fails: bool, rest: Duration, taken: &Taken) -> io::Result<()> {
    let mut input = BufReader::new(stream.try_clone()?);
    let (mut line, mut length) = (String::new(), 0);
    while input.read_line(&mut line)? > 2 {
        let head = line.to_lowercase();
        length = head.strip_prefix("content-length:").map_or(length, |text| text.trim().parse().unwrap());
        line.clear();
    }
    taken.requests.fetch_add(1, Ordering::SeqCst);
    let (mut part, mut left, mut sum) = (vec![0; 1 << 20], if fails { length / 2 } else { length }, 0);
    while left > 0 {
        let most = usize::try_from(left).unwrap().min(part.len());
        input.read_exact(&mut part[..most])?;
        sum += part[..most].iter().map(|byte| u64::from(*byte)).sum::<u64>();
        left -= most as u64;
        thread::sleep(rest);
    }
    taken.length.store(length, Ordering::SeqCst);
    taken.sum.store(sum, Ordering::SeqCst);
    if fails {
        return stream.shutdown(Shutdown::Both);
    }
    stream.write_all(b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\n{}")
}

/// So many bytes, all of them 1.
fn ones(length: u64) -> Upload {
    Upload::new("ones", length, || Ok(Box::new(io::repeat(1))))
}

fn config(url: &str) -> Config {
    Config {
        region: Some("us-east-1".to_owned()),
        endpoint_url: Some(url.to_owned()),
        credentials: Some(Arc::new(Credentials::new("a", "b", None))),
        ..Config::default()
    }
}

fn put_blocking(config: Config, upload: &Upload) -> Result<(), Error> {
    blocking::Client::new(&SERVICE, config)?.call_from_without_reply(&PUT, &NoMembers, upload)
}

fn put_async(config: Config, upload: &Upload) -> Result<(), Error> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let client = asynchronous::Client::new(&SERVICE, config)?;
    runtime.block_on(async { client.call_from::<()>(&PUT, &NoMembers, upload).await })
}

type Put = fn(Config, &Upload) -> Result<(), Error>;

const PUTS: [Put; 2] = [put_blocking, put_async];

#[test]
fn a_body_is_sent_from_its_beginning_for_each_attempt() {
    for put in PUTS {
        let (url, taken) = service(1, Duration::ZERO);
        put(config(&url), &ones(3_000_000)).unwrap();
        let seen = [&taken.length, &taken.sum].map(|number| number.load(Ordering::SeqCst));
        assert_eq!((seen, taken.requests.load(Ordering::SeqCst)), ([3_000_000; 2], 2));
    }
}

#[test]
fn a_body_goes_through_a_proxy() {
    for put in PUTS {
        let (proxy, taken) = service(0, Duration::ZERO);
        let proxies = Proxies { http: Some(proxy), https: None, no_proxy: Vec::new() };
        put(Config { proxies, ..config("http://things.example") }, &ones(100_000)).unwrap();
        assert_eq!(taken.sum.load(Ordering::SeqCst), 100_000);
    }
}

/// The most memory that this process has had, in MiB; only Linux tells.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0 kB");
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() >> 10
}

/// A service that takes its time with a body is not one that does not answer; and a body is never in memory as a whole.
#[test]
fn a_long_body_may_take_long() {
    const LENGTH: u64 = 64 << 20;
    let before = peak();
    for put in PUTS {
        let (url, taken) = service(0, Duration::from_millis(60));
        let limited = Config { read_timeout: Some(Duration::from_millis(2000)), sign: false, ..config(&url) };
        put(limited, &ones(LENGTH)).unwrap();
        assert_eq!((taken.sum.load(Ordering::SeqCst), taken.requests.load(Ordering::SeqCst)), (LENGTH, 1));
    }
    assert!(peak() - before < 20, "{} MiB more", peak() - before);
}

#[test]
fn what_is_shorter_than_promised_is_not_tried_again() {
    for put in PUTS {
        let (url, _) = service(0, Duration::ZERO);
        let opened = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&opened);
        let upload = Upload::new("short", 1_000_000, move || {
            counted.fetch_add(1, Ordering::SeqCst);
            Ok(Box::new(io::repeat(1).take(999_999)))
        });
        let error = put(Config { sign: false, ..config(&url) }, &upload).unwrap_err();
        assert_eq!((error.kind(), opened.load(Ordering::SeqCst)), (ErrorKind::Encode, 1), "{error}");
        assert_eq!(error.to_string(), "it is shorter than it was: 'short'");
        // With a signature it is known before anything is sent.
        let error = put(config(&url), &upload).unwrap_err();
        assert_eq!((error.kind(), opened.load(Ordering::SeqCst)), (ErrorKind::Encode, 2), "{error}");
    }
}

/// A transport that was written before there were such bodies.
#[derive(Default)]
struct Old(Mutex<Vec<HttpRequest>>);

impl Transport for Old {
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        let mut sent = self.0.lock().unwrap();
        sent.push(request.clone());
        let status = if sent.len() == 1 { 503 } else { 200 };
        Ok(HttpResponse { status, ..HttpResponse::default() })
    }
}

#[test]
fn other_transports_get_the_body_in_memory() {
    for put in PUTS {
        let old = Arc::new(Old::default());
        put(Config { transport: Some(Arc::clone(&old) as _), ..config("http://h") }, &ones(5)).unwrap();
        let sent = old.0.lock().unwrap();
        let bodies: Vec<_> =
            sent.iter().map(|request| (request.body.clone(), request.upload.is_none())).collect();
        assert_eq!(bodies, vec![(vec![1; 5], true); 2]);
    }
}

#[test]
fn an_operation_without_such_a_body_takes_none() {
    let client = blocking::Client::new(&SERVICE, config("http://h")).unwrap();
    let error = client.call_from_without_reply(&LIST, &NoMembers, &ones(1)).unwrap_err();
    assert_eq!(error.to_string(), "the request of List has no member that is its body");
}
