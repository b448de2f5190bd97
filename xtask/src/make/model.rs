//! `cargo xtask model import`: botocore's data folder of one service version, facts only.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use awsmodel_codegen::import;
use sha2::{Digest as _, Sha256};

use crate::make::claim;
use crate::make::sources::read;
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
}

/// Runs the command.
pub(crate) fn run(command: &Command) -> Result<()> {
    let Command::Import { path, partitions, keep_docs, origin, out } = command;
    let path = path.canonicalize().with_context(|| format!("no folder {}", path.display()))?;
    let mut tail = path.iter().rev();
    let version = tail.next().context("the path has no version")?;
    let service = tail.next().context("the path has no service")?;
    let base = out.clone().unwrap_or_else(|| root().join("model"));
    let folder = Path::new(service).join(version);
    let mut files = Files::new();
    let mut record = format!(
        "{}\nOrigin: {origin}, `{}/{}`. Facts only: `cargo xtask model import` {}.\n\n\
         | file | SHA-256 of the original |\n|---|---|\n",
        claim::RECORD,
        service.to_string_lossy(),
        version.to_string_lossy(),
        if *keep_docs { "kept the documentation" } else { "dropped every text" },
    );
    for name in FILES {
        import_file(&path.join(name), folder.join(name), *keep_docs, &mut record, &mut files)?;
    }
    if let Some(file) = partitions {
        import_file(file, "partitions.json".into(), *keep_docs, &mut record, &mut files)?;
    }
    files.insert(folder.join("README.md"), record);
    claim::model(&base, &files)?;
    writer::write(&base, &files)?;
    eprintln!("wrote {}", base.join(folder).display());
    Ok(())
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
