//! Bodies that are read while they are sent, from their beginning for each attempt. In: a file, or what opens something
//! like one. Out: readers of as many bytes as were promised.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use crate::shapes::text::python;

/// A body that is too long to be kept in memory: a file, or anything that can be read from its beginning again.
/// Cheap to clone.
#[derive(Clone)]
pub struct Upload(Arc<Source>);

struct Source {
    name: String,
    length: u64,
    open: Box<Open>,
    /// Why it could not be read to its end.
    failure: Mutex<Option<String>>,
}

type Open = dyn Fn() -> io::Result<Box<dyn Read + Send>> + Send + Sync;

impl Upload {
    /// The content of a file, which has to stay as it is until the call has ended.
    ///
    /// # Errors
    /// If there is no file, or what is there is none.
    pub fn file(path: impl AsRef<Path>) -> io::Result<Upload> {
        let path = path.as_ref().to_owned();
        let found = fs::metadata(&path)?;
        if !found.is_file() {
            let message = format!("{} is no file", path.display());
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
        drop(File::open(&path)?);
        let name = path.display().to_string();
        Ok(Upload::new(name, found.len(), move || Ok(Box::new(File::open(&path)?))))
    }

    /// So many bytes of what `open` opens, each time from its beginning; `name` says in errors what it is.
    pub fn new(
        name: impl Into<String>,
        length: u64,
        open: impl Fn() -> io::Result<Box<dyn Read + Send>> + Send + Sync + 'static,
    ) -> Upload {
        let (name, open) = (name.into(), Box::new(open));
        Upload(Arc::new(Source { name, length, open, failure: Mutex::default() }))
    }

    /// How many bytes it has.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.0.length
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What it is called, such as a file's path.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// Opens it: a reader that gives the bytes that were promised, and an error if there are fewer.
    ///
    /// # Errors
    /// If it cannot be opened.
    pub fn open(&self) -> io::Result<impl Read + Send + use<>> {
        *self.0.failure.lock().unwrap_or_else(PoisonError::into_inner) = None;
        let inner = self.failing((self.0.open)())?;
        Ok(Promised { upload: self.clone(), inner, left: self.0.length })
    }

    /// Notes why it cannot be read.
    fn failing<T>(&self, result: io::Result<T>) -> io::Result<T> {
        result.map_err(|error| {
            let reason = python::os_error(&error, &self.0.name);
            *self.0.failure.lock().unwrap_or_else(PoisonError::into_inner) = Some(reason.clone());
            io::Error::new(error.kind(), reason)
        })
    }

    /// Why it could not be read to its end, if that is why an exchange failed.
    pub(crate) fn failure(&self) -> Option<String> {
        self.0.failure.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Upload({} bytes)", self.len())
    }
}

impl PartialEq for Upload {
    fn eq(&self, other: &Upload) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Upload {}

/// Reads what was promised, no less and no more.
struct Promised {
    upload: Upload,
    inner: Box<dyn Read + Send>,
    left: u64,
}

impl Read for Promised {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        if most == 0 {
            return Ok(0);
        }
        let length = match self.inner.read(&mut buffer[..most]) {
            Ok(0) => Err(io::Error::new(io::ErrorKind::UnexpectedEof, "it is shorter than it was")),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Err(error),
            result => result,
        };
        let length = self.upload.failing(length)?;
        self.left -= length as u64;
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn upload(length: u64, bytes: &'static [u8]) -> Upload {
        Upload::new("it", length, move || Ok(Box::new(bytes)))
    }

    #[test]
    fn readers_begin_anew_and_keep_their_promise() {
        let whole = upload(3, b"abcd");
        for _ in 0..2 {
            let mut text = String::new();
            whole.open().unwrap().read_to_string(&mut text).unwrap();
            assert_eq!((text.as_str(), whole.failure().is_none()), ("abc", true));
        }
        let short = upload(9, b"abcd");
        let read = short.open().and_then(|mut reader| reader.read_to_end(&mut Vec::new()));
        assert!(read.is_err());
        assert_eq!(short.failure().as_deref(), Some("it is shorter than it was: 'it'"));
        assert_eq!((short.len(), short.is_empty(), upload(0, b"x").is_empty()), (9, false, true));
        assert!(short == short.clone() && short != upload(9, b"abcd"));
        assert_eq!(format!("{short:?}"), "Upload(9 bytes)");
    }

    #[test]
    fn what_is_no_file_is_none() {
        assert_eq!(Upload::file(std::env::temp_dir()).unwrap_err().kind(), io::ErrorKind::InvalidInput);
        assert_eq!(Upload::file("no/such/file").unwrap_err().kind(), io::ErrorKind::NotFound);
    }
}
