//! Which caches are being filled by what runs on this thread. None of them can be waited for here: it waits for this.

use std::cell::RefCell;

thread_local! {
    static HERE: RefCell<Asking> = const { RefCell::new(Asking(Vec::new())) };
}

/// Caches that are being filled, to be taken along to where that goes on.
#[derive(Clone)]
pub(crate) struct Asking(Vec<usize>);

impl Asking {
    /// Those of this thread.
    pub(crate) fn here() -> Asking {
        HERE.with_borrow(Clone::clone)
    }

    pub(super) fn and(mut self, cache: usize) -> Asking {
        self.0.push(cache);
        self
    }

    pub(super) fn has(cache: usize) -> bool {
        HERE.with_borrow(|here| here.0.contains(&cache))
    }

    /// Runs what fills them.
    pub(crate) fn within<T>(&self, run: impl FnOnce() -> T) -> T {
        let _before = Before(HERE.replace(self.clone()));
        run()
    }
}

/// What this thread goes back to, also when a provider panics.
struct Before(Asking);

impl Drop for Before {
    fn drop(&mut self) {
        HERE.with_borrow_mut(|here| std::mem::swap(here, &mut self.0));
    }
}
