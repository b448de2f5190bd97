//! `cargo xtask faults`: a long run of calls through servers with random faults.

use anyhow::Result;

use crate::make::job::NAME;
use crate::process::cargo;
use crate::workspace::root;

/// Options of `faults`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// How many calls.
    #[arg(long, default_value_t = 20_000)]
    calls: u32,
    /// What the faults are drawn from; the same number gives the same faults.
    #[arg(long, default_value_t = 1)]
    seed: u32,
}

/// Makes the calls; the report goes to standard output.
pub(crate) fn run(args: &Args) -> Result<()> {
    let (calls, seed) = (args.calls.to_string(), args.seed.to_string());
    let test = ["test", "-p", NAME, "--test", "network", "fault_run::calls_with_random_faults"];
    let words = [&test[..], &["--", "--exact", "--ignored", "--nocapture"]].concat();
    cargo(&root(), &[("FAULT_CALLS", &calls), ("FAULT_SEED", &seed)], &words)
}
