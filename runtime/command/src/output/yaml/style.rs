//! How a text has to be written so that a reader gets the same text back.

use super::resolve::is_special;

/// With or without quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// As it is.
    Plain,
    /// In single quotes, where only those need an escape.
    Single,
    /// In double quotes, with escapes for anything that is not printable.
    Double,
}

/// The simplest style that a text can have; `key` says whether it is the key of a line.
pub(super) fn style(text: &str, key: bool) -> Style {
    if is_name(text) && !is_special(text) {
        return Style::Plain;
    }
    let breaks = text.contains(is_break);
    if needs_escapes(text) || breaks && (key || has_break_beside_space(text)) {
        return Style::Double;
    }
    let outer = |c: Option<char>| c.is_none_or(|c| c == ' ');
    if breaks || outer(text.chars().next()) || outer(text.chars().last()) {
        return Style::Single;
    }
    if has_indicator(text) || is_special(text) { Style::Single } else { Style::Plain }
}

/// Whether a text is made of nothing but letters, digits and what may stand anywhere among them. Most texts
/// are, and need no closer look.
fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.@/+".contains(&b))
}

/// Whether the character ends a line.
pub(super) fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether the character may stand in a document as it is.
pub(super) fn is_printable(c: char) -> bool {
    matches!(c, '\n' | ' '..='~' | '\u{a0}'..='\u{fefe}' | '\u{ff00}'..='\u{fffd}')
}

fn needs_escapes(text: &str) -> bool {
    !text.chars().all(is_printable)
}

/// Single quotes fold lines, which would lose a blank beside a line break.
fn has_break_beside_space(text: &str) -> bool {
    let mut pairs = text.chars().zip(text.chars().skip(1));
    pairs.any(|(a, b)| a == ' ' && is_break(b) || is_break(a) && b == ' ')
}

/// Whether any character would be read as a part of YAML's own notation.
fn has_indicator(text: &str) -> bool {
    let mut before = None;
    let mut chars = text.chars().peekable();
    let mut found = text.starts_with("---") || text.starts_with("...");
    while let (false, Some(c)) = (found, chars.next()) {
        let ends_word = chars.peek().is_none_or(|next| *next == ' ');
        found = match (c, before) {
            ('?' | '-', None) | (':', _) => ends_word,
            ('#', _) => before.is_none_or(|before| before == ' '),
            (_, None) => ",[]{}&*!|>'\"%@`".contains(c),
            _ => false,
        };
        before = Some(c);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles() {
        use Style::{Double, Plain, Single};
        let cases = [
            ("", Single),
            ("a b", Plain),
            ("a: b", Single),
            ("a:b", Plain),
            ("a:", Single),
            ("a #b", Single),
            ("a#b", Plain),
            ("-a", Plain),
            ("- a", Single),
            ("?a", Plain),
            ("it's", Plain),
            ("'a", Single),
            ("a\nb", Single),
            ("a \nb", Double),
            (" a", Single),
            ("a\tb", Double),
            ("12", Single),
            ("é\u{2028}", Single),
            ("😀", Double),
            ("--- ", Single),
            ("---a", Single),
        ];
        for (text, expected) in cases {
            assert_eq!(style(text, false), expected, "{text:?}");
        }
        assert_eq!(style("a\nb", true), Double);
    }
}
