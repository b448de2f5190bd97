//! `build.rs` of the emitted crate: how its program is linked. The library, and programs that use it, are linked as they always are.

use crate::options::Options;

/// Names nothing of the model: what it links is called as the package is.
const SCRIPT: &str = r##"//! How the program is linked for Linux, in release. Where flags or another linker are asked for,
//! they alone decide.
//!
//! Tables of what unwinds the stack, a tenth of the program, are left out: a panic ends it where it
//! happens, so nothing reads them. The addresses that a start fills in are packed, where the C
//! library that is here takes that; a program of several thousand then starts the quicker, and
//! runs where the C library is as new.

use std::{env, fs, io, path::PathBuf, process::Command};

/// Leaves the tables out, and everything else where it is.
const SCRIPT: &str = "
SECTIONS { /DISCARD/ : { *(.eh_frame) *(.gcc_except_table .gcc_except_table.*) } }
INSERT AFTER .rodata;
";

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    if !(is_shipped() && is_plain() && is_tried()) {
        return Ok(());
    }
    let script = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("program.ld");
    fs::write(&script, SCRIPT)?;
    let for_program = concat!("cargo::rustc-link-arg-bin=", env!("CARGO_PKG_NAME"));
    println!("{for_program}=-Wl,--no-eh-frame-hdr");
    println!("{for_program}=-T{}", script.display());
    if c_library().is_some_and(|version| version >= (2, 36)) {
        println!("{for_program}=-Wl,-z,pack-relative-relocs");
    }
    Ok(())
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
