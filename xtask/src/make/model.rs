//! `cargo xtask model import`: botocore's data folder of one service version, facts only; and `model diff`: what a newer
//! model changes; and `model history`: when what came and went.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use awsmodel_codegen::diff::{Differences, Level, diff};
use awsmodel_codegen::history::{Version, history};
use awsmodel_codegen::import;
use sha2::{Digest as _, Sha256};

use crate::make::sources::{self, Texts, read};
use crate::make::{changelog, claim, job};
use crate::workspace::root;
use crate::writer::{self, Files};

/// Files of a service version that are taken over.
const FILES: &[&str] = &[
    "service-2.json",
    "paginators-1.json",
    "endpoint-rule-set-1.json",
    "waiters-2.json",
    "completions-1.json",
];

/// What to do with models.
#[derive(clap::Subcommand)]
pub(crate) enum Command {
    /// Write a model's facts into `model/SERVICE/VERSION/`, where SERVICE/VERSION is PATH's own tail.
    Import {
        /// Folder with `service-2.json[.gz]`, such as `botocore/data/cognito-idp/2016-04-18`.
        path: PathBuf,
        /// Also take over partitions from this file.
        #[arg(long, value_name = "FILE")]
        partitions: Option<PathBuf>,
        /// Keep the documentation that the model carries.
        #[arg(long)]
        keep_docs: bool,
        /// Where the files come from, for the record: `awscli 1.46.3`, say.
        #[arg(long, default_value = "not recorded")]
        origin: String,
        /// Folder to write to, in place of `model/`.
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
    /// Say what a newer model changes: what breaks scripts or programs, what breaks source code alone, what is compatible.
    Diff {
        /// Folder of the older model, with `service-2.json[.gz]` and what stands beside it.
        old: PathBuf,
        /// Folder of the newer model.
        new: PathBuf,
        /// Print a JSON document.
        #[arg(long)]
        json: bool,
        /// End with a failure if a change is as bad as that, or worse.
        #[arg(long, value_name = "LEVEL", value_parser = level)]
        fail_on: Option<Level>,
    },
    /// Write down beside a model when operations and members of requests came and went, for pages and hints.
    History {
        /// Folder with one folder for each version, by its name: `service-2.json[.gz]`, and `date` with its day (YYYY-MM-DD).
        versions: PathBuf,
        /// What they are versions of.
        #[arg(long, default_value = "botocore")]
        source: String,
        /// Where to write. Default: `history.json` beside the project's own model.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

fn level(word: &str) -> Result<Level, String> {
    let known = || Level::ALL.map(Level::name).join(", ");
    let level = Level::ALL.into_iter().find(|level| level.name() == word);
    level.ok_or_else(|| format!("there are {}", known()))
}

/// Runs the command.
pub(crate) fn run(command: &Command) -> Result<()> {
    match command {
        Command::Import { path, partitions, keep_docs, origin, out } => {
            import(path, partitions.as_deref(), *keep_docs, origin, out.as_deref())
        }
        Command::History { versions, source, out } => {
            let own = || root().join(job::MODEL).join("history.json");
            write_history(versions, source, &out.clone().unwrap_or_else(own))
        }
        Command::Diff { old, new, json, fail_on } => {
            let differences = diff(&Texts::read(old)?.sources(), &Texts::read(new)?.sources())?;
            print(&if *json { format!("{:#}\n", differences.to_json()) } else { differences.to_string() })?;
            match fail_on {
                Some(level) if differences.reach(*level) => bail!("there are {} changes", level.name()),
                _ => Ok(()),
            }
        }
    }
}

fn import(
    path: &Path,
    partitions: Option<&Path>,
    keep_docs: bool,
    origin: &str,
    out: Option<&Path>,
) -> Result<()> {
    let path = path.canonicalize().with_context(|| format!("no folder {}", path.display()))?;
    let mut tail = path.iter().rev();
    let version = tail.next().context("the path has no version")?;
    let service = tail.next().context("the path has no service")?;
    let base = out.map_or_else(|| root().join("model"), Path::to_owned);
    let folder = Path::new(service).join(version);
    let mut files = Files::new();
    let mut record = format!(
        "{}\nOrigin: {origin}, `{}/{}`. Facts only: `cargo xtask model import` {}.\n\n\
         | file | SHA-256 of the original |\n|---|---|\n",
        claim::RECORD,
        service.to_string_lossy(),
        version.to_string_lossy(),
        if keep_docs { "kept the documentation" } else { "dropped every text" },
    );
    for name in FILES {
        import_file(&path.join(name), folder.join(name), keep_docs, &mut record, &mut files)?;
    }
    if let Some(file) = partitions {
        import_file(file, "partitions.json".into(), keep_docs, &mut record, &mut files)?;
    }
    files.insert(folder.join("README.md"), record);
    // What cannot be compared can still be taken over.
    let changes = changes(&base.join(&folder), &path, partitions.is_some()).unwrap_or_else(|error| {
        eprintln!("warning: what the model changes cannot be told: {error:#}");
        None
    });
    claim::model(&base, &files)?;
    writer::write(&base, &files)?;
    eprintln!("wrote {}", base.join(&folder).display());
    let Some(changes) = changes else { return Ok(()) };
    print(&changes.to_string())?;
    match out {
        None => changelog::write(&format!("Model {}, {origin}", folder.display()), &changes),
        Some(_) => Ok(()),
    }
}

/// Reads the folders of versions, the oldest first, and writes what is different between them.
fn write_history(folder: &Path, source: &str, out: &Path) -> Result<()> {
    let mut read = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let entry = entry?;
        let Some(service) = sources::read(&entry.path().join("service-2.json"))? else { continue };
        let date = entry.path().join("date");
        let date = fs::read_to_string(&date).with_context(|| format!("cannot read {}", date.display()))?;
        read.push((entry.file_name().to_string_lossy().into_owned(), date.trim().to_owned(), service));
    }
    read.sort_by_key(|(name, ..)| {
        name.split('.').map(|part| part.parse().unwrap_or(0)).collect::<Vec<u64>>()
    });
    if read.is_empty() {
        bail!("{} has no folders with service-2.json in them", folder.display());
    }
    let versions: Vec<Version<'_>> =
        read.iter().map(|(name, date, service)| Version { name, date, service }).collect();
    let text = format!("{:#}\n", history(source, &versions)?);
    fs::write(out, text).with_context(|| format!("cannot write {}", out.display()))?;
    eprintln!("{}: {} versions", out.display(), versions.len());
    Ok(())
}

/// Prints a text; whoever stops reading has seen enough.
fn print(text: &str) -> Result<()> {
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => Err(e.into()),
        _ => Ok(()),
    }
}

/// What an import changes of the model that is there; `None` if there is none.
fn changes(old: &Path, new: &Path, partitions: bool) -> Result<Option<Differences>> {
    if read(&old.join("service-2.json"))?.is_none() {
        return Ok(None);
    }
    let (old, new) = (Texts::read(old)?, Texts::read(new)?);
    let (old, mut new) = (old.sources(), new.sources());
    if !partitions {
        new.partitions = old.partitions;
    }
    Ok(Some(diff(&old, &new)?))
}

fn import_file(
    from: &Path,
    to: PathBuf,
    keep_docs: bool,
    record: &mut String,
    files: &mut Files,
) -> Result<()> {
    let Some(text) = read(from)? else { return Ok(()) };
    let name = to.file_name().unwrap_or_default().to_string_lossy();
    writeln!(record, "| `{name}` | `{}` |", hex::encode(Sha256::digest(&text)))?;
    let facts = import::facts(&name, &text, keep_docs)?;
    files.insert(to, facts);
    Ok(())
}
