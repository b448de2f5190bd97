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

/// A word for a POSIX shell, in quotes if it needs some.
pub fn word(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_-./:@%+=,".contains(c);
    match !text.is_empty() && text.chars().all(is_plain) {
        true => text.to_owned(),
        false => format!("'{}'", text.replace('\'', "'\\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
