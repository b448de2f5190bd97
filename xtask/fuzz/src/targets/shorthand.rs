//! Shorthand: what was read is written and read again, and made to fit shapes of every kind.

use awsmodel_runtime::shorthand::{Tree, bind, is_supported, parse};
use cognito_idp::test_util::STRUCTURES;

use super::{choose, text, two};
use crate::tables::EVERYTHING;

pub(super) const WORDS: &[&str] = &[
    "=", ",", "{", "}", "[", "]", "\"", "'", "\\", "\\,", "@=", "a=b", "a=[b,c]", "a={b=c}", " ", "true",
    "1", "\"\"", "=[", "={", "]]", "Name=", "Value=", "Size=1", "Inner={", "Tags={",
];

pub(super) fn run(data: &[u8]) -> bool {
    let text = text(data);
    let (shorthand, name) = two(&text);
    let tree = parse(shorthand);
    if let Some(ty) = choose(STRUCTURES, name) {
        let typed = (ty.from_shorthand)(shorthand);
        assert!(tree.is_ok() || typed.is_err(), "{} reads what is no shorthand", (ty.name)());
    }
    let tree = match tree {
        Ok(tree) => tree,
        Err(error) => {
            assert!(error.position() <= shorthand.chars().count(), "{error}");
            return false;
        }
    };
    if let Some(written) = written(&tree, true) {
        assert_eq!(parse(&written).ok().as_ref(), Some(&tree), "{written}");
    }
    if is_supported(EVERYTHING)
        && let Err(error) = bind(tree, EVERYTHING, &mut |_| Ok(None))
    {
        assert!(!error.to_string().is_empty());
    }
    true
}

/// A tree as text; none for what has to be told by its place: names of files, and backslashes.
fn written(tree: &Tree, top: bool) -> Option<String> {
    Some(match tree {
        Tree::Reference(_) => return None,
        Tree::Text(text) if text.contains('\\') => return None,
        Tree::Text(text) => format!("\"{}\"", text.replace('"', "\\\"")),
        Tree::List(items) => {
            let items = items.iter().map(|item| written(item, false)).collect::<Option<Vec<_>>>()?;
            format!("[{}]", items.join(","))
        }
        Tree::Map(members) => {
            let pair = |(key, value): (&str, &Tree)| Some(format!("{key}={}", written(value, false)?));
            let pairs = members.iter().map(pair).collect::<Option<Vec<_>>>()?.join(",");
            if top { pairs } else { format!("{{{pairs}}}") }
        }
    })
}
