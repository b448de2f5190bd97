//! `cargo xtask bench`: what the project costs beside its peers, as ratios within one run.
//!
//! In go programs that are built or found here, out come tables in Markdown. Work is counted where it can be
//! (instructions, page faults, system calls, allocations) and timed beside that; no test looks at any of it.

mod build;
mod dependency;
mod generate;
mod inner;
mod library;
mod lists;
mod measure;
mod order;
#[allow(unreachable_pub, reason = "the suite shares the file")]
#[path = "../../../bench/src/page.rs"]
mod page;
mod peers;
mod programs;
mod server;
mod start;
mod table;

use std::path::PathBuf;

use anyhow::Result;
use clap::ValueEnum;

/// Options of `bench`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// What to measure; everything but `build`, `crate`, `sweep` and `order` unless named.
    #[arg(value_enum)]
    parts: Vec<Part>,
    /// The AWS CLI, version 1. Without it, `aws` of the PATH if it is one.
    #[arg(long, value_name = "PATH")]
    aws1: Option<PathBuf>,
    /// The AWS CLI, version 2. Without it, `aws` of the PATH if it is one.
    #[arg(long, value_name = "PATH")]
    aws2: Option<PathBuf>,
    /// A program as `dist` links it, for `start`.
    #[arg(long, value_name = "PATH")]
    shipped: Option<PathBuf>,
    /// Also build the AWS SDK's client: call through it, or count what it costs to build.
    #[arg(long)]
    sdk: bool,
    /// Botocore's data folder, for `sweep`.
    #[arg(long, value_name = "DIR")]
    models: Option<PathBuf>,
    /// How often a program is started.
    #[arg(long, default_value_t = 100)]
    runs: usize,
    /// Calls of a library.
    #[arg(long, default_value_t = 10_000)]
    calls: usize,
    /// Pages of a list, of 60 users each.
    #[arg(long, default_value_t = 1000)]
    pages: usize,
}

/// A part of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Programs that only start, and one call.
    Start,
    /// Calls through the library, and items of a list.
    Library,
    /// Long lists by the command.
    Lists,
    /// Inner loops: decoding, encoding, signing.
    Inner,
    /// Generating the project's own crate.
    Generate,
    /// Generating a crate for every service of `--models`, on one thread and on all.
    Sweep,
    /// Building the command from nothing.
    Build,
    /// Checking and building the crate from nothing, as a dependency.
    Crate,
    /// Nothing: which functions a call runs, written into the linker's script.
    Order,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<()> {
    let by_default = |part: &Part| !matches!(part, Part::Build | Part::Crate | Part::Sweep | Part::Order);
    let all = Part::value_variants().iter().copied().filter(by_default);
    let parts = if args.parts.is_empty() { all.collect() } else { args.parts.clone() };
    for part in parts {
        match part {
            Part::Start => start::run(args)?,
            Part::Library => library::run(args)?,
            Part::Lists => lists::run(args)?,
            Part::Inner => inner::run()?,
            Part::Generate => generate::own(args.runs)?,
            Part::Sweep => generate::sweep(args.models.as_deref())?,
            Part::Build => build::run()?,
            Part::Crate => dependency::run(args)?,
            Part::Order => order::run()?,
        }
    }
    Ok(())
}
