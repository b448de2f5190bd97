//! Answers that are still good, each in a file that only its owner may read.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::PathBuf;
use std::time::Duration;

use super::Thing;
use crate::completion::folder;
use rt::config::Session;
use rt::internals::{bounded, private};
use rt::json::{self, Layout};
use rt::value::{Map, Value};

/// How long an answer is good.
const GOOD: Duration = Duration::from_secs(30);
/// How long nobody is asked again who did not answer, or had nothing.
const NOTHING: Duration = Duration::from_secs(5);

/// Where an answer is kept.
pub(super) struct Place {
    file: PathBuf,
    /// What the answer depends on, all of it: names of files are short.
    key: String,
}

/// The place of an answer, if the user has a folder for such things.
pub(super) fn place(session: &Session, program: &str, key: &str) -> Option<Place> {
    let folder = folder::of(session, program)?;
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    let file = folder.join("resources").join(format!("{:016x}.json", hasher.finish()));
    Some(Place { file, key: key.to_owned() })
}

impl Place {
    /// The answer that is kept, if it is good.
    pub(super) fn read(&self) -> Option<Vec<Thing>> {
        let age = fs::metadata(&self.file).ok()?.modified().ok()?.elapsed().ok()?;
        let text = bounded::read_to_string(&self.file, bounded::TOKEN).ok()?;
        let value = json::parse(&text).ok()?;
        let map = value.as_map()?;
        if map.get("Key")?.as_str()? != self.key {
            return None;
        }
        let Value::List(items) = map.get("Things")? else { return None };
        let mut things = Vec::new();
        for item in items {
            let [value, about] = item.as_list()? else { return None };
            things.push((value.as_str()?.to_owned(), about.as_str()?.to_owned()));
        }
        (age < if things.is_empty() { NOTHING } else { GOOD }).then_some(things)
    }

    /// Keeps an answer. That it cannot be kept is nobody's loss.
    pub(super) fn write(&self, things: &[Thing]) {
        let pair = |(value, about): &Thing| Value::List(vec![value.as_str().into(), about.as_str().into()]);
        let map: Map = [
            ("Key", Value::from(self.key.as_str())),
            ("Things", Value::List(things.iter().map(pair).collect())),
        ]
        .into_iter()
        .collect();
        let _ = private::write(&self.file, &json::to_string(&Value::Map(map), Layout::Wire));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rt::config::Environment;
    use rt::dialect::V2;

    #[test]
    fn answers_are_kept_for_their_owner() {
        let home = std::env::temp_dir().join(format!("resources-{}", std::process::id()));
        let path = home.to_string_lossy().into_owned();
        let variables = [("XDG_CACHE_HOME", path.as_str()), ("LOCALAPPDATA", path.as_str())];
        let session = Session::new(Environment::of(variables), &V2, None);
        let Some(place) = place(&session, "things", "a key") else { return };
        assert_eq!(place.read(), None);
        let things = vec![("id".to_owned(), "about".to_owned())];
        place.write(&things);
        assert_eq!(place.read(), Some(things));
        assert_eq!(Place { key: "another".into(), ..place }.read(), None);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let file = fs::read_dir(home.join("things/resources")).unwrap().next().unwrap().unwrap();
            assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        }
        let _ = fs::remove_dir_all(home);
    }
}
