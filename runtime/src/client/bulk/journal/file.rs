//! The file of a journal: its first line, what earlier runs have written, and the end that one was cut off in.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use super::line::Line;
use super::past::Past;
use crate::client::crypto;

/// What stands in front of the job's hash in the first line.
const HEAD: &str = "journal 1 ";

/// No line is longer.
const LONGEST: u64 = 256;

/// Why a journal cannot be used.
#[derive(Debug)]
#[non_exhaustive]
pub enum JournalError {
    /// It cannot be read or written.
    Io(io::Error),
    /// This line is none of a journal's.
    NoJournal {
        /// Its number, from 1.
        line: u64,
    },
    /// It belongs to another job.
    OtherJob,
    /// The records are not those that it belongs to; up to this one there is a difference.
    OtherRecords {
        /// The record's number, from 1.
        number: u64,
    },
}

impl std::fmt::Display for JournalError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            JournalError::Io(error) => error.fmt(f),
            JournalError::NoJournal { line } => write!(f, "line {line} is not that of a journal"),
            JournalError::OtherJob => f.write_str("it belongs to another job"),
            JournalError::OtherRecords { number } => {
                write!(f, "it belongs to other records: those up to number {number} are not the same")
            }
        }
    }
}

impl std::error::Error for JournalError {}

impl From<io::Error> for JournalError {
    fn from(error: io::Error) -> JournalError {
        JournalError::Io(error)
    }
}

/// Opens the file, or makes it, for its owner alone.
pub(super) fn open(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.read(true).append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let is_new = !path.exists();
    let file = options.open(path)?;
    // On other systems folders are not opened.
    if let (true, Some(folder)) = (is_new && cfg!(unix), path.parent()) {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        File::open(folder)?.sync_all()?;
    }
    Ok(file)
}

/// Reads what is there, cuts off a line that has no end, and begins an empty file.
pub(super) fn read(file: &File, job: &str) -> Result<Past, JournalError> {
    let head = format!("{HEAD}{}\n", hex::encode(crypto::sha256(&[job.as_bytes()])));
    let (past, length) = lines(file, &head)?;
    let mut writer = file;
    if length < file.metadata()?.len() {
        file.set_len(length)?;
    }
    writer.seek(SeekFrom::End(0))?;
    if length == 0 {
        writer.write_all(head.as_bytes())?;
        file.sync_all()?;
    }
    Ok(past)
}

/// What the whole lines say, and how many bytes they are.
fn lines(file: &File, head: &str) -> Result<(Past, u64), JournalError> {
    let mut reader = BufReader::with_capacity(1 << 16, file);
    reader.rewind()?;
    let (mut past, mut length, mut number, mut text) = (Past::default(), 0, 0, Vec::new());
    loop {
        text.clear();
        number += 1;
        let count = reader.by_ref().take(LONGEST).read_until(b'\n', &mut text)? as u64;
        if text.last() != Some(&b'\n') {
            let is_torn = count < LONGEST && (number > 1 || head.as_bytes().starts_with(&text));
            return if is_torn { Ok((past, length)) } else { Err(JournalError::NoJournal { line: number }) };
        }
        length += count;
        let known = std::str::from_utf8(&text).ok().map(|text| text.trim_end_matches('\n'));
        let makes_sense = match known {
            Some(text) if number == 1 => is_head(text, head.trim_end())?,
            Some(text) => Line::parse(text).is_some_and(|line| past.add(line)),
            None => false,
        };
        if !makes_sense {
            return Err(JournalError::NoJournal { line: number });
        }
    }
}

/// Whether a line is the first of a journal; an error if it is that of another job's.
fn is_head(line: &str, head: &str) -> Result<bool, JournalError> {
    match line.starts_with(HEAD) {
        true if line == head => Ok(true),
        true => Err(JournalError::OtherJob),
        false => Ok(false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::bulk::journal::Journal;

    /// A journal whose file holds this text.
    fn holding(text: &[u8]) -> Result<(Past, String), String> {
        let path = std::env::temp_dir().join(format!("journal-{}", crate::client::call::random::uuid()));
        std::fs::write(&path, text).unwrap();
        let journal = Journal::open(&path, "job").map_err(|error| error.to_string());
        let after = std::fs::read_to_string(&path).unwrap_or_default();
        std::fs::remove_file(&path).unwrap();
        journal.map(|journal| (journal.past().clone(), after))
    }

    #[test]
    fn a_line_without_an_end_is_cut_off() {
        let (_, head) = holding(b"").unwrap();
        let whole = format!("{head}start 1 0000000000000001\nok 1\n");
        for torn in ["", "s", "start 2 00000000"] {
            let (past, after) = holding(format!("{whole}{torn}").as_bytes()).unwrap();
            assert_eq!((past.ended_well(), after.as_str()), (1, whole.as_str()), "{torn}");
        }
        assert_eq!(holding(&head.as_bytes()[..30]).unwrap().1, head);
    }

    #[test]
    fn what_is_no_journal_is_left_alone() {
        let (_, head) = holding(b"").unwrap();
        let other = head.replace("journal 1 ", "journal 1 0");
        assert_eq!(holding(other.as_bytes()), Err("it belongs to another job".to_owned()));
        let long = "x".repeat(300);
        for (text, line) in [("a letter\n", 1), ("a letter", 1), (&*long, 1), (&*format!("{head}ok 1\n"), 2)]
        {
            assert_eq!(
                holding(text.as_bytes()),
                Err(format!("line {line} is not that of a journal")),
                "{text}"
            );
        }
        assert!(holding(&[head.as_bytes(), b"\xff\n"].concat()).is_err());
    }
}
