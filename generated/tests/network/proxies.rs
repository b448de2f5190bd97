//! Proxies: tunnels for `https://`, whole addresses for `http://`, and the hosts that need none.

use std::io::{BufReader, Write as _};
use std::net::TcpListener;
use std::time::{Duration, Instant};

use cognito_idp::blocking::Client;
use cognito_idp::runtime::ErrorKind;
use cognito_idp::runtime::retry::RetryConfig;
use cognito_idp::runtime::transport::Proxies;
use cognito_idp::{Config, Error};

use super::client::{READ, ask, config};
use super::fault::Fault::{self, Chunks, Cut, Drip, Huge, Nothing, Short, Unbounded};
use super::http::Received;
use super::proxy::{Manner, Proxy};
use super::server::Server;
use super::tls::{Authority, Special, VERSIONS};

/// A client for `url` in an environment.
fn client(url: &str, variables: &[(&str, &str)], authority: Option<&Authority>) -> Client {
    let get = |name: &str| variables.iter().find(|(n, _)| *n == name).map(|(_, value)| (*value).to_owned());
    let ca_bundle = authority.map(Authority::bundle);
    Client::new(Config { proxies: Proxies::from_env(get), ca_bundle, ..config(url) }).unwrap()
}

fn secure(authority: &Authority) -> (Server, String) {
    let server = Server::tls(authority.server(Special::Nothing, &VERSIONS), |_| Nothing);
    let url = format!("https://localhost:{}", server.port);
    (server, url)
}

#[test]
fn https_goes_through_a_tunnel() {
    let (authority, proxy) = (Authority::new(), Proxy::start(Manner::Works));
    let (server, url) = secure(&authority);
    let address = proxy.url().replace("//", "//user:p%40ss@");
    let client = client(&url, &[("HTTPS_PROXY", &address)], Some(&authority));
    for id in ["first", "second"] {
        assert_eq!(ask(&client, id).unwrap(), id);
    }
    assert_eq!(proxy.lines(), [format!("CONNECT localhost:{}", server.port)]);
    let received = &proxy.received()[0];
    assert_eq!(received.header("proxy-authorization"), Some("Basic dXNlcjpwQHNz"));
    assert_eq!(received.header("authorization"), None);
    assert!(server.received().iter().all(|request| request.header("proxy-authorization").is_none()));
}

#[test]
fn a_proxys_address_needs_no_scheme() {
    let (authority, proxy) = (Authority::new(), Proxy::start(Manner::Works));
    let (_server, url) = secure(&authority);
    let plain = Server::plain(|_| Nothing);
    let address = proxy.url().replace("http://", "");
    let environment = [("http_proxy", &*address), ("https_proxy", &*address)];
    for url in [url, plain.url()] {
        assert_eq!(ask(&client(&url, &environment, Some(&authority)), "pool").unwrap(), "pool", "{url}");
    }
    assert_eq!(proxy.lines().len(), 2);
}

#[test]
fn http_goes_with_its_whole_address() {
    let (server, proxy) = (Server::plain(|_| Nothing), Proxy::start(Manner::Works));
    let address = proxy.url().replace("//", "//user:p%40ss@");
    let client = client(&server.url(), &[("http_proxy", &address)], None);
    for id in ["first", "second"] {
        assert_eq!(ask(&client, id).unwrap(), id);
    }
    let line = format!("POST {}/", server.url());
    assert_eq!(proxy.lines(), [line.clone(), line]);
    let received = &proxy.received()[0];
    assert_eq!(received.header("proxy-authorization"), Some("Basic dXNlcjpwQHNz"));
    assert_eq!(received.header("host"), Some(format!("127.0.0.1:{}", server.port).as_str()));
}

#[test]
fn hosts_without_a_proxy_are_called_directly() {
    let (authority, proxy) = (Authority::new(), Proxy::start(Manner::Works));
    let (secure, secure_url) = secure(&authority);
    let plain = Server::plain(|_| Nothing);
    for no_proxy in ["*", "localhost,127.0.0.1", "example.com, .localhost , 127.0.0.1"] {
        let address = proxy.url();
        let environment = [("http_proxy", &*address), ("https_proxy", &address), ("no_proxy", no_proxy)];
        for url in [&secure_url, &plain.url()] {
            assert_eq!(ask(&client(url, &environment, Some(&authority)), "pool").unwrap(), "pool");
        }
    }
    assert_eq!((proxy.lines().len(), secure.requests(), plain.requests()), (0, 3, 3));
    let elsewhere = [("https_proxy", &*proxy.url()), ("no_proxy", "example.com,ocalhost")];
    assert!(ask(&client(&secure_url, &elsewhere, Some(&authority)), "pool").is_ok());
    assert_eq!(proxy.lines().len(), 1);
}

