//! `cargo xtask targets`: the library for systems and processors other than this one.
//!
//! A machine that cannot fetch a target says so in one line and goes on.

use anyhow::Result;

use crate::make::job::NAME;
use crate::process::{cargo, run as start};
use crate::workspace::root;

/// A target, its C compiler (for ring) if it needs one, and what is checked for it.
type Target = (&'static str, Option<&'static str>, &'static [&'static str]);

/// In a browser programs bring a transport of their own.
const TARGETS: &[Target] = &[
    ("x86_64-pc-windows-gnu", Some("x86_64-w64-mingw32-gcc"), &["--features", "async,srp,test-util,tracing"]),
    (
        "aarch64-unknown-linux-musl",
        Some("aarch64-linux-gnu-gcc"),
        &["--features", "async,srp,test-util,tracing"],
    ),
    ("wasm32-unknown-unknown", None, &["--no-default-features"]),
    ("wasm32-unknown-unknown", None, &["--no-default-features", "--features", "async,srp,test-util,tracing"]),
];

/// Checks all targets.
pub(crate) fn run() -> Result<()> {
    let root = root();
    for (target, compiler, features) in TARGETS {
        let ready = start(&root, &[], "rustup", &["target", "add", target])
            .and_then(|()| compiler.map_or(Ok(()), |compiler| start(&root, &[], compiler, &["--version"])));
        if let Err(error) = ready {
            eprintln!("{target} is not checked: {error}");
            continue;
        }
        let variable = format!("CC_{}", target.replace('-', "_"));
        let variables: Vec<(&str, &str)> =
            compiler.iter().map(|compiler| (variable.as_str(), *compiler)).collect();
        let check = ["check", "--locked", "-p", NAME, "--lib", "--target", target];
        cargo(&root, &variables, &[&check[..], features].concat())?;
    }
    Ok(())
}
