//! Models of every date: a program of one operation is generated and built from each, and called through a server on this machine.
//!
//! In: folders of models, as old as they may be. Out: what did not go well. Programs of the time before rule sets and ids of services
//! find their addresses all the same.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use awsmodel_codegen::{Options, ir};

use crate::check::programs::{self, SETTINGS};
use crate::make::sources::Texts;

/// Calls a program of each model.
pub(super) fn run(models: &[PathBuf]) -> Result<()> {
    let mut wrong = 0;
    for (index, model) in models.iter().enumerate() {
        let name = format!("of-old-{index}");
        let failed = calls(&name, model)?;
        println!("{:60}{}", model.display(), if failed.is_empty() { "called" } else { "FAILED" });
        failed.iter().for_each(|why| println!("  {why}"));
        wrong += failed.len();
    }
    if wrong == 0 { Ok(()) } else { bail!("{wrong} calls of old models went wrong") }
}

/// Builds the program of a model with one operation, and calls it in each way in which it may learn its address.
fn calls(name: &str, model: &Path) -> Result<Vec<String>> {
    let texts = Texts::read(model)?;
    let whole = awsmodel_codegen::read(&texts.sources(), &Options::new(name))?;
    let operation = easiest(&whole).context("the model has no operation")?;
    let program = programs::built(name, &texts, &[&operation.name])?;
    let (url, heard) = listen()?;
    let word = operation.command.as_str();
    let expected = format!("{} {}", operation.method, operation.path.split('?').next().unwrap_or("/"));
    let mut failed = Vec::new();
    for (words, variable) in [(vec![word, "--endpoint-url", &url], None), (vec![word], Some(&url))] {
        let output = command(&program, &words, variable)?;
        let line = heard.recv_timeout(Duration::from_secs(5)).unwrap_or_default();
        let is_sent = line.starts_with(expected.split('{').next().unwrap_or_default());
        if !output.status.success() || !is_sent {
            let said = String::from_utf8_lossy(&output.stderr);
            failed.push(format!("{}: sent `{line}`, said `{}`", words.join(" "), said.trim()));
        }
    }
    // Nothing is sent here: the address is the service's own.
    let output = command(&program, &[word, "--dry-run"], None)?;
    let host = format!("{}.eu-west-1.amazonaws.com", whole.endpoint_prefix);
    let shown = String::from_utf8_lossy(&output.stdout);
    if !shown.contains(&host) {
        failed.push(format!("{word} --dry-run: no {host} in {}", shown.trim()));
    }
    Ok(failed)
}

/// The first operation that asks for least.
fn easiest(service: &ir::Service) -> Option<&ir::Operation> {
    let asks = |o: &&ir::Operation| {
        let own = o.input.as_ref().and_then(|input| input.own.as_ref());
        own.map_or(0, |structure| structure.fields.iter().filter(|field| field.required).count())
    };
    service.operations.iter().filter(|o| o.is_command()).min_by_key(asks)
}

fn command(program: &Path, words: &[&str], url: Option<&String>) -> Result<std::process::Output> {
    let folder = programs::folder();
    fs::write(folder.join("lenient"), "[default]\nparameter_validation = false\n")?;
    let mut command = Command::new(program);
    command.args(words).args(["--cli-input-json", "{}"]).current_dir(&folder);
    command.envs(SETTINGS).env("AWS_CONFIG_FILE", "lenient").env("AWS_DEFAULT_REGION", "eu-west-1");
    match url {
        Some(url) => command.env("AWS_ENDPOINT_URL", url),
        None => command.env_remove("AWS_ENDPOINT_URL"),
    };
    Ok(command.output()?)
}

/// A server that answers everything with nothing, and tells the first line of each request.
fn listen() -> Result<(String, Receiver<String>)> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}", listener.local_addr()?);
    let (tell, heard) = channel();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // A client that goes away is no harm.
            let _ = answer(stream, &tell);
        }
    });
    Ok((url, heard))
}

fn answer(mut stream: TcpStream, tell: &Sender<String>) -> Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let (mut first, mut length) = (String::new(), 0);
    reader.read_line(&mut first)?;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        match line.split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.trim().parse()?
            }
            Some(_) => {}
            None => break,
        }
    }
    reader.read_exact(&mut vec![0; length])?;
    tell.send(first.trim().to_owned())?;
    stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")?;
    Ok(())
}
