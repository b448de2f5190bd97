//! Inner loops: the suite of `xtask/bench`, with its own report of times and allocations.

use anyhow::Result;

use crate::process::cargo;
use crate::workspace::{root, target};

pub(super) fn run() -> Result<()> {
    println!("\n### Inner loops, a page of 60 users\n");
    let folder = target().join("bench");
    let words = ["bench", "--bench", "inner", "--target-dir", &folder.to_string_lossy()];
    cargo(&root().join("xtask/bench"), &[], &words)
}
