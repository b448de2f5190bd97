//! Two models held against each other: what a newer one changes for those who use what came of the older one.
//!
//! In: the texts of both. Out: [`Differences`], by place. Nothing is emitted, and neither the command's output nor a
//! service's behaviour is known here: what is not in the models is not seen.

mod members;
mod operations;
mod pairs;
mod report;
mod service;
mod shapes;

use crate::error::Result;
use crate::{Sources, parse};
use pairs::Pairs;

/// What a change means for those who use the older model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// A script or a program that worked stops to.
    Breaking,
    /// Scripts go on; source code in Rust may have to say something in another way.
    SourceOnly,
    /// Everything goes on.
    Compatible,
}

impl Level {
    /// All of them, the worst first.
    pub const ALL: [Level; 3] = [Level::Breaking, Level::SourceOnly, Level::Compatible];

    /// `breaking`, `source-only` or `compatible`.
    pub fn name(self) -> &'static str {
        match self {
            Level::Breaking => "breaking",
            Level::SourceOnly => "source-only",
            Level::Compatible => "compatible",
        }
    }
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it means.
    pub level: Level,
    /// Where: `Operation`, `Shape`, `Shape.Member` or `service`.
    pub place: String,
    /// What, in a few words, in one line.
    pub what: String,
    /// The operations that see it, sorted; empty for what belongs to none.
    pub operations: Vec<String>,
}

/// All changes, the worst first, then by place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differences {
    /// The changes.
    pub changes: Vec<Change>,
}

impl Differences {
    /// Whether a change is as bad as `level`, or worse.
    pub fn reach(&self, level: Level) -> bool {
        self.changes.iter().any(|change| change.level <= level)
    }
}

/// Holds two models against each other.
///
/// # Errors
/// The first thing in either of them that is not understood, with its file and JSON path.
pub fn diff(old: &Sources<'_>, new: &Sources<'_>) -> Result<Differences> {
    let models = (crate::model_of(old)?, crate::model_of(new)?);
    let pairs = Pairs::of(&models.0, &models.1);
    let mut changes = service::changes(&models.0.metadata, &models.1.metadata);
    changes.extend(service::flags(&models.0, &models.1));
    changes.extend(operations::changes(&models.0, &models.1));
    changes.extend(shapes::changes(&models.0, &models.1, &pairs));
    for (what, old, new) in [
        ("the rules for endpoints", old.rules, new.rules),
        ("the partitions", Some(old.partitions), Some(new.partitions)),
    ] {
        if parsed(what, old)? != parsed(what, new)? {
            changes.push(service::change(Level::Compatible, format!("{what} differ")));
        }
    }
    changes.sort_by(|a, b| (a.level, &a.place, &a.what).cmp(&(b.level, &b.place, &b.what)));
    Ok(Differences { changes })
}

fn parsed(what: &str, text: Option<&str>) -> Result<Option<serde_json::Value>> {
    text.map(|text| parse::node::json(what, text)).transpose()
}
