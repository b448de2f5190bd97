//! What a reply means: its envelope, and the service's errors in their several forms.

use std::time::Duration;

use crate::client::error::{Error, ErrorKind, ServiceError};
use crate::client::protocol::Reply;
use crate::client::protocol::patience::Patience;
use crate::client::transport::HttpResponse;
use crate::shapes::schema::Operation;
use crate::shapes::text::python;
use crate::shapes::value::json;
use crate::shapes::value::{Map, Value};

/// A reply below status 300.
pub(in crate::client) fn success(response: HttpResponse, attempts: u32) -> Reply {
    let request_id = response.request_id().map(str::to_owned);
    Reply { status: response.status, request_id, attempts, body: response.body }
}

/// The JSON in a body; `None` if there is something else, which counts as nothing, as the AWS CLI has it.
///
/// # Errors
/// In Python's words if the body is no text, or nested too deeply; and if reading it takes longer than `limit`.
pub fn content(body: &[u8], limit: Option<Duration>) -> Result<Option<Value>, Error> {
    let unreadable = |message: String| Error::new(ErrorKind::Decode, message);
    let text = std::str::from_utf8(body).map_err(|e| unreadable(python::utf8_error(body, e)))?;
    let patience = Patience::new(limit);
    match json::parse_while(text, &|| patience.lasts()) {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.is_too_deep() => Err(unreadable(error.message.to_owned())),
        Err(_) if !patience.lasts() => Err(Patience::exhausted()),
        Err(_) => Ok(None),
    }
}

/// A reply of status 300 and above.
pub(in crate::client) fn service_error(
    operation: &'static Operation,
    response: &HttpResponse,
    limit: Option<Duration>,
) -> Result<ServiceError, Error> {
    let (code, message, body) = read(response, limit)?;
    Ok(ServiceError {
        operation: operation.name,
        code,
        message,
        status: response.status,
        request_id: response.request_id().map(str::to_owned),
        body,
        retries_exhausted: None,
    })
}

fn read(response: &HttpResponse, limit: Option<Duration>) -> Result<(String, String, Map), Error> {
    let status = response.status;
    let body = String::from_utf8_lossy(&response.body);
    let trimmed = body.trim();
    if status == 300 {
        return Ok(("Unknown".into(), "Unknown".into(), Map::new()));
    }
    // What stands in front of a service answers without words or with a page for people.
    if status >= 500 && (trimmed.is_empty() || trimmed.starts_with("<html>")) {
        return Ok((status.to_string(), reason(status).to_owned(), Map::new()));
    }
    let map = match content(&response.body, limit)? {
        Some(Value::Map(map)) => map,
        Some(other) if !trimmed.is_empty() => return Err(not_an_object(&other)),
        _ => Map::from_iter((!trimmed.is_empty()).then(|| ("message", Value::from(body.as_ref())))),
    };
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Null => "None".to_owned(),
        other => json::to_string(other, json::Layout::Wire),
    };
    let message = map.get("message").or_else(|| map.get("Message")).map(text).unwrap_or_default();
    let of_query = response.header("x-amzn-query-error").and_then(query_code);
    let code = match (of_query, map.get("__type")) {
        (Some(of_query), _) => code(of_query).to_owned(),
        (None, Some(t)) => code(&text(t)).to_owned(),
        (None, None) => status.to_string(),
    };
    Ok((code, message, map))
}

/// Services that once spoke another protocol say the code of old in a header: `Code;Sender`.
fn query_code(header: &str) -> Option<&str> {
    let mut parts = header.split(';');
    let code = parts.next().filter(|code| !code.is_empty());
    if parts.next().is_some() && parts.next().is_none() { code } else { None }
}

/// `aws.protocol#Code:http://…` is `Code`.
fn code(text: &str) -> &str {
    let text = text.split(':').next().unwrap_or(text);
    text.rsplit('#').next().unwrap_or(text)
}

fn not_an_object(value: &Value) -> Error {
    let kind = python::type_name(value);
    Error::new(ErrorKind::Decode, format!("'{kind}' object has no attribute 'get'"))
}

/// HTTP's own words for the statuses that say that a server has trouble.
fn reason(status: u16) -> &'static str {
    match status {
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

    static OPERATION: Operation = Operation::new("Op");

    fn shown(status: u16, body: &str) -> String {
        let response = HttpResponse { status, body: body.into(), ..HttpResponse::default() };
        service_error(&OPERATION, &response, None).map_or_else(|e| e.to_string(), |e| e.to_string())
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
            assert_eq!(service_error(&OPERATION, &response, None).unwrap().code, expected, "{header}");
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
            let error = content(body, None).map_err(|e| (e.kind(), e.to_string()));
            assert_eq!(error, Err((ErrorKind::Decode, format!("'utf-8' codec can't decode {expected}"))));
        }
        let deep = content("[".repeat(1000).as_bytes(), None).map_err(|e| e.to_string());
        assert!(deep.is_err_and(|e| e.starts_with("maximum recursion depth exceeded while decoding a JSON array")));
        assert_eq!(content(b"<html>", None).ok(), Some(None));
    }

    #[test]
    fn reading_has_its_time() {
        let body = format!("[{}1]", "1,".repeat(5000));
        let late = content(body.as_bytes(), Some(Duration::ZERO)).map_err(|e| e.kind());
        assert_eq!(late, Err(ErrorKind::ReadTimeout));
        assert!(content(body.as_bytes(), Some(Duration::MAX)).is_ok_and(|found| found.is_some()));
        let response = HttpResponse { status: 400, body: body.into(), ..HttpResponse::default() };
        let late = service_error(&OPERATION, &response, Some(Duration::ZERO)).map_err(|e| e.kind());
        assert_eq!(late.map(drop), Err(ErrorKind::ReadTimeout));
    }
}
