//! How far a run is, on a terminal: a line that is written over.
//!
//! By our own few lines: crates for this reckon with functions of libm, which every start of the program would load.

use std::io::{self, IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

use super::records::Position;
use super::summary::Summary;

/// How often it is drawn.
const EVERY: Duration = Duration::from_millis(200);

/// Takes the line away.
const CLEAR: &str = "\r\u{1b}[2K";

/// How wide the bar is.
const WIDTH: u64 = 24;

/// A bar on standard error, if that is a terminal.
pub(super) struct Progress {
    is_shown: bool,
    /// Whether results go to the same terminal.
    is_shared: bool,
    begun: Instant,
    drawn: Instant,
    position: Position,
    /// Records that earlier runs have finished.
    before: u64,
}

impl Progress {
    pub(super) fn new(position: &Position, past: &Summary) -> Progress {
        let (is_shown, is_shared) = (io::stderr().is_terminal(), io::stdout().is_terminal());
        let (position, before, now) = (position.clone(), past.total(), Instant::now());
        Progress { is_shown, is_shared, begun: now, drawn: now, position, before }
    }

    pub(super) fn show(&mut self, summary: &Summary) {
        if self.is_shown && self.drawn.elapsed() > EVERY {
            self.drawn = Instant::now();
            let elapsed = self.begun.elapsed().as_secs_f64();
            let far = self.position.length.map(|length| (self.position.read().min(length), length));
            write(&format!("{CLEAR}{}", text(summary, self.before, elapsed, far)));
        }
    }

    /// Runs what writes results, which the bar makes way for if it has to.
    pub(super) fn around<T>(&self, writes: impl FnOnce() -> T) -> T {
        if self.is_shared { self.aside(writes) } else { writes() }
    }

    /// Runs what writes to standard error; the bar comes back by itself.
    pub(super) fn aside<T>(&self, writes: impl FnOnce() -> T) -> T {
        self.end();
        writes()
    }

    pub(super) fn end(&self) {
        if self.is_shown {
            write(CLEAR);
        }
    }
}

fn write(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}

/// How far it is: bar, records, rate, failures, time left. Without a length nobody knows how much is left.
fn text(summary: &Summary, before: u64, elapsed: f64, far: Option<(u64, u64)>) -> String {
    let records = summary.total();
    let rate = records.saturating_sub(before) as f64 / elapsed.max(0.001);
    let counts = format!("{records} records, {rate:.0} a second, {} failed", summary.failed);
    let Some((read, length)) = far.filter(|(_, length)| *length > 0) else { return counts };
    let full = (WIDTH * read / length) as usize;
    let bar = "#".repeat(full) + &"-".repeat(WIDTH as usize - full);
    let left = elapsed * (length - read) as f64 / read.max(1) as f64;
    format!("{bar} {}% {counts}, {} left", 100 * read / length, time(left as u64))
}

fn time(seconds: u64) -> String {
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3600 => format!("{} min", seconds.div_ceil(60)),
        _ => format!("{} h {} min", seconds / 3600, seconds % 3600 / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_tells_rate_failures_and_time_left() {
        let summary = Summary { well: 290, failed: 10, ..Summary::default() };
        assert_eq!(
            text(&summary, 100, 4.0, Some((25, 100))),
            "######------------------ 25% 300 records, 50 a second, 10 failed, 12 s left"
        );
        assert_eq!(text(&summary, 0, 3.0, None), "300 records, 100 a second, 10 failed");
        assert_eq!([59, 61, 7300].map(time), ["59 s", "2 min", "2 h 1 min"]);
    }
}
