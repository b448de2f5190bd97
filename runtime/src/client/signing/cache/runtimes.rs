//! Callers in tokio's runtimes, some of which stand still or are gone.

use std::sync::atomic::{AtomicU32, Ordering};

use tokio::runtime::{Builder, Runtime};

use super::*;

/// Needs a runtime that goes on, and counts.
struct Sleeps(AtomicU32);

impl ProvideCredentials for Sleeps {
    fn provide(&self) -> Providing<'_> {
        Box::pin(async {
            self.0.fetch_add(1, Ordering::SeqCst);
            tokio::time::sleep(Duration::from_millis(200)).await;
            Ok(Credentials::new("a", "s", None))
        })
    }
}

fn sleeping() -> Cached<Sleeps> {
    Cached::new(Sleeps(AtomicU32::new(0)))
}

fn of_one_thread() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

fn of_threads() -> Runtime {
    Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

fn asked(cached: &Cached<Sleeps>) -> u32 {
    cached.0.provider.0.load(Ordering::SeqCst)
}

/// Begins to fetch, and does not wait so long.
async fn begin(cached: &Cached<Sleeps>) {
    assert!(tokio::time::timeout(Duration::from_millis(50), cached.provide()).await.is_err());
}

const LONG: Duration = Duration::from_secs(30);

#[test]
fn a_runtime_that_stands_still_keeps_nobody_waiting() {
    let (cached, idle) = (sleeping(), of_one_thread());
    idle.block_on(begin(&cached));
    assert!(cached.credentials_within(LONG).unwrap().is_ok());
    assert_eq!(asked(&cached), 1);
}

#[test]
fn a_runtime_that_is_gone_keeps_nobody_waiting() {
    let (cached, gone) = (sleeping(), of_threads());
    gone.block_on(begin(&cached));
    gone.shutdown_background();
    assert!(cached.credentials_within(LONG).unwrap().is_ok());
}

#[test]
fn a_runtime_that_takes_no_task_is_not_given_it_for_ever() {
    for runtime in [of_threads(), of_one_thread()] {
        let (cached, handle) = (sleeping(), runtime.handle().clone());
        drop(runtime);
        assert!(handle.block_on(cached.provide()).is_ok());
        assert_eq!(asked(&cached), 1);
    }
}

#[test]
fn who_blocks_within_a_runtime_does_not_wait_for_it() {
    for runtime in [of_threads(), of_one_thread()] {
        assert!(runtime.block_on(async { sleeping().credentials() }).is_ok());
        assert!(runtime.block_on(async { sleeping().0.provider.credentials() }).is_ok());
    }
}

#[test]
fn who_is_cut_short_leaves_no_place_behind() {
    let (cached, runtime) = (sleeping(), of_threads());
    runtime.block_on(async {
        for _ in 0..3 {
            let call = tokio::time::timeout(Duration::from_millis(10), cached.provide());
            assert!(call.await.is_err());
        }
        assert_eq!(cached.0.state().waiting.len(), 0);
        let all = (0..100).map(|_| cached.provide());
        let all = futures_util::future::join_all(all).await;
        assert!(all.iter().all(Result::is_ok));
    });
    assert_eq!((cached.0.state().waiting.len(), asked(&cached)), (0, 1));
}
