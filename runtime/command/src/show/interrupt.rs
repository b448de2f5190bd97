//! Ctrl-C: a new line, and the exit status that shells give to an interrupted program.

use std::io::Write as _;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Once, mpsc};
use std::time::Duration;

use super::echo;

/// 128 and the number of SIGINT.
const EXIT_CODE: i32 = 130;

/// How long a full pipe may hold up the end.
const PATIENCE: Duration = Duration::from_millis(100);

static PAGING: AtomicBool = AtomicBool::new(false);

/// Watches for it, from where there is something to wait for: watching takes a thread, and what only prints a
/// few lines has ended before anybody can interrupt it. Where it cannot be done, the signal ends the program as
/// it ends any other.
pub(crate) fn watch() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let _ = ctrlc::set_handler(|| {
            if !PAGING.load(Ordering::Relaxed) {
                end();
            }
        });
    });
}

/// From here on Ctrl-C is for the pager, which knows what to do with it.
pub(crate) fn leave_to_pager() {
    watch();
    PAGING.store(true, Ordering::Relaxed);
}

fn end() {
    if echo::restore() {
        std::process::exit(EXIT_CODE);
    }
    let (done, wait) = mpsc::channel();
    std::thread::spawn(move || {
        let _ = std::io::stdout().write_all(b"\n");
        let _ = std::io::stdout().flush();
        let _ = done.send(());
    });
    let _ = wait.recv_timeout(PATIENCE);
    std::process::exit(EXIT_CODE);
}
