//! Command lines in configuration, as words.

/// Splits a command into words as a POSIX shell does: quotes and backslashes, nothing else.
pub fn split(command: &str) -> Vec<String> {
    let (mut words, last) = split_open(command);
    words.extend(last);
    words
}

/// The words of a command that is still being typed, and the one at its end, if a blank does not end it.
pub fn split_open(command: &str) -> (Vec<String>, Option<String>) {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut chars = command.chars();
    while let Some(c) = chars.next() {
        match (c, quote) {
            ('\\', None | Some('"')) => word.get_or_insert_default().extend(chars.next()),
            (c, Some(open)) if c == open => quote = None,
            ('\'' | '"', None) => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (c, None) if c.is_whitespace() => words.extend(word.take()),
            (c, _) => word.get_or_insert_default().push(c),
        }
    }
    (words, word)
}

/// The words of a command as Python's `shlex` has them, which is stricter than [`split`].
///
/// # Errors
/// A quotation that does not end, or a backslash before nothing, in Python's words.
pub fn words(command: &str) -> Result<Vec<String>, &'static str> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut chars = command.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, quote) {
            ('\\', None) => word.get_or_insert_default().push(chars.next().ok_or("No escaped character")?),
            ('\\', Some('"')) => match chars.next_if(|next| matches!(next, '"' | '\\')) {
                Some(next) => word.get_or_insert_default().push(next),
                None if chars.peek().is_none() => return Err("No escaped character"),
                None => word.get_or_insert_default().push('\\'),
            },
            (c, Some(open)) if c == open => quote = None,
            ('\'' | '"', None) => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (' ' | '\t' | '\r' | '\n', None) => words.extend(word.take()),
            (c, _) => word.get_or_insert_default().push(c),
        }
    }
    if quote.is_some() {
        return Err("No closing quotation");
    }
    words.extend(word);
    Ok(words)
}

/// A word as a POSIX shell reads it back, in quotes if need be.
#[must_use]
pub fn quote(word: &str) -> String {
    let safe = |c: char| c.is_ascii_alphanumeric() || "@%+=:,./-_".contains(c);
    match word {
        "" => "''".to_owned(),
        word if word.chars().all(safe) => word.to_owned(),
        word => format!("'{}'", word.replace('\'', "'\"'\"'")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_shlex() {
        // Values of shlex.split(command).
        let good: [(&str, &[&str]); 5] = [
            ("a # b", &["a", "#", "b"]),
            ("a 'b' \"c\\\"d\" e\\ f", &["a", "b", "c\"d", "e f"]),
            ("\"a\\n\\\\\" ''", &["a\\n\\", ""]),
            ("a\u{a0}b\nc", &["a\u{a0}b", "c"]),
            (" ", &[]),
        ];
        for (command, expected) in good {
            assert_eq!(words(command).unwrap(), expected, "{command}");
        }
        assert_eq!(words("a \"b"), Err("No closing quotation"));
        assert_eq!(words("it's"), Err("No closing quotation"));
        assert_eq!(words("a \\"), Err("No escaped character"));
    }

    #[test]
    fn quoted_words_come_back() {
        for word in ["", "a", "it's", "a b", "$x `y` \"z\"", "--query=Pools[].Id"] {
            assert_eq!(words(&quote(word)).unwrap(), [word], "{word}");
        }
        assert_eq!(quote("it's"), "'it'\"'\"'s'");
    }

    #[test]
    fn commands_are_split_as_by_a_shell() {
        let cases: [(&str, &[&str]); 5] = [
            ("less -R", &["less", "-R"]),
            ("  'a b' \"c \\\" d\" e\\ f ", &["a b", "c \" d", "e f"]),
            ("", &[]),
            ("''", &[""]),
            ("a'b'c", &["abc"]),
        ];
        for (command, words) in cases {
            assert_eq!(split(command), words, "{command}");
        }
    }
}
