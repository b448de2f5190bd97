//! Words of reStructuredText.

/// Words in which nothing is a mark. At the start of a block more is one.
pub(in crate::reference) fn text(text: &str, starts_block: bool) -> String {
    let (mut out, mut before) = (String::new(), None);
    let mut chars = text.chars().peekable();
    if starts_block && begins_block(text) {
        out.push('\\');
    }
    while let Some(c) = chars.next() {
        let next = chars.peek();
        let is_reference = c == '_' && next.is_none_or(|next| !next.is_alphanumeric());
        // `word:x` is an address, `::` at the end begins a literal block.
        let is_colon =
            c == ':' && (before == Some(':') || next.is_some_and(|n| !n.is_whitespace()) && !is_web(&out));
        let is_first = out == "\\";
        if !is_first && (matches!(c, '\\' | '*' | '`' | '|') || is_reference || is_colon) {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
    out
}

/// Whether the last word before a colon is a scheme that may be followed, or none at all.
fn is_web(before: &str) -> bool {
    let scheme =
        before.rsplit(|c: char| !c.is_ascii_alphanumeric() && !"+.-".contains(c)).next().unwrap_or_default();
    scheme.is_empty() || ["http", "https", "mailto"].iter().any(|s| s.eq_ignore_ascii_case(scheme))
}

/// Whether the first character of a block would begin something other than a paragraph: a list, a
/// directive, a field, a table, a title.
fn begins_block(text: &str) -> bool {
    let first = text.chars().next();
    first.is_some_and(|c| !c.is_alphanumeric() && !c.is_whitespace()) || begins_item(text)
}

/// `1.`, `a)`, `(iv)`: an item of a numbered list. A bracket in front has been seen already.
fn begins_item(text: &str) -> bool {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
    let (mark, rest) = text.split_at(end);
    let roman = |c: char| "ivxlcdm".contains(c.to_ascii_lowercase());
    let is_mark = mark.len() == 1 || mark.chars().all(|c| c.is_ascii_digit()) || mark.chars().all(roman);
    let mut rest = rest.chars();
    !mark.is_empty()
        && is_mark
        && matches!(rest.next(), Some('.' | ')'))
        && rest.next().is_none_or(char::is_whitespace)
}

/// Code, or words that say the same where it cannot be marked as code.
pub(in crate::reference) fn code(code: &str) -> String {
    marked(
        code,
        "``",
        |code| code.to_owned(),
        code.contains("``") || code.starts_with('`') || code.ends_with('`'),
    )
}

/// Stressed words.
pub(in crate::reference) fn stressed(words: &str, mark: &str) -> String {
    marked(words, mark, |words| text(words, false), false)
}

/// A mark needs a word at each of its ends.
fn marked(words: &str, mark: &str, inside: impl Fn(&str) -> String, never: bool) -> String {
    let at_edge = |c: Option<char>| c.is_none_or(char::is_whitespace);
    match never || at_edge(words.chars().next()) || at_edge(words.chars().next_back()) {
        true => text(words, true),
        false => format!("{mark}{}{mark}", inside(words)),
    }
}

/// Words that lead to an address.
pub(in crate::reference) fn link(words: &str, address: &str) -> String {
    let words = text(words, false).replace('<', "\\<").replace(':', "\\:").replace("\\\\:", "\\:");
    // An address that ends so would be the name of another link.
    let address = address.strip_suffix('_').map_or(address.to_owned(), |start| format!("{start}%5F"));
    format!("`{words} <{address}>`__")
}
