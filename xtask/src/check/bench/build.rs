//! Building the command from nothing: processor time, and how many crates that takes.

use std::fs;
use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use super::measure::spent;
use super::programs;
use super::table::Table;
use crate::workspace::{root, target};

pub(super) fn run() -> Result<()> {
    let folder = target().join("bench-build");
    let _ = fs::remove_dir_all(&folder);
    let before = spent()?;
    let mut cargo = Command::new("cargo");
    cargo.args(programs::BUILD).arg("--target-dir").arg(&folder);
    let output = cargo.current_dir(root()).stdin(Stdio::null()).stdout(Stdio::null()).output()?;
    let after = spent()?;
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        bail!("the command does not build: {said}");
    }
    let crates = said.lines().filter(|line| line.trim_start().starts_with("Compiling ")).count();
    let mut table = Table::new("Building the command from nothing", &["what", "cpu s", "crates"]);
    let cpu = (after.cpu() - before.cpu()) / 1e6;
    table.row(&["`cargo build --release`".to_owned(), format!("{cpu:.1}"), crates.to_string()]);
    table.print();
    fs::remove_dir_all(&folder)?;
    Ok(())
}