#[track_caller]
fn fails(url: &str, proxy: &str, kind: ErrorKind) -> Error {
    let start = Instant::now();
    let proxies =
        Proxies { http: Some(proxy.to_owned()), https: Some(proxy.to_owned()), ..Proxies::default() };
    let once = RetryConfig { max_attempts: 1, ..RetryConfig::default() };
    let client = Client::new(Config { proxies, retry: once, ..config(url) }).unwrap();
    let error = ask(&client, "pool").unwrap_err();
    assert_eq!(error.kind(), kind, "{error}");
    assert!(start.elapsed() < Duration::from_secs(5));
    error
}

#[test]
fn proxies_that_do_not_work() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for url in ["https://localhost:1", "http://localhost:1"] {
        let error = fails(url, &format!("http://user:secret@{free}"), ErrorKind::Proxy);
        // The password of a proxy is nobody's business.
        assert_eq!(error.to_string(), format!("Failed to connect to proxy URL: \"http://***:***@{free}\""));
    }
    let refusing = Proxy::start(Manner::Refuses);
    fails("https://localhost:1", &refusing.url(), ErrorKind::Proxy);
    let hanging = Proxy::start(Manner::Hangs);
    fails("https://localhost:1", &hanging.url(), ErrorKind::ConnectTimeout);
    fails("http://localhost:1", &hanging.url(), ErrorKind::ReadTimeout);
    let error = fails("https://localhost:1", "http://user:secret@[", ErrorKind::Proxy);
    assert_eq!(error.to_string(), "Failed to connect to proxy URL: \"http://***:***@[\"");
}

/// In the AWS CLI's words, which completes an address before it is told.
#[test]
fn proxies_that_nobody_speaks_to() {
    for url in ["https://localhost:1", "http://localhost:1"] {
        for (proxy, shown) in [
            ("socks5://127.0.0.1:1", "http://socks5://127.0.0.1:1"),
            ("socks5h://user:secret@127.0.0.1:1", "http://***:***@127.0.0.1:1"),
            ("ftp://127.0.0.1", "http://ftp://127.0.0.1"),
            ("//127.0.0.1:1", "http://127.0.0.1:1"),
            ("no-such-host.invalid:1", "http://no-such-host.invalid:1"),
        ] {
            let error = fails(url, proxy, ErrorKind::Proxy);
            assert_eq!(error.to_string(), format!("Failed to connect to proxy URL: \"{shown}\""), "{url}");
        }
    }
    let error = fails("http://localhost:1", "http://127.0.0.1:99999", ErrorKind::Unexpected);
    assert!(error.to_string().ends_with("Failed to parse: http://127.0.0.1:99999"), "{error}");
    // Where it carries nothing it does no harm.
    let plain = Server::plain(|_| Nothing);
    let unused =
        [("https_proxy", "socks5://127.0.0.1:1"), ("http_proxy", "socks5://127.0.0.1:1"), ("no_proxy", "*")];
    assert_eq!(ask(&client(&plain.url(), &unused, None), "pool").unwrap(), "pool");
}

/// A server that answers every request with these bytes, and closes.
fn saying(reply: &str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let reply = reply.to_owned();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let _ = Received::read(&mut BufReader::new(&stream));
            let _ = (&stream).write_all(reply.as_bytes());
        }
    });
    url
}

