//! Ctrl-C: a new line, and the exit status that shells give to an interrupted program.

use std::io::Write as _;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Once, OnceLock};
use std::time::Duration;

#[cfg(unix)]
use super::terminal;
use super::{echo, signal};
use rt::bulk::Stop;
use rt::internals::threads;

/// 128 and the number of SIGINT.
const EXIT_CODE: i32 = 130;

/// How long a full pipe may hold up the end.
const PATIENCE: Duration = Duration::from_millis(100);

static PAGING: AtomicBool = AtomicBool::new(false);

/// What the first Ctrl-C ends, and a second one does not wait for.
static IS_LEFT: AtomicBool = AtomicBool::new(false);

const STOPPING: &str = "\nStarting nothing more; what is in flight ends. Once more ends at once.\n";

static RUN: OnceLock<Stop> = OnceLock::new();

/// Watches for it, from where there is something to wait for: what only prints a few lines has ended before anybody
/// can interrupt it. Where no terminal wants a new line, the status is all there is to give.
pub(crate) fn watch() {
    #[cfg(unix)]
    if !terminal::is_stdout() {
        static ONCE: Once = Once::new();
        return ONCE.call_once(|| signal::end_with(EXIT_CODE));
    }
    listen();
}

/// Watches for it where more than the program has to end: a thread waits.
pub(crate) fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| signal::listen(interrupted, EXIT_CODE));
}

fn interrupted() {
    match RUN.get() {
        Some(run) if !run.is_stopped() => {
            run.stop();
            IS_LEFT.store(true, Ordering::Relaxed);
            let _ = std::io::stderr().write_all(STOPPING.as_bytes());
        }
        _ if PAGING.load(Ordering::Relaxed) => {}
        _ => end(),
    }
}

/// Waits for the end that a Ctrl-C is about to bring, in a thread that has noticed it, too.
pub(crate) fn wait() -> ! {
    std::thread::sleep(10 * PATIENCE);
    std::process::exit(EXIT_CODE);
}

/// From here on Ctrl-C is for the pager, which knows what to do with it.
pub(crate) fn leave_to_pager() {
    listen();
    PAGING.store(true, Ordering::Relaxed);
}

/// From here on the first Ctrl-C only stops a run.
pub(crate) fn leave_to(run: Stop) {
    listen();
    let _ = RUN.set(run);
}

/// Whether a run was stopped so.
pub(crate) fn is_left() -> bool {
    IS_LEFT.load(Ordering::Relaxed)
}

fn end() {
    if echo::restore() {
        std::process::exit(EXIT_CODE);
    }
    let line = || {
        let _ = std::io::stdout().write_all(b"\n");
        let _ = std::io::stdout().flush();
        std::process::exit(EXIT_CODE);
    };
    if threads::start("new line", Box::new(line)).is_ok() {
        std::thread::sleep(PATIENCE);
    }
    std::process::exit(EXIT_CODE);
}
