//! The change log's entry for a newer model.
//!
//! In: the text of the log, and what changed. Out: the text with a section below `## Unreleased`; one of the same title is
//! replaced, so that an import that is made twice is told once.

use std::fs;

use anyhow::{Context as _, Result};
use awsmodel_codegen::diff::Differences;

use crate::workspace::root;
use crate::writer::{self, Files};

const FILE: &str = "CHANGELOG.md";
const UNRELEASED: &str = "## Unreleased\n";

/// Writes the entry; nothing if nothing changed.
pub(super) fn write(title: &str, changes: &Differences) -> Result<()> {
    if changes.changes.is_empty() {
        return Ok(());
    }
    let log = fs::read_to_string(root().join(FILE)).with_context(|| format!("cannot read {FILE}"))?;
    let log = entry(&log, title, &changes.to_markdown())?;
    writer::write(&root(), &Files::from([(FILE.into(), log)]))?;
    eprintln!("wrote {FILE}");
    Ok(())
}

fn entry(log: &str, title: &str, text: &str) -> Result<String> {
    let start = log.find(UNRELEASED).context("the change log has no section `## Unreleased`")?;
    let (before, rest) = log.split_at(start + UNRELEASED.len());
    let (section, after) = rest.split_at(rest.find("\n## ").unwrap_or(rest.len()));
    let heading = format!("\n### {title}\n");
    let section = match section.find(&heading) {
        Some(at) => {
            let own = &section[at + heading.len()..];
            let end = own.find("\n### ").map_or("", |next| &own[next..]);
            format!("{}{end}", &section[..at])
        }
        None => section.to_owned(),
    };
    Ok(format!("{before}{}\n{heading}{text}{after}", section.trim_end_matches('\n')))
}

#[cfg(test)]
mod tests {
    use super::entry;

    #[test]
    fn a_section_is_added_once() {
        let log = "# Changes\n\n## Unreleased\n\n### Added\n\n- x\n\n## 1.0\n\n- y\n";
        let once = entry(log, "Model m", "\n- a\n").unwrap();
        assert_eq!(
            once,
            "# Changes\n\n## Unreleased\n\n### Added\n\n- x\n\n### Model m\n\n- a\n\n## 1.0\n\n- y\n"
        );
        let twice = entry(&once, "Model m", "\n- b\n").unwrap();
        assert_eq!(twice, once.replace("- a", "- b"));
        assert!(entry("# Changes\n", "Model m", "").is_err());
    }
}
