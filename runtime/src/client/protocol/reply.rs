//! What a reply means: its envelope, and the service's errors in their several forms.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use crate::client::error::{Error, ErrorKind, ServiceError};
use crate::client::protocol::Reply;
use crate::client::protocol::patience::Patience;
use crate::client::transport::HttpResponse;
use crate::shapes::schema::protocol::{Fault, Received, Refusal};
use crate::shapes::schema::{Operation, Service, Shape};
use crate::shapes::text::python;
use crate::shapes::value::json;
use crate::shapes::value::{Map, Value};

/// A reply below status 300.
pub(in crate::client) fn success(response: HttpResponse, attempts: u32) -> Reply {
    let request_id = response.request_id().map(str::to_owned);
    let HttpResponse { status, headers, body } = response;
    Reply { status, request_id, headers, attempts, body }
}

/// The JSON in a body; `None` if there is something else, which counts as nothing, as the AWS CLI has it.
///
/// # Errors
/// In Python's words if the body is no text, or nested too deeply; and if there is no time to read on.
pub(super) fn content(
    body: &[u8],
    known: Option<Shape>,
    lasts: &dyn Fn() -> bool,
) -> Result<Option<Value>, Refusal> {
    let text = std::str::from_utf8(body).map_err(|e| python::utf8_error(body, e))?;
    match json::parse_while(text, known, lasts) {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.is_too_deep() => Err(error.message.into()),
        Err(error) if !lasts() => Err(error.into()),
        Err(_) => Ok(None),
    }
}

/// A reply of status 300 and above.
pub(in crate::client) fn service_error(
    service: &Service,
    operation: &'static Operation,
    response: &HttpResponse,
    limit: Option<Duration>,
) -> Result<ServiceError, Error> {
    let HttpResponse { status, headers, body } = response;
    let patience = Patience::new(limit);
    let received = Received { status: *status, headers, body, lasts: &|| patience.lasts() };
    let fault = match without_protocol(received) {
        Some(fault) => fault,
        None => service.protocol.error(operation, received).map_err(|e| match patience.lasts() {
            true => Error::new(ErrorKind::Decode, e.to_string())
                .with_source(Unreadable { status: *status, reason: e }),
            false => Patience::exhausted(),
        })?,
    };
    Ok(ServiceError {
        operation: operation.name,
        code: fault.code,
        message: fault.message,
        status: *status,
        request_id: response.request_id().map(str::to_owned).or(fault.request_id),
        body: fault.members,
        retries_exhausted: None,
    })
}

/// Why a reply of status 300 and above could not be read.
#[derive(Debug)]
struct Unreadable {
    status: u16,
    reason: Refusal,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.reason.fmt(f)
    }
}

impl StdError for Unreadable {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.reason.source()
    }
}

/// The error of a typed call: of a reply that could not be read it says whose it was. Calls with values keep the AWS CLI's
/// words.
pub(in crate::client) fn of_typed(error: Error, operation: &Operation) -> Error {
    let Some(Unreadable { status, reason }) = error.source().and_then(|source| source.downcast_ref()) else {
        return error;
    };
    let message = format!("the reply to {} (HTTP {status}) cannot be read: {reason}", operation.name);
    error.reworded(message)
}

/// What stands in front of a service answers without words or with a page for people.
fn without_protocol(reply: Received<'_>) -> Option<Fault> {
    let trimmed = reply.body.trim_ascii();
    let fault = |code: String, message: &str| Fault { code, message: message.to_owned(), ..Fault::default() };
    match reply.status {
        300 => Some(fault("Unknown".to_owned(), "Unknown")),
        500.. if trimmed.is_empty() || trimmed.starts_with(b"<html>") => Some(by_status(reply.status)),
        _ => None,
    }
}

/// An error of which nothing is known but its status.
pub(super) fn by_status(status: u16) -> Fault {
    Fault { code: status.to_string(), message: reason(status).to_owned(), ..Fault::default() }
}

/// The shape that an operation's model has for errors of a code.
pub(super) fn shape_of(operation: &'static Operation, code: &str) -> Option<Shape> {
    operation.error_shapes().of(code)
}

