//! `cargo xtask packages`: what `dist` made, as those who get it use it. Each archive is unpacked and its program run: on this machine,
//! under qemu for other processors, under wine for Windows; each package for Debian is installed into a root of its own, used, and removed.
//!
//! What cannot be tried on this machine is said in a line, and is no failure.

mod debian;
mod machine;
mod tried;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};
use sha2::{Digest as _, Sha256};

use crate::check::e2e::server;
use crate::workspace::{root, target};
use machine::Machine;

/// How many bytes a program for Linux may have.
const LARGEST: u64 = 4_500_000;

/// Options of `packages`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The folder that `dist` wrote. Default: `target/dist`.
    #[arg(long, value_name = "DIR")]
    from: Option<PathBuf>,
    /// A root of Debian to install into, as debootstrap makes it with bash-completion, fish and man-db; it is changed. Without it,
    /// packages for Debian are not tried.
    #[arg(long, value_name = "DIR")]
    debian: Option<PathBuf>,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<()> {
    let from = args.from.clone().unwrap_or_else(|| target().join("dist"));
    let names = sums(&from)?;
    let server = server::moto(&root())?;
    let mut tried = 0;
    for name in &names {
        let path = from.join(name);
        if name.ends_with(".deb") {
            tried += usize::from(debian::package(&path, args.debian.as_deref())?);
            continue;
        }
        let folder = unpacked(&path)?;
        let Some(machine) = Machine::of(name, &folder)? else { continue };
        let steps = tried::program(&machine, &server.url)?;
        let bytes = size(&machine.program)?;
        ensure!(
            machine.windows || bytes <= LARGEST,
            "{name} has a program of {bytes} bytes, more than {LARGEST}"
        );
        println!("{name}: {} bytes, its program {bytes}: {steps} steps", size(&path)?);
        tried += 1;
    }
    println!("{tried} of {} packages tried", names.len());
    Ok(())
}

fn size(path: &Path) -> Result<u64> {
    Ok(fs::metadata(path).with_context(|| path.display().to_string())?.len())
}

/// The packages that the list of sums names; each has the bytes that it is said to have.
fn sums(from: &Path) -> Result<Vec<String>> {
    let list = from.join("SHA256SUMS");
    let text = fs::read_to_string(&list).with_context(|| format!("cannot read {}", list.display()))?;
    let one = |line: &str| {
        let (sum, name) = line.split_once("  ").with_context(|| format!("{line:?} is no sum"))?;
        let bytes = fs::read(from.join(name)).with_context(|| format!("cannot read {name}"))?;
        ensure!(hex::encode(Sha256::digest(bytes)) == sum, "{name} has another sum");
        Ok(name.to_owned())
    };
    text.lines().map(one).collect()
}

/// The folder that an archive becomes.
fn unpacked(path: &Path) -> Result<PathBuf> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let Some(stem) = name.strip_suffix(".tar.gz").or_else(|| name.strip_suffix(".zip")) else {
        bail!("{name} is no archive");
    };
    let out = target().join("packages").join(stem);
    let _ = fs::remove_dir_all(&out);
    fs::create_dir_all(&out)?;
    let file = fs::File::open(path)?;
    match name.ends_with(".zip") {
        true => zip::ZipArchive::new(file)?.extract(&out)?,
        false => tar::Archive::new(flate2::read::GzDecoder::new(file)).unpack(&out)?,
    }
    let folder = out.join(stem);
    for wanted in
        ["README.md", "CHANGELOG.md", "LICENSE-MIT", "LICENSE-APACHE", "THIRD-PARTY-LICENSES.txt", "man/man1"]
    {
        ensure!(folder.join(wanted).exists(), "{name} has no {wanted}");
    }
    let parts: serde_json::Value = serde_json::from_str(&fs::read_to_string(folder.join("parts.cdx.json"))?)?;
    ensure!(
        parts["components"].as_array().is_some_and(|parts| parts.len() > 20),
        "{name} lists too few parts"
    );
    Ok(folder)
}
