//! Words of a command line, one a line; and lines that are still being typed.

use awsmodel_command::internals;
use awsmodel_runtime::Value;
use awsmodel_runtime::dialect::{V1, V2};
use awsmodel_runtime::json::{Layout, to_string};

use super::text;
use crate::tables::PROGRAM;

pub(super) const WORDS: &[&str] = &[
    "\n",
    "--",
    "-",
    "=",
    "put-thing",
    "list-things",
    "help",
    "--text",
    "--size",
    "--enabled",
    "--no-enabled",
    "--attributes",
    "--tags",
    "--picture",
    "--settings",
    "--color",
    "--cli-input-json",
    "--cli-input-yaml",
    "--query",
    "--output",
    "--no-paginate",
    "--max-items",
    "--debug",
    "Name=a,Value=b",
    "[]",
    "{}",
    "\"",
    "'",
    "\\",
    "$",
    "\u{f0041}",
];

pub(super) const MEMBERS: &[&str] = &[
    "{\"Text\": \"a\"}",
    "\"Name\": ",
    "\"Size\": 1",
    "\"Attribute\": {\"Name\": \"a\"}",
    "\"Attributes\": [{\"Name\": \"a\"}]",
    "\"Tags\": {\"a\": \"b\"}",
    "\"Picture\": \"aQ==\"",
    "\"Thing\": {",
    "Text: a\n",
    "null",
    ", ",
    "{",
    "}",
];

pub(super) fn arguments(data: &[u8]) -> bool {
    let text = text(data);
    // Names of files are none of the reader's business here.
    if text.contains("://") {
        return false;
    }
    let words: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut taken = false;
    for dialect in [&V1, &V2] {
        match internals::request(&PROGRAM, dialect, words.clone()) {
            Ok(request) => taken |= request.is_some(),
            Err(message) => assert!(!message.is_empty()),
        }
    }
    taken
}

/// What a document says is said by the request that it makes, too.
pub(super) fn documents(data: &[u8]) -> bool {
    let Some(command) = PROGRAM.command("put-thing") else { return false };
    let request = match internals::document(command, data) {
        Ok(request) => request,
        Err(message) => {
            assert!(!message.is_empty());
            return false;
        }
    };
    let written = to_string(&Value::Map(request.clone()), Layout::Wire);
    let again = internals::document(command, written.as_bytes()).unwrap_or_else(|e| panic!("{e}: {written}"));
    assert_eq!(to_string(&Value::Map(again), Layout::Wire), written);
    !request.is_empty()
}

pub(super) fn completion(data: &[u8]) -> bool {
    let text = text(data);
    let line = text.trim_end_matches('\n');
    let last = line.rsplit([' ', '=', ':']).next().unwrap_or_default();
    let asked = ["completion", "line", line, last].map(str::to_owned);
    let answer = internals::complete(&PROGRAM, &V2, &asked);
    let found = answer.unwrap_or_else(|| panic!("no answer")).unwrap_or_else(|e| panic!("{e}"));
    assert!(found.is_empty() || found.ends_with('\n'));
    let words = ["completion", "words"].map(str::to_owned).into_iter();
    let words: Vec<String> = words.chain(line.split(' ').map(str::to_owned)).collect();
    let answer = internals::complete(&PROGRAM, &V1, &words);
    answer.unwrap_or_else(|| panic!("no answer")).unwrap_or_else(|e| panic!("{e}"));
    !found.is_empty()
}
