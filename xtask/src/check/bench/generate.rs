//! Generating crates: the project's own, and one for every service of a folder of models.

use std::path::Path;

use anyhow::{Context as _, Result};

use super::measure::{Cost, Run, in_turns};
use super::programs;
use super::table::{Table, count, ms, times};
use crate::workspace::root;

/// The project's own crate, held against what is there: everything but writing.
pub(super) fn own(times: usize) -> Result<()> {
    let run = xtask(&["codegen", "--check"])?;
    run.check()?;
    let runs = [run];
    let cost = in_turns(&runs, times.min(20), Cost::least)?[0];
    let heads = ["what", "cpu ms", "wall ms", "instructions", "page faults", "system calls"];
    let mut table = Table::new("Generating the project's own crate", &heads);
    table.row(&[
        "`codegen --check`".to_owned(),
        ms(cost.cpu()),
        ms(cost.wall),
        count(runs[0].instructions()),
        format!("{:.0}", cost.faults),
        count(runs[0].system_calls()),
    ]);
    table.print();
    Ok(())
}

/// Every service, on one thread and on all.
pub(super) fn sweep(models: Option<&Path>) -> Result<()> {
    let models = models.context("`sweep` needs `--models DIR`")?.to_string_lossy().into_owned();
    let runs = [xtask(&["sweep", &models, "--threads", "1"])?, xtask(&["sweep", &models])?];
    let costs = in_turns(&runs, 1, Cost::least)?;
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