/// Whether there is a proxy between or not, the same bytes are the same reply, or the same error.
#[test]
fn replies_are_held_to_the_same_rules() {
    let pool = r#"{"UserPool":{"Id":"p"}}"#;
    let length = pool.len();
    let replies = [
        format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n{pool}"),
        format!("HTTP/1.1 200 OK\r\nContent-Length: +{length}\r\n\r\n{pool}"),
        format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nContent-Length: {length}\r\n\r\n{pool}"),
        format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nContent-Length: 5\r\n\r\n{pool}"),
        format!("HTTP/1.1 200 OK\r\nContent-Length: {length}, 5\r\n\r\n{pool}"),
        format!("HTTP/1.1 200 OK\r\nContent-Length: \r\n\r\n{pool}"),
        format!("HTTP/1.1 200 OK\r\nContent-Length: 18446744073709551616\r\n\r\n{pool}"),
        format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{length:x}\r\n{pool}\r\n0\r\n\r\n"),
        format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{length:x}\r\n{pool}\r\n0\r\n"),
        format!(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{length:x};x=y\r\n{pool}\r\n0\r\nA: b\r\n\r\n"
        ),
        format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{length:x}\r\n{pool}xx0\r\n\r\n"),
        format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{length:x}\n{pool}\n0\n\n"),
        format!(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n{length:x}\r\n{pool}\r\n0\r\n\r\n"
        ),
        format!("HTTP/1.0 200 OK\r\n\r\n{pool}"),
        format!("HTTP/1.1 200\r\n\r\n{pool}"),
        format!("HTTP/2.0 200 OK\r\n\r\n{pool}"),
        format!("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n{pool}"),
        format!("HTTP/1.1 099 Odd\r\n\r\n{pool}"),
        format!("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n{pool}"),
        format!("HTTP/1.1 100 Continue\r\nA: b\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{pool}"),
        format!("HTTP/1.1 204 No Content\r\nContent-Length: {length}\r\n\r\n{pool}"),
        format!("HTTP/1.1 200 OK\r\nX: {}\r\n\r\n{pool}", "x".repeat(100_000)),
        format!("HTTP/1.1 200 OK\r\n{}\r\n{pool}", "X: y\r\n".repeat(200)),
        format!("HTTP/1.1 200 OK\r\n Folded: x\r\n\r\n{pool}"),
        format!("HTTP/1.1 200 OK\r\nA b: x\r\n\r\n{pool}"),
        format!("HTTP/1.1 200 OK\nContent-Length: {length}\n\n{pool}"),
        "HTTP/1.1 307 Temporary Redirect\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n".to_owned(),
    ];
    let once = RetryConfig { max_attempts: 1, ..RetryConfig::default() };
    let mut results = Vec::new();
    for reply in &replies {
        let url = saying(reply);
        let asked = |proxies: Proxies, url: &str| {
            let client = Client::new(Config { proxies, retry: once, ..config(url) }).unwrap();
            ask(&client, "pool").map_err(|error| error.kind())
        };
        let direct = asked(Proxies::default(), &url);
        let proxied = asked(Proxies { http: Some(url), ..Proxies::default() }, "http://service.invalid");
        assert_eq!(direct, proxied, "{reply:.200}");
        results.push(direct);
    }
    let closed = || Err(ErrorKind::ConnectionClosed);
    assert_eq!(results[..4], [Ok("p".to_owned()), closed(), Ok("p".to_owned()), closed()]);
}

/// The forwarding path reads replies by itself, so the faults of replies are its own as well.
#[test]
fn faults_behind_a_proxy() {
    let proxy = Proxy::start(Manner::Works);
    let through = |fault: Fault, id: &str| {
        let server = Server::plain(move |number| if number == 0 { fault } else { Nothing });
        let proxies = Proxies { http: Some(proxy.url()), ..Proxies::default() };
        // The longest reply needs its time.
        let read_timeout = if fault == Huge { Some(Duration::from_secs(30)) } else { Some(READ) };
        let config = Config { proxies, read_timeout, ..config(&server.url()) };
        ask(&Client::new(config).unwrap(), id).map(|answer| (answer, server.requests()))
    };
    for fault in [Chunks, Unbounded] {
        assert_eq!(through(fault, "pool").unwrap(), ("pool".into(), 1), "{fault:?}");
    }
    for fault in
        [Cut(20), Cut(50), Drip, Fault::CutChunks, Fault::BadLength, Fault::Garbage, Fault::Status(500)]
    {
        assert_eq!(through(fault, "pool").unwrap(), ("pool".into(), 2), "{fault:?}");
    }
    for fault in [Huge, Short] {
        assert_eq!(through(fault, "pool").unwrap_err().kind(), ErrorKind::Decode, "{fault:?}");
    }
}