/// The error in a body of JSON.
pub(super) fn json_fault(reply: Received<'_>) -> Result<Fault, Refusal> {
    let body = String::from_utf8_lossy(reply.body);
    let is_empty = body.trim().is_empty();
    let members = match content(reply.body, None, reply.lasts)? {
        Some(Value::Map(map)) => map,
        Some(other) if !is_empty => return Err(not_an_object(&other)),
        _ => Map::from_iter((!is_empty).then(|| ("message", Value::from(body.as_ref())))),
    };
    let message = members.get("message").or_else(|| members.get("Message")).map(text).unwrap_or_default();
    let of_query = reply.header("x-amzn-query-error").and_then(query_code);
    let code = match (of_query, members.get("__type")) {
        (Some(of_query), _) => code(of_query).to_owned(),
        (None, Some(t)) => code(&text(t)).to_owned(),
        (None, None) => reply.status.to_string(),
    };
    Ok(Fault { code, message, request_id: None, members })
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => "None".to_owned(),
        other => json::to_string(other, json::Layout::Wire),
    }
}

/// Services that once spoke another protocol say the code of old in a header: `Code;Sender`.
pub(super) fn query_code(header: &str) -> Option<&str> {
    let mut parts = header.split(';');
    let code = parts.next().filter(|code| !code.is_empty());
    if parts.next().is_some() && parts.next().is_none() { code } else { None }
}

/// `aws.protocol#Code:http://…` is `Code`.
pub(super) fn code(text: &str) -> &str {
    let text = text.split(':').next().unwrap_or(text);
    text.rsplit('#').next().unwrap_or(text)
}

fn not_an_object(value: &Value) -> Refusal {
    let kind = python::type_name(value);
    format!("'{kind}' object has no attribute 'get'").into()
}

