//! Requests as JSON, without what no second run can repeat: ports, times, signatures, random ids, the program's name.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use super::server::Heard;

/// A request as it is recorded.
pub(super) fn masked(request: &Heard) -> Value {
    let mut headers: Map<String, Value> = Map::new();
    let mut sorted: Vec<(String, &String)> =
        request.headers.iter().map(|(name, value)| (name.to_ascii_lowercase(), value)).collect();
    sorted.sort();
    for (name, value) in sorted {
        let value = header(&name, value);
        match headers.get_mut(&name).and_then(Value::as_array_mut) {
            Some(values) => values.push(value.into()),
            None => drop(headers.insert(name, json!([value]))),
        }
    }
    let body = match std::str::from_utf8(&request.body) {
        Ok(text) => without_ids(text),
        Err(_) => format!("base64:{}", STANDARD.encode(&request.body)),
    };
    json!({"method": request.method, "path": without_ids(&request.path), "headers": headers, "body": body})
}

fn header(name: &str, value: &str) -> String {
    match name {
        "host" => value.split(':').next().unwrap_or_default().to_owned() + ":PORT",
        "user-agent" => "UA".to_owned(),
        "x-amz-date" => value.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect(),
        "authorization" => authorization(value),
        _ => without_ids(value),
    }
}

/// `… Credential=KEY/DAY/…, Signature=S`.
fn authorization(value: &str) -> String {
    let signed = value.split_once("Signature=").map_or(value, |(signed, _)| signed);
    let parts: Vec<&str> = signed.splitn(3, '/').collect();
    match parts.as_slice() {
        [key, _, rest] => format!("{key}/DAY/{rest}Signature=S"),
        _ => value.to_owned(),
    }
}

/// Random UUIDs as `UUID`.
fn without_ids(text: &str) -> String {
    const LENGTH: usize = 36;
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(first) = rest.chars().next() {
        if rest.get(..LENGTH).is_some_and(is_id) {
            out.push_str("UUID");
            rest = &rest[LENGTH..];
        } else {
            out.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    out
}

fn is_id(text: &str) -> bool {
    text.bytes().enumerate().all(|(at, byte)| match at {
        8 | 13 | 18 | 23 => byte == b'-',
        14 => byte == b'4',
        19 => matches!(byte, b'8' | b'9' | b'a' | b'b'),
        _ => byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_each_time_is_masked() {
        let request = Heard {
            method: "POST".into(),
            path: "/x?token=0f0e8400-e29b-41d4-a716-446655440000".into(),
            headers: [("Host", "127.0.0.1:80"), ("X-Amz-Date", "20261126T190000Z"), ("a", "b")]
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .to_vec(),
            body: vec![0xff],
        };
        let expected = json!({"method": "POST", "path": "/x?token=UUID", "body": "base64:/w==",
            "headers": {"a": ["b"], "host": ["127.0.0.1:PORT"], "x-amz-date": ["00000000T000000Z"]}});
        assert_eq!(masked(&request), expected);
        let signed =
            "AWS4-HMAC-SHA256 Credential=K/20261126/r/s/aws4_request, SignedHeaders=h, Signature=00ff";
        let masked = "AWS4-HMAC-SHA256 Credential=K/DAY/r/s/aws4_request, SignedHeaders=h, Signature=S";
        assert_eq!(authorization(signed), masked);
    }
}
