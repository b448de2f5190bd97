//! Runs of one character, and code between runs of backticks.

/// How far ahead the end of a mark is looked for, so that a text takes time in proportion to its length.
const NEAR: usize = 2048;

/// The beginning of a text, as far as marks are looked for.
pub(super) fn near(text: &str) -> &str {
    let end = (0..=NEAR.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    &text[..end.unwrap_or_default()]
}

/// How often a character stands at the beginning.
pub(super) fn run(text: &str, c: char) -> usize {
    text.chars().take_while(|other| *other == c).count() * c.len_utf8()
}

/// What stands between two runs of backticks of the same length, and the length of it all.
pub(super) fn span(rest: &str) -> Option<(&str, usize)> {
    let rest = near(rest);
    let open = run(rest, '`');
    let mut at = open;
    loop {
        at += rest[at..].find('`')?;
        let close = run(&rest[at..], '`');
        if close == open {
            return Some((&rest[open..at], at + close));
        }
        at += close;
    }
}
