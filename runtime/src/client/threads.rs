//! Threads, and what they hand over to whoever waits.
//!
//! In: what to run, in a box, and values. Out: a thread, and the values. Whoever needs one comes here: the standard
//! library's threads are compiled anew for each closure that they run, and its channels for each type.

use std::io;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

/// Starts a thread.
pub fn start(name: &str, run: Box<dyn FnOnce() + Send>) -> io::Result<JoinHandle<()>> {
    Builder::new().name(name.to_owned()).spawn(run)
}

/// Values that one thread gives and another takes, in no order.
pub struct Handover<T>(Arc<(Mutex<Vec<T>>, Condvar)>);

impl<T> Handover<T> {
    /// Gives a value, whether or not anybody takes it.
    pub fn give(&self, value: T) {
        let (values, given) = &*self.0;
        values.lock().unwrap_or_else(PoisonError::into_inner).push(value);
        given.notify_one();
    }

    /// Waits for a value, no longer than this; without a limit until there is one.
    pub fn take(&self, limit: Option<Duration>) -> Option<T> {
        let (values, given) = &*self.0;
        let mut values = values.lock().unwrap_or_else(PoisonError::into_inner);
        let is_empty = |values: &mut Vec<T>| values.is_empty();
        values = match limit {
            None => given.wait_while(values, is_empty).unwrap_or_else(PoisonError::into_inner),
            Some(limit) => {
                given.wait_timeout_while(values, limit, is_empty).unwrap_or_else(PoisonError::into_inner).0
            }
        };
        values.pop()
    }
}

impl<T> Default for Handover<T> {
    fn default() -> Handover<T> {
        Handover(Arc::default())
    }
}

impl<T> Clone for Handover<T> {
    fn clone(&self) -> Handover<T> {
        Handover(Arc::clone(&self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_in_time_or_not_at_all() {
        let values = Handover::default();
        assert_eq!(values.take(Some(Duration::ZERO)), None);
        let giver = values.clone();
        let thread = start("giver", Box::new(move || giver.give(7))).unwrap();
        assert_eq!(values.take(None), Some(7));
        assert_eq!(values.take(Some(Duration::from_millis(1))), None);
        thread.join().unwrap();
    }
}
