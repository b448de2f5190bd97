//! `cargo xtask protocols`: botocore's protocol suites, through the protocols of the runtime and tables made of each
//! suite's own shapes.
//!
//! In: a folder with `input/` and `output/`. Out: how many cases hold for each protocol, and what is wrong with the
//! others. A case that botocore's own tests leave out is run as well, and counted apart.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use awsmodel_codegen::{Options, Sources};
use awsmodel_runtime::json;
use awsmodel_runtime::schema::Operation;
use awsmodel_runtime::schema::Service;
use awsmodel_runtime::value::Value;

use super::suites::{self, Verdict};
use crate::reference;
use crate::workspace::root;

/// Options of `protocols`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The folder of the suites.
    #[arg(long)]
    data: PathBuf,
    /// Only suites whose file's name has this in it.
    #[arg(long, default_value = "")]
    only: String,
}

/// What became of the cases of a file.
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
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for side in ["input", "output"] {
        for file in files(&args.data.join(side))? {
            let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            if !name.contains(&args.only) {
                continue;
            }
            let text = fs::read_to_string(&file)?;
            let suites = json::parse(&text).map_err(|e| anyhow::anyhow!("{}: {e}", file.display()))?;
            let tally = tallies.entry(format!("{side}/{name}")).or_default();
            for suite in suites.as_list().unwrap_or_default() {
                suite_cases(suite, side == "input", &left_out, tally);
            }
        }
    }
    report(&tallies)
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("no folder {}", folder.display()))?;
    let mut files = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    files.retain(|file| file.extension().is_some_and(|end| end == "json"));
    files.sort();
    Ok(files)
}

fn suite_cases(suite: &Value, is_input: bool, left_out: &str, tally: &mut Tally) {
    let text =
        |value: &Value, key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let about = text(suite, "description");
    for case in suite.get("cases").and_then(Value::as_list).unwrap_or_default() {
        let id = text(case, "id");
        let name = format!("{about}: {}", if id.is_empty() { text(case, "description") } else { id.clone() });
        let verdict = match tables_of(suite, case) {
            Ok((service, operation)) if is_input => suites::input(service, operation, case),
            Ok((service, operation)) => suites::output(service, operation, case),
            Err(error) => Verdict::Broken(format!("{error:#}")),
        };
        let is_left_out = [&id, &about].iter().any(|n| left_out.contains(&format!("\"{n}\"")));
        match verdict {
            Verdict::Holds => tally.held += 1,
            Verdict::Broken(reason) if is_left_out => tally.left_out.push(format!("{name}: {reason}")),
            Verdict::Broken(reason) => tally.broken.push(format!("{name}: {reason}")),
        }
    }
}

/// The tables of the one operation of a case.
fn tables_of(suite: &Value, case: &Value) -> Result<(&'static Service, &'static Operation)> {
    let model = suites::model(suite, case);
    let partitions = fs::read_to_string(root().join("model/partitions.json"))?;
    let service = json::to_string(&model, json::Layout::Wire);
    let sources = Sources { service: &service, partitions: &partitions, ..Sources::default() };
    let options = Options::new("suite");
    let program = reference::unrolled(&sources, &options, 6)?;
    let operation = program.service.operations.first().context("the case has no operation")?;
    Ok((program.service, operation))
}

fn report(tallies: &BTreeMap<String, Tally>) -> Result<()> {
    let mut broken = 0;
    for (name, tally) in tallies {
        let all = tally.held + tally.broken.len() + tally.left_out.len();
        println!("{name:52}{:>5} of {all:>4}, left out {:>2}", tally.held, tally.left_out.len());
        tally.broken.iter().for_each(|case| println!("  BROKEN {case}"));
        tally.left_out.iter().for_each(|case| println!("  left out: {case}"));
        broken += tally.broken.len();
    }
    if broken == 0 { Ok(()) } else { bail!("{broken} cases do not hold") }
}
