//! Results in order: those that came early wait for those before them, and not more than so many wait.

use std::collections::VecDeque;

/// Results between the first that is missing and the last that is there.
#[derive(Debug)]
pub(crate) struct Window<T> {
    waiting: VecDeque<Option<T>>,
    /// The place of the first one in `waiting`.
    first: u64,
    size: u64,
}

impl<T> Window<T> {
    /// A window that reaches so far beyond the first result that is missing.
    pub(crate) fn new(size: u64) -> Window<T> {
        Window { waiting: VecDeque::new(), first: 0, size }
    }

    /// Whether what has this place may be started.
    pub(crate) fn reaches(&self, place: u64) -> bool {
        place < self.first.saturating_add(self.size)
    }

    /// Puts a result into its place.
    pub(crate) fn put(&mut self, place: u64, result: T) {
        let Some(at) = place.checked_sub(self.first).and_then(|at| usize::try_from(at).ok()) else { return };
        while self.waiting.len() <= at {
            self.waiting.push_back(None);
        }
        self.waiting[at] = Some(result);
    }

    /// Takes the next result if it is there.
    pub(crate) fn take(&mut self) -> Option<T> {
        let next = self.waiting.front_mut()?.take()?;
        self.waiting.pop_front();
        self.first += 1;
        Some(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_and_few_wait() {
        let mut window = Window::new(3);
        window.put(2, "c");
        window.put(1, "b");
        assert_eq!((window.take(), window.reaches(2), window.reaches(3)), (None, true, false));
        window.put(0, "a");
        let order: Vec<_> = std::iter::from_fn(|| window.take()).collect();
        assert_eq!((order, window.reaches(5), window.reaches(6)), (vec!["a", "b", "c"], true, false));
    }
}
