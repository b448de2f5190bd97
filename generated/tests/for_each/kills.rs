//! Runs that are killed: nothing is lost, and nothing sent twice unannounced.

use std::collections::{BTreeMap, BTreeSet};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use super::run::{Folder, Ran, command, lines, ran, text};
use super::server::serve;
use cognito_idp::runtime::value::Value;

/// How often each user was made.
type Counts = Arc<Mutex<BTreeMap<String, u32>>>;

fn counting(pause: Duration) -> (String, Counts) {
    let counts = Counts::default();
    let shared = Arc::clone(&counts);
    let url = serve(move |_, body| {
        *shared.lock().unwrap().entry(text(body, "Username").to_owned()).or_default() += 1;
        thread::sleep(pause);
        (200, "{}".to_owned())
    });
    (url, counts)
}

/// What chooses the moments.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

struct Killed {
    folder: Folder,
    url: String,
    counts: Counts,
    /// Users whose records were named as uncertain.
    uncertain: BTreeSet<String>,
    /// Users with a result.
    shown: BTreeSet<String>,
    random: Random,
}

impl Killed {
    fn new(records: u32, seed: u64) -> Killed {
        let folder = Folder::new();
        let users: String = (1..=records).map(|number| format!("user{number}\n")).collect();
        folder.write("users.csv", &format!("Username\n{users}"));
        let (url, counts) = counting(Duration::from_millis(4));
        let (uncertain, shown) = Default::default();
        Killed { folder, url, counts, uncertain, shown, random: Random(seed) }
    }

