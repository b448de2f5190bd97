//! A part of a reply that goes to a file of its own, and stands in the reply no more.

use std::io::Write as _;
use std::path::PathBuf;

use crate::ByHand;
use crate::report::failure::{Failure, Kind};
use rt::internals::{base64_lenient, os, python};
use rt::value::Value;

/// What is to be saved, and where.
#[derive(Clone, Debug)]
pub(crate) struct Saved {
    path: PathBuf,
    which: String,
}

impl Saved {
    /// What options ask for, if they do.
    ///
    /// # Errors
    /// If the file has no folder to be in, or another member is named than there are.
    pub(crate) fn new(
        by_hand: &ByHand,
        given: impl Fn(&str) -> Option<String>,
    ) -> Result<Option<Saved>, Failure> {
        let mut texts = by_hand.saved.iter();
        let (Some(to), Some(which)) = (texts.next(), texts.next()) else { return Ok(None) };
        let (Some(path), Some(name)) = (given(to), given(which)) else { return Ok(None) };
        let choices = texts.nth(1).unwrap_or_default();
        if choices.split(',').all(|choice| choice != name) {
            let choices = choices.replace(',', " | ");
            let message = format!("argument --{which}: Found invalid choice '{name}'; it may be {choices}");
            return Err(Failure::new(Kind::Parameter, message));
        }
        let path = PathBuf::from(os::unescape(&path));
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        if folder.is_some_and(|folder| !folder.is_dir()) {
            let message = format!("Unable to write to file: {}", path.display());
            return Err(Failure::new(Kind::Parameter, message));
        }
        Ok(Some(Saved { path, which: name }))
    }

    /// Takes it out of a reply, and writes it where nobody else may read it.
    pub(crate) fn save(&self, by_hand: &ByHand, reply: &mut Value) -> Result<(), Failure> {
        let (of, choices) =
            (by_hand.saved.get(2).unwrap_or_default(), by_hand.saved.get(3).unwrap_or_default());
        let Value::Map(reply) = reply else { return Ok(()) };
        let Some(Value::Map(parts)) = reply.get_mut(of) else { return Ok(()) };
        let bytes = match parts.get(&self.which) {
            Some(Value::String(text)) => base64_lenient::decode(text).unwrap_or_default(),
            Some(Value::Bytes(bytes)) => bytes.clone(),
            _ => return Ok(()),
        };
        self.write(&bytes)
            .map_err(|error| Failure::general(python::os_error(&error, &self.path.display().to_string())))?;
        choices.split(',').for_each(|choice| drop(parts.remove(choice)));
        Ok(())
    }

    fn write(&self, bytes: &[u8]) -> std::io::Result<()> {
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(&self.path)?.write_all(bytes)
    }
}
