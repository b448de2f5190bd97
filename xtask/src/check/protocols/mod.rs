//! `cargo xtask protocols`: botocore's protocol suites, read twice. Once as the command does: values, the runtime's
//! protocols, and tables made of each suite's own shapes. Once as programs do: types and clients that are emitted for them.
//!
//! In: a folder with `input/` and `output/`. Out: how many cases hold for each protocol and reading, and what is wrong
//! with the others. A case that botocore's own tests leave out is run as well, and counted apart.

mod held;
mod suite;
mod tables;
mod typed;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use awsmodel_runtime::json;

use held::Verdict;
use suite::{Case, Suite};

/// Options of `protocols`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The folder of the suites.
    #[arg(long)]
    data: PathBuf,
    /// Only suites whose file's name has this in it.
    #[arg(long, default_value = "")]
    only: String,
    /// Only as the command reads them: nothing is compiled then.
    #[arg(long)]
    tables: bool,
}

/// What became of the cases of a file in one reading.
#[derive(Default)]
struct Tally {
    held: usize,
    broken: Vec<String>,
    /// Broken, but left out by botocore too.
    left_out: Vec<String>,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<()> {
    let left_out = fs::read_to_string(args.data.join("protocol-tests-ignore-list.json")).unwrap_or_default();
    let suites = suites(args)?;
    let cases: Vec<Case<'_>> = suites.iter().flat_map(Suite::cases).collect();
    let mut readings = vec![("values", tables::verdicts(&suites))];
    if !args.tables {
        readings.push(("types", typed::verdicts(&suites)?));
    }
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for (reading, verdicts) in readings {
        for (case, verdict) in cases.iter().zip(verdicts) {
            let tally = tallies.entry(format!("{} {reading}", case.suite.file)).or_default();
            let name = case.name();
            match verdict {
                Verdict::Holds => tally.held += 1,
                Verdict::Broken(reason) if case.is_in(&left_out) => {
                    tally.left_out.push(format!("{name}: {reason}"));
                }
                Verdict::Broken(reason) => tally.broken.push(format!("{name}: {reason}")),
            }
        }
    }
    report(&tallies)
}

/// The suites of both sides, in the order of their files.
fn suites(args: &Args) -> Result<Vec<Suite>> {
    let mut suites = Vec::new();
    for side in ["input", "output"] {
        for path in files(&args.data.join(side))? {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            if !name.contains(&args.only) {
                continue;
            }
            let text = fs::read_to_string(&path)?;
            let list = json::parse(&text).map_err(|e| anyhow::anyhow!("{}: {e}", path.display()))?;
            let list = list.as_list().unwrap_or_default().iter().enumerate();
            suites.extend(list.map(|(at, suite)| Suite::new(side, &name, at, suite)));
        }
    }
    Ok(suites)
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("no folder {}", folder.display()))?;
    let mut files = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    files.retain(|file| file.extension().is_some_and(|end| end == "json"));
    files.sort();
    Ok(files)
}

fn report(tallies: &BTreeMap<String, Tally>) -> Result<()> {
    let mut broken = 0;
    for (name, tally) in tallies {
        let all = tally.held + tally.broken.len() + tally.left_out.len();
        let left_out = tally.left_out.len();
        println!("{name:60}{:>5} of {all:>4}, left out {left_out:>2}", tally.held);
        tally.broken.iter().for_each(|case| println!("  BROKEN {case}"));
        tally.left_out.iter().for_each(|case| println!("  left out: {case}"));
        broken += tally.broken.len();
    }
    if broken == 0 { Ok(()) } else { bail!("{broken} cases do not hold") }
}
