//! `cargo xtask targets`: the library for systems and processors other than this one.
//!
//! A machine that cannot fetch a target says so in one line and goes on.

use anyhow::Result;

use crate::process::{cargo, run as start};
use crate::workspace::root;

/// Targets, and what is checked for each. In a browser programs bring a transport of their own.
const TARGETS: &[(&str, &[&str])] = &[
    ("x86_64-pc-windows-gnu", &["--features", "async,srp,test-util,tracing"]),
    ("aarch64-unknown-linux-musl", &["--features", "async,srp,test-util,tracing"]),
    ("wasm32-unknown-unknown", &["--no-default-features"]),
    ("wasm32-unknown-unknown", &["--no-default-features", "--features", "async,srp,test-util,tracing"]),
];

/// Checks all targets.
pub(crate) fn run() -> Result<()> {
    let root = root();
    for (target, features) in TARGETS {
        if let Err(error) = start(&root, &[], "rustup", &["target", "add", target]) {
            eprintln!("{target} is not checked: {error}");
            continue;
        }
        let check = ["check", "--locked", "-p", "cognito-idp", "--lib", "--target", target];
        cargo(&root, &[], &[&check[..], features].concat())?;
    }
    Ok(())
}
