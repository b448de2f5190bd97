//! `cargo xtask dist`: the program as packages for those who do not build it.
//!
//! In: the lock file and the model. Out, in a folder: for each target an archive with the program, completions, manual pages,
//! licences and the list of its parts; a package for Debian; the sums of all. The same commit makes the same bytes, which
//! `--check` holds true by building twice.

mod build;
mod contents;
mod deb;
mod pack;
pub(crate) mod parts;
mod target;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use sha2::{Digest as _, Sha256};

use crate::workspace::{self, root};
use target::{TARGETS, Target};

/// Options of `dist`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Which targets; all without it.
    #[arg(long, value_name = "TRIPLE")]
    target: Vec<String>,
    /// Build everything twice, in different folders, and compare the bytes.
    #[arg(long)]
    check: bool,
    /// Folder to write to. Default: `target/dist`.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// A file that is made, by its name.
type Made = (String, Vec<u8>);

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<()> {
    let out = args.out.clone().unwrap_or_else(|| workspace::target().join("dist"));
    let time = build::time(&root())?;
    let mut files = Vec::new();
    for target in chosen(&args.target)? {
        let made = packages(target, time, "first")?;
        if args.check {
            let again = packages(target, time, "second")?;
            compare(&made, &again)?;
        }
        files.extend(made);
    }
    write(&out, &files)
}

fn chosen(names: &[String]) -> Result<Vec<&'static Target>> {
    let known = || TARGETS.iter().map(|target| target.triple).collect::<Vec<_>>().join(", ");
    let one = |name: &String| {
        let found = TARGETS.iter().find(|target| target.triple == *name);
        found.with_context(|| format!("{name} is none of {}", known()))
    };
    if names.is_empty() { Ok(TARGETS.iter().collect()) } else { names.iter().map(one).collect() }
}

/// All packages of a target, built in a folder of that name.
fn packages(target: &Target, time: u64, folder: &str) -> Result<Vec<Made>> {
    let root = root();
    let program = build::program(&root, target, time, folder)?;
    let bytes = fs::read(&program).with_context(|| format!("cannot read {}", program.display()))?;
    let parts = parts::list(&root, target)?;
    let contents = contents::all(&root, target, bytes, &parts)?;
    let name = format!("{}-{}-{}", contents.name, contents.version, target.triple);
    let mut made = vec![pack::archive(&name, &contents, target, time)?];
    if let Some(architecture) = target.debian {
        made.push(deb::package(&contents, architecture, time)?);
    }
    Ok(made)
}

fn compare(first: &[Made], second: &[Made]) -> Result<()> {
    for ((name, one), (_, other)) in first.iter().zip(second) {
        if one != other {
            let at = one.iter().zip(other).position(|(a, b)| a != b).unwrap_or(one.len().min(other.len()));
            bail!("{name} has other bytes when it is built again, from byte {at} on");
        }
        eprintln!("{name}: the same bytes twice");
    }
    Ok(())
}

/// Writes the packages and their sums.
fn write(out: &Path, files: &[Made]) -> Result<()> {
    fs::create_dir_all(out).with_context(|| format!("cannot create {}", out.display()))?;
    let mut sums = String::new();
    for (name, bytes) in files {
        fs::write(out.join(name), bytes).with_context(|| format!("cannot write {name}"))?;
        let sum = hex::encode(Sha256::digest(bytes));
        sums += &format!("{sum}  {name}\n");
        println!("{:>10}  {name}", bytes.len());
    }
    fs::write(out.join("SHA256SUMS"), sums).context("cannot write the sums")
}
