//! Words of a paragraph to marked pieces.

use super::pieces::Inline;
use super::runs::{run, span};
use super::{emphasis, entity, link};

/// Whether a character may be more than itself.
fn is_mark(byte: &u8) -> bool {
    matches!(byte, b'\\' | b'`' | b'<' | b'&' | b'[' | b'!' | b'*' | b'_' | b'\n')
}

/// The pieces of a paragraph, whose lines have no blanks in front.
pub(super) fn inlines(text: &str) -> Vec<Inline> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let plain = text.as_bytes()[at..].iter().position(is_mark).unwrap_or(text.len() - at);
        if plain > 0 {
            push(&mut out, Inline::Text(text[at..at + plain].to_owned()));
            at += plain;
            continue;
        }
        if c == '\n' {
            trim_end(&mut out);
        }
        let (pieces, length) = piece(text, at, c);
        pieces.into_iter().for_each(|piece| push(&mut out, piece));
        at += length;
    }
    out
}

/// Blanks at the end of a line are none.
fn trim_end(out: &mut [Inline]) {
    if let Some(Inline::Text(words)) = out.last_mut() {
        words.truncate(words.trim_end_matches(' ').len());
    }
}

/// Appends a piece; words follow words.
fn push(out: &mut Vec<Inline>, piece: Inline) {
    match (out.last_mut(), piece) {
        (_, Inline::Text(words)) if words.is_empty() => {}
        (Some(Inline::Text(before)), Inline::Text(words)) => before.push_str(&words),
        (_, piece) => out.push(piece),
    }
}

/// The next pieces of a text, and how long they are there.
fn piece(text: &str, at: usize, c: char) -> (Vec<Inline>, usize) {
    let rest = &text[at..];
    let found = match c {
        '\\' => escape(rest),
        '`' => code(rest),
        '<' => link::angle(rest),
        '&' => entity::read(rest).map(|(c, length)| (words(c.to_string()), length)),
        '[' => link::link(rest, inlines),
        '!' if rest.starts_with("![") => {
            link::link(&rest[1..], inlines).map(|(image, length)| (words(plain(&image)), length + 1))
        }
        '*' | '_' => emphasis::read(text, at, inlines),
        '\n' => Some((words(" "), 1)),
        _ => None,
    };
    // What is no mark stands for itself; of a run that is too long for one, all of it.
    found.unwrap_or_else(|| {
        let run = if matches!(c, '`' | '*' | '_') { run(rest, c) } else { 1 };
        let length = if c == '`' || run > emphasis::LONGEST { run } else { c.len_utf8() };
        (words(&rest[..length]), length)
    })
}

fn words(text: impl Into<String>) -> Vec<Inline> {
    vec![Inline::Text(text.into())]
}

/// The words of pieces; an image has no address.
fn plain(pieces: &[Inline]) -> String {
    pieces
        .iter()
        .map(|piece| if let Inline::Link(words, _) = piece { words.clone() } else { piece.plain() })
        .collect()
}

fn escape(rest: &str) -> Option<(Vec<Inline>, usize)> {
    let next = rest[1..].chars().next()?;
    match next {
        '\n' => Some((words(" "), 2)),
        c if c.is_ascii_punctuation() => Some((words(c), 2)),
        _ => None,
    }
}

fn code(rest: &str) -> Option<(Vec<Inline>, usize)> {
    let (inner, length) = span(rest)?;
    let inner = inner.replace('\n', " ");
    let padded = inner.strip_prefix(' ').and_then(|inner| inner.strip_suffix(' '));
    let inner = padded.filter(|_| !inner.trim().is_empty()).unwrap_or(&inner);
    Some((vec![Inline::Code(inner.to_owned())], length))
}
