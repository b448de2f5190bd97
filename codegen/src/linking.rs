//! `build.rs` of the emitted crate: how its program is linked. The library, and programs that use it, are linked as they always are.

use crate::options::Options;

/// Names nothing of the model: what it links is called as the package is.
const SCRIPT: &str = r##"//! How the program is linked for Linux, in release. Where flags or another linker are asked for,
//! they alone decide.
//!
//! The runtime's script for the linker puts what every call runs in one place, of which a start
//! maps few pages. It leaves out tables of what unwinds the stack, a tenth of the program: a panic
//! ends it where it happens, so nothing reads them. The addresses that a start fills in are packed,
//! where the C library that is here takes that; a program of several thousand then starts the
//! quicker, and runs where the C library is as new.

use std::{env, process::Command};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let Some(script) = script().filter(|_| is_shipped() && is_plain() && is_tried() && takes_scripts()) else {
        return;
    };
    let for_program = concat!("cargo::rustc-link-arg-bin=", env!("CARGO_PKG_NAME"));
    println!("{for_program}=-Wl,--no-eh-frame-hdr");
    println!("{for_program}=-T{script}");
    if c_library().is_some_and(|version| version >= (2, 36)) {
        println!("{for_program}=-Wl,-z,pack-relative-relocs");
    }
}

/// Where the command line's package has it.
fn script() -> Option<String> {
    let script = env::var("DEP_AWSMODEL_COMMAND_SCRIPT").ok()?;
    println!("cargo::rerun-if-changed={script}");
    Some(script)
}

fn is(name: &str, value: &str) -> bool {
    env::var(name).is_ok_and(|set| set == value)
}

fn is_shipped() -> bool {
    env::var_os("CARGO_FEATURE_CLI").is_some() && is("PROFILE", "release")
}

/// Whether Rust decides alone how to link, for the machine that is here.
fn is_plain() -> bool {
    let is_here = env::var_os("HOST") == env::var_os("TARGET");
    is_here && is("CARGO_ENCODED_RUSTFLAGS", "") && env::var_os("RUSTC_LINKER").is_none()
}

/// Other C libraries and processors have start-up code that asks for the tables.
fn is_tried() -> bool {
    is("CARGO_CFG_TARGET_OS", "linux")
        && is("CARGO_CFG_TARGET_ENV", "gnu")
        && (is("CARGO_CFG_TARGET_ARCH", "x86_64") || is("CARGO_CFG_TARGET_ARCH", "aarch64"))
}

/// Whether the linker that is here takes such a script, as GNU's and LLVM's do; gold and mold do
/// not.
fn takes_scripts() -> bool {
    let said = Command::new("cc").arg("-Wl,--version").output();
    said.is_ok_and(|said| {
        let said = String::from_utf8_lossy(&said.stdout);
        said.starts_with("GNU ld") || said.lines().next().is_some_and(|name| name.contains("LLD"))
    })
}

/// The version of the C library that is here: `glibc 2.36` as the system tells it.
fn c_library() -> Option<(u32, u32)> {
    let mut asked = Command::new("getconf");
    let text = String::from_utf8(asked.arg("GNU_LIBC_VERSION").output().ok()?.stdout).ok()?;
    let (major, minor) = text.trim().strip_prefix("glibc ")?.split_once('.')?;
    let minor = minor.split('.').next().unwrap_or_default();
    Some((major.parse().ok()?, minor.parse().ok()?))
}
"##;

/// The script, whole.
pub(crate) fn script(options: &Options) -> String {
    format!("// {}\n{SCRIPT}", options.header())
}
