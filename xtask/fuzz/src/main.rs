//! Runs targets for a while: `cargo xtask fuzz` builds this and hands it its words.
//!
//! What each target is given stands in a file before the target reads it, so that an input that ends the whole program
//! can be told. A panic is a fault, and so is an input that takes longer than any may.

use std::fs::{self, File};
use std::io::{Seek as _, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result, bail};
use clap::Parser;
use fuzz::pool::Pool;
use fuzz::{TARGETS, Target, cases};

/// No input may take longer.
const PATIENCE: Duration = Duration::from_secs(20);

/// Gives readers inputs that nobody meant to write.
#[derive(Parser)]
struct Args {
    /// The target; without one, all of them.
    target: Option<String>,
    /// How long each is run.
    #[arg(long, default_value_t = 30)]
    seconds: u64,
    /// What decides the inputs; without one, another at each run.
    #[arg(long)]
    seed: Option<u64>,
    /// A single input, in a file.
    #[arg(long, requires = "target")]
    input: Option<PathBuf>,
    /// Where inputs are written.
    #[arg(long, default_value = "target/fuzz")]
    folder: PathBuf,
}

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> Result<()> {
    let chosen = |target: &&Target| args.target.as_deref().is_none_or(|name| name == target.name);
    let targets: Vec<&Target> = TARGETS.iter().filter(chosen).collect();
    if targets.is_empty() {
        let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
        bail!("there is no such target; there are {}", names.join(", "));
    }
    if let (Some(file), [target]) = (&args.input, &targets[..]) {
        let input = fs::read(file).with_context(|| file.display().to_string())?;
        println!("{}: {}", target.name, if (target.run)(&input) { "taken" } else { "refused" });
        return Ok(());
    }
    fs::create_dir_all(&args.folder).with_context(|| args.folder.display().to_string())?;
    let seed = args.seed.unwrap_or_else(now);
    println!("seed {seed}");
    let mut faults = 0;
    for target in targets {
        faults += usize::from(!tried(target, args, seed)?);
    }
    if faults > 0 {
        bail!("{faults} of the targets have a fault");
    }
    Ok(())
}

/// Runs a target; whether there was no fault.
fn tried(target: &'static Target, args: &Args, seed: u64) -> Result<bool> {
    let seeds: Vec<Vec<u8>> = cases::read(target.name)?.into_iter().map(|(_, input)| input).collect();
    let (mut pool, mut waiting) = (Pool::new(seeds.clone(), seed), seeds.into_iter());
    let current = args.folder.join(format!("{}.current", target.name));
    let mut file = File::create(&current).with_context(|| current.display().to_string())?;
    let count = watched(target.name, &current);
    let (start, mut taken) = (Instant::now(), 0_u64);
    while start.elapsed() < Duration::from_secs(args.seconds) {
        let input = waiting.next().unwrap_or_else(|| pool.next(target));
        file.rewind().and_then(|()| file.set_len(0)).and_then(|()| file.write_all(&input))?;
        count.fetch_add(1, Ordering::Relaxed);
        match catch_unwind(AssertUnwindSafe(|| (target.run)(&input))) {
            Ok(true) => {
                taken += 1;
                pool.keep(input);
            }
            Ok(false) => {}
            Err(_) => {
                let tries = count.swap(0, Ordering::Relaxed);
                return fault(target, &args.folder, &input, tries, seed).map(|()| false);
            }
        }
    }
    let (tries, seconds) = (count.swap(0, Ordering::Relaxed), start.elapsed().as_secs_f64());
    println!("{:12} {tries:9} inputs, {taken:9} taken, {:8.0} a second", target.name, tries as f64 / seconds);
    fs::remove_file(&current)?;
    Ok(true)
}

fn fault(target: &Target, folder: &Path, input: &[u8], tries: u64, seed: u64) -> Result<()> {
    let path = folder.join(format!("{}.{seed}.fault", target.name));
    fs::write(&path, input).with_context(|| path.display().to_string())?;
    println!("{:12} {tries:9} inputs, a fault: {}", target.name, path.display());
    Ok(())
}

/// Counts inputs. Where one takes too long, the program ends and says where it is.
fn watched(name: &'static str, current: &Path) -> Arc<AtomicU64> {
    let (count, current) = (Arc::new(AtomicU64::new(0)), current.display().to_string());
    let seen = Arc::downgrade(&count);
    thread::spawn(move || {
        let mut last = 0;
        loop {
            thread::sleep(PATIENCE);
            let Some(count) = seen.upgrade().map(|count| count.load(Ordering::Relaxed)) else { return };
            if count != 0 && count == last {
                println!("{name}: an input takes longer than {} seconds: {current}", PATIENCE.as_secs());
                std::process::exit(1);
            }
            last = count;
        }
    });
    count
}

/// A seed that is another one at each run.
fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map(|time| time.as_secs()).unwrap_or_default()
}
