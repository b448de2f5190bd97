//! `build.rs` of emitted crates: what it leaves out of which programs, and what it puts first.
#![cfg(all(target_os = "linux", target_env = "gnu", any(target_arch = "x86_64", target_arch = "aarch64")))]
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

#[path = "../src/scratch.rs"]
mod scratch;

use std::fs;
use std::path::Path;
use std::process::Command;

use scratch::Scratch;

const MANIFEST: &str = r#"[package]
name = "small"
version = "0.0.0"
edition = "2024"

[features]
cli = ["dep:awsmodel-command"]

[dependencies]
awsmodel-command = { path = "command", optional = true }

[[bin]]
name = "small"
path = "src/main.rs"

[[bin]]
name = "other"
path = "src/main.rs"

[workspace]
"#;

/// A command line's package, with the script of ours.
const COMMAND: &str = r#"[package]
name = "awsmodel-command"
version = "0.0.0"
edition = "2024"
links = "awsmodel-command"
"#;

/// A program that ends where it panics, as those of emitted crates do.
const PROGRAM: &str = "fn main() {
    std::panic::set_hook(Box::new(|panic| {
        eprintln!(\"{panic}\");
        std::process::exit(101);
    }));
    assert_eq!(std::env::args().count(), 0);
}
";

/// Builds both programs in release, with these words and flags.
fn build(folder: &Path, words: &[&str], flags: &str) {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--quiet", "--release", "--offline"]).args(words).current_dir(folder);
    let own = ["CARGO_ENCODED_RUSTFLAGS", "CARGO_TARGET_DIR", "CARGO_BUILD_RUSTFLAGS"];
    for name in own {
        cargo.env_remove(name);
    }
    let output = cargo.env("RUSTFLAGS", flags).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Whether a program has what unwinds its stack.
fn unwinds(folder: &Path, name: &str) -> bool {
    has(folder, name, b".eh_frame\0")
}

/// Whether what calls run stands in one place.
fn is_in_order(folder: &Path, name: &str) -> bool {
    has(folder, name, b".text.first\0")
}

/// Whether a program has a section.
fn has(folder: &Path, name: &str, section: &[u8]) -> bool {
    let bytes = fs::read(folder.join("target/release").join(name)).unwrap();
    bytes.windows(section.len()).any(|window| window == section)
}

#[test]
fn programs_carry_nothing_that_unwinds() {
    // The folder's name is one that a linker's flags could be torn at.
    let read =
        |name| fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name)).unwrap();
    let scratch = Scratch::with(&[
        ("a, b/Cargo.toml", MANIFEST),
        ("a, b/src/main.rs", PROGRAM),
        ("a, b/build.rs", &read("generated/build.rs")),
        ("a, b/command/Cargo.toml", COMMAND),
        ("a, b/command/src/lib.rs", ""),
        ("a, b/command/build.rs", &read("runtime/command/build.rs")),
        ("a, b/command/program.ld", &read("runtime/command/program.ld")),
    ]);
    let folder = scratch.path().join("a, b");

    build(&folder, &["--features", "cli"], "");
    assert!(!unwinds(&folder, "small"));
    assert!(is_in_order(&folder, "small"));
    assert!(unwinds(&folder, "other") && !is_in_order(&folder, "other"), "programs of others are theirs");
    let output = Command::new(folder.join("target/release/small")).output().unwrap();
    assert_eq!(output.status.code(), Some(101));
    assert!(String::from_utf8_lossy(&output.stderr).contains("assertion"), "{output:?}");

    build(&folder, &[], "");
    assert!(unwinds(&folder, "small"), "without the command line it is no program of ours");
    build(&folder, &["--features", "cli"], "-Cdebuginfo=0");
    assert!(unwinds(&folder, "small"), "whoever says how to link decides alone");
}
