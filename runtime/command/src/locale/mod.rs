//! The character set of the person's locale: what words, variables and text files are written in.
//!
//! In: the variables that name a locale, and bytes. Out: text, or nothing where the bytes are no text of that set.

mod charset;
mod names;

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::PathBuf;

pub(crate) use charset::{Charset, UTF_8};
use rt::config::Environment;
use rt::internals::os;

/// Where systems keep their locales.
const FOLDERS: [&str; 2] = ["/usr/lib/locale", "/usr/share/locale"];
const ARCHIVE: &str = "/usr/lib/locale/locale-archive";

/// The name of the locale for characters.
fn locale() -> Option<String> {
    let set = |name| env::var(name).ok().filter(|value: &String| !value.is_empty());
    ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(set)
}

/// The character set of the locale which the variables name.
pub(crate) fn charset() -> Charset {
    locale().as_deref().and_then(Charset::of_locale).unwrap_or(UTF_8)
}

/// A word or a variable as text. Where the system does not have the locale that is named, programs take UTF-8 for
/// granted; so do we, and believe the name only about what is none.
pub(crate) fn decode(word: &OsStr) -> Option<String> {
    match word.to_str() {
        Some(text) if text.is_ascii() => return Some(text.to_owned()),
        Some(text) if os::holds_bytes(text) => return None,
        _ => {}
    }
    let charset = charset();
    match word.to_str() {
        Some(text) if charset == UTF_8 || !is_installed() => Some(text.to_owned()),
        _ => charset.decode(&os::bytes_of(word)),
    }
}

/// The process's variables. What of them is no text stays escaped (see [`os`]).
pub(crate) fn environment() -> Environment {
    Environment::read_by(|value| decode(value).unwrap_or_else(|| os::escape(value)))
}

/// The bytes of a file as text, by the same rule.
pub(crate) fn decode_file(bytes: Vec<u8>) -> Option<String> {
    match String::from_utf8(bytes) {
        Ok(text) if text.is_ascii() || charset() == UTF_8 || !is_installed() => Some(text),
        Ok(text) => charset().decode(text.as_bytes()),
        Err(error) => Some(charset()).filter(|set| *set != UTF_8)?.decode(error.as_bytes()),
    }
}

/// Whether the system has the locale that the variables name.
fn is_installed() -> bool {
    let Some(locale) = locale() else { return false };
    let plain = |name: &str| name.to_lowercase().replace(['-', '_'], "");
    let mut folders: Vec<PathBuf> = env::split_paths(&env::var_os("LOCPATH").unwrap_or_default()).collect();
    folders.extend(FOLDERS.map(PathBuf::from));
    for folder in folders {
        let Ok(entries) = fs::read_dir(folder) else { continue };
        let mut names = entries.flatten().map(|entry| plain(&entry.file_name().to_string_lossy()));
        if names.any(|name| name == plain(&locale)) {
            return true;
        }
    }
    // Names stand in the archive with their character set in small letters and digits.
    let (name, charset) = locale.split_once('.').unwrap_or((&locale, ""));
    let dot = if charset.is_empty() { "" } else { "." };
    let entry = format!("\0{name}{dot}{}\0", plain(charset));
    let archive = fs::read(ARCHIVE).unwrap_or_default();
    archive.windows(entry.len()).any(|window| window == entry.as_bytes())
}
