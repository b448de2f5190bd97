//! What was seen against what was expected.

use cognito_idp::runtime::sigv4::{Scope, Signable, authorization};
use cognito_idp::{Timestamp, runtime};

use super::case::{Outcome, Request};
use super::command::{ACCESS_KEY, SECRET_KEY};
use super::server::Received;

/// A request in the form in which cases keep it.
pub(crate) fn seen(request: &Received, scrub: &dyn Fn(&[u8]) -> String) -> Request {
    Request {
        method: request.method.clone(),
        path: scrub(request.path.as_bytes()),
        target: request.header("x-amz-target").unwrap_or_default().to_owned(),
        body: scrub(&request.body),
        signed: signature(request),
    }
}

/// What differs, in words. Of a foreign command, what it says on standard error does not count.
pub(crate) fn differences(expected: &Outcome, got: &Outcome, ours: bool) -> Vec<String> {
    let mut found = Vec::new();
    let mut check = |what: &str, expected: &dyn std::fmt::Debug, got: &dyn std::fmt::Debug, same: bool| {
        if !same {
            found.push(format!("  {what}\n    expected {expected:?}\n    got      {got:?}"));
        }
    };
    check("exit status", &expected.exit, &got.exit, expected.exit == got.exit);
    check("standard output", &expected.stdout, &got.stdout, expected.stdout == got.stdout);
    check("standard error", &expected.stderr, &got.stderr, !ours || expected.stderr == got.stderr);
    check("requests", &expected.requests, &got.requests, expected.requests == got.requests);
    found
}

/// The scope of a request's signature if it is right.
fn signature(request: &Received) -> String {
    let Some(header) = request.header("authorization") else { return "none".to_owned() };
    let field = |name: &str| {
        let (_, rest) = header.split_once(&format!("{name}="))?;
        Some(rest.split(',').next().unwrap_or(rest).trim())
    };
    let scope = field("Credential").and_then(|credential| {
        let mut parts = credential.split('/');
        let (key, _day, region, service) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        Some((key, region, service))
    });
    let (Some((key, region, service)), Some(names)) = (scope, field("SignedHeaders")) else {
        return "malformed".to_owned();
    };
    if key != ACCESS_KEY {
        return format!("key {key}");
    }
    let time = request.header("x-amz-date").and_then(compact_date).unwrap_or_default();
    let headers: Vec<(&str, &str)> =
        names.split(';').map(|name| (name, request.header(name).unwrap_or_default())).collect();
    let (path, query) = request.path.split_once('?').unwrap_or((&request.path, ""));
    let signable = Signable { method: &request.method, path, query, headers: &headers, body: &request.body };
    let credentials = runtime::Credentials::new(ACCESS_KEY, SECRET_KEY, None::<String>);
    let right = authorization(&signable, &Scope { region, service, time }, &credentials) == header;
    if right { format!("{region}/{service}") } else { "wrong signature".to_owned() }
}

/// Reads `20200913T122640Z`.
fn compact_date(text: &str) -> Option<Timestamp> {
    let part = |from: usize, to: usize| text.get(from..to);
    let (date, time) = (
        format!("{}-{}-{}", part(0, 4)?, part(4, 6)?, part(6, 8)?),
        format!("{}:{}:{}", part(9, 11)?, part(11, 13)?, part(13, 15)?),
    );
    Timestamp::parse_rfc3339(&format!("{date}T{time}Z"))
}
