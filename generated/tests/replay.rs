//! Replays recorded command lines: exit status, both output streams and every request must be what
//! they were, byte by byte.
//!
//! `replay/*.jsonl` holds one case a line, see `replay/README.md`. `BLESS=1` writes down what the
//! command does now. `REPLAY_AWS="aws cognito-idp"` runs that command instead and compares what
//! scripts see: exit status, standard output and requests.

#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

mod replay {
    pub(crate) mod case;
    pub(crate) mod command;
    pub(crate) mod compare;
    pub(crate) mod server;
}

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use replay::case::{Case, Outcome};
use replay::command::Program;
use replay::compare::differences;

/// More at a time than there are processors, since most of a case is waiting.
const WORKERS: usize = 4;

#[test]
fn version_2() {
    replay("v2");
}

#[test]
fn version_1() {
    replay("v1");
}

fn replay(dialect: &str) {
    let path = folder().join(format!("{dialect}.jsonl"));
    let text = std::fs::read_to_string(&path).unwrap();
    let cases: Vec<Case> = text.lines().map(Case::parse).collect();
    let program = Program::new(dialect);
    let outcomes = run_all(&cases, &program);
    if std::env::var_os("BLESS").is_some() {
        let lines = cases.iter().zip(&outcomes).map(|(case, outcome)| case.line(outcome) + "\n");
        std::fs::write(&path, lines.collect::<String>()).unwrap();
        return;
    }
    let reports = cases.iter().zip(&outcomes).filter_map(|(case, got)| {
        let found = differences(&case.expected, got, program.is_ours());
        (!found.is_empty()).then(|| format!("{} {:?}\n{}", case.id, case.argv, found.join("\n")))
    });
    let reports: Vec<String> = reports.collect();
    assert!(
        reports.is_empty(),
        "{} of {} cases differ:\n\n{}",
        reports.len(),
        cases.len(),
        reports.join("\n\n")
    );
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/replay")
}

/// Runs all cases on a few threads; the outcomes are in the cases' order.
fn run_all(cases: &[Case], program: &Program) -> Vec<Outcome> {
    let next = AtomicUsize::new(0);
    let outcomes = Mutex::new(vec![Outcome::default(); cases.len()]);
    std::thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let outcome = program.run(case);
                    let at = cases.iter().position(|c| c.id == case.id).unwrap();
                    outcomes.lock().unwrap()[at] = outcome;
                }
            });
        }
    });
    outcomes.into_inner().unwrap()
}
