//! Tabs between the parts of a block: YAML 1.2 allows them, the AWS CLI's reader does not.
//!
//! In: a text that was read, and its events with their places. Out: whether a tab stands where none may.

use granit_parser::{Event, ScalarStyle};

/// An event with the bytes of the text that it covers.
pub(super) type Placed<'e, 'a> = (&'e Event<'a>, &'e std::ops::Range<usize>);

/// Whether a tab is neither quoted nor in a comment, in the lines of a literal text, nor between the parts of a list in brackets.
pub(super) fn divide<'e, 'a: 'e>(text: &str, events: impl Iterator<Item = Placed<'e, 'a>>) -> bool {
    // How many lists and maps in brackets and braces are open; all that is inside of one is in brackets too.
    let mut open = 0_usize;
    let (mut end, mut is_free) = (0, false);
    for (event, place) in events {
        let gap = text.get(end..place.start).unwrap_or_default();
        if !is_free && open == 0 && outside_of_comments(gap).any(|part| part.contains('\t')) {
            return true;
        }
        let own = text.get(place.clone()).unwrap_or_default();
        match event {
            Event::Scalar(_, ScalarStyle::Plain, ..) if own.contains('\t') => return true,
            Event::MappingStart(..) | Event::SequenceStart(..) => {
                open += usize::from(open > 0 || own.starts_with(['{', '[']));
            }
            Event::MappingEnd | Event::SequenceEnd => open = open.saturating_sub(1),
            _ => {}
        }
        // What stands behind `---` may be told from it by a tab.
        is_free = matches!(event, Event::DocumentStart(true, _));
        end = end.max(place.end);
    }
    outside_of_comments(text.get(end..).unwrap_or_default()).any(|part| part.contains('\t'))
}

/// The parts of lines that stand before a comment.
fn outside_of_comments(gap: &str) -> impl Iterator<Item = &str> {
    gap.lines().map(|line| {
        let begins = |at: usize| line[..at].chars().next_back().is_none_or(char::is_whitespace);
        let comment = line.match_indices('#').map(|(at, _)| at).find(|at| begins(*at));
        &line[..comment.unwrap_or(line.len())]
    })
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use rt::json::{Layout, to_string};

    fn json(text: &str) -> Result<String, String> {
        parse(text).map(|value| to_string(&value, Layout::Wire)).map_err(|error| error.to_string())
    }

    #[test]
    fn tabs_are_no_spaces() {
        let refused = [
            "a:\tb",
            "a: b\t# c",
            "a: b\n\t\n",
            "a: b\t",
            "a: b\tc",
            "a: {b: c\td}",
            "a: >-\t\n  b\n",
            "a: &x\tb",
            "a: \"b\"\t\n",
            "a: [b]\t",
            "a: b\n...\t\n",
            "\ta: b",
            "? a\n:\tb",
            "\"a\"\t: b",
            "-\ta",
            "ä:\tö",
        ];
        for text in refused {
            assert!(json(text).is_err(), "{text:?}");
        }
        let read = [
            ("a: \"b\tc\"", r#"{"a": "b\tc"}"#),
            ("a: 'b\tc'", r#"{"a": "b\tc"}"#),
            ("ä: b # c\td\n#\te\n", r#"{"\u00e4": "b"}"#),
            ("a: |\n  b\tc\n", r#"{"a": "b\tc\n"}"#),
            ("a:\n  \"b\n\tc\"\n", r#"{"a": "b c"}"#),
            ("a: [b,\n\tc,\td]", r#"{"a": ["b", "c", "d"]}"#),
            ("{a:\tb,\tc: d}", r#"{"a": "b", "c": "d"}"#),
            ("---\tx", r#""x""#),
        ];
        for (text, expected) in read {
            assert_eq!(json(text).as_deref(), Ok(expected), "{text:?}");
        }
        assert!(json(&format!("{}\t{}", "[".repeat(400), "]".repeat(400))).is_ok());
    }
}
