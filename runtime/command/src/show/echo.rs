//! The echo of the terminal, which is off while a secret is typed and has to come back however that ends.

#[cfg(unix)]
mod terminal {
    use std::fs::File;
    use std::io::Write as _;
    use std::sync::{Mutex, PoisonError};

    use nix::sys::termios::{SetArg, Termios, tcgetattr, tcsetattr};

    static SAVED: Mutex<Option<(File, Termios)>> = Mutex::new(None);

    fn saved() -> std::sync::MutexGuard<'static, Option<(File, Termios)>> {
        SAVED.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Remembers how the terminal is set.
    pub(crate) fn save() {
        let terminal = File::options().read(true).write(true).open("/dev/tty").ok();
        *saved() = terminal.and_then(|tty| tcgetattr(&tty).ok().map(|set| (tty, set)));
    }

    /// Forgets it.
    pub(crate) fn forget() {
        *saved() = None;
    }

    /// Sets the terminal as it was, and ends the line that was asked on. Whether there was anything to do.
    pub(crate) fn restore() -> bool {
        let Some((mut tty, set)) = saved().take() else { return false };
        let _ = tcsetattr(&tty, SetArg::TCSANOW, &set);
        let _ = tty.write_all(b"\n");
        true
    }
}

#[cfg(not(unix))]
mod terminal {
    pub(crate) fn save() {}
    pub(crate) fn forget() {}
    pub(crate) fn restore() -> bool {
        false
    }
}

pub(crate) use terminal::restore;

/// Runs what switches the echo off.
pub(crate) fn around<T>(asks: impl FnOnce() -> T) -> T {
    terminal::save();
    let answer = asks();
    terminal::forget();
    answer
}