    fn command(&self, more: &[&str]) -> Command {
        let (users, journal) = (self.folder.path("users.csv"), self.folder.path("journal"));
        let words = [
            "admin-create-user",
            "--user-pool-id",
            "us-east-1_EXAMPLE01",
            "--for-each",
            &users,
            "--journal",
            &journal,
        ];
        let mut command = command(&self.url, &[&words[..], more].concat());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Runs for a while, then kills.
    fn kill(&mut self, longest: u64) {
        let mut child = self.command(&[]).spawn().unwrap();
        thread::sleep(Duration::from_millis(20 + self.random.below(longest)));
        child.kill().unwrap();
        let output = child.wait_with_output().unwrap();
        // The last line may be cut off.
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        self.note(&text[..text.rfind('\n').map_or(0, |end| end + 1)]);
    }

    fn finish(&mut self, more: &[&str]) -> Ran {
        let ran = ran(&self.command(more).output().unwrap());
        self.note(&ran.out);
        ran
    }

    fn note(&mut self, out: &str) {
        for line in lines(out) {
            let user = text(&line, "Username").to_owned();
            match line.get("Uncertain") {
                Some(_) => drop(self.uncertain.insert(user)),
                None => drop(self.shown.insert(user)),
            }
        }
    }

    /// Counts at the service.
    fn check(&self, records: u32, rounds: u32) {
        let counts = self.counts.lock().unwrap();
        for number in 1..=records {
            let user = format!("user{number}");
            let count = counts.get(&user).copied().unwrap_or(0);
            let announced = self.uncertain.contains(&user);
            assert!(
                count == 1 || announced && count <= 1 + rounds,
                "{user}: sent {count} times, announced: {announced}"
            );
        }
    }
}

fn kills(records: u32, rounds: u32, longest: u64, seed: u64) {
    let mut killed = Killed::new(records, seed);
    for _ in 0..rounds {
        killed.kill(longest);
    }
    let ran = killed.finish(&[]);
    assert!(matches!(ran.status, 0 | 3), "{}", ran.err);
    killed.check(records, 0);
    let uncertain = killed.uncertain.len();
    let ran = killed.finish(&["--retry-uncertain"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    killed.check(records, 1);
    let counts = killed.counts.lock().unwrap();
    assert_eq!(counts.len(), records as usize, "records are lost");
    let twice = counts.values().filter(|count| **count > 1).count();
    println!(
        "{records} records, {rounds} kills: none lost, {uncertain} named as uncertain, {twice} of them sent once more when asked to"
    );
    assert!(killed.shown.len() + 2000 > records as usize);
}

#[test]
fn three_kills_lose_nothing() {
    kills(600, 3, 250, 7);
}

/// `cargo xtask kills`.
#[test]
#[ignore = "takes a minute or two"]
fn kills_at_random_moments() {
    let number =
        |name: &str, usual: u64| std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual);
    let (records, rounds) = (number("KILL_RECORDS", 20_000) as u32, number("KILL_ROUNDS", 20) as u32);
    kills(records, rounds, number("KILL_LONGEST", 700), number("KILL_SEED", 1));
}

#[test]
fn a_journal_belongs_to_one_job_and_one_run() {
    let killed = Killed::new(10, 1);
    assert_eq!(ran(&killed.command(&[]).output().unwrap()).status, 0);
    let again = ran(&killed.command(&[]).output().unwrap());
    assert_eq!((again.status, again.out.as_str()), (0, ""), "{}", again.err);
    assert!(
        again.err.contains("10 records: 10 went well, 0 failed; 10 of them in earlier runs"),
        "{}",
        again.err
    );
    for more in
        [["--map", "{Username: Username}"], ["--region", "eu-west-1"], ["--message-action", "SUPPRESS"]]
    {
        let other = ran(&killed.command(&more).output().unwrap());
        assert!(
            other.status == 252 && other.err.contains("belongs to another job"),
            "{more:?}: {}",
            other.err
        );
    }
    let users = killed.folder.read("users.csv");
    killed.folder.write("users.csv", &users.replace("user3", "user33"));
    let other = ran(&killed.command(&[]).output().unwrap());
    assert!(other.status == 252 && other.err.contains("belongs to other records"), "{}", other.err);
    killed.folder.write("users.csv", &(users + "user11\n"));
    let more = ran(&killed.command(&[]).output().unwrap());
    assert_eq!((more.status, more.out.lines().count()), (0, 1), "{}", more.err);
    assert_eq!(killed.counts.lock().unwrap().len(), 11);
}

#[test]
fn what_failed_is_sent_again_only_if_asked_for() {
    let folder = Folder::new();
    let is_well = Arc::new(std::sync::atomic::AtomicBool::new(false));
    let flag = Arc::clone(&is_well);
    let url = serve(move |_, body| match text(body, "Username") {
        "b" if !flag.load(std::sync::atomic::Ordering::Relaxed) => {
            super::server::error("InvalidParameterException", "no")
        }
        _ => (200, "{}".to_owned()),
    });
    let users = folder.write("u.csv", "Username\na\nb\nc\n");
    let journal = folder.path("j");
    let words = [
        "admin-create-user",
        "--user-pool-id",
        "us-east-1_EXAMPLE01",
        "--for-each",
        &users,
        "--journal",
        &journal,
    ];
    let run = |more: &[&str]| super::run::run(&url, &[&words[..], more].concat(), "");
    let records = |ran: &Ran| ran.lines().iter().filter_map(|l| l.get("Record").cloned()).collect::<Vec<_>>();
    assert_eq!(run(&[]).status, 3);
    assert_eq!((run(&[]).status, records(&run(&[]))), (3, vec![]));
    is_well.store(true, std::sync::atomic::Ordering::Relaxed);
    let again = run(&["--retry-failed"]);
    assert_eq!((again.status, records(&again)), (0, vec![Value::from(2)]), "{}", again.err);
    assert_eq!(run(&[]).status, 0);
}

/// Ctrl-C.
#[cfg(unix)]
#[test]
fn an_interrupted_run_ends_what_is_in_flight_and_goes_on_later() {
    let mut killed = Killed::new(4000, 3);
    let mut child = killed.command(&[]).spawn().unwrap();
    while killed.counts.lock().unwrap().len() < 100 && child.try_wait().unwrap().is_none() {
        thread::sleep(Duration::from_millis(1));
    }
    let pid = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
    let first = ran(&child.wait_with_output().unwrap());
    killed.note(&first.out);
    assert_eq!(first.status, 130, "{}", first.err);
    assert!(first.err.contains("The same command goes on where this run was."), "{}", first.err);
    let sent = killed.counts.lock().unwrap().len();
    assert_eq!(killed.shown.len(), sent, "what was in flight has ended and is shown");
    assert!(sent < 4000);
    let second = killed.finish(&[]);
    assert_eq!((second.status, killed.uncertain.len(), killed.shown.len()), (0, 0, 4000), "{}", second.err);
    killed.check(4000, 0);
}

/// Ctrl-C while the run waits for its input.
#[cfg(unix)]
#[test]
fn an_interrupted_run_does_not_wait_for_records() {
    let (url, counts) = counting(Duration::ZERO);
    let mut command =
        command(&url, &["admin-create-user", "--user-pool-id", "us-east-1_EXAMPLE01", "--for-each", "-"]);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    std::io::Write::write_all(&mut stdin, b"Username\na\nb\n").unwrap();
    while counts.lock().unwrap().len() < 2 {
        thread::sleep(Duration::from_millis(10));
    }
    thread::sleep(Duration::from_millis(100));
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let ran = ran(&child.wait_with_output().unwrap());
    assert_eq!((ran.status, ran.lines().len()), (130, 2), "{}", ran.err);
    drop(stdin);
}
