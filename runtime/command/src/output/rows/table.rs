//! CSV: a line with the columns' names, then one for each row.

use std::io::{self, BufRead as _, Write};

use super::cells::cells;
use crate::output::spool::Spool;
use rt::json::{self, Layout};
use rt::schema::Shape;
use rt::value::{Ordered, Value};

/// Rows with columns.
#[derive(Debug)]
pub(crate) struct Table {
    shape: Option<Shape>,
    columns: Vec<String>,
    places: Ordered<usize>,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    /// The columns are given: rows are written as they come. Which columns had a cell.
    Given { is_begun: bool, used: Vec<bool> },
    /// Each row may bring further columns: rows wait, each as a list of places and texts.
    Growing(Spool),
}

impl Table {
    pub(super) fn new(columns: Option<&[String]>, shape: Option<Shape>) -> Table {
        let kind = match columns {
            Some(columns) => Kind::Given { is_begun: false, used: vec![false; columns.len()] },
            None => Kind::Growing(Spool::default()),
        };
        let columns = columns.unwrap_or_default().to_vec();
        let places = columns.iter().cloned().enumerate().map(|(at, column)| (column, at)).collect();
        Table { shape, columns, places, kind }
    }

    pub(super) fn add(&mut self, row: &Value, out: &mut dyn Write) -> io::Result<()> {
        let cells = cells(row, self.shape);
        match &mut self.kind {
            Kind::Given { is_begun, used } => {
                if !std::mem::replace(is_begun, true) {
                    write_line(self.columns.iter(), out)?;
                }
                let mut line = vec![String::new(); self.columns.len()];
                for (column, cell) in cells {
                    if let Some(at) = self.places.get(&column) {
                        (line[*at], used[*at]) = (cell, true);
                    }
                }
                write_line(line.iter(), out)
            }
            Kind::Growing(spool) => {
                let mut line = Vec::with_capacity(2 * cells.len());
                for (column, cell) in cells {
                    let at = self.places.get(&column).copied().unwrap_or_else(|| {
                        self.places.insert(column.as_str(), self.columns.len());
                        self.columns.push(column);
                        self.columns.len() - 1
                    });
                    line.extend([Value::from(at as i64), Value::from(cell)]);
                }
                json::write_value(spool.text(), &Value::List(line), Layout::Line, 0, &mut |_| {});
                spool.text().push('\n');
                spool.settle()
            }
        }
    }

    /// Gives the columns that no row had a cell for, if there were rows.
    pub(super) fn finish(self, out: &mut dyn Write) -> io::Result<Vec<String>> {
        match self.kind {
            Kind::Given { is_begun: false, .. } => {
                write_line(self.columns.iter(), out)?;
                Ok(Vec::new())
            }
            Kind::Given { used, .. } => {
                let mut unused = Vec::new();
                for (column, used) in self.columns.into_iter().zip(used) {
                    if !used {
                        unused.push(column);
                    }
                }
                Ok(unused)
            }
            Kind::Growing(spool) => {
                if !self.columns.is_empty() {
                    write_line(self.columns.iter(), out)?;
                }
                for line in spool.read()?.lines() {
                    write_line(waiting(&line?, self.columns.len())?.iter(), out)?;
                }
                Ok(Vec::new())
            }
        }
    }
}

/// The cells of a row that has waited.
fn waiting(line: &str, columns: usize) -> io::Result<Vec<String>> {
    let mut cells = vec![String::new(); columns];
    let Ok(Value::List(parts)) = json::parse(line) else { return Err(io::ErrorKind::InvalidData.into()) };
    for part in parts.chunks_exact(2) {
        if let [Value::Number(at), Value::String(cell)] = part {
            cells[at.as_f64() as usize].clone_from(cell);
        }
    }
    Ok(cells)
}

fn write_line<'a>(cells: impl ExactSizeIterator<Item = &'a String>, out: &mut dyn Write) -> io::Result<()> {
    if cells.len() == 0 {
        return out.write_all(b"\n");
    }
    let (rules, mut line) = (csv_core::Writer::new(), String::new());
    for (at, cell) in cells.enumerate() {
        line += if at > 0 { "," } else { "" };
        match rules.should_quote(cell.as_bytes()) {
            true => line.extend(["\"", &cell.replace('"', "\"\""), "\""]),
            false => line += cell,
        }
    }
    // An empty line would be no row.
    line += if line.is_empty() { "\"\"\n" } else { "\n" };
    out.write_all(line.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rt::json::parse;

    fn table(columns: Option<&[&str]>, rows: &[&str]) -> (String, Vec<String>) {
        let columns: Option<Vec<String>> =
            columns.map(|columns| columns.iter().map(|column| (*column).to_owned()).collect());
        let mut table = Table::new(columns.as_deref(), None);
        let mut out = Vec::new();
        rows.iter().for_each(|row| table.add(&parse(row).unwrap(), &mut out).unwrap());
        let unused = table.finish(&mut out).unwrap();
        (String::from_utf8(out).unwrap(), unused)
    }

    const ROWS: [&str; 3] =
        [r#"{"A": "1", "B": "x,\"y\"\nz"}"#, r#"{"A": "2", "C": true}"#, r#"{"D": null}"#];

    #[test]
    fn columns_are_those_of_all_rows() {
        let expected = "A,B,C,D\n1,\"x,\"\"y\"\"\nz\",,\n2,,true,\n,,,\n";
        assert_eq!(table(None, &ROWS), (expected.to_owned(), vec![]));
        assert_eq!(table(None, &[]).0, "");
        assert_eq!(table(None, &[r#"{"A": null}"#]).0, "A\n\"\"\n");
        assert_eq!(table(None, &["{}", "{}"]).0, "\n\n");
    }

    #[test]
    fn columns_are_those_that_were_asked_for() {
        assert_eq!(
            table(Some(&["C", "A", "E"]), &ROWS),
            ("C,A,E\n,1,\ntrue,2,\n,,\n".into(), vec!["E".into()])
        );
        assert_eq!(table(Some(&["A", "B"]), &[]).0, "A,B\n");
    }

    #[test]
    fn a_hundred_thousand_rows_wait_in_a_file() {
        let mut table = Table::new(None, None);
        let row = |at: usize| parse(&format!(r#"{{"Id": {at}, "Name": "a name that is long"}}"#)).unwrap();
        let counted = allocation_counter::measure(|| {
            (0..100_000).for_each(|at| table.add(&row(at), &mut io::sink()).unwrap());
        });
        let mut out = Vec::new();
        table.finish(&mut out).unwrap();
        assert!(counted.bytes_max < 1 << 20, "{counted:?}");
        assert!(out.ends_with(b"99999,a name that is long\n"));
    }
}
