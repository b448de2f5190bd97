//! Whether people read what is printed, and how much of it they see. The system is asked once whether a stream is a terminal: standard
//! streams stay what they are. Sizes change.

use std::io::{self, IsTerminal as _};
use std::sync::OnceLock;

use rustyline::history::MemHistory;
use rustyline::{Config, Editor};

/// Whether standard output is a terminal.
pub(crate) fn is_stdout() -> bool {
    static IS: OnceLock<bool> = OnceLock::new();
    *IS.get_or_init(|| io::stdout().is_terminal())
}

/// Columns and lines of the terminal that standard output is, as the line editor finds them; 80 and 24 where it is none, or one that
/// does not know.
pub(crate) fn size() -> (usize, usize) {
    const DEFAULT: (u16, u16) = (80, 24);
    let known =
        || Editor::<(), MemHistory>::with_history(Config::default(), MemHistory::new()).ok()?.dimensions();
    let (columns, lines) = is_stdout().then(known).flatten().unwrap_or(DEFAULT);
    let lines = if lines == u16::MAX { DEFAULT.1 } else { lines };
    (usize::from(columns), usize::from(lines))
}

/// Whether standard error is one.
pub(crate) fn is_stderr() -> bool {
    static IS: OnceLock<bool> = OnceLock::new();
    *IS.get_or_init(|| io::stderr().is_terminal())
}
