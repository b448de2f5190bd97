//! Finished text that is not printed yet: in memory while it is short, in a file without a name when it
//! gets long.
//!
//! The file is gone when the program ends, however that happens. Where none can be made, the text stays in
//! memory: it is no reason to fail.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, Write};

use rt::internals::private;

/// More than this goes to a file. Tests have less patience.
const IN_MEMORY: usize = if cfg!(test) { 64 << 10 } else { 4 << 20 };

/// So much is handed to the file at a time: not more than processors keep close by.
const PIECE: usize = IN_MEMORY / 16;

/// Text in the order in which it was written.
#[derive(Debug, Default)]
pub(crate) struct Spool {
    file: Option<File>,
    /// What follows the file's content.
    memory: String,
    /// Whether there can be no file.
    stays: bool,
}

impl Spool {
    /// The place to write more to, behind which [`Spool::settle`] has to be called.
    pub(crate) fn text(&mut self) -> &mut String {
        &mut self.memory
    }

    /// Makes room if there is too much in memory.
    pub(crate) fn settle(&mut self) -> io::Result<()> {
        let limit = if self.file.is_some() { PIECE } else { IN_MEMORY };
        if self.memory.len() > limit && !self.stays { self.spill() } else { Ok(()) }
    }

    /// What was written, from the beginning. One reader at a time: all share the file's position.
    pub(crate) fn read(&self) -> io::Result<impl io::BufRead + '_> {
        let file: Box<dyn Read + '_> = match &self.file {
            Some(file) => {
                let mut file = file;
                file.rewind()?;
                Box::new(file)
            }
            None => Box::new(io::empty()),
        };
        Ok(BufReader::with_capacity(1 << 16, file.chain(self.memory.as_bytes())))
    }

    /// Writes it all to `out`.
    pub(crate) fn copy_to(&self, out: &mut dyn Write) -> io::Result<()> {
        io::copy(&mut self.read()?, out).map(drop)
    }

    fn spill(&mut self) -> io::Result<()> {
        if self.file.is_none() {
            self.file = private::nameless().ok();
        }
        match &mut self.file {
            Some(file) => {
                file.write_all(self.memory.as_bytes())?;
                self.memory.clear();
                self.memory.shrink_to(2 * PIECE);
            }
            None => self.stays = true,
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_text_goes_to_a_file_and_comes_back() -> io::Result<()> {
        let mut spool = Spool::default();
        let line = "x".repeat(99_999);
        let mut expected = String::new();
        for round in 0..100 {
            for text in [&*line, &format!("{round}")] {
                spool.text().push_str(text);
                spool.settle()?;
                expected.push_str(text);
            }
        }
        assert!(
            spool.file.is_some()
                && spool.memory.len() <= IN_MEMORY
                && spool.memory.capacity() <= 2 * IN_MEMORY
        );
        for _ in 0..2 {
            let mut read = Vec::new();
            spool.copy_to(&mut read)?;
            assert!(read == expected.as_bytes());
        }
        Ok(())
    }

    #[test]
    fn short_text_stays_in_memory() -> io::Result<()> {
        let mut spool = Spool::default();
        spool.text().push_str("short");
        spool.settle()?;
        assert!(spool.file.is_none());
        let mut read = String::new();
        spool.read()?.read_to_string(&mut read)?;
        assert_eq!(read, "short");
        Ok(())
    }
}
