//! Packages for Debian: installed into a root, used as their readers would, removed.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use crate::make::job::NAME;

/// What is done there. Completion comes out of the installed files.
const USED: &[(&str, &str)] = &[
    ("PROGRAM --version", "PROGRAM/"),
    ("dpkg -V PROGRAM && echo whole", "whole"),
    (
        ". /usr/share/bash-completion/bash_completion; __load_completion PROGRAM
         COMP_LINE='PROGRAM list-user-pool-cl'; COMP_POINT=${#COMP_LINE}
         $(complete -p PROGRAM | sed 's/.* -F \\([^ ]*\\) .*/\\1/') PROGRAM list-user-pool-cl PROGRAM; echo \"${COMPREPLY[@]}\"",
        "list-user-pool-clients",
    ),
    ("fish -c 'complete -C \"PROGRAM list-user-pool-cl\"'", "list-user-pool-clients\t"),
    ("man -P cat PROGRAM-list-users", "list-users"),
];

/// Whether it was tried.
pub(super) fn package(path: &Path, root: Option<&Path>) -> Result<bool> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let Some(root) = root else {
        println!("{name}: not tried, no root of Debian was named");
        return Ok(false);
    };
    let architecture = inside(root, "dpkg --print-architecture")?;
    if !name.ends_with(&format!("_{}.deb", architecture.trim())) {
        println!("{name}: not tried, the root of Debian is for {}", architecture.trim());
        return Ok(false);
    }
    fs::copy(path, root.join("tmp/tried.deb"))?;
    inside(root, "dpkg -i /tmp/tried.deb")?;
    for (command, part) in USED {
        let (command, part) = (command.replace("PROGRAM", NAME), part.replace("PROGRAM", NAME));
        let shown = inside(root, &command)?;
        ensure!(shown.contains(&part), "{name}: {command} does not show {part:?}: {shown}");
    }
    inside(root, &format!("dpkg --purge {NAME}"))?;
    let left = inside(root, &format!("find /usr /etc /var/lib -name '*{NAME}*'"))?;
    ensure!(left.is_empty(), "{name} leaves files behind: {left}");
    println!("{name}: installed, used in {} ways, removed", USED.len());
    Ok(true)
}

/// What a command prints inside the root.
fn inside(root: &Path, command: &str) -> Result<String> {
    let mut chroot = Command::new("chroot");
    chroot.arg(root).args(["bash", "-c", command]).env_clear();
    chroot.env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin").env("HOME", "/root");
    let output = chroot.output().context("cannot start chroot")?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    ensure!(output.status.success(), "{command} failed: {}", text(&output.stderr));
    Ok(text(&output.stdout))
}
