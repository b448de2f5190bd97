//! How far a run is, on a terminal.

use std::io::{self, IsTerminal as _};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use super::records::Position;
use super::summary::Summary;

/// How often it is drawn.
const EVERY: Duration = Duration::from_millis(200);

/// With a length: how much of the file is read tells how much is left.
const BAR: &str = "{bar:30} {percent}% {msg}, {eta} left";

const SPINNER: &str = "{spinner} {msg}";

/// A bar on standard error, if that is a terminal.
pub(super) struct Progress {
    bar: Option<ProgressBar>,
    /// Whether results go to the same terminal.
    is_shared: bool,
    shown: Instant,
    position: Position,
    /// Records that earlier runs have finished.
    before: u64,
}

impl Progress {
    pub(super) fn new(position: &Position, past: &Summary) -> Progress {
        let bar = io::stderr().is_terminal().then(|| {
            let bar = match position.length {
                Some(length) => ProgressBar::new(length).with_style(style(BAR)),
                None => ProgressBar::new_spinner().with_style(style(SPINNER)),
            };
            bar.enable_steady_tick(EVERY);
            bar
        });
        let is_shared = io::stdout().is_terminal();
        Progress { bar, is_shared, shown: Instant::now(), position: position.clone(), before: past.total() }
    }

    pub(super) fn show(&mut self, summary: &Summary) {
        let Some(bar) = self.bar.as_ref().filter(|_| self.shown.elapsed() > EVERY) else { return };
        self.shown = Instant::now();
        let done = summary.total().saturating_sub(self.before);
        let seconds = bar.elapsed().as_secs_f64().max(0.001);
        bar.set_position(self.position.read());
        bar.set_message(format!(
            "{} records, {:.0} a second, {} failed",
            summary.total(),
            done as f64 / seconds,
            summary.failed
        ));
    }

    /// Runs what writes results, which the bar makes way for if it has to.
    pub(super) fn around<T>(&self, writes: impl FnOnce() -> T) -> T {
        if self.is_shared { self.aside(writes) } else { writes() }
    }

    /// Runs what writes to standard error.
    pub(super) fn aside<T>(&self, writes: impl FnOnce() -> T) -> T {
        match &self.bar {
            Some(bar) => bar.suspend(writes),
            None => writes(),
        }
    }

    pub(super) fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
