//! One program for one target, by cargo, such that neither the place nor the hour shows in its bytes.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use super::target::{System, Target};
use crate::make::job::NAME;
use crate::process::{cargo, run};
use crate::workspace;

/// What the program is built with.
pub(super) const FEATURES: &str = "cli";
/// How programs for Linux are linked.
const SCRIPT: &str = "runtime/command/program.ld";

/// When the commit was made, in seconds.
pub(super) fn time(root: &Path) -> Result<u64> {
    let output = Command::new("git").args(["log", "-1", "--format=%ct"]).current_dir(root).output();
    let output = output.context("cannot start `git`")?;
    let text = String::from_utf8_lossy(&output.stdout);
    text.trim().parse().context("packages are dated by the commit that they are made of, and there is none")
}

/// Builds it in a folder of its own; where it is.
pub(super) fn program(root: &Path, target: &Target, time: u64, folder: &str) -> Result<PathBuf> {
    run(root, &[], "rustup", &["target", "add", target.triple])?;
    run(root, &[], target.compiler, &["--version"])
        .with_context(|| format!("{} needs {}", target.triple, target.compiler))?;
    let built = workspace::target().join("dist-builds").join(folder);
    let shown = |path: &Path| path.to_str().map(str::to_owned).context("folders must have names in UTF-8");
    let (root_name, built_name, home) = (shown(root)?, shown(&built)?, shown(&home()?)?);
    // A later prefix wins, and the folder of builds is inside the project's.
    let maps = [
        format!("--remap-path-prefix={home}=/cargo"),
        format!("--remap-path-prefix={root_name}=/project"),
        format!("--remap-path-prefix={built_name}=/built"),
    ];
    let script = (target.system == System::Linux).then(|| format!("-Clink-arg=-T{root_name}/{SCRIPT}"));
    let own = maps.iter().chain(&script).map(String::as_str);
    let flags = own.chain(target.flags.iter().copied()).collect::<Vec<_>>().join("\u{1f}");
    let underscored = target.triple.replace('-', "_");
    let (compiler, c_flags) = (format!("CC_{underscored}"), format!("CFLAGS_{underscored}"));
    let c_maps = format!("-ffile-prefix-map={home}=/cargo -ffile-prefix-map={built_name}=/built -g0");
    let time = time.to_string();
    let variables = [
        ("CARGO_ENCODED_RUSTFLAGS", flags.as_str()),
        ("CARGO_TARGET_DIR", built_name.as_str()),
        ("CARGO_INCREMENTAL", "0"),
        ("SOURCE_DATE_EPOCH", time.as_str()),
        (compiler.as_str(), target.compiler),
        (c_flags.as_str(), c_maps.as_str()),
    ];
    let words = ["build", "--release", "--locked", "-p", NAME, "--bin", NAME];
    let chosen = ["--no-default-features", "--features", FEATURES, "--target", target.triple];
    cargo(root, &variables, &[&words[..], &chosen].concat())?;
    let program = built.join(target.triple).join("release").join(target.program(NAME));
    if !program.is_file() {
        bail!("cargo made no {}", program.display());
    }
    Ok(program)
}

/// Where cargo keeps sources.
fn home() -> Result<PathBuf> {
    let set = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    set.or_else(|| Some(std::env::home_dir()?.join(".cargo"))).context("there is no home folder")
}
