//! The command: options and variables reach the connection, and errors come out in the CLI's words.

use std::process::Command;

use super::client::file;
use super::fault::Fault::{Hang, Nothing};
use super::proxy::{Manner, Proxy};
use super::server::Server;
use super::tls::{Authority, Special, VERSIONS};

/// Asks for a user pool; exit status, and standard output or error.
fn run(url: &str, options: &[&str], variables: &[(&str, &str)]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cognito-idp"));
    command.args([
        "describe-user-pool",
        "--user-pool-id",
        "pool",
        "--query",
        "UserPool.Id",
        "--output",
        "text",
    ]);
    command.args(["--region", "us-east-1", "--endpoint-url", url]).args(options);
    command.env_clear().env("HOME", env!("CARGO_TARGET_TMPDIR")).env("AWS_MAX_ATTEMPTS", "1");
    command.env("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE").env("AWS_SECRET_ACCESS_KEY", "secret");
    let output = command.envs(variables.iter().copied()).output().unwrap();
    let text = if output.status.success() { output.stdout } else { output.stderr };
    (output.status.code().unwrap(), String::from_utf8(text).unwrap().trim().to_owned())
}

/// A server whose authority nobody trusts, and the file that holds the authority's certificate.
fn own_authority() -> (Server, String) {
    let authority = Authority::new();
    let server = Server::tls(authority.server(Special::Nothing, &VERSIONS), |_| Nothing);
    (server, authority.bundle().display().to_string())
}

#[test]
fn certificates() {
    let (server, bundle) = own_authority();
    let url = format!("https://localhost:{}", server.port);
    let right = (0, "pool".to_owned());
    assert_eq!(run(&url, &["--ca-bundle", &bundle], &[]), right);
    assert_eq!(run(&url, &[], &[("AWS_CA_BUNDLE", &bundle)]), right);
    assert_eq!(run(&url, &["--ca-bundle", &bundle], &[("AWS_CA_BUNDLE", "/nowhere")]), right);
    assert_eq!(run(&url, &["--no-verify-ssl"], &[]), right);
    assert_eq!(run(&url, &["--no-verify-ssl", "--ca-bundle", "/nowhere"], &[]), right);
    let (status, message) = run(&url, &[], &[]);
    let words = format!("[ERROR]: SSL validation failed for {url}/ ");
    assert!(status == 255 && message.contains(&words), "{status} {message}");
}

#[test]
fn plain_http_needs_no_certificates() {
    let server = Server::plain(|_| Nothing);
    let right = (0, "pool".to_owned());
    assert_eq!(run(&server.url(), &[], &[("AWS_CA_BUNDLE", "/nowhere")]), right);
}

/// Of the places that may name a bundle the first one counts, whatever the others say.
#[test]
fn where_the_bundle_is_named() {
    let (server, bundle) = own_authority();
    let url = format!("https://localhost:{}", server.port);
    let places = ["--ca-bundle", "AWS_CA_BUNDLE", "ca_bundle", "REQUESTS_CA_BUNDLE"];
    for first in 0..places.len() {
        for is_right in [true, false] {
            let path = |at| match at == first && is_right {
                true => bundle.clone(),
                false => format!("/nowhere/{}", places[at]),
            };
            let paths: [String; 4] = std::array::from_fn(path);
            let config = file("config", &format!("[default]\nca_bundle = {}\n", paths[2]));
            let config = config.display().to_string();
            let option = if first == 0 { vec![places[0], &*paths[0]] } else { vec![] };
            let all = [(1, places[1], &paths[1]), (2, "AWS_CONFIG_FILE", &config), (3, places[3], &paths[3])];
            let variables =
                all.iter().filter(|(at, ..)| *at >= first).map(|(_, name, value)| (*name, value.as_str()));
            let (status, text) = run(&url, &option, &variables.collect::<Vec<_>>());
            let words = format!("No such file or directory: '/nowhere/{}'", places[first]);
            let right = if is_right { status == 0 } else { status == 255 && text.ends_with(&words) };
            assert!(right, "{} {is_right}: {status} {text}", places[first]);
        }
    }
    for (option, variable) in
        [(&["--ca-bundle", ""][..], ("HOME", "/nowhere")), (&[], ("AWS_CA_BUNDLE", " "))]
    {
        let (status, text) = run(&url, option, &[variable]);
        assert!(status == 255 && text.contains("Invalid CA bundle: "), "{status} {text}");
    }
}

#[test]
fn proxies() {
    let ((server, bundle), proxy) = (own_authority(), Proxy::start(Manner::Works));
    let url = format!("https://localhost:{}", server.port);
    let run = |variables: &[(&str, &str)]| run(&url, &["--ca-bundle", &bundle], variables);
    let address = proxy.url();
    assert_eq!(run(&[("HTTPS_PROXY", &address)]), (0, "pool".to_owned()));
    assert_eq!(proxy.lines(), [format!("CONNECT localhost:{}", server.port)]);
    assert_eq!(run(&[("HTTPS_PROXY", &address), ("NO_PROXY", "localhost")]).0, 0);
    assert_eq!(run(&[("HTTP_PROXY", &address)]).0, 0);
    assert_eq!(proxy.lines().len(), 1);
}

#[test]
fn time_limits() {
    let server = Server::plain(|_| Hang);
    let (status, message) = run(&server.url(), &["--cli-read-timeout", "1"], &[]);
    let words = format!("[ERROR]: Read timeout on endpoint URL: \"{}/\"", server.url());
    assert!(status == 255 && message.ends_with(&words), "{status} {message}");
    assert_eq!(server.requests(), 1);
}
