//! Values that stand in files: `file://` for text, `fileb://` for bytes, and for scripts of the old
//! kind `http://` and `https://`.

use std::env;

use crate::locale::{self, Charset};
use rt::dialect::Dialect;
use rt::internals::expand::expand;
use rt::internals::os;
use rt::internals::python;

/// What a word points at.
#[derive(Debug, PartialEq)]
pub(crate) enum Content {
    Text(String),
    Bytes(Vec<u8>),
}

/// Fetches a URL; the error is the reason in words.
pub(crate) type Fetch<'a> = &'a dyn Fn(&str) -> Result<String, String>;

/// Reads what `word` points at; `None` if it does not point at anything. Without `fetch`, addresses
/// of the web are plain text.
pub(crate) fn load(
    dialect: &Dialect,
    word: &str,
    fetch: Option<Fetch<'_>>,
) -> Result<Option<Content>, String> {
    if let Some(path) = word.strip_prefix("file://") {
        let path = expanded(path);
        let bytes = read(word, &path)?;
        let variable =
            dialect.file_encoding_variable.then(|| env::var("AWS_CLI_FILE_ENCODING").ok()).flatten();
        return decode(bytes, &path, &variable.unwrap_or_default()).map(Content::Text).map(Some);
    }
    if let Some(path) = word.strip_prefix("fileb://") {
        return read(word, &expanded(path)).map(Content::Bytes).map(Some);
    }
    match fetch {
        Some(fetch) if word.starts_with("http://") || word.starts_with("https://") => {
            let text = fetch(word).map_err(|reason| format!("Unable to retrieve {word}: {reason}"))?;
            Ok(Some(Content::Text(text)))
        }
        _ => Ok(None),
    }
}

/// A path with the home directory and the variables of this process.
pub(super) fn expanded(path: &str) -> String {
    let home = || env::home_dir().map(|home| os::escape(home.as_os_str()));
    expand(path, |name| if name == "HOME" { home() } else { env::var_os(name).as_deref().map(os::escape) })
}

fn read(word: &str, path: &str) -> Result<Vec<u8>, String> {
    rt::internals::bounded::read(os::unescape(path), rt::internals::bounded::VALUE)
        .map_err(|error| format!("Unable to load paramfile {word}: {}", python::os_error(&error, path)))
}

/// Bytes of a text file to text. Line ends become `\n`, as they do for Python.
fn decode(bytes: Vec<u8>, path: &str, encoding: &str) -> Result<String, String> {
    let text = match encoding.to_lowercase().replace('_', "-").as_str() {
        "" => locale::decode_file(bytes),
        "utf-8-sig" => locale::UTF_8.decode(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes)),
        name => match Charset::named(name) {
            Some(charset) => charset.decode(&bytes),
            None => return Err(format!("unknown encoding: {encoding}")),
        },
    };
    let text = text.ok_or_else(|| {
        format!(
            "Unable to load paramfile ({path}), text contents could not be decoded.  If this is a binary \
             file, please use the fileb:// prefix instead of the file:// prefix."
        )
    })?;
    Ok(if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rt::dialect::V2;

    #[test]
    fn prefixes_are_exact() {
        for word in ["plain", "FILE://x", "file:/x", "http://x", ""] {
            assert_eq!(load(&V2, word, None), Ok(None), "{word}");
        }
    }

    #[test]
    fn errors_name_the_word_and_the_path() {
        assert_eq!(
            load(&V2, "file://nope/it's", None),
            Err("Unable to load paramfile file://nope/it's: [Errno 2] No such file or directory: \
                 \"nope/it's\""
                .to_owned())
        );
    }

    #[test]
    fn text_and_bytes() -> std::io::Result<()> {
        let path = env::temp_dir().join(format!("paramfile-{}", std::process::id()));
        std::fs::write(&path, b"a\r\n\xff")?;
        let path = path.display().to_string();
        assert_eq!(
            load(&V2, &format!("fileb://{path}"), None),
            Ok(Some(Content::Bytes(b"a\r\n\xff".to_vec())))
        );
        let error = load(&V2, &format!("file://{path}"), None).err().unwrap_or_default();
        assert!(error.contains("text contents could not be decoded"), "{error}");
        std::fs::write(&path, "é\r\nb\rc")?;
        assert_eq!(load(&V2, &format!("file://{path}"), None), Ok(Some(Content::Text("é\nb\nc".into()))));
        std::fs::remove_file(path)
    }

    #[cfg(unix)]
    #[test]
    fn files_without_end_are_refused() {
        for word in ["file:///dev/zero", "fileb:///dev/zero"] {
            let message = format!("Unable to load paramfile {word}: longer than 256 MiB: '/dev/zero'");
            assert_eq!(load(&V2, word, None), Err(message));
        }
    }

    #[test]
    fn addresses_are_fetched_only_on_demand() {
        let fetch = |url: &str| Err(format!("no {url}"));
        let result = load(&V2, "https://x", Some(&fetch));
        assert_eq!(result, Err("Unable to retrieve https://x: no https://x".to_owned()));
    }
}
