//! Text that is not CommonMark, written so that it reads as itself: names, values, sentences.

/// A text in one line, as it is.
pub(crate) fn one_line(text: &str) -> String {
    let seen: String = text.chars().map(|c| if is_invisible(c) { ' ' } else { c }).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A sentence or a title in one line, with every mark escaped.
pub(crate) fn escaped(text: &str) -> String {
    let line = one_line(text);
    let start = line.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
    let mut out = String::with_capacity(line.len());
    for (at, c) in line.char_indices() {
        // What makes a heading, a list, a rule or a line below a title does so at the beginning alone.
        if "\\`*_[]<>&~|".contains(c) || at == start && "#-+=.):".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A value as code, whatever backticks are in it.
pub(crate) fn code(value: &str) -> String {
    let shown: String =
        value.chars().map(|c| if is_invisible(c) || c.is_whitespace() { ' ' } else { c }).collect();
    let longest = shown.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    match shown.as_str() {
        "" => "the empty text".to_owned(),
        blank if blank.trim().is_empty() => "blanks".to_owned(),
        _ if longest == 0 && shown.trim() == shown => format!("`{shown}`"),
        _ => format!("{fence} {shown} {fence}"),
    }
}

/// Control characters, and those that turn the direction of text or cannot be seen.
pub(crate) fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_reads_as_itself() {
        assert_eq!(escaped("a\n\n```\nfn `x` <b>"), "a \\`\\`\\` fn \\`x\\` \\<b\\>");
        assert_eq!(escaped("1. Amazon Simple (X)"), "1\\. Amazon Simple (X)");
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("a`b"), "`` a`b ``");
        assert_eq!(code("\n"), "blanks");
        assert_eq!(code("a\nb"), "`a b`");
        assert_eq!(code(""), "the empty text");
    }
}
