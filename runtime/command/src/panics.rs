//! The end of a program that panics: its message on standard error, and a status that scripts can tell.
//!
//! In: a panic. Out: nothing that goes on. Nothing here unwinds the stack, nor walks it in release.

use std::io::Write as _;
use std::panic::{self, PanicHookInfo};
use std::process;

/// Rust's own status after a panic.
const STATUS: i32 = 101;

/// From here on panics end the program so, however it was built: one that aborts would end with a signal, of which scripts learn
/// nothing.
pub(crate) fn end_the_program() {
    // With `RUST_BACKTRACE` the standard library walks the stack, which aborts a program that has no tables for it.
    let tell = if cfg!(debug_assertions) { panic::take_hook() } else { Box::new(tell) };
    panic::set_hook(Box::new(move |panic| {
        tell(panic);
        process::exit(STATUS);
    }));
}

fn tell(panic: &PanicHookInfo<'_>) {
    let _ = std::io::stderr().write_all(format!("\n{panic}\n").as_bytes());
}
