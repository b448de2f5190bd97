//! `cargo xtask streams`: bodies that are longer than memory, through a command and typed clients that are generated for that,
//! and a service on loopback. Linux alone tells how much memory a program had.
//!
//! Out: what each step took, and an error if one went wrong or had more memory than it may have.

mod server;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use awsmodel_codegen::{Options, Sources};
use sha2::{Digest as _, Sha256};

use crate::process::cargo;
use crate::workspace::{root, target};
use crate::writer;

/// Options of `streams`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The length of the bodies, in MiB.
    #[arg(long, default_value_t = 1024)]
    mib: u64,
    /// The most memory that a program may have, in MiB.
    #[arg(long, default_value_t = 20)]
    memory: u64,
    /// Only steps whose name has this in it.
    #[arg(long, default_value = "")]
    only: String,
}

/// What is run, and what has to come of it.
struct Step {
    name: &'static str,
    program: &'static str,
    words: Vec<String>,
    expected: Expected,
}

enum Expected {
    /// This on standard output.
    Printed(String),
    /// The whole body in this file.
    Whole(PathBuf),
    /// This on standard error, and no file.
    Error(&'static str, Option<PathBuf>),
}

/// What the manifest has besides: the runtime of the client that does not block, and sums that are quick without a release.
const MORE: &str = r#"
[dev-dependencies]
tokio = { version = "1", default-features = false, features = ["net", "rt", "time"] }

[profile.dev.package.awsmodel-runtime]
opt-level = 1
"#;

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<()> {
    let folder = target().join("streams");
    let programs = build(&folder)?;
    let length = args.mib << 20;
    let url = server::start(length)?;
    let scratch = folder.join("scratch");
    let _ = fs::remove_dir_all(&scratch);
    fs::create_dir_all(&scratch)?;
    // Zeros that take no room on the disk.
    File::create(scratch.join("body"))?.set_len(length)?;
    let mut wrong = 0;
    println!("{:52}{:>8}{:>10}", "", "MiB", "seconds");
    for step in steps(&scratch, length)?.iter().filter(|step| step.name.contains(&args.only)) {
        let began = Instant::now();
        let (output, memory) = measured(&programs, step, &url)?;
        let mut reason = step.failure(&output, length);
        if memory > args.memory << 20 {
            reason = reason.or(Some("that is too much memory".to_owned()));
        }
        let memory = memory as f64 / f64::from(1 << 20);
        println!("{:52}{memory:>8.1}{:>10.1}", step.name, began.elapsed().as_secs_f64());
        reason.iter().for_each(|reason| println!("  WRONG: {reason}"));
        wrong += usize::from(reason.is_some());
    }
    let known = |name: &std::ffi::OsStr| name == "body" || name == "out";
    let left = fs::read_dir(&scratch)?.filter(|entry| entry.as_ref().is_ok_and(|e| !known(&e.file_name())));
    let left = left.count();
    fs::remove_dir_all(&scratch)?;
    match (wrong, left) {
        (0, 0) => Ok(()),
        (0, left) => bail!("{left} halves of files are left"),
        _ => bail!("{wrong} steps went wrong"),
    }
}

/// Generates and builds the programs; the folder that they are in.
fn build(folder: &Path) -> Result<PathBuf> {
    let fixtures = root().join("codegen/tests/fixtures");
    let service = fs::read_to_string(fixtures.join("streams/service-2.json"))?;
    let partitions = fs::read_to_string(fixtures.join("partitions.json"))?;
    let sources = Sources { service: &service, partitions: &partitions, ..Sources::default() };
    let runtime = root().join("runtime").to_string_lossy().into_owned();
    let options = Options { runtime, ..Options::new("streams") };
    let mut tree = awsmodel_codegen::generate(&sources, &options)?.tree;
    let manifest = tree.entry("Cargo.toml".into()).or_default();
    manifest.push_str(MORE);
    tree.insert("examples/pass.rs".into(), fs::read_to_string(root().join("xtask/streams/pass.rs"))?);
    let _ = fs::remove_dir_all(folder.join("src"));
    writer::write(folder, &tree)?;
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock"))?;
    let shared = target();
    let shared = shared.to_string_lossy();
    for what in [["--bin", "streams"], ["--example", "pass"]] {
        let arguments = ["build", "--quiet", "--features", "cli,async", "--target-dir", &shared];
        cargo(folder, &[], &[&arguments[..], &what].concat())?;
    }
    Ok(target().join("debug"))
}

fn steps(scratch: &Path, length: u64) -> Result<Vec<Step>> {
    let sum = sum(length);
    let path = |name: &str| scratch.join(name);
    let body = path("body").to_string_lossy().into_owned();
    let step = |name, program, words: &[&str], expected| Step {
        name,
        program,
        words: words.iter().map(|word| (*word).to_owned()).collect(),
        expected,
    };
    let printed = || Expected::Printed(sum.clone());
    let put = |key| ["put-data", "--path", key, "--body", &*body, "--query", "Sum", "--output", "text"];
    let out = path("out").to_string_lossy().into_owned();
    let get = |key| ["get-data", "--path", key, &*out];
    Ok(vec![
        step("a command puts a file", "streams", &put("a"), printed()),
        step("a connection breaks, and it is put again", "streams", &put("command-again"), printed()),
        step(
            "a command puts a file that is not signed",
            "streams",
            &["put-open", "--path", "a", "--body", &body],
            Expected::Printed(String::new()),
        ),
        step("the client that blocks", "examples/pass", &["blocking", "a", &body], printed()),
        step("the same, put again", "examples/pass", &["blocking", "blocking-again", &body], printed()),
        step("the client that does not block", "examples/pass", &["async", "a", &body], printed()),
        step("the same, put again", "examples/pass", &["async", "async-again", &body], printed()),
        step(
            "a reply breaks off",
            "streams",
            &get("broken"),
            Expected::Error("cannot be read", Some(path("out"))),
        ),
        step(
            "a reply has another checksum",
            "streams",
            &get("wrong"),
            Expected::Error(
                "Expected checksum AAAAAA== did not match calculated checksum: ",
                Some(path("out")),
            ),
        ),
        step("a command gets a file", "streams", &get("a"), Expected::Whole(path("out"))),
    ])
}

/// The sum of so many zeros.
fn sum(length: u64) -> String {
    let (mut hash, part) = (Sha256::new(), vec![0; 1 << 20]);
    (0..length >> 20).for_each(|_| hash.update(&part));
    hex::encode(hash.finalize())
}

/// Runs a step; what it printed, and the most memory that it had.
fn measured(programs: &Path, step: &Step, url: &str) -> Result<(Output, u64)> {
    let settings = [
        ("AWS_ENDPOINT_URL", url),
        ("STREAMS_URL", url),
        ("AWS_ACCESS_KEY_ID", "test"),
        ("AWS_SECRET_ACCESS_KEY", "test"),
        ("AWS_DEFAULT_REGION", "us-east-1"),
        ("AWS_CONFIG_FILE", "none"),
        ("AWS_SHARED_CREDENTIALS_FILE", "none"),
    ];
    let mut child = Command::new(programs.join(step.program))
        .args(&step.words)
        .envs(settings)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start {}", step.program))?;
    let status = format!("/proc/{}/status", child.id());
    let mut most = 0;
    while child.try_wait()?.is_none() {
        most = most.max(peak(&status).unwrap_or(0));
        thread::sleep(Duration::from_millis(2));
    }
    Ok((child.wait_with_output()?, most))
}

/// The most memory that a process has had.
fn peak(status: &str) -> Option<u64> {
    let text = fs::read_to_string(status).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix(" kB")?.parse::<u64>().ok()? << 10)
}

impl Step {
    /// What is wrong.
    fn failure(&self, output: &Output, length: u64) -> Option<String> {
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        let holds = match &self.expected {
            Expected::Printed(text) => output.status.success() && out.trim() == text,
            Expected::Whole(path) => {
                output.status.success() && fs::metadata(path).is_ok_and(|found| found.len() == length)
            }
            Expected::Error(text, path) => {
                let is_there = path.as_ref().is_some_and(|path| path.exists());
                !output.status.success() && err.contains(text) && !is_there
            }
        };
        (!holds).then(|| format!("{} {out} {err}", output.status))
    }
}
