//! `--debug`: what happens, line by line, on standard error. Secrets do not show.

use std::io::Write as _;

use rt::{Civil, Timestamp};

/// A log that is written or not.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Log {
    pub(crate) on: bool,
}

impl Log {
    /// Writes a line; `text` is made only if it is wanted.
    pub(crate) fn line(self, source: &str, text: impl FnOnce() -> String) {
        if self.on {
            write(source, &text());
        }
    }
}

fn write(source: &str, text: &str) {
    let line = format!("{} - MainThread - {source} - DEBUG - {text}\n", clock(Timestamp::now()));
    let _ = std::io::stderr().write_all(line.as_bytes());
}

/// `2020-09-13 12:26:40,123`
fn clock(now: Timestamp) -> String {
    let Civil { year, month, day, hour, minute, second } = now.civil();
    let millis = now.subsec_nanos() / 1_000_000;
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02},{millis:03}")
}
