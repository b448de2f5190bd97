//! `cargo xtask parity`: the differential check against an installed AWS CLI.

use anyhow::Result;

use crate::make::job::NAME;
use crate::process::cargo;
use crate::workspace::root;

/// Options of `parity`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The command to compare with.
    #[arg(long, default_value = "aws cognito-idp")]
    aws: String,
    /// Which of the two: `v1` or `v2`.
    #[arg(long, default_value = "v2", value_parser = ["v1", "v2"])]
    dialect: String,
}

/// Runs our command and then theirs over the recorded command lines.
pub(crate) fn run(args: &Args) -> Result<()> {
    let test = format!("version_{}", args.dialect.trim_start_matches('v'));
    let words = ["test", "-p", NAME, "--features", "cli", "--test", "replay", &test];
    cargo(&root(), &[], &words)?;
    cargo(&root(), &[("REPLAY_AWS", &args.aws)], &words)
}
