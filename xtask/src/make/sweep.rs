//! `cargo xtask sweep`: every service of a botocore data folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use awsmodel_codegen::{Generated, Options};

use crate::make::sources::Texts;
use crate::workspace::root;
use crate::writer;

/// Options of `sweep`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Botocore's data folder.
    dir: PathBuf,
    /// Also type-check the crates (in `target/sweep/`), with the command line.
    #[arg(long)]
    check: bool,
    /// Only these services.
    #[arg(long, value_delimiter = ',', value_name = "NAME,…")]
    only: Vec<String>,
}

/// What became of one service.
struct Row {
    name: String,
    operations: usize,
    lines: usize,
    time: Duration,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<()> {
    let (mut rows, mut failed) = (Vec::new(), Vec::new());
    for (name, folder) in services(&args.dir)? {
        if !args.only.is_empty() && !args.only.contains(&name) {
            continue;
        }
        match one(&name, &folder, args.check) {
            Ok(row) => rows.push(row),
            Err(error) => failed.push(format!("{name}: {error:#}")),
        }
    }
    report(&rows, &failed);
    if failed.is_empty() { Ok(()) } else { bail!("{} services failed", failed.len()) }
}

/// Services by name with the folder of their newest version.
fn services(dir: &Path) -> Result<Vec<(String, PathBuf)>> {
    let mut services = Vec::new();
    for entry in fs::read_dir(dir).with_context(|| format!("no folder {}", dir.display()))? {
        let entry = entry?;
        if !entry.file_type()?.is_dir() {
            continue;
        }
        let versions = fs::read_dir(entry.path())?.filter_map(|v| v.ok().map(|v| v.path()));
        let is_model = |v: &PathBuf| v.join("service-2.json").exists() || v.join("service-2.json.gz").exists();
        if let Some(newest) = versions.filter(|v| v.is_dir()).filter(is_model).max() {
            services.push((entry.file_name().to_string_lossy().into_owned(), newest));
        }
    }
    services.sort();
    Ok(services)
}

/// Generates one service.
fn one(name: &str, folder: &Path, check: bool) -> Result<Row> {
    let texts = Texts::read(folder)?;
    let options = Options {
        name: name.to_owned(),
        origin: "service-2.json".into(),
        runtime: "../../../runtime".into(),
        standalone: true,
    };
    let start = Instant::now();
    let generated = awsmodel_codegen::generate(&texts.sources(), &options)?;
    let time = start.elapsed();
    if check {
        type_check(name, &generated)?;
    }
    let lines = generated.tree.values().map(|t| t.lines().count()).sum();
    Ok(Row { name: name.to_owned(), operations: generated.operations, lines, time })
}

fn type_check(name: &str, generated: &Generated) -> Result<()> {
    let sweep = root().join("target/sweep");
    let folder = sweep.join(name);
    writer::write(&folder, &generated.tree)?;
    let target = sweep.join("target");
    let target = target.to_string_lossy();
    crate::process::cargo(&folder, &[], &["check", "--quiet", "--features", "cli", "--target-dir", &target])
}

fn report(rows: &[Row], failed: &[String]) {
    println!("{:32}{:>12}{:>12}{:>10}", "service", "operations", "lines", "ms");
    for Row { name, operations, lines, time } in rows {
        println!("{name:32}{operations:>12}{lines:>12}{:>10.1}", time.as_secs_f64() * 1e3);
    }
    let operations: usize = rows.iter().map(|r| r.operations).sum();
    let lines: usize = rows.iter().map(|r| r.lines).sum();
    let time: f64 = rows.iter().map(|r| r.time.as_secs_f64()).sum();
    println!("{:32}{operations:>12}{lines:>12}{:>10.1}", "total", time * 1e3);
    failed.iter().for_each(|f| println!("FAILED {f}"));
    println!("{} of {} services generate", rows.len(), rows.len() + failed.len());
}