/// HTTP's own words for statuses of errors, as Python has them.
fn reason(status: u16) -> &'static str {
    match status {
        301 => "Moved Permanently",
        302 => "Found",
        303 => "See Other",
        304 => "Not Modified",
        305 => "Use Proxy",
        307 => "Temporary Redirect",
        308 => "Permanent Redirect",
        400 => "Bad Request",
        401 => "Unauthorized",
        402 => "Payment Required",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        406 => "Not Acceptable",
        407 => "Proxy Authentication Required",
        408 => "Request Timeout",
        409 => "Conflict",
        410 => "Gone",
        411 => "Length Required",
        412 => "Precondition Failed",
        413 => "Request Entity Too Large",
        414 => "Request-URI Too Long",
        415 => "Unsupported Media Type",
        416 => "Requested Range Not Satisfiable",
        417 => "Expectation Failed",
        418 => "I'm a Teapot",
        421 => "Misdirected Request",
        422 => "Unprocessable Entity",
        423 => "Locked",
        424 => "Failed Dependency",
        425 => "Too Early",
        426 => "Upgrade Required",
        428 => "Precondition Required",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        451 => "Unavailable For Legal Reasons",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        505 => "HTTP Version Not Supported",
        507 => "Insufficient Storage",
        508 => "Loop Detected",
        511 => "Network Authentication Required",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static OPERATION: Operation = Operation::new("Op", &crate::schema::Tables::EMPTY);
    static SERVICE: Service = Service {
        full_name: "Things",
        service_id: "Things",
        endpoint_prefix: "things",
        signing_name: "things",
        api_version: "2020-01-01",
        uid: "things",
        protocol: &crate::client::protocol::protocols::AwsJson::new("Things", "1.1"),
        operations: &[&OPERATION],
        endpoint: |_| Err(String::new()),
        partitions: &[],
    };

    fn shown(status: u16, body: &str) -> String {
        let response = HttpResponse { status, body: body.into(), ..HttpResponse::default() };
        service_error(&SERVICE, &OPERATION, &response, None).map_or_else(|e| e.to_string(), |e| e.to_string())
    }

    #[test]
    fn a_header_has_the_code_of_old() {
        let cases = [
            ("Old.Code;Sender", "Old.Code"),
            ("a#Old:x;", "Old"),
            (";Sender", "New"),
            ("Old", "New"),
            ("Old;a;b", "New"),
        ];
        for (header, expected) in cases {
            let headers = vec![("x-amzn-query-error".to_owned(), header.to_owned())];
            let body = br#"{"__type":"a#New"}"#.to_vec();
            let response = HttpResponse { status: 400, headers, body };
            assert_eq!(
                service_error(&SERVICE, &OPERATION, &response, None).unwrap().code,
                expected,
                "{header}"
            );
        }
    }

    #[test]
    fn errors_in_every_form() {
        let cases = [
            (400, r#"{"__type":"a#Code:x","message":"m"}"#, "(Code) when calling the Op operation: m"),
            (400, r#"{"__type":"a#b","Message":"M"}"#, "(b) when calling the Op operation: M"),
            (400, r#"{"message":null}"#, "(400) when calling the Op operation: None"),
            (400, "plain", "(400) when calling the Op operation: plain"),
            (503, "", "(503) when calling the Op operation: Service Unavailable"),
            (504, " <html>x", "(504) when calling the Op operation: Gateway Timeout"),
            (500, "text", "(500) when calling the Op operation: text"),
            (300, r#"{"__type":"X"}"#, "(Unknown) when calling the Op operation: Unknown"),
        ];
        for (status, body, expected) in cases {
            assert_eq!(shown(status, body), format!("An error occurred {expected}"), "{body}");
        }
        assert_eq!(shown(400, "[]"), "'list' object has no attribute 'get'");
        let response = HttpResponse { status: 400, body: b"[]".to_vec(), ..HttpResponse::default() };
        let error = of_typed(service_error(&SERVICE, &OPERATION, &response, None).unwrap_err(), &OPERATION);
        assert_eq!(
            error.to_string(),
            "the reply to Op (HTTP 400) cannot be read: 'list' object has no attribute 'get'"
        );
    }

    /// What the AWS CLI says of the same bodies.
    #[test]
    fn what_is_no_text_is_told() {
        let cases: [(&[u8], &str); 6] = [
            (b"{\"a\":\"\xff\"}", "byte 0xff in position 6: invalid start byte"),
            (b"\xff\xfe{\0", "byte 0xff in position 0: invalid start byte"),
            (b"ab\xc3(", "byte 0xc3 in position 2: invalid continuation byte"),
            (b"\xe2\x82(", "bytes in position 0-1: invalid continuation byte"),
            (b"a\xe2\x82", "bytes in position 1-2: unexpected end of data"),
            (b"\xe0\x80", "byte 0xe0 in position 0: invalid continuation byte"),
        ];
        for (body, expected) in cases {
            let error = content(body, None, &|| true).map_err(|e| (ErrorKind::Decode, e.to_string()));
            assert_eq!(error, Err((ErrorKind::Decode, format!("'utf-8' codec can't decode {expected}"))));
        }
        let deep = content("[".repeat(1000).as_bytes(), None, &|| true).map_err(|e| e.to_string());
        assert!(deep.is_err_and(|e| e.starts_with("maximum recursion depth exceeded while decoding a JSON array")));
        assert_eq!(content(b"<html>", None, &|| true).ok(), Some(None));
    }

    #[test]
    fn statuses_have_words_of_their_own() {
        let said = |status: u16| by_status(status).message;
        assert_eq!(
            (said(400).as_str(), said(404).as_str(), said(503).as_str()),
            ("Bad Request", "Not Found", "Service Unavailable")
        );
        assert_eq!((said(413).as_str(), said(499).as_str()), ("Request Entity Too Large", ""));
    }

    #[test]
    fn reading_has_its_time() {
        let body = format!("[{}1]", "1,".repeat(5000));
        let late = content(body.as_bytes(), None, &|| false).map_err(|_| ErrorKind::ReadTimeout);
        assert_eq!(late, Err(ErrorKind::ReadTimeout));
        assert!(content(body.as_bytes(), None, &|| true).is_ok_and(|found| found.is_some()));
        let response = HttpResponse { status: 400, body: body.into(), ..HttpResponse::default() };
        let late = service_error(&SERVICE, &OPERATION, &response, Some(Duration::ZERO)).map_err(|e| e.kind());
        assert_eq!(late.map(drop), Err(ErrorKind::ReadTimeout));
    }
}
