//! `cargo xtask kills`: a run over many records that is killed at random moments, and what the service has counted.

use anyhow::Result;

use crate::make::job::NAME;
use crate::process::cargo;
use crate::workspace::root;

/// Options of `kills`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// How many records.
    #[arg(long, default_value_t = 20_000)]
    records: u32,
    /// How often the run is killed.
    #[arg(long, default_value_t = 20)]
    rounds: u32,
    /// Milliseconds after which it is killed, at most.
    #[arg(long, default_value_t = 700)]
    longest: u32,
    /// What the moments are drawn from.
    #[arg(long, default_value_t = 1)]
    seed: u32,
}

/// Kills; the report goes to standard output.
pub(crate) fn run(args: &Args) -> Result<()> {
    let test = ["test", "-p", NAME, "--features", "cli", "--test", "for_each"];
    let words = ["kills::kills_at_random_moments", "--", "--exact", "--ignored", "--nocapture"];
    let [records, rounds, longest, seed] =
        [args.records, args.rounds, args.longest, args.seed].map(|number| number.to_string());
    let variables: [(&str, &str); 4] = [
        ("KILL_RECORDS", &records),
        ("KILL_ROUNDS", &rounds),
        ("KILL_LONGEST", &longest),
        ("KILL_SEED", &seed),
    ];
    cargo(&root(), &variables, &[&test[..], &words].concat())
}
