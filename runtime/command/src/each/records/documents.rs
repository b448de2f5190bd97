//! YAML documents: a map in each. A line with `---` or `...` ends a document, whatever it is in.

use super::input::Reader;
use super::{LONGEST, Record, text, too_long};
use crate::bind::yaml;
use rt::value::{Map, Value};

/// The records of such an input. Documents without content are none.
pub(super) struct Documents {
    reader: Reader,
    line: u64,
    /// A line that belongs to the next document.
    ahead: Vec<u8>,
    is_over: bool,
}

impl Documents {
    pub(super) fn new(reader: Reader) -> Documents {
        Documents { reader, line: 0, ahead: Vec::new(), is_over: false }
    }

    /// The lines of the next document, and the number of the first one with content. Of one that is too long, only as
    /// much is kept.
    fn document(&mut self) -> std::io::Result<(Vec<u8>, Option<u64>)> {
        let mut document = std::mem::take(&mut self.ahead);
        let mut is_marked = !document.is_empty();
        let mut begins = (!is_blank(content(&document))).then_some(self.line);
        let mut line = Vec::new();
        while self.reader.line(&mut line, LONGEST)? {
            self.line += 1;
            if is_mark(&line, b"...") {
                return Ok((document, begins));
            }
            if is_mark(&line, b"---") {
                if begins.is_some() {
                    self.ahead = line;
                    return Ok((document, begins));
                }
                // Directives stand before the first mark; what stands between two is a document without content.
                if std::mem::replace(&mut is_marked, true) {
                    document.clear();
                }
            }
            if begins.is_none() && !is_blank(content(&line)) {
                begins = Some(self.line);
            }
            if document.len() as u64 <= LONGEST {
                document.append(&mut line);
            }
        }
        self.is_over = true;
        Ok((document, begins))
    }
}

impl Iterator for Documents {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        while !self.is_over {
            match self.document() {
                Ok((_, None)) => {}
                Ok((document, Some(line))) => return Some(Record { line, map: map(&document) }),
                Err(error) => {
                    self.is_over = true;
                    let reason = format!("the input cannot be read on: {error}");
                    return Some(Record { line: self.line, map: Err(reason) });
                }
            }
        }
        None
    }
}

fn map(document: &[u8]) -> Result<Map, String> {
    if document.len() as u64 > LONGEST {
        return Err(too_long());
    }
    match yaml::parse(text(document)?) {
        Ok(Value::Map(map)) => Ok(map),
        Ok(_) => Err("a record is a YAML map, one in a document".to_owned()),
        Err(error) => Err(format!("no YAML map: {error}")),
    }
}

fn is_mark(line: &[u8], mark: &[u8]) -> bool {
    line.strip_prefix(mark).is_some_and(|rest| rest.first().is_none_or(u8::is_ascii_whitespace))
}

/// A line without the mark that a document begins with.
fn content(line: &[u8]) -> &[u8] {
    if is_mark(line, b"---") { &line[3..] } else { line }
}

/// Whether a line says nothing: blanks, a comment, a directive.
fn is_blank(line: &[u8]) -> bool {
    matches!(line.trim_ascii_start().first(), None | Some(b'#')) || line.starts_with(b"%")
}
