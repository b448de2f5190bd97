//! `cargo xtask msrv`: what would be published, with the oldest compiler that it promises to build with.
//!
//! First with the versions of the project's lock, then with those that a new project would get today. A machine
//! that cannot fetch that compiler says so in one line.

use std::fs;

use anyhow::Result;

use crate::make::package;
use crate::process::run as start;
use crate::workspace::{root, target};

/// Lets cargo pass over versions that need a newer compiler.
const RESOLVER: (&str, &str) = ("CARGO_RESOLVER_INCOMPATIBLE_RUST_VERSIONS", "fallback");

/// Checks both.
pub(crate) fn run() -> Result<()> {
    let packed = package::pack()?;
    let version = packed.rust_version()?;
    let install = ["toolchain", "install", version, "--profile", "minimal"];
    if let Err(error) = start(&root(), &[], "rustup", &install) {
        eprintln!("Rust {version} is not here, nothing was checked: {error:#}");
        return Ok(());
    }
    let target = target().to_string_lossy().into_owned();
    let variables = [("CARGO_TARGET_DIR", target.as_str()), RESOLVER];
    let check = [&["run", version, "cargo"], package::CHECK].concat();
    start(&packed.folder, &variables, "rustup", &check)?;
    fs::remove_file(packed.folder.join("Cargo.lock"))?;
    start(&packed.folder, &variables, "rustup", &check)
}
