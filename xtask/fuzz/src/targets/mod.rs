//! The table of targets, and what they share.

mod archive;
mod checksums;
mod command;
mod dates;
mod http;
mod ini;
mod jmespath;
mod json;
mod model;
mod outputs;
mod pattern;
mod prose;
mod protocols;
mod records;
mod shorthand;
mod srp;
mod stub;
mod tokens;
mod typed;
mod yaml;

use std::borrow::Cow;

use awsmodel_runtime::json::{Layout, to_string};
use awsmodel_runtime::{Value, value::Number};

/// A reader to be tried.
#[derive(Debug)]
pub struct Target {
    /// Its name, which is that of its folder of inputs.
    pub name: &'static str,
    /// Reads an input; says whether it was one that the reader takes. Panics at a fault.
    pub run: fn(&[u8]) -> bool,
    /// Words of its language.
    pub words: &'static [&'static str],
    /// How many changed inputs the tests try: fewer where one takes long.
    pub quick: usize,
}

const fn target(name: &'static str, run: fn(&[u8]) -> bool, words: &'static [&'static str]) -> Target {
    Target { name, run, words, quick: 300 }
}

const fn slow(mut target: Target, quick: usize) -> Target {
    target.quick = quick;
    target
}

/// All targets.
pub static TARGETS: &[Target] = &[
    slow(target("model", model::service, model::WORDS), 20),
    slow(target("rules", model::rules, model::RULE_WORDS), 20),
    slow(target("partitions", model::partitions, model::PARTITION_WORDS), 20),
    slow(target("docs", model::docs, prose::WORDS), 3),
    target("json", json::run, json::WORDS),
    target("typed", typed::run, json::WORDS),
    target("shorthand", shorthand::run, shorthand::WORDS),
    target("jmespath", jmespath::run, jmespath::WORDS),
    target("ini", ini::run, ini::WORDS),
    target("yaml", yaml::run, yaml::WORDS),
    target("records", records::run, records::WORDS),
    target("outputs", outputs::run, json::WORDS),
    slow(target("http", http::run, http::WORDS), 100),
    slow(target("stub", stub::run, http::WORDS), 100),
    slow(target("pattern", pattern::run, pattern::WORDS), 100),
    target("dates", dates::run, dates::WORDS),
    target("tokens", tokens::run, json::WORDS),
    target("arguments", command::arguments, command::WORDS),
    target("completion", command::completion, command::WORDS),
    target("documents", command::documents, command::MEMBERS),
    slow(target("srp", srp::run, srp::WORDS), 5),
    slow(target("prose", prose::run, prose::WORDS), 150),
    target("rest-xml", protocols::rest_xml, protocols::XML),
    target("query", protocols::query, protocols::XML),
    target("rest-json", protocols::rest_json, protocols::REST),
    target("cbor", protocols::cbor, &[]),
    target("archive", archive::run, archive::WORDS),
    target("checksums", checksums::run, checksums::WORDS),
];

/// What stands between the parts of an input.
const BETWEEN: &str = "\n%%\n";

/// An input as text.
fn text(data: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(data)
}

/// The two parts of an input; the second may be missing.
fn two(text: &str) -> (&str, &str) {
    text.split_once(BETWEEN).unwrap_or((text, ""))
}

/// One of several things, by what an input says.
fn choose<'a, T>(items: &'a [T], name: &str) -> Option<&'a T> {
    items.get(name.bytes().map(usize::from).sum::<usize>() % items.len().max(1))
}

/// A value in one line. Equal texts mean equal values, where floats that are no numbers have no other way to say so.
fn shown(value: &Value) -> String {
    to_string(value, Layout::Wire)
}

/// Whether two numbers are the same but for the last digits of a float.
fn close(a: f64, b: f64) -> bool {
    a == b || (a.is_nan() && b.is_nan()) || (a - b).abs() <= a.abs().max(b.abs()) * 1e-15
}

/// Whether two values say the same, whatever the order of members and the last digits of floats.
fn alike(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(Number::Float(a)), Value::Number(b)) => close(*a, b.as_f64()),
        (Value::Number(a), Value::Number(Number::Float(b))) => close(a.as_f64(), *b),
        (Value::List(a), Value::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| alike(a, b)),
        (Value::Map(a), Value::Map(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| alike(a, b)))
        }
        (a, b) => a == b,
    }
}
