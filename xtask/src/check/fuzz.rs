//! `cargo xtask fuzz`: the targets of `xtask/fuzz`, for longer than the tests run them.
//!
//! They are built with every check of debug builds, overflow among them, and a little faster than those.

use anyhow::Result;

use crate::process::{cargo, run as start};
use crate::workspace::{root, target};

/// Options of `fuzz`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The target; without one, all of them.
    target: Option<String>,
    /// How long each is run.
    #[arg(long, default_value_t = 30)]
    seconds: u64,
    /// What decides the inputs; without one, another at each run.
    #[arg(long)]
    seed: Option<u64>,
    /// A single input to give the target, in a file.
    #[arg(long, requires = "target")]
    input: Option<String>,
}

/// Builds the targets and runs them.
pub(crate) fn run(args: &Args) -> Result<()> {
    let root = root();
    cargo(&root, &[], &["build", "--quiet", "--profile", "fuzz", "-p", "fuzz"])?;
    let folder = target().join("fuzz");
    let program = folder.join("fuzz").to_string_lossy().into_owned();
    let mut words = args.target.iter().cloned().collect::<Vec<_>>();
    let mut option = |name: &str, value: Option<String>| {
        words.extend(value.into_iter().flat_map(|value| [format!("--{name}"), value]));
    };
    option("seconds", Some(args.seconds.to_string()));
    option("seed", args.seed.map(|seed| seed.to_string()));
    option("input", args.input.clone());
    option("folder", Some(folder.join("inputs").to_string_lossy().into_owned()));
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    start(&root, &[], &program, &words)
}
