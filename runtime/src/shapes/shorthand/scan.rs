//! Which characters belong to a key, a bare word or a quoted word.

/// `string.whitespace` of Python: what may stand between tokens.
pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t'..='\r')
}

/// What `str.strip` of Python takes off.
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\x1c'..='\x1f')
}

/// Whether a key may hold `c`.
pub(super) fn is_key(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '#' | '/' | ':')
}

/// The two kinds of bare word: what comes first behind `=`, and what follows a comma.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Bare {
    /// May hold `=`, `[` and `{`, but neither `]` nor `}`.
    First,
    /// May hold brackets of all kinds, but no `=`.
    Second,
}

impl Bare {
    fn starts_with(c: char) -> bool {
        matches!(c, '!'..='\u{ffff}') && !matches!(c, '"' | '\'' | ',' | '=' | '[' | '{')
    }

    fn goes_on_with(self, c: char) -> bool {
        let printable = matches!(c, '!'..='\u{ffff}') || is_space(c);
        let ends = match self {
            Bare::First => matches!(c, ']' | '}'),
            Bare::Second => c == '=',
        };
        printable && !ends && !matches!(c, '"' | '\'' | ',')
    }

    /// How many characters at the start of `text` make a word of this kind; 0 if there is none.
    pub(super) fn length(self, text: &[char]) -> usize {
        let mut length = 0;
        while let Some(c) = text.get(length) {
            let escaped_comma = *c == '\\' && text.get(length + 1) == Some(&',');
            let belongs = if length == 0 { Bare::starts_with(*c) } else { self.goes_on_with(*c) };
            match (escaped_comma, belongs) {
                (true, _) => length += 2,
                (false, true) => length += 1,
                (false, false) => break,
            }
        }
        length
    }
}

/// The value of a bare word: `\,` is a comma, blanks at the end go.
pub(super) fn bare_value(word: &[char]) -> String {
    let word: String = word.iter().collect();
    word.replace("\\,", ",").trim_end_matches(is_space).to_owned()
}

/// How many characters the quoted word at the start of `text` has, quotes included. Where no plain
/// quote ends it, the last escaped one does.
pub(super) fn quoted_length(text: &[char]) -> Option<usize> {
    let quote = *text.first()?;
    let mut last_escaped = None;
    let mut at = 1;
    while let Some(c) = text.get(at) {
        if *c == quote {
            return Some(at + 1);
        }
        if *c == '\\' && text.get(at + 1) == Some(&quote) {
            at += 1;
            last_escaped = Some(at + 1);
        }
        at += 1;
    }
    last_escaped
}

/// The value of a quoted word, given with its quotes.
pub(super) fn quoted_value(word: &[char]) -> String {
    let quote = word[0];
    let inner: String = word[1..word.len() - 1].iter().collect();
    inner.replace(&format!("\\{quote}"), &quote.to_string()).replace("\\\\", "\\")
}
