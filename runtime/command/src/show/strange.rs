//! What is strange about a text that nobody should see: enough to find an error of quoting or copying, and nothing of the
//! text itself.

/// The words for what may be strange about a text, and whether it is.
type Sign = (&'static str, fn(&str) -> bool);

const SIGNS: [Sign; 8] = [
    ("is empty", str::is_empty),
    ("holds a curly quote", |text| text.contains(is_curly)),
    ("begins with a blank", |text| text.starts_with(is_blank)),
    ("ends in a blank", |text| text.ends_with(is_blank)),
    ("begins with a line end", |text| text.starts_with(['\n', '\r'])),
    ("ends in a line end", |text| text.ends_with(['\n', '\r'])),
    ("holds a long dash", |text| text.contains(['–', '—', '−'])),
    ("holds a character that no keyboard has", |text| text.contains(is_unseen)),
];

/// What is strange about a text, each in words; nothing about most.
pub(crate) fn signs(text: &str) -> Vec<&'static str> {
    SIGNS.iter().filter(|(_, is)| is(text)).map(|(words, _)| *words).collect()
}

/// A quote as word processors set it.
pub(crate) fn is_curly(c: char) -> bool {
    matches!(c, '“' | '”' | '„' | '‟' | '‘' | '’' | '‚' | '‛' | '«' | '»' | '‹' | '›')
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\n' | '\r')
}

/// Control characters, blanks and marks without a width, and what stands for nothing.
fn is_unseen(c: char) -> bool {
    let is_control = c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    let is_special_blank = c.is_whitespace() && !c.is_ascii();
    is_control
        || is_special_blank
        || matches!(c,
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{fdd0}'..='\u{fdef}' | '\u{feff}' | '\u{fff0}'..='\u{ffff}' | '\u{e000}'..='\u{f8ff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_tell_of_quoting_and_copying() {
        let cases: [(&str, &[&str]); 10] = [
            ("Example-Passw0rd!", &[]),
            ("päßwörd 1", &[]),
            ("", &["is empty"]),
            ("“x”", &["holds a curly quote"]),
            (" x", &["begins with a blank"]),
            ("x\t", &["ends in a blank"]),
            ("x\r\n", &["ends in a line end"]),
            ("–x", &["holds a long dash"]),
            ("x\u{200b}y", &["holds a character that no keyboard has"]),
            ("\u{a0}x", &["begins with a blank", "holds a character that no keyboard has"]),
        ];
        for (text, expected) in cases {
            assert_eq!(signs(text), expected, "{text:?}");
        }
    }
}
