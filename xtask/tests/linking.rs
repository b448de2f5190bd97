//! `build.rs` of emitted crates: what it leaves out of which programs, and what it puts first.
#![cfg(all(target_os = "linux", target_env = "gnu", any(target_arch = "x86_64", target_arch = "aarch64")))]
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

#[path = "../src/scratch.rs"]
mod scratch;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
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

/// A program that ends where it panics, as those of emitted crates do: by the command line's own rule.
const PROGRAM: &str = "mod panics;

fn main() {
    panics::end_the_program();
    assert_eq!(std::env::args().count(), 0);
}
";

/// The machine's linker under the name of one that takes no scripts.
const LD: &str = "#!/bin/sh
case $* in
*--version*) echo 'mold 2.40 (compatible with GNU ld)' ;;
*) exec ld \"$@\" ;;
esac
";

/// Builds both programs in release, with these words and variables.
fn build(folder: &Path, words: &[&str], variables: &[(&str, &Path)]) {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--quiet", "--release", "--offline"]).args(words).current_dir(folder);
    let own = ["CARGO_ENCODED_RUSTFLAGS", "CARGO_TARGET_DIR", "CARGO_BUILD_RUSTFLAGS", "RUSTFLAGS"];
    for name in own {
        cargo.env_remove(name);
    }
    let output = cargo.envs(variables.iter().copied()).output().unwrap();
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
        ("a, b/src/panics.rs", &read("runtime/command/src/panics.rs")),
        ("a, b/build.rs", &read("generated/build.rs")),
        ("a, b/linkers/ld", LD),
        ("a, b/command/Cargo.toml", COMMAND),
        ("a, b/command/src/lib.rs", ""),
        ("a, b/command/build.rs", &read("runtime/command/build.rs")),
        ("a, b/command/program.ld", &read("runtime/command/program.ld")),
    ]);
    let folder = scratch.path().join("a, b");

    build(&folder, &["--features", "cli"], &[]);
    assert!(!unwinds(&folder, "small"));
    assert!(is_in_order(&folder, "small"));
    assert!(unwinds(&folder, "other") && !is_in_order(&folder, "other"), "programs of others are theirs");
    for backtrace in ["0", "1", "full"] {
        let mut program = Command::new(folder.join("target/release/small"));
        let output = program.env("RUST_BACKTRACE", backtrace).output().unwrap();
        assert_eq!(output.status.code(), Some(101), "{output:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("assertion"), "{output:?}");
    }

    build(&folder, &[], &[]);
    assert!(unwinds(&folder, "small"), "without the command line it is no program of ours");
    build(&folder, &["--features", "cli"], &[("RUSTFLAGS", Path::new("-Cdebuginfo=0"))]);
    assert!(unwinds(&folder, "small"), "whoever says how to link decides alone");

    let ld = folder.join("linkers/ld");
    fs::set_permissions(&ld, fs::Permissions::from_mode(0o755)).unwrap();
    // Scripts of a package run again when they have changed.
    fs::write(folder.join("build.rs"), read("generated/build.rs")).unwrap();
    build(&folder, &["--features", "cli"], &[("COMPILER_PATH", ld.parent().unwrap())]);
    assert!(unwinds(&folder, "small"), "not every linker takes scripts");
}
