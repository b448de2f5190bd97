use std::io::Cursor;

use super::*;
use rt::json::{Layout, to_string};
use rt::value::Value;

/// The records of a text: line and JSON, or line and what is wrong.
fn records(format: Format, text: impl Into<Vec<u8>>) -> Result<Vec<String>, String> {
    let open = of_bytes(format, text.into())?;
    let shown = |record: Record| match record.map {
        Ok(map) => format!("{} {}", record.line, to_string(&Value::Map(map), Layout::Line)),
        Err(reason) => format!("{} ! {reason}", record.line),
    };
    Ok(open.records.map(shown).collect())
}

fn good(format: Format, text: impl Into<Vec<u8>>) -> Vec<String> {
    records(format, text).unwrap()
}

#[test]
fn csv_is_read_as_spreadsheets_write_it() {
    let text = "\u{feff}Username,Note\r\njane,\"a \"\"b\"\", c\r\nd\"\r\n\r\njoe,\r\n,x\nlast,é";
    assert_eq!(
        good(Format::Csv, text),
        [
            r#"2 {"Username": "jane", "Note": "a \"b\", c\r\nd"}"#,
            r#"5 {"Username": "joe"}"#,
            r#"6 {"Note": "x"}"#,
            r#"7 {"Username": "last", "Note": "é"}"#,
        ]
        .map(|line| line.replace("c\\r\\nd\\\"", "c\\r\\nd"))
    );
    assert_eq!(good(Format::Csv, ""), [""; 0]);
    assert_eq!(good(Format::Csv, "a,b\n"), [""; 0]);
}

#[test]
fn rows_that_are_wrong_are_named_and_the_others_read() {
    let text = b"a,b\n1\n1,2,3\n\xff,2\n1,2\n";
    assert_eq!(
        good(Format::Csv, text),
        [
            "2 ! a row of 1 cells, where the first line names 2 columns",
            "3 ! a row of 3 cells, where the first line names 2 columns",
            "4 ! column a: no UTF-8 at byte 1 of the record",
            r#"5 {"a": "1", "b": "2"}"#,
        ]
    );
    for (text, reason) in [
        ("a,b,a,b\n", "the first line names these columns more than once: a, b"),
        ("a,,c\n", "column 2 has no name in the first line"),
    ] {
        assert_eq!(records(Format::Csv, text), Err(reason.to_owned()));
    }
}

#[test]
fn json_lines() {
    let text = b"\xef\xbb\xbf{\"a\": 1}\r\n\n  \n{\"a\": {\"b\": [1]}}\n[1]\n{\"a\"\n\"\xff\"\n{}";
    assert_eq!(
        good(Format::Lines, text),
        [
            r#"1 {"a": 1}"#,
            r#"4 {"a": {"b": [1]}}"#,
            "5 ! a record is a JSON object, one in a line",
            "6 ! no JSON object: Expecting ':' delimiter: line 1 column 5 (char 4)",
            "7 ! no UTF-8 at byte 2 of the record",
            "8 {}",
        ]
    );
    let deep = "[".repeat(1 << 20);
    assert!(good(Format::Lines, deep)[0].starts_with("1 ! no JSON object"));
}

#[test]
fn yaml_documents() {
    let text = "# users\n---\na: 1\n---\n# nothing\n--- {a: 2}\n...\n\n%YAML 1.2\n---\na: |\n  x\n  y\n---\n- 1\n---\na: *b\n---\na: 3";
    assert_eq!(
        good(Format::Documents, text)
            .iter()
            .map(|line| line.split(" unk").next().unwrap())
            .collect::<Vec<_>>()[..4],
        [
            r#"3 {"a": 1}"#,
            r#"6 {"a": 2}"#,
            r#"11 {"a": "x\ny\n"}"#,
            "15 ! a record is a YAML map, one in a document"
        ]
    );
    let read = good(Format::Documents, text);
    assert!(read[4].starts_with("17 ! no YAML map: "), "{read:?}");
    assert_eq!(read[5], r#"19 {"a": 3}"#);
    assert_eq!(
        good(Format::Documents, "\u{feff}a: 1\r\n---\r\na: 2\r\n"),
        [r#"1 {"a": 1}"#, r#"3 {"a": 2}"#]
    );
}

#[test]
fn hostile_documents_are_errors_of_their_own() {
    let deep = format!("a: {}\n---\na: 1\n", "[".repeat(100_000));
    let read = good(Format::Documents, deep);
    assert!(read[0].starts_with("1 ! no YAML map: ") && read[1] == r#"3 {"a": 1}"#, "{read:?}");
    let mut bomb = "a0: &a0 [x]\n".to_owned();
    (1..30).for_each(|i| bomb += &format!("a{i}: &a{i} [*a{}, *a{}]\n", i - 1, i - 1));
    assert!(good(Format::Documents, bomb)[0].contains("aliases"));
}

/// A gigabyte without an end of a line.
struct Endless(u64);

impl std::io::Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = (buffer.len() as u64).min(self.0) as usize;
        buffer[..count].fill(b'x');
        self.0 -= count as u64;
        Ok(count)
    }
}

#[test]
fn a_line_of_a_gigabyte_is_bounded() {
    for format in [Format::Lines, Format::Documents, Format::Csv] {
        let after = Cursor::new("\n{\"a\": 1}\n".as_bytes());
        let before = Cursor::new(if format == Format::Csv { "a\n" } else { "" });
        let endless = std::io::Read::chain(std::io::Read::chain(before, Endless(1 << 30)), after);
        let reader = Reader::new(Box::new(endless), Position::default());
        let counted = allocation_counter::measure(|| {
            let open = read(reader, format, Position::default()).unwrap();
            let first = open.records.take(1).next().unwrap();
            assert!(first.map.unwrap_err().contains("longer than 64 MiB"), "{format:?}");
        });
        assert!(counted.bytes_max < 300 << 20, "{format:?}: {counted:?}");
    }
}
