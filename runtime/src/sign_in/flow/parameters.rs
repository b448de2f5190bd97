//! The parameters of a challenge: text throughout, some of it JSON.

use crate::client::error::{Error, ErrorKind};
use crate::shapes::value::json;
use crate::shapes::value::{Map, Value};

/// A parameter, unless it is empty.
pub(super) fn text<'a>(parameters: &'a Map, name: &str) -> Option<&'a str> {
    parameters.get(name)?.as_str().filter(|text| !text.is_empty())
}

/// A parameter that the challenge makes no sense without.
pub(super) fn needed<'a>(parameters: &'a Map, name: &str) -> Result<&'a str, Error> {
    text(parameters, name).ok_or_else(|| error(format!("The service's challenge has no {name}")))
}

/// A parameter that holds a list of names as JSON. What is no such list counts as none.
pub(super) fn names(parameters: &Map, name: &str) -> Vec<String> {
    let list = text(parameters, name).and_then(|text| json::parse(text).ok());
    strings(list.as_ref())
}

/// The texts of a list.
pub(super) fn strings(list: Option<&Value>) -> Vec<String> {
    let items = list.and_then(Value::as_list).unwrap_or_default();
    items.iter().filter_map(|item| Some(item.as_str()?.to_owned())).collect()
}

/// A parameter that holds an object of texts as JSON.
pub(super) fn pairs(parameters: &Map, name: &str) -> Vec<(String, String)> {
    let object = text(parameters, name).and_then(|text| json::parse(text).ok());
    let Some(Value::Map(members)) = object else { return Vec::new() };
    members.iter().filter_map(|(name, value)| Some((name.to_owned(), value.as_str()?.to_owned()))).collect()
}

/// An error of the loop.
pub(super) fn error(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::SignIn, message)
}
