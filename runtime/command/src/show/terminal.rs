//! Whether people read what is printed. The system is asked once: standard streams stay what they are.

use std::io::{self, IsTerminal as _};
use std::sync::OnceLock;

/// Whether standard output is a terminal.
pub(crate) fn is_stdout() -> bool {
    static IS: OnceLock<bool> = OnceLock::new();
    *IS.get_or_init(|| io::stdout().is_terminal())
}

/// Whether standard error is one.
pub(crate) fn is_stderr() -> bool {
    static IS: OnceLock<bool> = OnceLock::new();
    *IS.get_or_init(|| io::stderr().is_terminal())
}
