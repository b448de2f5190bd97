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
    replay("v2.jsonl", "v2", |_| true);
}

#[test]
fn version_1() {
    replay("v1.jsonl", "v1", |_| true);
}

/// Every setting, from each of its sources and from each set of them, in both versions: a test for a setting.
macro_rules! settings {
    ($($name:ident)*) => {
        /// Their names, which the cases' begin with.
        const SETTINGS: &[&str] = &[$(stringify!($name)),*];

        mod settings {
            $(#[test]
            fn $name() {
                for dialect in ["v1", "v2"] {
                    let is_of_setting = |id: &str| id.split('/').next() == Some(stringify!($name));
                    super::replay(&format!("settings.{dialect}.jsonl"), dialect, is_of_setting);
                }
            })*
        }
    };
}

settings! {
    profile region output attempts mode use_fips_endpoint use_dualstack_endpoint files others endpoint ignore rules
}

#[test]
fn every_case_is_of_a_setting() {
    for name in ["settings.v1.jsonl", "settings.v2.jsonl"] {
        for case in read(name) {
            assert!(case.id.split_once('/').is_some_and(|(row, _)| SETTINGS.contains(&row)), "{}", case.id);
        }
    }
}

fn read(name: &str) -> Vec<Case> {
    std::fs::read_to_string(folder().join(name)).unwrap().lines().map(Case::parse).collect()
}

/// Replays the cases of a file whose ids pass the filter.
fn replay(name: &str, dialect: &str, filter: impl Fn(&str) -> bool) {
    let cases: Vec<Case> = read(name).into_iter().filter(|case| filter(&case.id)).collect();
    assert!(!cases.is_empty());
    let program = Program::new(dialect);
    let outcomes = run_all(&cases, &program);
    if std::env::var_os("BLESS").is_some() {
        return bless(name, &cases, &outcomes);
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

/// Writes down what the cases do now, in the place of what they did.
fn bless(name: &str, cases: &[Case], outcomes: &[Outcome]) {
    // Settings that share a file are tested beside each other.
    static FILE: Mutex<()> = Mutex::new(());
    let _alone = FILE.lock().unwrap();
    let lines = read(name).into_iter().map(|old| match cases.iter().position(|case| case.id == old.id) {
        Some(at) => old.line(&outcomes[at]) + "\n",
        None => old.line(&old.expected) + "\n",
    });
    let text: String = lines.collect();
    std::fs::write(folder().join(name), text).unwrap();
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
