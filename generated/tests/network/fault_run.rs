//! Many calls with random faults: each ends in the right answer or in an error of a kind, in time, and at
//! the end no socket is left open.
//!
//! The run has a process of its own, since it counts sockets and memory. `cargo xtask faults` makes a long
//! one; the suite makes a short one.

use std::collections::BTreeMap;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use cognito_idp::blocking::Client;
use cognito_idp::runtime::retry::{RetryConfig, RetryMode};
use cognito_idp::runtime::transport::Proxies;
use cognito_idp::{Config, Error};

use super::client::{CONNECT, READ, ask, config};
use super::fault::Fault;
use super::random::Random;
use super::server::Server;
use super::tls::{Authority, Special, VERSIONS};

const THREADS: usize = 64;
const ATTEMPTS: u32 = 3;

/// Every call's time limit: each attempt's, the longest pauses between them, and a machine that is busy.
fn limit() -> Duration {
    (CONNECT + READ * 3) * ATTEMPTS + Duration::from_secs(1 + 2) + Duration::from_secs(5)
}

#[test]
fn five_hundred_calls_with_random_faults() {
    let alone = ["fault_run::calls_with_random_faults", "--exact", "--ignored", "--nocapture"];
    let run = Command::new(std::env::current_exe().unwrap()).args(alone).env("FAULT_CALLS", "500").output();
    let run = run.unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(run.status.success(), "{}{}", text(&run.stdout), text(&run.stderr));
}

#[test]
#[ignore = "counts what the process has open, so it runs alone: `cargo xtask faults`"]
fn calls_with_random_faults() {
    let number = |name: &str, default| std::env::var(name).map_or(default, |value| value.parse().unwrap());
    let (calls, seed) = (number("FAULT_CALLS", 500), number("FAULT_SEED", 1));
    let plan = move |salt: u64| {
        move |request: usize| Fault::random(&mut Random((seed as u64) << 40 ^ salt << 32 ^ request as u64))
    };
    let authority = Authority::new();
    let plain = Server::forgetful(None, plan(1));
    let secure = Server::forgetful(Some(authority.server(Special::Nothing, &VERSIONS)), plan(2));
    let (sockets, memory, start) = (sockets(), memory("VmRSS:"), Instant::now());
    let run = run(calls, clients(&plain, &secure, &authority));
    let left = settled(sockets);

    println!("calls: {calls} in {:.1} s, seed {seed}", start.elapsed().as_secs_f64());
    println!("requests: {}", plain.requests() + secure.requests());
    run.outcomes.iter().for_each(|(outcome, count)| println!("{count:>8}  {outcome}"));
    println!("slowest call: {:.2} s of {:.1} s", run.slowest.as_secs_f64(), limit().as_secs_f64());
    println!("sockets: {sockets} before, {left} after");
    println!(
        "memory: {memory} kB before, {} kB after, {} kB at most",
        self::memory("VmRSS:"),
        self::memory("VmHWM:")
    );
    assert_eq!(run.outcomes.values().sum::<usize>(), calls);
    assert!(run.slowest < limit());
    assert!(left <= sockets, "{left} sockets are open, {sockets} were");
}

/// Clients of all paths, each in two modes.
fn clients(plain: &Server, secure: &Server, authority: &Authority) -> Vec<Client> {
    let direct = config(&plain.url());
    let tls = Config {
        ca_bundle: Some(authority.bundle()),
        ..config(&format!("https://localhost:{}", secure.port))
    };
    // The server does not mind whose address a request has.
    let proxies = Proxies { http: Some(plain.url()), ..Proxies::default() };
    let forwarded = Config { proxies, ..config("http://service.example") };
    [direct, tls, forwarded]
        .into_iter()
        .flat_map(|config| {
            [RetryMode::Standard, RetryMode::Legacy].map(|mode| {
                let retry = RetryConfig { mode, max_attempts: ATTEMPTS };
                Client::new(Config { retry, ..config.clone() }).unwrap()
            })
        })
        .chain([Client::new(config("http://127.0.0.1:1")).unwrap()])
        .collect()
}

#[derive(Default)]
struct Run {
    outcomes: BTreeMap<String, usize>,
    slowest: Duration,
}

fn run(calls: usize, clients: Vec<Client>) -> Run {
    let (next, run) = (AtomicUsize::new(0), Mutex::new(Run::default()));
    let work = || {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= calls {
                return;
            }
            // One call in fifty finds nobody at home.
            let (closed, open) = clients.split_last().unwrap();
            let client = if number % 50 == 49 { closed } else { &open[number % open.len()] };
            let (id, start) = (format!("us-east-1_{number}"), Instant::now());
            let result = ask(client, &id);
            let elapsed = start.elapsed();
            let outcome = match &result {
                Ok(answer) if *answer == id => "right answer".to_owned(),
                Ok(answer) => panic!("{answer} is no answer to {id}"),
                Err(error) => describe(error),
            };
            let mut run = run.lock().unwrap();
            *run.outcomes.entry(outcome).or_default() += 1;
            run.slowest = run.slowest.max(elapsed);
        }
    };
    std::thread::scope(|scope| (0..THREADS).for_each(|_| drop(scope.spawn(work))));
    run.into_inner().unwrap()
}

fn describe(error: &Error) -> String {
    match error.code() {
        Some(code) => format!("{:?} {code}", error.kind()),
        None => format!("{:?}", error.kind()),
    }
}

/// Open sockets once they have had time to close, or after that time.
fn settled(before: usize) -> usize {
    for _ in 0..50 {
        if sockets() <= before {
            break;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    sockets()
}

/// Open sockets of this process; none where the system does not tell.
fn sockets() -> usize {
    let Ok(files) = std::fs::read_dir("/proc/self/fd") else { return 0 };
    let targets = files.flatten().filter_map(|file| std::fs::read_link(file.path()).ok());
    targets.filter(|target| target.to_string_lossy().starts_with("socket:")).count()
}

/// A figure of this process in kB; none where the system does not tell.
fn memory(name: &str) -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
    line.split_whitespace().next().and_then(|word| word.parse().ok()).unwrap_or(0)
}
