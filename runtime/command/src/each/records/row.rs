//! Rows of CSV: bytes in, the cells of one row out.

use std::io::{BufRead as _, BufReader, Read, Result};

use csv_core::{ReadRecordResult, Reader, ReaderBuilder, Terminator};

/// One row.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// The line on which it begins, from 1.
    pub(super) line: u64,
    /// The cells, one behind the other.
    bytes: Vec<u8>,
    /// Where each of them ends.
    ends: Vec<usize>,
}

impl Row {
    pub(super) fn cells(&self) -> Vec<&[u8]> {
        let (mut cells, mut start) = (Vec::with_capacity(self.ends.len()), 0);
        for end in &self.ends {
            cells.push(&self.bytes[start..*end]);
            start = *end;
        }
        cells
    }
}

/// Reads rows.
pub(super) struct RowReader<R> {
    rules: Reader,
    input: BufReader<R>,
}

impl<R: Read> RowReader<R> {
    /// Rows end in `\n`, so that lines are counted right; what stands before it is still there.
    pub(super) fn new(input: R) -> RowReader<R> {
        RowReader {
            rules: ReaderBuilder::new().terminator(Terminator::Any(b'\n')).build(),
            input: BufReader::with_capacity(8 * 1024, input),
        }
    }

    /// The next row; `false` at the end.
    pub(super) fn read(&mut self, row: &mut Row) -> Result<bool> {
        row.line = self.rules.line();
        let (mut length, mut cells) = (0, 0);
        loop {
            let input = self.input.fill_buf()?;
            let (result, used, added, ended) =
                self.rules.read_record(input, &mut row.bytes[length..], &mut row.ends[cells..]);
            self.input.consume(used);
            (length, cells) = (length + added, cells + ended);
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => row.bytes.resize(length.max(64) * 2, 0),
                ReadRecordResult::OutputEndsFull => row.ends.resize(cells.max(8) * 2, 0),
                ReadRecordResult::Record => {
                    row.ends.truncate(cells);
                    return Ok(true);
                }
                ReadRecordResult::End => return Ok(false),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(u64, Vec<String>)> {
        let mut reader = RowReader::new(text.as_bytes());
        let mut rows = Vec::new();
        loop {
            let mut row = Row::default();
            if !reader.read(&mut row).unwrap() {
                return rows;
            }
            let cells = row.cells().into_iter().map(|cell| String::from_utf8(cell.to_vec()).unwrap());
            rows.push((row.line, cells.collect()));
        }
    }

    #[test]
    fn cells_of_every_kind() {
        let text = "\u{feff}a,\"b\"\"\n,\",\n\n\"\"\nlast\r\n";
        let cells = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect();
        assert_eq!(
            rows(text),
            [(1, cells(&["a", "b\"\n,", ""])), (3, cells(&[""])), (5, cells(&["last\r"]))]
        );
    }

    #[test]
    fn long_cells_and_many_cells() {
        let (long, many) = ("x".repeat(50_000), vec!["y"; 3_000].join(","));
        let rows = rows(&format!("{long},z\n{many}\n"));
        assert_eq!((rows[0].1[0].len(), rows[0].1.len(), rows[1].1.len()), (50_000, 2, 3_000));
    }
}
