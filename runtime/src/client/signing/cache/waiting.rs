//! Who waits for an answer, each in a place that is given up with the wait: of callers who were cut short nothing stays
//! behind. Nothing of theirs runs while the cache is locked.

use std::collections::BTreeMap;
use std::task::Waker;

use super::Inner;

/// Those who wait, by the number of their place.
#[derive(Default)]
pub(super) struct Waiting {
    places: BTreeMap<u64, Waker>,
    next: u64,
}

impl Waiting {
    /// All who wait at present, to be woken.
    pub(super) fn take(&mut self) -> impl Iterator<Item = Waker> + use<> {
        std::mem::take(&mut self.places).into_values()
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }
}

/// The place of one caller.
pub(super) struct Place<'a, P> {
    inner: &'a Inner<P>,
    number: Option<u64>,
}

impl<'a, P> Place<'a, P> {
    pub(super) fn new(inner: &'a Inner<P>) -> Place<'a, P> {
        Place { inner, number: None }
    }

    /// Waits here, unless the answer has come in between.
    pub(super) fn wait(&mut self, waker: &Waker) {
        let waker = waker.clone();
        let mut state = self.inner.state();
        if !state.busy {
            drop(state);
            return waker.wake();
        }
        let waiting = &mut state.waiting;
        let number = *self.number.get_or_insert_with(|| {
            waiting.next += 1;
            waiting.next
        });
        let before = waiting.places.insert(number, waker);
        drop(state);
        drop(before);
    }
}

impl<P> Drop for Place<'_, P> {
    fn drop(&mut self) {
        let left = self.number.and_then(|number| self.inner.state().waiting.places.remove(&number));
        drop(left);
    }
}
