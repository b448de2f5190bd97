//! A command line that is still being typed, as words.

/// The words of a line; the last one is where the cursor is, and may be empty or have an open quote.
pub(super) fn split(line: &str) -> Vec<String> {
    let (mut words, last) = rt::internals::shell::split_open(line);
    words.push(last.unwrap_or_default());
    words
}

/// A word as it stands in a shell's line without quotes.
pub(super) fn quoted(word: &str) -> String {
    let special = |c: char| c.is_whitespace() || "'\"\\$`&|;<>()*?!#".contains(c);
    let mut quoted = String::new();
    for c in word.chars() {
        quoted += if special(c) { "\\" } else { "" };
        quoted.push(c);
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_is_where_the_cursor_is() {
        let cases: [(&str, &[&str]); 5] = [
            ("x sign-", &["x", "sign-"]),
            ("x sign-up ", &["x", "sign-up", ""]),
            ("x --a 'b c", &["x", "--a", "b c"]),
            ("x --a \"b\\\"\" A=", &["x", "--a", "b\"", "A="]),
            ("", &[""]),
        ];
        for (line, words) in cases {
            assert_eq!(split(line), words, "{line}");
        }
        assert_eq!(quoted("a b$"), "a\\ b\\$");
    }
}
