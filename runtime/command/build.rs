//! With glibc, what walks the stack is linked into the program: one library less that each start looks for, maps and relocates.
//!
//! Where the compiler that links does not have it as an archive, programs are linked as Rust does it.
//!
//! Packages of programs are told where the linker's script is, which orders functions and leaves tables out; whether they take it is theirs to decide.

use std::env;
use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed=RUSTC_LINKER");
    println!("cargo:script={}/program.ld", env!("CARGO_MANIFEST_DIR"));
    let target = |what: &str| env::var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default();
    if target("OS") == "linux" && target("ENV") == "gnu" && has_archive() {
        println!("cargo:rustc-link-lib=static:-bundle=gcc_eh");
    }
}

/// Whether the archive is found by what links; where it is not, its bare name is the answer.
fn has_archive() -> bool {
    let linker = env::var_os("RUSTC_LINKER").unwrap_or_else(|| "cc".into());
    let answer = Command::new(linker).arg("-print-file-name=libgcc_eh.a").output();
    let path = answer.map(|answer| String::from_utf8_lossy(&answer.stdout).trim().to_owned());
    path.is_ok_and(|path| Path::new(&path).is_absolute() && Path::new(&path).exists())
}
