//! Unicode's line breaks in single quotes. The AWS CLI writes them as they are, since they are breaks in YAML 1.1; the parser reads
//! YAML 1.2, for which they are characters like any other. In: a text, or the source of a quoted one. Out: the same as YAML 1.1 has it.

/// The breaks that YAML 1.2 has not. U+0085 is never written as it is.
pub(super) const BREAKS: [char; 2] = ['\u{2028}', '\u{2029}'];

/// A line that is one of these breaks has no indent. For the parser it needs one, which is not part of the text.
pub(super) fn indented(text: &str) -> String {
    let deepest = text.lines().map(|line| line.len() - line.trim_start_matches(' ').len()).max();
    let indent = " ".repeat(deepest.unwrap_or(0) + 2);
    let line = |line: &str| if line.starts_with(BREAKS) { indent.clone() + line } else { line.to_owned() };
    text.split_inclusive('\n').map(line).collect()
}

/// The text of a source in single quotes, if that is what it is.
pub(super) fn unquoted(source: &str) -> Option<String> {
    let inner = source.trim_end().strip_prefix('\'')?.strip_suffix('\'')?.replace("''", "'");
    let (mut out, mut rest) = (String::with_capacity(inner.len()), inner.as_str());
    while let Some(at) = rest.find(is_break) {
        out.push_str(rest[..at].trim_end_matches(BLANKS));
        let next =
            rest[at..].find(|c| !is_break(c) && !BLANKS.contains(&c)).map_or(rest.len(), |end| at + end);
        fold(&mut out, rest[at..next].chars().filter(|c| is_break(*c)));
        rest = &rest[next..];
    }
    out.push_str(rest);
    Some(out)
}

const BLANKS: [char; 2] = [' ', '\t'];

fn is_break(c: char) -> bool {
    c == '\n' || BREAKS.contains(&c)
}

/// A single line feed is a blank, the first of several is none; other breaks stay.
fn fold(out: &mut String, mut breaks: impl Iterator<Item = char>) {
    let (first, before) = (breaks.next(), out.len());
    out.extend(first.filter(|c| *c != '\n'));
    out.extend(breaks);
    if out.len() == before {
        out.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_are_those_of_yaml_1_1() {
        let cases = [
            ("'a\u{2028}  b'", "a\u{2028}b"),
            ("'a\u{2029}\n  b'", "a\u{2029}\nb"),
            ("'a \n  it''s'", "a it's"),
            ("'a\n\n  b '", "a\nb "),
            ("'\n\n\u{2029}  ~'", "\n\u{2029}~"),
            ("'\u{2028}'", "\u{2028}"),
        ];
        for (source, text) in cases {
            assert_eq!(unquoted(source).as_deref(), Some(text), "{source:?}");
        }
        assert_eq!(unquoted("a"), None);
        assert_eq!(indented("a:\n  b: '\n\n\u{2028}'"), "a:\n  b: '\n\n    \u{2028}'");
    }
}
