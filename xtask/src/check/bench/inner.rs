//! Inner loops: the suite of `xtask/bench`, with its own report of times and allocations; instructions beside that.

use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

use super::measure::Run;
use super::table::Table;
use crate::process::cargo;
use crate::workspace::{root, target};

/// The loops whose work is counted, each with the loop that it stands beside.
const LOOPS: &[(&str, &str, Option<&str>)] = &[
    ("typed decode", "typed_decode::ours", Some("typed_decode::serde_derive")),
    ("typed encode", "typed_encode::ours", Some("typed_encode::serde_derive")),
    ("untyped decode", "untyped_decode::ours", Some("untyped_decode::serde_json")),
    ("untyped encode, one line", "untyped_encode::ours::Wire", Some("untyped_encode::serde_json")),
    ("untyped encode, indented", "untyped_encode::ours::Pretty", Some("untyped_encode::serde_json_pretty")),
    ("one signature, with its key", "signature", None),
];

/// Rounds whose work is counted: what so many more of them add.
const COUNTED: u64 = 100;

pub(super) fn run() -> Result<()> {
    println!("\n### Inner loops, a page of 60 users\n");
    let folder = target().join("bench");
    let words = ["bench", "--bench", "inner", "--target-dir", &folder.to_string_lossy()];
    cargo(&root().join("xtask/bench"), &[], &words)?;
    let suite = program(&words)?;
    let mut table = Table::new("Inner loops, instructions of a round", &["loop", "ours", "peer", "times"]);
    for (name, ours, peer) in LOOPS {
        let (ours, peer) = (round(&suite, ours), peer.and_then(|peer| round(&suite, peer)));
        let times = ours.zip(peer).map(|(ours, peer)| format!("{:.2}", ours / peer));
        let shown = |count: Option<f64>| count.map_or_else(|| "-".to_owned(), |count| format!("{count:.0}"));
        table.row(&[(*name).to_owned(), shown(ours), shown(peer), times.unwrap_or_else(|| "-".to_owned())]);
    }
    table.print();
    Ok(())
}

/// The suite, which has been built.
fn program(words: &[&str]) -> Result<String> {
    let mut cargo = Command::new("cargo");
    cargo.args(words).args(["--no-run", "--message-format=json"]).current_dir(root().join("xtask/bench"));
    let output = cargo.stdin(Stdio::null()).stderr(Stdio::null()).output()?;
    if !output.status.success() {
        bail!("the suite does not build: {}", output.status);
    }
    let said = String::from_utf8_lossy(&output.stdout);
    let messages = said.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    // Programs of the package are built along with it.
    let mut suites = messages.filter(|message| message["target"]["name"] == "inner");
    suites
        .find_map(|message| Some(message["executable"].as_str()?.to_owned()))
        .context("cargo names no program of the suite")
}

/// Instructions of one round, by callgrind.
fn round(suite: &str, name: &str) -> Option<f64> {
    let of = |rounds: u64| {
        let (name, rounds) = (format!("inner::{name}"), rounds.to_string());
        let words = ["--bench", "--exact", &name, "--sample-count", "1", "--sample-size", &rounds];
        Run::new(&name, suite, &words).instructions()
    };
    Some(of(2 * COUNTED)?.saturating_sub(of(COUNTED)?) as f64 / COUNTED as f64)
}
