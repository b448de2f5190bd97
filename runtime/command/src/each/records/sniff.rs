//! Which form an input has that bears no name.

use super::Format;

/// The form of an input that begins so: JSON begins with a brace, YAML with a mark or with a key and a colon, and all
/// else is CSV.
pub(super) fn format(head: &[u8]) -> Format {
    let text = String::from_utf8_lossy(head);
    let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    if line.starts_with(['{', '[']) {
        return Format::Lines;
    }
    let is_mark =
        line == "---" || line.starts_with("--- ") || line.starts_with(['%', '#']) || line.starts_with("- ");
    let key = line.split_once(':').filter(|(_, rest)| rest.is_empty() || rest.starts_with(' '));
    let is_key = key.is_some_and(|(key, _)| !key.contains([',', ';', '\t']));
    if is_mark || is_key { Format::Documents } else { Format::Csv }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_tells() {
        let cases: [(&str, Format); 11] = [
            ("{\"a\": 1}\n", Format::Lines),
            ("\n\n  {}\n", Format::Lines),
            ("---\na: 1\n", Format::Documents),
            ("%YAML 1.2\n---\n", Format::Documents),
            ("# users\nUsername: a\n", Format::Documents),
            ("Username: jane\n", Format::Documents),
            ("Attributes:\n- Name: a\n", Format::Documents),
            ("Username,Email\n", Format::Csv),
            ("Username\njane\n", Format::Csv),
            ("a,b: c\n", Format::Csv),
            ("", Format::Csv),
        ];
        for (text, expected) in cases {
            assert_eq!(format(text.as_bytes()), expected, "{text}");
        }
    }
}
