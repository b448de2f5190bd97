//! TLS: which servers are believed, and what is said about the others.

use std::path::PathBuf;

use cognito_idp::blocking::Client;
use cognito_idp::runtime::ErrorKind;
use cognito_idp::runtime::config::{Environment, Session};
use cognito_idp::runtime::dialect::V2;
use cognito_idp::{Config, SERVICE};

use super::client::{ask, config, file};
use super::fault::Fault::Nothing;
use super::server::Server;
use super::tls::{Authority, Special, VERSIONS};

fn serve(authority: &Authority, special: Special) -> Server {
    Server::tls(authority.server(special, &VERSIONS), |_| Nothing)
}

fn url(server: &Server) -> String {
    format!("https://localhost:{}", server.port)
}

fn trusting(server: &Server, bundle: Option<PathBuf>) -> Client {
    Client::new(Config { ca_bundle: bundle, ..config(&url(server)) }).unwrap()
}

#[test]
fn both_versions_with_an_authority_of_ones_own() {
    let authority = Authority::new();
    for version in VERSIONS {
        let server = Server::tls(authority.server(Special::Nothing, &[version]), |_| Nothing);
        let client = trusting(&server, Some(authority.bundle()));
        for id in ["first", "second"] {
            assert_eq!(ask(&client, id).unwrap(), id, "{version:?}");
        }
        assert_eq!(server.connections(), 1, "{version:?}");
    }
}

#[test]
fn environment_and_profile_name_the_bundle() {
    let authority = Authority::new();
    let server = serve(&authority, Special::Nothing);
    let bundle = authority.bundle().display().to_string();
    let wrong = Authority::new().bundle().display().to_string();
    let profile =
        |bundle: &str| file("config", &format!("[default]\nca_bundle = {bundle}\n")).display().to_string();
    let cases: [(&[(&str, String)], bool); 6] = [
        (&[], false),
        (&[("AWS_CA_BUNDLE", bundle.clone())], true),
        (&[("REQUESTS_CA_BUNDLE", bundle.clone())], true),
        (&[("AWS_CONFIG_FILE", profile(&bundle))], true),
        (&[("AWS_CA_BUNDLE", bundle.clone()), ("AWS_CONFIG_FILE", profile(&wrong))], true),
        (&[("AWS_CA_BUNDLE", wrong.clone()), ("REQUESTS_CA_BUNDLE", bundle.clone())], false),
    ];
    for (variables, trusted) in cases {
        let env = Environment::of(variables.iter().cloned());
        let settings = Config::from_session(&Session::new(env, &V2, None), SERVICE.service_id).unwrap();
        let client = Client::new(Config { ca_bundle: settings.ca_bundle, ..config(&url(&server)) }).unwrap();
        assert_eq!(ask(&client, "pool").is_ok(), trusted, "{variables:?}");
    }
}

/// Nothing is sent, and nothing is tried again: the certificate would be the same.
#[test]
fn servers_that_cannot_show_who_they_are_get_nothing() {
    let authority = Authority::new();
    let own = Some(authority.bundle());
    for (special, bundle) in [
        (Special::Nothing, None),
        (Special::Nothing, Some(Authority::new().bundle())),
        (Special::OtherHost, own.clone()),
        (Special::Expired, own),
    ] {
        let server = serve(&authority, special);
        let error = ask(&trusting(&server, bundle), "pool").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Tls, "{special:?}: {error}");
        let start = format!("SSL validation failed for {}/ ", url(&server));
        assert!(error.to_string().starts_with(&start), "{error}");
        assert!(!error.is_retryable());
        assert_eq!((server.connections(), server.requests()), (1, 0), "{special:?}");
    }
}

#[test]
fn without_verification_everyone_is_believed() {
    let authority = Authority::new();
    for special in [Special::Nothing, Special::OtherHost, Special::Expired] {
        let server = serve(&authority, special);
        // It wins over a bundle, even over one that is not there.
        for ca_bundle in [None, Some(Authority::new().bundle()), Some(PathBuf::from("/nowhere"))] {
            let settings = Config { verify_tls: false, ca_bundle, ..config(&url(&server)) };
            assert_eq!(ask(&Client::new(settings).unwrap(), "pool").unwrap(), "pool", "{special:?}");
        }
    }
}

#[test]
fn a_bundle_that_cannot_be_read_is_named() {
    let settings = Config { ca_bundle: Some("/nowhere/ca.pem".into()), ..config("https://localhost") };
    let error = ask(&Client::new(settings).unwrap(), "pool").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Tls);
    let words =
        "SSL validation failed for https://localhost/ [Errno 2] No such file or directory: '/nowhere/ca.pem'";
    assert_eq!(error.to_string(), words);
    let empty = file("empty.pem", "no certificate");
    let settings = Config { ca_bundle: Some(empty), ..config("https://localhost") };
    let error = ask(&Client::new(settings).unwrap(), "pool").unwrap_err();
    assert!(error.to_string().contains(" no certificate found: "), "{error}");
}

/// Where no TLS is spoken, nobody needs certificates.
#[test]
fn a_bundle_is_not_opened_for_plain_http() {
    let server = Server::plain(|_| Nothing);
    let ca_bundle = Some(PathBuf::from("/nowhere"));
    let client = Client::new(Config { ca_bundle, ..config(&server.url()) }).unwrap();
    assert_eq!(ask(&client, "pool").unwrap(), "pool");
}

#[test]
fn a_server_without_tls_and_one_that_wants_a_certificate() {
    let plain = Server::plain(|_| Nothing);
    let error = ask(&trusting(&plain, None), "pool").unwrap_err();
    assert_eq!((error.kind(), plain.connections()), (ErrorKind::Tls, 1), "{error}");
    let authority = Authority::new();
    let demanding = Server::tls(authority.demanding_server(), |_| Nothing);
    let error = ask(&trusting(&demanding, Some(authority.bundle())), "pool").unwrap_err();
    assert_eq!((error.kind(), demanding.connections()), (ErrorKind::Tls, 1), "{error}");
}
