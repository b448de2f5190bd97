//! Halves of UTF-16 pairs that a reply has and UTF-8 has not: where the AWS CLI ends, and in which words.
//!
//! In: a piece of a result in its format. Out: how much of it is printed all the same, and why not the rest. What Python
//! writes at once is a text of JSON, a row of a table or a line; of YAML nothing is written.

use rt::internals::surrogates;

use super::render::Format;

/// What cannot be printed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stop {
    /// So many bytes are.
    pub(super) printed: usize,
    /// The reason in Python's words.
    pub(super) message: String,
}

/// Looks for the first half in a piece of a result.
pub(super) fn find(piece: &[u8], format: Format) -> Option<Stop> {
    let at = surrogates::find(piece)?;
    let line = piece[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    let quote = opening_quote(&piece[..at]);
    let (printed, from) = match format {
        Format::Json => (quote.unwrap_or(0), quote.unwrap_or(0)),
        Format::Table => {
            let bars = piece[line..].iter().take_while(|byte| **byte == b'|').count();
            let row = line + bars.saturating_sub(1);
            (row, row)
        }
        Format::Yaml | Format::YamlStream => (0, quote.map_or(line, |quote| quote + 1)),
        Format::Text | Format::Jsonl | Format::Csv | Format::Off => (line, line),
    };
    let place = String::from_utf8_lossy(&piece[from..at]).chars().count();
    let rest = String::from_utf8_lossy(&piece[at..]);
    let units: Vec<u32> = rest.chars().map_while(surrogates::half).collect();
    let what = match units.as_slice() {
        [one] => format!("character '\\u{one:04x}' in position {place}"),
        all => format!("characters in position {place}-{}", place + all.len().max(1) - 1),
    };
    Some(Stop { printed, message: format!("'utf-8' codec can't encode {what}: surrogates not allowed") })
}

/// The last quote that begins a text: not one that is escaped.
fn opening_quote(before: &[u8]) -> Option<usize> {
    let quotes = before.iter().enumerate().rev().filter(|(_, byte)| **byte == b'"');
    let is_escaped =
        |at: usize| before[..at].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1;
    quotes.map(|(at, _)| at).find(|at| !is_escaped(*at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(format: Format, text: &str, printed: &str, what: &str) {
        let piece = text.replace('~', "\u{10f800}");
        let stop = find(piece.as_bytes(), format).unwrap();
        assert_eq!(&piece[..stop.printed], printed);
        assert_eq!(stop.message, format!("'utf-8' codec can't encode {what}: surrogates not allowed"));
    }

    #[test]
    fn it_ends_where_the_aws_cli_does() {
        let one = |place| format!("character '\\ud800' in position {place}");
        check(Format::Json, "{\n    \"Name\": \"a~b\"\n}", "{\n    \"Name\": ", &one(2));
        check(Format::Json, "{\"a\\\"é~\": 1}", "{", &one(5));
        check(Format::Text, "A\tb\nUSERPOOL\tx\ta~b\n", "A\tb\n", &one(12));
        check(Format::Table, "--\n||  x  |  a~b  ||\n", "--\n|", &one(10));
        check(Format::Yaml, "A: b\nName: \"a~b\"\n", "", &one(1));
        check(Format::Json, "\"a~~b\"", "", "characters in position 2-3");
        assert_eq!(find("{\"a\": \"😀\"}".as_bytes(), Format::Json), None);
    }
}
