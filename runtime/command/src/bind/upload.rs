//! A body that is read while it is sent: the option's word is the path of a file. In: words. Out: an upload, of which nothing
//! has been read.

use super::paramfile::{Content, Fetch, expanded, load};
use crate::report::failure::Failure;
use rt::dialect::Dialect;
use rt::internals::{os, python};
use rt::transport::Upload;

/// The file that the word behind an option names.
pub(super) fn upload(
    dialect: &Dialect,
    fetch: Option<Fetch<'_>>,
    option: &str,
    word: &str,
) -> Result<Upload, Failure> {
    let no_path = || Failure::parsing(option, "Blob values must be a path to a file.");
    let content = load(dialect, word, fetch).map_err(|reason| Failure::parsing(option, reason))?;
    let path = match content {
        None => word.to_owned(),
        // Files with names of files in them are read, as the AWS CLI does; one of bytes has no name in it.
        Some(Content::Text(text)) => text,
        Some(Content::Bytes(_)) => return Err(no_path()),
    };
    let path = expanded(&path);
    let target = os::unescape(&path);
    if !std::path::Path::new(&target).is_file() {
        return Err(no_path());
    }
    Upload::file(&target).map_err(|error| Failure::general(python::os_error(&error, &path)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rt::dialect::V2;

    #[test]
    fn a_word_is_a_path() {
        let path = std::env::temp_dir().join(format!("upload-{}", std::process::id()));
        std::fs::write(&path, b"12345").unwrap();
        let word = path.display().to_string();
        let found = |word: &str| upload(&V2, None, "--body", word).map(|u| u.len()).map_err(|f| f.message);
        assert_eq!(found(&word), Ok(5));
        let wrong = Err("Error parsing parameter '--body': Blob values must be a path to a file.".to_owned());
        let folder = std::env::temp_dir().display().to_string();
        for word in [&format!("fileb://{word}"), &format!("file://{word}"), &folder, "no/such/file", ""] {
            assert_eq!(found(word), wrong, "{word}");
        }
        std::fs::write(&path, &word).unwrap();
        assert_eq!(found(&format!("file://{word}")), Ok(word.len() as u64));
        std::fs::remove_file(path).unwrap();
    }
}
