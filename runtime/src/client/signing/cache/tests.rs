use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use super::super::provide::Blocking;
use super::*;

fn ending_in(seconds: i64) -> Credentials {
    let end = Timestamp::from_seconds(Timestamp::now().seconds() + seconds);
    Credentials::new("a", "s", None).expiring(end)
}

/// A provider that counts, and gives credentials of this life.
fn counting(lifetime: i64) -> (impl ProvideCredentials + 'static, Arc<AtomicU32>) {
    let count = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&count);
    let provider = Blocking::new(move || {
        counter.fetch_add(1, Ordering::SeqCst);
        thread::sleep(Duration::from_millis(20));
        Ok(ending_in(lifetime))
    });
    (provider, count)
}

#[test]
fn credentials_of_any_life_are_remembered() {
    for lifetime in [3600, 300, 30] {
        let (provider, count) = counting(lifetime);
        let cached = Cached::new(provider);
        for _ in 0..3 {
            assert!(cached.credentials().is_ok());
        }
        assert_eq!(count.load(Ordering::SeqCst), 1, "{lifetime}");
    }
}

#[test]
fn one_asks_while_the_others_wait() {
    let (provider, count) = counting(3600);
    let cached = Cached::new(provider);
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| assert!(cached.credentials().is_ok()));
        }
    });
    assert_eq!(count.load(Ordering::SeqCst), 1);
}

#[test]
fn those_who_waited_get_the_same_error() {
    let count = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&count);
    let cached = Cached::new(Blocking::new(move || {
        counter.fetch_add(1, Ordering::SeqCst);
        thread::sleep(Duration::from_millis(100));
        Err(Error::new(ErrorKind::Credentials, "no"))
    }));
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert_eq!(cached.credentials().unwrap_err().to_string(), "no"));
        }
    });
    assert_eq!(count.load(Ordering::SeqCst), 1);
    assert!(cached.credentials().is_err());
    assert_eq!(count.load(Ordering::SeqCst), 2);
}

#[test]
fn old_ones_serve_while_new_ones_are_fetched() {
    let (provider, count) = counting(3600);
    let cached = Cached::new(provider);
    let old = Credentials::new("old", "s", None).expiring(Timestamp::now().offset(100_000_000_000));
    let now = Timestamp::now();
    cached.0.state().kept = Some(Kept { renew: Some(now), ..Kept::new(old, now, None) });
    assert_eq!(cached.credentials().unwrap().access_key_id(), "old");
    for _ in 0..100 {
        thread::sleep(Duration::from_millis(10));
        if cached.credentials().unwrap().access_key_id() == "a" {
            break;
        }
    }
    assert_eq!(cached.credentials().unwrap().access_key_id(), "a");
    assert_eq!(count.load(Ordering::SeqCst), 1);
}

#[test]
fn a_failure_in_the_background_leaves_the_old_ones() {
    let cached = Cached::new(Blocking::new(|| Err(Error::new(ErrorKind::Credentials, "no"))));
    let old = ending_in(100);
    let now = Timestamp::now();
    cached.0.state().kept = Some(Kept { renew: Some(now), ..Kept::new(old, now, None) });
    for _ in 0..5 {
        assert!(cached.credentials().is_ok());
        thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(cached.0.state().asked, 1);
}

#[test]
fn who_gives_up_lets_another_one_ask() {
    let (provider, _) = counting(3600);
    let cached = Cached::new(provider);
    let Some(Next::Ask(turn)) = cached.0.next(0, Timestamp::now()) else { panic!("nobody asks") };
    assert!(cached.0.next(0, Timestamp::now()).is_none());
    drop(turn);
    assert!(cached.credentials().is_ok());
}

#[test]
fn expired_credentials_are_an_error() {
    let (provider, _) = counting(-1);
    assert_eq!(Cached::new(provider).credentials().unwrap_err().kind(), ErrorKind::Credentials);
}

/// A provider that takes its time, and counts.
fn slow() -> (Cached<impl ProvideCredentials + 'static>, Arc<AtomicU32>) {
    let count = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&count);
    let cached = Cached::new(Blocking::new(move || {
        counter.fetch_add(1, Ordering::SeqCst);
        thread::sleep(Duration::from_millis(300));
        Ok(ending_in(3600))
    }));
    (cached, count)
}

#[test]
fn what_has_begun_goes_on_when_the_time_of_its_caller_is_over() {
    let (cached, count) = slow();
    for _ in 0..3 {
        assert!(cached.credentials_within(Duration::from_millis(20)).is_none());
    }
    assert!(cached.credentials_within(Duration::from_secs(60)).unwrap().is_ok());
    assert_eq!(count.load(Ordering::SeqCst), 1);
}

#[test]
fn what_has_begun_goes_on_when_its_future_is_dropped() {
    let (cached, count) = slow();
    assert!(wait::park_within(cached.provide(), Duration::from_millis(20)).is_none());
    assert!(wait::park_within(cached.provide(), Duration::from_secs(60)).unwrap().is_ok());
    assert_eq!(count.load(Ordering::SeqCst), 1);
}

#[cfg(feature = "async")]
#[test]
fn what_has_begun_goes_on_as_a_task() {
    let (cached, count) = slow();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        for _ in 0..3 {
            assert!(tokio::time::timeout(Duration::from_millis(20), cached.provide()).await.is_err());
        }
        assert!(cached.provide().await.is_ok());
    });
    assert_eq!(count.load(Ordering::SeqCst), 1);
}

#[test]
fn a_provider_that_panics_keeps_nobody_waiting() {
    struct Panics;
    impl ProvideCredentials for Panics {
        fn provide(&self) -> Providing<'_> {
            Box::pin(async { panic!("as it should") })
        }
    }
    let cached = Cached::new(Panics);
    for _ in 0..2 {
        let words = "the credentials provider panicked";
        assert_eq!(wait::park(cached.provide()).unwrap_err().to_string(), words);
        let waited = cached.credentials_within(Duration::from_secs(60)).unwrap();
        assert_eq!(waited.unwrap_err().to_string(), words);
    }
}

/// Asks the cache that it is for.
#[derive(Clone, Default)]
struct Itself(Arc<std::sync::OnceLock<Cached<Arc<dyn ProvideCredentials>>>>);

impl ProvideCredentials for Itself {
    fn provide(&self) -> Providing<'_> {
        self.0.get().unwrap().provide()
    }
}

#[test]
fn a_provider_that_waits_for_itself_is_told_so() {
    let (itself, blocks) = (Itself::default(), Itself::default());
    let asked = blocks.clone();
    let blocking = Blocking::new(move || asked.0.get().unwrap().credentials());
    let providers: [(Itself, Arc<dyn ProvideCredentials>); 2] =
        [(itself.clone(), Arc::new(itself)), (blocks, Arc::new(blocking))];
    for (cell, provider) in providers {
        // Also behind a cache of another one.
        let cached = cell.0.get_or_init(|| Cached::new(Arc::new(Cached::new(provider))));
        let told = |answer: Result<Credentials, Error>| answer.unwrap_err().to_string();
        let words = asks_itself().to_string();
        assert_eq!(told(wait::block_on(cached.provide())), words);
        assert_eq!(told(cached.credentials()), words);
        assert_eq!(told(cached.credentials_within(Duration::from_secs(60)).unwrap()), words);
    }
}
