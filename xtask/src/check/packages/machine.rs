//! What runs a program: this machine, an emulated one, or one with Windows.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

use crate::make::job;
use crate::process::run;
use crate::workspace::{root, target};

/// A program and where it runs.
pub(super) struct Machine {
    pub(super) program: PathBuf,
    /// What runs it, if this machine does not by itself.
    by: Option<&'static str>,
    /// The user's folder: a new one, without anything in it.
    pub(super) home: PathBuf,
    pub(super) windows: bool,
}

/// How a run ended.
pub(super) struct Ended {
    pub(super) status: i32,
    pub(super) stdout: String,
    pub(super) stderr: String,
}

impl Machine {
    /// The one for an archive's program; `None`, and a line that says why, if there is none here.
    pub(super) fn of(archive: &str, folder: &Path) -> Result<Option<Machine>> {
        let windows = archive.contains("-windows-");
        let own = archive.contains(std::env::consts::ARCH) && !windows;
        let by = match (own, windows) {
            (true, _) => None,
            (_, true) => Some("wine"),
            _ if archive.contains("aarch64") => Some("qemu-aarch64"),
            _ => bail!("nobody knows what runs {archive}"),
        };
        let is_there = |name: &str| {
            Command::new(name).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status()
        };
        if let Some(name) = by.filter(|name| is_there(name).is_err()) {
            println!("{archive}: not tried, there is no {name}");
            return Ok(None);
        }
        let program = folder.join(format!("{}{}", job::NAME, if windows { ".exe" } else { "" }));
        let home = if windows { windows_home(folder)? } else { folder.join("home") };
        fs::create_dir_all(&home)?;
        Ok(Some(Machine { program, by, home, windows }))
    }

    /// Runs the program in the user's folder, with these variables and no others.
    pub(super) fn run(&self, words: &[&str], variables: &[(&str, &str)]) -> Result<Ended> {
        let mut command = Command::new(self.by.map_or(self.program.as_os_str(), AsRef::as_ref));
        command.args(self.by.map(|_| &self.program)).args(words).current_dir(&self.home).env_clear();
        command.env("PATH", "/usr/bin:/bin").env("HOME", &self.home).envs(variables.iter().copied());
        if self.windows {
            command.env("WINEPREFIX", prefix()).env("WINEDEBUG", "-all");
        }
        let output = command.stdin(Stdio::null()).output().context("the program does not start")?;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        // Of what wine says of itself, nothing counts.
        let stderr = text(&output.stderr);
        let stderr = stderr.split("apt-get install wine32:i386\"\n").last().unwrap_or_default().to_owned();
        Ok(Ended { status: output.status.code().unwrap_or(-1), stdout: text(&output.stdout), stderr })
    }
}

fn prefix() -> PathBuf {
    target().join("packages/wine")
}

/// The user's folder in a Windows of its own, which is made at the first call.
fn windows_home(folder: &Path) -> Result<PathBuf> {
    let prefix = prefix();
    if !prefix.join("system.reg").exists() {
        fs::create_dir_all(&prefix)?;
        let shown = prefix.display().to_string();
        run(&root(), &[("WINEPREFIX", &shown), ("WINEDEBUG", "-all")], "wine", &["wineboot", "-i"])?;
    }
    // Wine before 9 lacks this library, of which Rust's standard library asks one function.
    let source = root().join("xtask/scripts/bcryptprimitives.c");
    let library = folder.join("bcryptprimitives.dll");
    let words = ["-shared", "-o", &library.to_string_lossy(), &source.to_string_lossy(), "-ladvapi32"];
    run(&root(), &[], "x86_64-w64-mingw32-gcc", &words)?;
    let users = fs::read_dir(prefix.join("drive_c/users"))?.filter_map(|entry| Some(entry.ok()?.path()));
    let home = users.into_iter().find(|path| path.file_name().is_some_and(|name| name != "Public"));
    let home = home.context("wine has no user")?;
    let _ = fs::remove_dir_all(home.join(".aws"));
    Ok(home)
}
