//! JMESPath: an expression and a document. Both ways to apply it agree, and the identity behind it changes nothing.

use awsmodel_runtime::internals::jmespath::Expression;
use awsmodel_runtime::json;

use super::{shown, text, two};

pub(super) const WORDS: &[&str] = &[
    "[*]",
    "[]",
    "[?",
    "]",
    ".",
    ".*",
    "|",
    "||",
    "&&",
    "!",
    "==",
    "!=",
    "<",
    ">=",
    "@",
    "&",
    "`1`",
    "`[1,2]`",
    "'a'",
    "\"a\"",
    "[0]",
    "[-1]",
    "[::2]",
    "[1:]",
    "{",
    "}",
    "a: b",
    "(",
    ")",
    "sort_by(",
    "length(@)",
    "max_by(@, &a)",
    "join(',', @)",
    "to_number(",
    "keys(@)",
    "merge(",
    "not_null(",
    "reverse(",
    "contains(",
    "map(&a, @)",
    "sum(@)",
    ",",
];

pub(super) fn run(data: &[u8]) -> bool {
    let text = text(data);
    let (expression, document) = two(&text);
    let Ok(compiled) = Expression::compile(expression) else { return false };
    let Ok(value) = json::parse(document) else { return false };
    let found = compiled.search(&value);
    let piped = Expression::compile(&format!("{expression} | @")).map(|e| e.search(&value));
    let taken = compiled.take(value);
    assert_eq!(found.as_ref().map(shown).ok(), taken.as_ref().map(shown).ok());
    match (&found, piped) {
        (Ok(found), Ok(Ok(piped))) => assert_eq!(shown(found), shown(&piped)),
        (_, Err(error)) => panic!("the identity cannot stand behind it: {error}"),
        _ => {}
    }
    found.is_ok()
}
