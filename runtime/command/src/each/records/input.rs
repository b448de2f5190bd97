//! Where records come from, and how far they were read.

use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::Format;
use rt::internals::python;

/// Where records come from.
#[derive(Clone, Debug)]
pub(crate) enum Input {
    Standard,
    File(PathBuf),
}

/// How far the input was read, and how long it is if that is known.
#[derive(Clone, Debug, Default)]
pub(crate) struct Position {
    read: Arc<AtomicU64>,
    pub(crate) length: Option<u64>,
}

impl Position {
    pub(crate) fn read(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }
}

/// An input, without the mark that some programs begin UTF-8 with.
pub(crate) struct Reader {
    inner: BufReader<Counted>,
    is_begun: bool,
}

struct Counted {
    inner: Box<dyn Read + Send>,
    position: Position,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.position.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Input::Standard => f.write_str("standard input"),
            Input::File(path) => path.display().fmt(f),
        }
    }
}

impl Input {
    /// The form that the file's name tells.
    pub(super) fn format(&self) -> Option<Format> {
        let Input::File(path) = self else { return None };
        match path.extension()?.to_str()?.to_lowercase().as_str() {
            "csv" => Some(Format::Csv),
            "jsonl" | "ndjson" | "json" => Some(Format::Lines),
            "yaml" | "yml" => Some(Format::Documents),
            _ => None,
        }
    }

    pub(super) fn open(&self) -> Result<(Reader, Position), String> {
        let mut position = Position::default();
        let inner: Box<dyn Read + Send> = match self {
            Input::Standard => Box::new(io::stdin()),
            Input::File(path) => {
                let opened = File::open(path).and_then(|file| {
                    let about = file.metadata()?;
                    Ok((file, about))
                });
                let (file, about) =
                    opened.map_err(|error| python::os_error(&error, &path.to_string_lossy()))?;
                position.length = about.is_file().then_some(about.len());
                Box::new(file)
            }
        };
        Ok((Reader::new(inner, position.clone()), position))
    }
}

impl Reader {
    pub(super) fn new(inner: Box<dyn Read + Send>, position: Position) -> Reader {
        Reader { inner: BufReader::with_capacity(1 << 16, Counted { inner, position }), is_begun: false }
    }

    /// The beginning of the input; it is read again.
    pub(super) fn head(&mut self) -> io::Result<&[u8]> {
        self.fill_buf()
    }

    /// Bytes up to the end of a line, which is among them, into `line`; `false` at the end of the input. Of a line
    /// that is longer than the limit only its beginning is kept, which is longer than the limit.
    pub(super) fn line(&mut self, line: &mut Vec<u8>, limit: u64) -> io::Result<bool> {
        line.clear();
        self.fill_buf()?;
        let count = self.take(limit + 1).read_until(b'\n', line)?;
        if count as u64 > limit && line.last() != Some(&b'\n') {
            self.inner.skip_until(b'\n')?;
        }
        Ok(count > 0)
    }
}

impl Read for Reader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let count = available.len().min(buffer.len());
        buffer[..count].copy_from_slice(&available[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Reader {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if !std::mem::replace(&mut self.is_begun, true) && self.inner.fill_buf()?.starts_with(b"\xef\xbb\xbf")
        {
            self.inner.consume(3);
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.inner.consume(count);
    }
}
