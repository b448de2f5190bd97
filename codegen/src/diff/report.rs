//! Differences for people, for programs, and for a change log.

use std::fmt;

use indexmap::IndexMap;
use serde_json::{Value, json};

use super::{Change, Differences, Level};
use crate::prose::plain;

/// How many operations are named behind a change; the rest is counted.
const NAMED: usize = 3;

impl Differences {
    /// A JSON document: `summary` has the number of changes of each level, `changes` the changes themselves.
    pub fn to_json(&self) -> Value {
        let count = |level| self.of(level).count();
        let summary: serde_json::Map<String, Value> =
            Level::ALL.iter().map(|level| (level.name().to_owned(), count(*level).into())).collect();
        let change = |c: &Change| json!({"level": c.level.name(), "place": c.place, "what": c.what, "operations": c.operations});
        json!({"summary": summary, "changes": self.changes.iter().map(change).collect::<Vec<_>>()})
    }

    /// Lines of Markdown for a change log: a paragraph for each level, an item for each place.
    pub fn to_markdown(&self) -> String {
        let mut out = String::new();
        for level in Level::ALL {
            let mut places: IndexMap<&str, Vec<String>> = IndexMap::new();
            for change in self.of(level) {
                places.entry(&change.place).or_default().push(plain::escaped(&change.what));
            }
            if !places.is_empty() {
                out += &format!("\n{}:\n\n", title(level));
            }
            for (place, notes) in places {
                out += &format!("- `{place}` {}\n", notes.join("; "));
            }
        }
        out
    }

    fn of(&self, level: Level) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(move |change| change.level == level)
    }
}

fn title(level: Level) -> &'static str {
    match level {
        Level::Breaking => "Breaking",
        Level::SourceOnly => "Breaking in source code alone",
        Level::Compatible => "Compatible",
    }
}

impl fmt::Display for Differences {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.changes.is_empty() {
            return f.write_str("no differences\n");
        }
        for level in Level::ALL {
            let count = self.of(level).count();
            if count > 0 {
                writeln!(f, "{} ({count})", level.name())?;
            }
            for change in self.of(level) {
                writeln!(f, "  {}: {}{}", change.place, change.what, users(change))?;
            }
        }
        Ok(())
    }
}

/// The operations that see a change, unless the place says it.
fn users(change: &Change) -> String {
    let operations = &change.operations;
    if operations.is_empty() || *operations == [change.place.clone()] {
        return String::new();
    }
    let shown = operations.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    match operations.len().saturating_sub(NAMED) {
        0 => format!(" ({shown})"),
        more => format!(" ({shown} and {more} more)"),
    }
}
