//! Which operations a crate or its pages are to have: `A,B` on the command line, or `@FILE` with one a line.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};

/// Options of commands that can do with a part of a model.
#[derive(clap::Args, Default)]
pub(crate) struct Chosen {
    /// Only these operations, with the shapes, errors and pages that belong to them. `@FILE` names a file that has them, one
    /// a line; what follows a `#` is a remark.
    #[arg(long, value_name = "NAME,… | @FILE")]
    operations: Option<String>,
}

impl Chosen {
    /// Names of operations; `None` is all of them.
    pub(crate) fn read(&self) -> Result<Option<Vec<String>>> {
        let Some(words) = &self.operations else { return Ok(None) };
        let Some(path) = words.strip_prefix('@').map(PathBuf::from) else {
            return Ok(Some(names(words.split(','))));
        };
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        Ok(Some(names(text.lines().map(|line| line.split('#').next().unwrap_or_default()))))
    }
}

fn names<'a>(words: impl Iterator<Item = &'a str>) -> Vec<String> {
    words.map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::Scratch;

    #[test]
    fn words_and_files() {
        let read = |words: &str| Chosen { operations: Some(words.to_owned()) }.read();
        assert_eq!(Chosen::default().read().unwrap(), None);
        assert_eq!(read("A, B,,C").unwrap().unwrap(), ["A", "B", "C"]);
        let folder = Scratch::with(&[("names", "# of users\nListUsers\n\n  GetUser # one\r\n")]);
        let file = format!("@{}", folder.path().join("names").display());
        assert_eq!(read(&file).unwrap().unwrap(), ["ListUsers", "GetUser"]);
        assert!(read("@/nowhere/at/all").unwrap_err().to_string().starts_with("cannot read /nowhere"));
    }
}
