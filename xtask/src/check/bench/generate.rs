//! Generating crates: the project's own, and one for every service of a folder of models.

use std::path::Path;

use anyhow::{Context as _, Result};

use super::measure::{Run, in_turns};
use super::programs;
use super::table::{Table, ms, times};
use crate::workspace::root;

/// The project's own crate, held against what is there: everything but writing.
pub(super) fn own(runs: usize) -> Result<()> {
    let run = xtask(&["codegen", "--check"])?;
    run.check()?;
    let cost = in_turns(&[run], runs.min(20))?[0];
    let mut table = Table::new("Generating the project's own crate", &["what", "cpu ms", "wall ms"]);
    table.row(&["`codegen --check`".to_owned(), ms(cost.cpu()), ms(cost.wall)]);
    table.print();
    Ok(())
}

/// Every service, on one thread and on all.
pub(super) fn sweep(models: Option<&Path>) -> Result<()> {
    let models = models.context("`sweep` needs `--models DIR`")?.to_string_lossy().into_owned();
    let runs = [xtask(&["sweep", &models, "--threads", "1"])?, xtask(&["sweep", &models])?];
    let costs = in_turns(&runs, 1)?;
    let mut table = Table::new("Sweep", &["threads", "cpu ms", "wall ms", "times as fast"]);
    for (threads, cost) in ["1", "all"].into_iter().zip(&costs) {
        table.row(&[threads.to_owned(), ms(cost.cpu()), ms(cost.wall), times(costs[0].wall, cost.wall)]);
    }
    table.print();
    Ok(())
}

fn xtask(words: &[&str]) -> Result<Run> {
    let folder = root().join("xtask").to_string_lossy().into_owned();
    let path = std::env::var("PATH").unwrap_or_default();
    let variables = [("CARGO_MANIFEST_DIR".to_owned(), folder), ("PATH".to_owned(), path)];
    Ok(Run::new(words[0], programs::xtask()?, words).with(&variables))
}
