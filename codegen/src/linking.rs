//! `build.rs` of the emitted crate: how its program is linked. The library, and programs that use it, are linked as they always are.

use crate::options::Options;

/// Names nothing of the model: what it links is called as the package is.
const SCRIPT: &str = r##"//! How the program is linked for Linux, in release: without the tables of what unwinds the stack,
//! which are a tenth of it. A panic ends the program where it happens, so nothing reads them.
//! Where flags or another linker are asked for, they alone decide.

use std::{env, fs, io, path::PathBuf};

/// Leaves the tables out, and everything else where it is.
const SCRIPT: &str = "
SECTIONS { /DISCARD/ : { *(.eh_frame) *(.gcc_except_table .gcc_except_table.*) } }
INSERT AFTER .rodata;
";

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|set| set == value);
    let is_shipped = env::var_os("CARGO_FEATURE_CLI").is_some() && is("PROFILE", "release");
    let is_plain = is("CARGO_ENCODED_RUSTFLAGS", "") && env::var_os("RUSTC_LINKER").is_none();
    // Other C libraries and processors have start-up code that asks for the tables.
    let is_tried = is("CARGO_CFG_TARGET_OS", "linux")
        && is("CARGO_CFG_TARGET_ENV", "gnu")
        && (is("CARGO_CFG_TARGET_ARCH", "x86_64") || is("CARGO_CFG_TARGET_ARCH", "aarch64"));
    if is_shipped && is_plain && is_tried {
        let script = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("program.ld");
        fs::write(&script, SCRIPT)?;
        let for_program = concat!("cargo::rustc-link-arg-bin=", env!("CARGO_PKG_NAME"));
        println!("{for_program}=-Wl,--no-eh-frame-hdr");
        println!("{for_program}=-T{}", script.display());
    }
    Ok(())
}
"##;

/// The script, whole.
pub(crate) fn script(options: &Options) -> String {
    format!("// {}\n{SCRIPT}", options.header())
}
