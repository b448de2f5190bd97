//! The same work on many things, on as many threads as the machine has processors or fewer.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use anyhow::Result;

/// Enough for models that are nested deeply; only what is used of it is taken.
const STACK: usize = 64 << 20;

/// What comes of each thing, in their order.
pub(super) fn each<T: Sync, R: Send>(
    things: &[T],
    most: Option<NonZero<usize>>,
    work: impl Fn(&T) -> R + Sync,
) -> Result<Vec<R>> {
    let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let turn = || {
        while let Some((index, thing)) = take(&next, things) {
            let result = work(thing);
            done.lock().unwrap_or_else(PoisonError::into_inner).push((index, result));
        }
    };
    let most = most.map_or_else(thread::available_parallelism, Ok);
    let count = most.map_or(1, NonZero::get).min(things.len());
    thread::scope(|scope| {
        for _ in 0..count {
            thread::Builder::new().stack_size(STACK).spawn_scoped(scope, turn)?;
        }
        Ok::<(), std::io::Error>(())
    })?;
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(index, _)| *index);
    Ok(done.into_iter().map(|(_, result)| result).collect())
}

fn take<'a, T>(next: &AtomicUsize, things: &'a [T]) -> Option<(usize, &'a T)> {
    let index = next.fetch_add(1, Ordering::Relaxed);
    things.get(index).map(|thing| (index, thing))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stand_in_the_order_of_their_things() {
        let things: Vec<usize> = (0..1000).collect();
        assert_eq!(each(&things, None, |n| n * 2).unwrap(), (0..2000).step_by(2).collect::<Vec<_>>());
        assert!(each(&[], NonZero::new(1), |n: &usize| *n).unwrap().is_empty());
    }
}
