//! What the emitted crate costs those who depend on it, from nothing: a check and a release build, beside the AWS SDK's.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

use super::Args;
use super::measure::spent;
use super::table::{Table, times};
use crate::workspace::{root, target};

/// A library as a dependency of a program that does nothing with it.
struct Library {
    name: &'static str,
    dependency: String,
}

pub(super) fn run(args: &Args) -> Result<()> {
    let path = root().join("generated");
    let path = path.to_string_lossy();
    let ours = |name, features| Library {
        name,
        dependency: format!(
            "cognito-idp = {{ path = {path:?}, default-features = false, features = [{features}] }}"
        ),
    };
    let mut libraries =
        vec![ours("`cognito-idp`, async", "\"async\""), ours("`cognito-idp`, blocking", "\"blocking\"")];
    libraries.extend(args.sdk.then(|| {
        Library {
            name: "`aws-sdk-cognitoidentityprovider`",
            dependency: "aws-sdk-cognitoidentityprovider = { version = \"1\", default-features = false, \
                     features = [\"rt-tokio\", \"default-https-client\"] }"
                .to_owned(),
        }
    }));
    let heads = ["library", "check, cpu s", "times the first", "release, cpu s", "times the first", "crates"];
    let mut table = Table::new("The crate as a dependency, from nothing", &heads);
    let folder = target().join("bench-crate");
    let mut first = None;
    for Library { name, dependency } in libraries {
        let project = Project::new(&folder, &dependency)?;
        let (check, _) = project.build(&["check"])?;
        let (release, crates) = project.build(&["build", "--release"])?;
        let (first_check, first_release) = *first.get_or_insert((check, release));
        table.row(&[
            name.to_owned(),
            format!("{check:.1}"),
            times(check, first_check),
            format!("{release:.1}"),
            times(release, first_release),
            crates.to_string(),
        ]);
    }
    table.print();
    fs::remove_dir_all(&folder)?;
    Ok(())
}

/// A project outside of the workspace.
struct Project<'a>(&'a Path);

impl Project<'_> {
    fn new<'a>(folder: &'a Path, dependency: &str) -> Result<Project<'a>> {
        let _ = fs::remove_dir_all(folder);
        fs::create_dir_all(folder.join("src"))?;
        let manifest = format!(
            "[package]\nname = \"dependent\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
             [dependencies]\n{dependency}\n"
        );
        fs::write(folder.join("Cargo.toml"), manifest)?;
        fs::write(folder.join("src/main.rs"), "fn main() {}\n")?;
        // The same versions of what both sides use.
        fs::copy(root().join("xtask/bench/Cargo.lock"), folder.join("Cargo.lock"))?;
        Ok(Project(folder))
    }

    /// Seconds of processor time, and how many crates were compiled.
    fn build(&self, words: &[&str]) -> Result<(f64, usize)> {
        let before = spent()?;
        let mut cargo = Command::new("cargo");
        cargo.args(words).env("CARGO_TARGET_DIR", self.0.join("target")).current_dir(self.0);
        let output =
            cargo.stdin(Stdio::null()).stdout(Stdio::null()).output().context("cannot start cargo")?;
        let after = spent()?;
        let said = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() {
            bail!("`cargo {}` fails: {said}", words.join(" "));
        }
        let is_crate =
            |line: &&str| ["Compiling ", "Checking "].iter().any(|w| line.trim_start().starts_with(w));
        // The project itself is none of them.
        let crates = said.lines().filter(is_crate).count() - 1;
        Ok(((after.cpu() - before.cpu()) / 1e6, crates))
    }
}
