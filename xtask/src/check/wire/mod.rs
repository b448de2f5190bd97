//! `cargo xtask wire`: commands of other services beside what the AWS CLI did, with all headers and queries of what they send.
//!
//! In: botocore's data, and rows that were recorded with the AWS CLI (`xtask/wire/SERVICE.jsonl`): a command line, a service's
//! answers, and what came of them. Out: how many hold for each service, and what is different in the others.

mod mask;
mod row;
mod server;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};
use awsmodel_codegen::{Options, ir};

use crate::check::programs;
use crate::make::sources::Texts;
use crate::workspace::root;
use row::Row;
use server::Server;

/// Options of `wire`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Botocore's data folder.
    models: PathBuf,
    /// Only these services.
    #[arg(long, value_delimiter = ',', value_name = "NAME,…")]
    only: Vec<String>,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<()> {
    let (mut held, mut all) = (0, 0);
    for (service, rows) in recorded(&args.only)? {
        let program = program(&service, &args.models, &rows)?;
        let server = Server::start()?;
        let mut wrong = Vec::new();
        for row in &rows {
            wrong.extend(differs(&program, &server, row)?.map(|what| format!("{}: {what}", row.id)));
        }
        println!("{service:16}{:>5} of {:>4}", rows.len() - wrong.len(), rows.len());
        wrong.iter().for_each(|what| println!("  {what}"));
        (held, all) = (held + rows.len() - wrong.len(), all + rows.len());
    }
    println!("{held} of {all} rows hold");
    if held == all { Ok(()) } else { bail!("{} rows do not hold", all - held) }
}

/// The rows of each service.
fn recorded(only: &[String]) -> Result<Vec<(String, Vec<Row>)>> {
    let folder = root().join("xtask/wire");
    let mut recorded = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| format!("no folder {}", folder.display()))? {
        let path = entry?.path();
        let service = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if only.is_empty() || only.contains(&service) {
            recorded.push((service, Row::read(&path)?));
        }
    }
    recorded.sort_by(|a, b| a.0.cmp(&b.0));
    if recorded.is_empty() { bail!("no rows of these services") } else { Ok(recorded) }
}

/// The program of a service with the operations that its rows call.
fn program(service: &str, models: &Path, rows: &[Row]) -> Result<PathBuf> {
    let texts = Texts::read(&programs::newest(models, service)?)?;
    let whole = awsmodel_codegen::read(&texts.sources(), &Options::new(service))?;
    let called: BTreeSet<&str> = rows.iter().map(Row::command).collect();
    let is_called = |o: &&ir::Operation| called.contains(o.command.as_str());
    let operations: Vec<&str> = whole.operations.iter().filter(is_called).map(|o| o.name.as_str()).collect();
    programs::built(service, &texts, &operations)
}

/// Runs a row's command line; what is different, if anything is.
fn differs(program: &Path, server: &Server, row: &Row) -> Result<Option<String>> {
    let home = programs::folder().join("wire-home");
    let _ = fs::remove_dir_all(&home);
    fs::create_dir_all(&home)?;
    let place = row::Place { url: &server.url, home: &home.to_string_lossy() };
    for (name, bytes) in row.files(&place) {
        fs::write(home.join(name), bytes)?;
    }
    server.load(&row.responses)?;
    let output = Command::new(program)
        .args(row.words(&place))
        .args(["--endpoint-url", &server.url])
        .env_clear()
        .envs(row.variables(&place))
        .current_dir(&home)
        .stdin(Stdio::null())
        .output()?;
    let printed = place.hidden(&String::from_utf8_lossy(&output.stdout));
    let sent: Vec<_> = server.heard()?.iter().map(|request| mask::masked(request)).collect();
    Ok(row.differs(output.status.code(), &printed, &sent))
}
