//! Texts that CommonMark reads as what they look like: one line of words, code and links. Most are, and need no parser.

use std::ops::Range;

/// Whether a text is one line of words and code, such as "Use `name` here.", for sure. Nothing in it is HTML, a link,
/// emphasis, an escape or the mark of a block.
pub(crate) fn is_plain(text: &str) -> bool {
    !text.contains('[') && pieces(text).is_some()
}

/// The pieces of code and the links in a text that is one line of them and of words; `None` if it might be anything else.
pub(crate) fn pieces(text: &str) -> Option<Vec<Range<usize>>> {
    let bytes = text.as_bytes();
    if !bytes.first()?.is_ascii_alphabetic() {
        return None;
    }
    let (mut pieces, mut at) = (Vec::new(), 0);
    while let Some(byte) = bytes.get(at) {
        let length = match byte {
            b'`' => code(&text[at..])?,
            b'[' => link(&text[at..])?,
            b'<' | b']' | b'*' | b'_' | b'~' | b'\\' | b'&' | b'!' => return None,
            b' '..=b'~' => {
                at += 1;
                continue;
            }
            _ => return None,
        };
        pieces.push(at..at + length);
        at += length;
    }
    Some(pieces)
}

/// The length of a piece of code.
fn code(text: &str) -> Option<usize> {
    let end = 1 + text[1..].find('`')?;
    let is_simple = text[1..end].bytes().all(|byte| matches!(byte, b' '..=b'~'));
    (end > 1 && is_simple && !text[end + 1..].starts_with('`')).then_some(end + 1)
}

/// The length of `` [`CODE`] `` or `` [`CODE`](ADDRESS) ``.
fn link(text: &str) -> Option<usize> {
    let end = 1 + text[1..].starts_with('`').then(|| code(&text[1..]))??;
    let behind = text[end..].strip_prefix(']')?;
    let Some(address) = behind.strip_prefix('(') else {
        return (!behind.starts_with(['[', ':'])).then_some(end + 1);
    };
    let length = address.find(')')?;
    let is_simple = address[..length].bytes().all(|b| b.is_ascii_alphanumeric() || b":/._#-".contains(&b));
    is_simple.then_some(end + 1 + 1 + length + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_code_and_links_are_simple() {
        assert_eq!(pieces("Use `a_b` and `c`."), Some(vec![4..9, 14..17]));
        assert_eq!(pieces("See [`A`] and [`b`](c::D#e)."), Some(vec![4..9, 14..27]));
        assert_eq!(pieces("A name."), Some(vec![]));
        for text in
            ["", "- a", "1. a", "a\nb", "a <b>", "a [b]", "a *b*", "a_b", "a `b", "a ``b``", "a\\", "\u{e4}"]
        {
            assert_eq!(pieces(text), None, "{text}");
        }
        for text in ["a [`b`][c]", "a [`b`]: c", "a [`b`](c d)", "a ![`b`](c)", "a `\u{e4}`", "a [`b` c](d)"]
        {
            assert_eq!(pieces(text), None, "{text}");
        }
        assert!(is_plain("Use `a`.") && !is_plain("Use [`a`](b)."));
    }
}
