//! The token that takes a later run to where this one stopped: base64 of a JSON object that holds the
//! service's tokens and how many items of their page were returned.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::PaginationError;
use crate::shapes::text::base64_lenient;
use crate::shapes::text::python;
use crate::shapes::value::json::{self, Layout};
use crate::shapes::value::{Map, Number, Value};

/// Tokens of the service by the member of the request that carries them; null where there is none.
pub(super) type Tokens = Map;

const SKIP: &str = "boto_truncate_amount";
const ENCODED_KEYS: &str = "boto_encoded_keys";

/// A place where to go on.
pub(super) struct Resume {
    pub(super) tokens: Tokens,
    pub(super) skip: i64,
}

/// The tokens of the first page.
pub(super) fn none(names: &[&'static str]) -> Tokens {
    names.iter().map(|name| (*name, Value::Null)).collect()
}

/// Sets the tokens in a request. One that is null, or the text `None`, is taken out.
pub(super) fn inject(tokens: &Tokens, parameters: &mut Map) {
    for (name, token) in tokens.iter() {
        if *token == Value::Null || token.as_str() == Some("None") {
            parameters.remove(name);
        } else {
            parameters.insert(name, token.clone());
        }
    }
}

/// Writes a token.
pub(super) fn encode(
    tokens: &Tokens,
    skip: Option<i64>,
    names: &[&'static str],
) -> Result<String, PaginationError> {
    let complete = tokens.len() == names.len() && names.iter().all(|name| tokens.contains_key(name));
    if !complete {
        return Err(PaginationError::new(format!("Bad starting token: {}", quoted(tokens))));
    }
    let mut tokens = tokens.clone();
    if let Some(skip) = skip {
        tokens.insert(SKIP, Value::from(skip));
    }
    Ok(STANDARD.encode(json::to_string(&Value::Map(tokens), Layout::Wire)))
}

/// Reads a token: the form that [`encode`] writes, else the older `token___3`, else a token of the
/// service itself.
pub(super) fn decode(text: &str, names: &[&'static str]) -> Result<Resume, PaginationError> {
    let json = base64_lenient::decode(text).and_then(|bytes| String::from_utf8(bytes).ok());
    match json.and_then(|json| json::parse(&json).ok()) {
        Some(Value::Map(mut tokens)) => {
            tokens.remove(ENCODED_KEYS);
            let skip = match tokens.remove(SKIP) {
                Some(Value::Number(Number::Int(skip))) => skip,
                _ => 0,
            };
            Ok(Resume { tokens, skip })
        }
        None | Some(Value::List(_)) => decode_old(text, names),
        Some(_) => Err(PaginationError::new(format!("Bad starting token: {text}"))),
    }
}

fn decode_old(text: &str, names: &[&'static str]) -> Result<Resume, PaginationError> {
    let mut parts: Vec<&str> = text.split("___").collect();
    let mut skip = 0;
    if parts.len() == names.len() + 1 {
        let number = parts.pop().and_then(python::integer);
        match number {
            Some(Number::Int(number)) => skip = number,
            _ => parts = vec![text],
        }
    }
    if parts.len() > names.len() {
        return Err(PaginationError::new(format!("Bad starting token: {text}")));
    }
    let token = |at: usize| match parts.get(at) {
        None | Some(&"None") => Value::Null,
        Some(part) => Value::from(*part),
    };
    let tokens = names.iter().enumerate().map(|(at, name)| (*name, token(at))).collect();
    Ok(Resume { tokens, skip })
}

/// Tokens as messages show them.
pub(super) fn quoted(tokens: &Tokens) -> String {
    let show = |value: &Value| match value {
        Value::String(text) => python::repr(text),
        Value::Null => "None".to_owned(),
        value => json::to_string(value, Layout::Wire),
    };
    let members: Vec<_> =
        tokens.iter().map(|(name, token)| format!("{}: {}", python::repr(name), show(token))).collect();
    format!("{{{}}}", members.join(", "))
}
