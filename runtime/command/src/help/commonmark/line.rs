//! What a line begins with: marks of lists, fences, headings, quotations, rules, HTML.

/// The mark of an item.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Item {
    /// `-`, `+`, `*`, or what follows the number: items of one list agree in it.
    pub(super) kind: char,
    /// Where the item's words begin.
    pub(super) indent: usize,
    /// Whether there are words on this line.
    pub(super) has_words: bool,
    /// Whether the list begins here and not in the middle: no number, or 1.
    pub(super) is_first: bool,
}

/// A fence of code.
#[derive(Clone, Copy)]
pub(super) struct Fence {
    mark: char,
    length: usize,
    pub(super) indent: usize,
}

pub(super) fn is_blank(line: &str) -> bool {
    line.trim().is_empty()
}

/// The line with blanks in place of the tabs in front; those in the middle are words.
pub(super) fn untabbed(line: &str) -> String {
    let words = line.trim_start_matches([' ', '\t']);
    line[..line.len() - words.len()].replace('\t', "    ") + words
}

pub(super) fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// The line without so many blanks at most.
pub(super) fn without_indent(line: &str, most: usize) -> &str {
    &line[indent(line).min(most)..]
}

/// A line that has less than the four blanks of code, without its blanks.
fn content(line: &str) -> Option<&str> {
    (indent(line) < 4).then(|| line.trim_start_matches(' '))
}

pub(super) fn item(line: &str) -> Option<Item> {
    let words = content(line)?;
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let kind = words[digits..].chars().next()?;
    let is_item = if digits == 0 { "-+*".contains(kind) } else { digits < 10 && ".)".contains(kind) };
    let rest = words.get(digits + 1..).filter(|_| is_item)?;
    if is_rule(line) || !(rest.is_empty() || rest.starts_with([' ', '\t'])) {
        return None;
    }
    // Five blanks and more are one, and code behind it.
    let blanks = indent(rest);
    let gap = if is_blank(rest) || blanks > 4 { 1 } else { blanks.max(1) };
    Some(Item {
        kind,
        indent: indent(line) + digits + 1 + gap,
        has_words: !is_blank(rest),
        is_first: digits == 0 || &words[..digits] == "1",
    })
}

pub(super) fn fence(line: &str) -> Option<Fence> {
    let words = content(line)?;
    let mark = words.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = words.chars().take_while(|c| *c == mark).count();
    let is_fence = length >= 3 && !(mark == '`' && words[length..].contains('`'));
    is_fence.then(|| Fence { mark, length, indent: indent(line) })
}

impl Fence {
    pub(super) fn is_closed_by(self, line: &str) -> bool {
        content(line).is_some_and(|words| {
            let words = words.trim_end();
            words.len() >= self.length && words.chars().all(|c| c == self.mark)
        })
    }
}

/// The words of a heading.
pub(super) fn heading(line: &str) -> Option<&str> {
    let words = content(line)?;
    let rest = words.trim_start_matches('#');
    let level = words.len() - rest.len();
    if !(1..=6).contains(&level) || !(rest.is_empty() || rest.starts_with([' ', '\t'])) {
        return None;
    }
    let rest = rest.trim();
    let open = rest.trim_end_matches('#');
    Some(if open.is_empty() || open.ends_with([' ', '\t']) { open.trim_end() } else { rest })
}

/// The line below a paragraph that makes a heading of it.
pub(super) fn is_underline(line: &str) -> bool {
    content(line).map(str::trim_end).is_some_and(|words| {
        !words.is_empty() && (words.bytes().all(|b| b == b'=') || words.bytes().all(|b| b == b'-'))
    })
}

pub(super) fn is_rule(line: &str) -> bool {
    let Some(words) = content(line) else { return false };
    let mut marks = words.chars().filter(|c| !matches!(c, ' ' | '\t'));
    let Some(first) = marks.next().filter(|c| "*-_".contains(*c)) else { return false };
    let mut count = 1;
    marks.all(|mark| {
        count += 1;
        mark == first
    }) && count >= 3
}

/// What is quoted on a line.
pub(super) fn quoted(line: &str) -> Option<&str> {
    let rest = content(line)?.strip_prefix('>')?;
    Some(rest.strip_prefix(' ').unwrap_or(rest))
}

/// Tags that begin a block of HTML wherever they stand at the beginning of a line; other tags only where they stand
/// alone.
const BLOCKS: &str = " address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption \
                      figure footer form frame h1 h2 h3 h4 h5 h6 head header hr html li link main menu nav ol \
                      optgroup option p param pre script section style summary table tbody td textarea tfoot th thead \
                      title tr track ul ";

/// Whether a block of HTML begins here; `breaks` if it may end a paragraph.
pub(super) fn html(line: &str, breaks: bool) -> bool {
    let Some(rest) = content(line).and_then(|words| words.strip_prefix('<')) else { return false };
    if rest.starts_with(['!', '?']) {
        return true;
    }
    let name: String = rest.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
    let alone =
        || super::link::tag(content(line)?).filter(|end| is_blank(&content(line).unwrap_or("")[*end..]));
    let is_block = !name.is_empty() && BLOCKS.contains(&format!(" {} ", name.to_ascii_lowercase()));
    is_block || !breaks && !name.is_empty() && alone().is_some()
}
