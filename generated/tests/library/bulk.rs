//! Runs over many records, on threads and as a stream, with one journal for both.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use cognito_idp::bulk::{Bulk, End, Ended, Journal, JournalError};
use cognito_idp::runtime::asynchronous::Endings;
use cognito_idp::test_util::{Reply, mock};
use cognito_idp::types::AdminCreateUserRequest;

use crate::memory::run as wait;

fn names(count: usize) -> impl Iterator<Item = String> + Send + 'static {
    (1..=count).map(|number| format!("user{number}"))
}

/// A file that goes with the test.
struct File(PathBuf);

impl File {
    fn new(name: &str) -> File {
        File(std::env::temp_dir().join(format!("bulk-{name}-{}", std::process::id())))
    }

    fn journal(&self) -> Journal {
        Journal::open(&self.0, "job").unwrap()
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Numbers of records, with what became of them.
fn ends<E>(ended: Vec<Result<Ended<String, usize, E>, JournalError>>) -> Vec<(u64, &'static str)> {
    let end = |ended: Ended<String, usize, E>| match ended.end {
        End::Done(Ok(_)) => (ended.number, "ok"),
        End::Done(Err(_)) => (ended.number, "failed"),
        End::Uncertain => (ended.number, "uncertain"),
    };
    ended.into_iter().map(|ended| end(ended.unwrap())).collect()
}

/// All that comes.
fn all<E: Send>(mut run: Endings<String, usize, E>) -> Vec<Result<Ended<String, usize, E>, JournalError>> {
    wait(async {
        let mut ended = Vec::new();
        while let Some(next) = run.next().await {
            ended.push(next);
        }
        ended
    })
}

/// What fails for one record, and takes longest for the first.
fn work(name: &String) -> Result<usize, String> {
    std::thread::sleep(Duration::from_millis(if name == "user1" { 40 } else { 1 }));
    if name == "user7" { Err("seven".to_owned()) } else { Ok(name.len()) }
}

#[test]
fn threads_give_results_in_order() {
    let ended: Vec<_> = Bulk::new().concurrency(8).run(names(50), work).collect();
    let numbers: Vec<u64> = ended.iter().map(|ended| ended.as_ref().unwrap().number).collect();
    assert_eq!(numbers, (1..=50).collect::<Vec<_>>());
    assert_eq!(ends(ended)[6], (7, "failed"));
}

#[test]
fn streams_give_results_in_order() {
    let run = Bulk::new().concurrency(8).stream(names(50), |name| {
        let name = name.clone();
        async move {
            tokio::time::sleep(Duration::from_millis(if name == "user1" { 40 } else { 1 })).await;
            if name == "user7" { Err("seven") } else { Ok(name.len()) }
        }
    });
    let ended = ends(all(run));
    assert_eq!(ended.iter().map(|(number, _)| *number).collect::<Vec<_>>(), (1..=50).collect::<Vec<_>>());
    assert_eq!(ended[6], (7, "failed"));
}

#[test]
fn a_stream_goes_on_where_threads_have_stopped() {
    let file = File::new("both");
    let bulk = Bulk::new().concurrency(2).stop_at_errors().journal(file.journal());
    let first = ends(bulk.run(names(50), work).collect());
    assert!(first.len() >= 7 && first.len() < 12 && first.contains(&(7, "failed")), "{first:?}");
    let quick = |name: &String| std::future::ready(Ok::<usize, String>(name.len()));
    let rest = ends(all(Bulk::new().journal(file.journal()).stream(names(50), quick)));
    assert_eq!(rest.len(), 50 - first.len(), "{rest:?}");
    let again = ends(all(Bulk::new().retry_failed().journal(file.journal()).stream(names(50), quick)));
    assert_eq!(again, [(7, "ok")]);
    let other: Vec<_> = Bulk::new().journal(file.journal()).run(names(49), work).collect();
    assert!(matches!(&other[..], [Err(JournalError::OtherRecords { number: 50 })]), "{other:?}");
}

#[test]
fn what_is_dropped_in_flight_is_uncertain() {
    let file = File::new("dropped");
    let slow = |name: &String| {
        let name = name.clone();
        async move {
            let pause = if name == "user1" { Duration::ZERO } else { Duration::from_secs(60) };
            tokio::time::sleep(pause).await;
            Ok::<usize, String>(name.len())
        }
    };
    wait(async {
        let mut run = Bulk::new().concurrency(3).journal(file.journal()).stream(names(9), slow);
        assert_eq!(run.next().await.unwrap().unwrap().number, 1);
        assert!(tokio::time::timeout(Duration::from_millis(100), run.next()).await.is_err());
    });
    let uncertain: Vec<u64> = file.journal().past().uncertain().collect();
    assert_eq!(uncertain, [2, 3, 4]);
    let rest = ends(Bulk::new().journal(file.journal()).run(names(9), work).collect());
    assert_eq!(rest[..4], [(2, "uncertain"), (3, "uncertain"), (4, "uncertain"), (5, "ok")]);
    let again = ends(Bulk::new().journal(file.journal()).retry_uncertain().run(names(9), work).collect());
    assert_eq!(again, [(2, "ok"), (3, "ok"), (4, "ok")]);
}

#[test]
fn dropping_threads_waits_for_what_is_in_flight() {
    let file = File::new("threads");
    let mut run = Bulk::new().concurrency(4).journal(file.journal()).run(names(500), work);
    run.next().unwrap().unwrap();
    drop(run);
    let journal = file.journal();
    assert_eq!(journal.past().uncertain().count(), 0);
    assert!(journal.past().started() < 500);
}

#[test]
fn work_that_panics_is_an_error_and_holds_up_nobody() {
    let run = Bulk::new().concurrency(2).run(names(9), |name| match name.as_str() {
        "user3" => panic!("as the test wants it"),
        _ => Ok::<usize, String>(1),
    });
    let ended: Vec<_> = run.collect();
    assert!(ended.last().unwrap().is_err() && ended.len() <= 9, "{ended:?}");
}

#[test]
fn typed_requests_go_out_at_a_rate_that_retries_count_for() {
    let mock = mock();
    mock.on("AdminCreateUser", Reply::error("TooManyRequestsException", "slow").times(1));
    mock.on("AdminCreateUser", Reply::sample().always());
    let mut config = mock.config();
    config.retry.max_attempts = 3;
    let bulk = Bulk::new().concurrency(4).rate(50.0);
    let client =
        cognito_idp::blocking::Client::new(config).unwrap().with(|config| bulk.count_retries(config));
    let users = names(20).map(|name| AdminCreateUserRequest::new("us-east-1_EXAMPLE01", name));
    let (start, calls) = (Instant::now(), Arc::new(AtomicUsize::new(0)));
    let count = Arc::clone(&calls);
    let ended: Vec<_> = bulk
        .run(users, move |user| {
            count.fetch_add(1, Ordering::Relaxed);
            client.admin_create_user(user)
        })
        .collect();
    let made = |ended: &Ended<AdminCreateUserRequest, _, _>| matches!(&ended.end, End::Done(Ok(_)));
    assert!(ended.iter().all(|ended| made(ended.as_ref().unwrap())));
    assert_eq!((calls.load(Ordering::Relaxed), mock.requests().len()), (20, 21));
    assert!(start.elapsed() >= Duration::from_millis(350), "{:?}", start.elapsed());
}
