//! `cargo xtask test`: everything that CI checks, one step after the other, the quick ones first.

use anyhow::Result;

use crate::make::{codegen, job::NAME, trees};
use crate::process::cargo;
use crate::workspace::{root, target};

/// The tests of a crate that is not part of the workspace.
fn outside() -> Result<()> {
    let root = root();
    let target = target().join("outside").to_string_lossy().into_owned();
    cargo(
        &root.join("generated/tests/outside"),
        &[("CARGO_TARGET_DIR", &target)],
        &["test", "--locked", "--quiet"],
    )
}

/// Everything that CI checks.
pub(crate) fn run() -> Result<()> {
    let root = root();
    // Emitted code is laid out by codegen, not by rustfmt.
    cargo(
        &root,
        &[],
        &[
            "fmt",
            "-p",
            "awsmodel-codegen",
            "-p",
            "awsmodel-command",
            "-p",
            "awsmodel-runtime",
            "-p",
            "xtask",
            "-p",
            "fuzz",
            "--check",
        ],
    )?;
    codegen::check()?;
    trees::check()?;
    cargo(&root, &[], &["clippy", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"])?;
    cargo(&root, &[], &["test", "--workspace", "--all-features"])?;
    // A crate with one feature alone has code and warnings that all features together do not show.
    for feature in [
        "",
        "async",
        "aws-credential-types",
        "blocking",
        "chrono",
        "cli",
        "jiff",
        "jwt",
        "srp",
        "test-util",
        "time",
        "tracing",
        "async,jwt",
        "blocking,jwt,tracing",
    ] {
        let set = ["clippy", "-p", NAME, "--no-default-features", "--features", feature];
        cargo(&root, &[], &[&set[..], &["--", "-D", "warnings"]].concat())?;
    }
    // Without a client that blocks, credentials come by another way.
    let awaited =
        ["test", "--quiet", "-p", "awsmodel-runtime", "--no-default-features", "--features", "async"];
    cargo(&root, &[], &[&awaited[..], &["--test", "credentials"]].concat())?;
    outside()?;
    cargo(&root, &[("RUSTDOCFLAGS", "-D warnings")], &["doc", "--workspace", "--no-deps", "--all-features"])?;
    Ok(())
}
