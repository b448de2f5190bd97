//! Programs carry no tables of what unwinds the stack: a panic ends them where it happens.

use std::{env, fs, io, path::PathBuf};

/// Leaves them out; everything else is laid out as ever.
const SCRIPT: &str = "SECTIONS { /DISCARD/ : { *(.eh_frame) *(.gcc_except_table .gcc_except_table.*) } } INSERT AFTER .rodata;\n";

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|found| found == value);
    let by_rust = env::var_os("RUSTC_LINKER").is_none() && is("CARGO_ENCODED_RUSTFLAGS", "");
    if env::var_os("CARGO_FEATURE_CLI").is_some() && is("PROFILE", "release") && is("CARGO_CFG_TARGET_OS", "linux") && by_rust {
        let script = PathBuf::from(env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?).join("unwinding.ld");
        fs::write(&script, SCRIPT)?;
        println!("cargo::rustc-link-arg-bins=-Wl,-T,{},--no-eh-frame-hdr", script.display());
    }
    Ok(())
}
