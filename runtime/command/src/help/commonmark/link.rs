//! Links, and what stands between angle brackets.

use super::entity;
use super::pieces::Inline;
use super::runs::{near, span};

/// `[words](address "title")`, and its length; `inlines` reads the words.
pub(super) fn link(rest: &str, inlines: fn(&str) -> Vec<Inline>) -> Option<(Vec<Inline>, usize)> {
    let close = bracket(rest)?;
    let inner = inlines(&rest[1..close]);
    if inner.iter().any(|piece| matches!(piece, Inline::Link(..))) {
        // Links hold no links; the inner one counts. What is read is not read again.
        let mut pieces = inner;
        pieces.insert(0, Inline::Text("[".to_owned()));
        pieces.push(Inline::Text("]".to_owned()));
        return Some((pieces, close + 1));
    }
    let (url, length) = target(&rest[close + 1..])?;
    let words: String = inner.iter().map(Inline::plain).collect();
    Some((vec![Inline::Link(words, url)], close + 1 + length))
}

/// The bracket that closes the one in front.
fn bracket(rest: &str) -> Option<usize> {
    let (rest, mut depth, mut at) = (near(rest), 0, 0);
    while let Some(c) = rest[at..].chars().next() {
        match c {
            '[' => depth += 1,
            ']' if depth == 1 => return Some(at),
            ']' => depth -= 1,
            _ => {}
        }
        at += match c {
            '\\' => 1 + rest[at + 1..].chars().next().map_or(0, char::len_utf8),
            '`' => span(&rest[at..]).map_or(1, |(_, length)| length),
            c => c.len_utf8(),
        };
    }
    None
}

/// The address behind the words, and the length of the parentheses.
fn target(rest: &str) -> Option<(String, usize)> {
    let inner = near(rest).strip_prefix('(')?;
    let start = inner.len() - inner.trim_start().len();
    let (url, end) = match inner[start..].strip_prefix('<') {
        Some(angled) => {
            let end = angled.find(['>', '\n']).filter(|end| angled[*end..].starts_with('>'))?;
            (&angled[..end], start + 1 + end + 1)
        }
        None => {
            let end = plain_address(&inner[start..])?;
            (&inner[start..start + end], start + end)
        }
    };
    let behind = title(&inner[end..])?;
    Some((address(url), 1 + end + behind))
}

/// Where an address ends that has no angle brackets: at a blank, or at a parenthesis that it did not open.
fn plain_address(text: &str) -> Option<usize> {
    let (mut depth, mut escaped) = (0, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '(' => depth += 1,
            ')' if depth == 0 => return Some(at),
            ')' => depth -= 1,
            c if c.is_whitespace() || c.is_control() => return (depth == 0).then_some(at),
            _ => {}
        }
    }
    None
}

/// The length of a title, if there is one, and of the closing parenthesis.
fn title(text: &str) -> Option<usize> {
    let blanks = text.len() - text.trim_start().len();
    let rest = &text[blanks..];
    if rest.starts_with(')') {
        return Some(blanks + 1);
    }
    let quote = rest.chars().next().filter(|c| blanks > 0 && matches!(c, '"' | '\'' | '('))?;
    let close = if quote == '(' { ')' } else { quote };
    let end = rest[1..].find(close)? + 2;
    let gap = rest[end..].len() - rest[end..].trim_start().len();
    rest[end + gap..].starts_with(')').then_some(blanks + end + gap + 1)
}

/// `<address>` is a link; a tag or a comment is nothing.
pub(super) fn angle(rest: &str) -> Option<(Vec<Inline>, usize)> {
    let rest = near(rest);
    if let Some(end) = rest.find('>') {
        let inner = &rest[1..end];
        let scheme = inner.split_once(':').is_some_and(|(scheme, _)| {
            (2..=32).contains(&scheme.len())
                && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
                && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+.-".contains(&b))
        });
        let is_address = scheme || is_mail(inner);
        if is_address && !inner.contains(|c: char| c.is_whitespace() || c.is_control() || c == '<') {
            return Some((vec![Inline::Link(inner.to_owned(), inner.to_owned())], end + 1));
        }
    }
    tag(rest).map(|length| (Vec::new(), length))
}

fn is_mail(text: &str) -> bool {
    let legal = |c: char| c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c);
    text.split_once('@').is_some_and(|(name, host)| {
        let label =
            |label: &str| !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        !name.is_empty() && name.chars().all(legal) && host.split('.').all(label)
    })
}

/// The length of a tag or a comment at the beginning of a text.
pub(super) fn tag(text: &str) -> Option<usize> {
    let rest = near(text).strip_prefix('<')?;
    if let Some(comment) = rest.strip_prefix("!--") {
        return Some(comment.find("-->")? + 1 + 3 + 3);
    }
    let name = rest.strip_prefix('/').unwrap_or(rest);
    let begins = name.starts_with(|c: char| c.is_ascii_alphabetic());
    let length = name.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'-').count();
    let behind = &name[length..];
    let is_tag = begins && behind.starts_with(|c: char| c.is_whitespace() || c == '>' || c == '/');
    let end = is_tag.then(|| behind.find('>')).flatten()?;
    (!behind[..end].contains('<')).then_some(1 + rest.len() - name.len() + length + end + 1)
}

/// An address with its escapes and entities read.
pub(super) fn address(text: &str) -> String {
    let (mut out, mut at) = (String::new(), 0);
    while let Some(c) = text[at..].chars().next() {
        let next = text[at + c.len_utf8()..].chars().next();
        let (read, length) = match (c, next) {
            ('\\', Some(next)) if next.is_ascii_punctuation() => (next, 2),
            ('&', _) => entity::read(&text[at..]).unwrap_or((c, 1)),
            _ => (c, c.len_utf8()),
        };
        out.push(read);
        at += length;
    }
    out
}
