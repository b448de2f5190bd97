//! The signal of Ctrl-C. In: what is to happen then. Nothing here knows what the program does meanwhile.

/// Ends the program with a status, without anything else, until [`listen`] is called.
///
/// That takes no thread: where handlers must not be unsafe, only a thread can do more.
#[cfg(unix)]
pub(super) fn end_with(status: i32) {
    let _ = signal_hook::flag::register_conditional_shutdown(SIGINT, status, ENDS.clone());
}

/// Does something at each signal, on a thread of its own. Where no thread can be started, the signal ends the program with this status.
#[cfg(unix)]
pub(super) fn listen(does: fn(), status: i32) {
    let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGINT]) else { return };
    match threads::start("ctrl-c", Box::new(move || signals.forever().for_each(|_| does()))) {
        Ok(_) => ENDS.store(false, Ordering::Relaxed),
        // Nobody listens, and the system no longer ends the program by itself.
        Err(_) => end_with(status),
    }
}

#[cfg(unix)]
use {
    rt::internals::threads,
    signal_hook::consts::SIGINT,
    std::sync::atomic::{AtomicBool, Ordering},
    std::sync::{Arc, LazyLock},
};

/// Whether the signal ends the program.
#[cfg(unix)]
static ENDS: LazyLock<Arc<AtomicBool>> = LazyLock::new(|| Arc::new(AtomicBool::new(true)));

/// Elsewhere the system has a thread for it in any case.
#[cfg(not(unix))]
pub(super) fn listen(does: fn(), _status: i32) {
    let _ = ctrlc::set_handler(does);
}
