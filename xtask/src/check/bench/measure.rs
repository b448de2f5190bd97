//! What running a program costs: processor time and page faults as the system counts them for processes that have
//! ended, instructions by callgrind, system calls by strace, memory by GNU time. The last three only where they are
//! installed.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike as _;

/// A program with its words and variables; it gets no others.
#[derive(Clone)]
pub(super) struct Run {
    pub(super) name: String,
    pub(super) program: PathBuf,
    pub(super) words: Vec<String>,
    pub(super) variables: Vec<(String, String)>,
}

/// What one run costs.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cost {
    /// Microseconds of processor time in the program.
    pub(super) user: f64,
    /// Microseconds of processor time in the system.
    pub(super) system: f64,
    /// Microseconds that passed.
    pub(super) wall: f64,
    /// Minor page faults.
    pub(super) faults: f64,
}

impl Cost {
    /// Microseconds of processor time.
    pub(super) fn cpu(&self) -> f64 {
        self.user + self.system
    }

    /// Of several runs, the one of least processor time.
    pub(super) fn least(costs: &[Cost]) -> Cost {
        let least = costs.iter().min_by(|a, b| a.cpu().total_cmp(&b.cpu()));
        least.copied().unwrap_or_default()
    }

    /// Of several runs, the median of each count.
    pub(super) fn median(costs: &[Cost]) -> Cost {
        let of = |field: fn(&Cost) -> f64| {
            let mut all: Vec<f64> = costs.iter().map(field).collect();
            all.sort_by(f64::total_cmp);
            all.get(all.len() / 2).copied().unwrap_or_default()
        };
        Cost {
            user: of(|c| c.user),
            system: of(|c| c.system),
            wall: of(|c| c.wall),
            faults: of(|c| c.faults),
        }
    }
}

impl Run {
    pub(super) fn new(name: &str, program: impl Into<PathBuf>, words: &[&str]) -> Run {
        Run {
            name: name.to_owned(),
            program: program.into(),
            words: words.iter().map(|word| (*word).to_owned()).collect(),
            variables: Vec::new(),
        }
    }

    pub(super) fn with(mut self, variables: &[(String, String)]) -> Run {
        self.variables.extend_from_slice(variables);
        self
    }

    fn command(&self) -> Command {
        self.behind(&[])
    }

    /// The program, started by another one.
    fn behind(&self, starter: &[&str]) -> Command {
        let mut words = starter.iter().map(AsRef::as_ref).chain([self.program.as_os_str()]);
        let mut command = Command::new(words.next().unwrap_or_default());
        command.args(words).args(&self.words).env_clear().envs(self.variables.iter().cloned());
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    /// Fails unless the program ends well; what it prints is in the error.
    pub(super) fn check(&self) -> Result<()> {
        let output = self.command().stdout(Stdio::piped()).stderr(Stdio::piped()).output();
        let output = output.with_context(|| format!("cannot start {}", self.program.display()))?;
        if !output.status.success() {
            bail!("{}: {}: {}", self.name, output.status, String::from_utf8_lossy(&output.stderr));
        }
        Ok(())
    }

    fn once(&self) -> Result<Cost> {
        let (before, start) = (spent()?, Instant::now());
        let status = self.command().status()?;
        let wall = start.elapsed().as_secs_f64() * 1e6;
        let after = spent()?;
        if !status.success() {
            bail!("{}: {status}", self.name);
        }
        Ok(Cost {
            user: after.user - before.user,
            system: after.system - before.system,
            wall,
            faults: after.faults - before.faults,
        })
    }

    /// Instructions, by callgrind.
    pub(super) fn instructions(&self) -> Option<u64> {
        let starter = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"];
        let output = self.report(&starter)?;
        let line = output.lines().find(|line| line.contains("Collected :"))?;
        line.rsplit(' ').next()?.parse().ok()
    }

    /// What callgrind writes into a file, with names as the linker knows them.
    pub(super) fn functions(&self, out: &Path) -> Option<()> {
        let out = format!("--callgrind-out-file={}", out.display());
        let said = self.report(&["valgrind", "--tool=callgrind", "--demangle=no", &out])?;
        said.contains("Collected :").then_some(())
    }

    /// System calls of all threads, by strace.
    pub(super) fn system_calls(&self) -> Option<u64> {
        let output = self.report(&["strace", "-f", "-c", "-U", "calls,name"])?;
        let line = output.lines().rev().find(|line| line.ends_with("total"))?;
        line.split_whitespace().next()?.parse().ok()
    }

    /// Most memory at one time in KiB, by GNU time.
    pub(super) fn memory(&self) -> Option<u64> {
        self.report(&["/usr/bin/time", "-f", "%M"])?.lines().last()?.trim().parse().ok()
    }

    /// What a starter says on standard error.
    fn report(&self, starter: &[&str]) -> Option<String> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let mut command = self.behind(starter);
        let Output { stderr, .. } = command.env("PATH", path).stderr(Stdio::piped()).output().ok()?;
        Some(String::from_utf8_lossy(&stderr).into_owned())
    }
}

/// What the processes of this one that have ended have cost.
pub(super) fn spent() -> Result<Cost> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    Ok(Cost {
        user: usage.user_time().num_microseconds() as f64,
        system: usage.system_time().num_microseconds() as f64,
        wall: 0.0,
        faults: usage.minor_page_faults() as f64,
    })
}

/// The costs of programs that are run in turns, so that the machine's other work falls on all of them.
pub(super) fn in_turns(runs: &[Run], times: usize, of: fn(&[Cost]) -> Cost) -> Result<Vec<Cost>> {
    let mut costs = vec![Vec::with_capacity(times); runs.len()];
    for _ in 0..times {
        for (run, costs) in runs.iter().zip(&mut costs) {
            costs.push(run.once()?);
        }
    }
    Ok(costs.iter().map(|costs| of(costs)).collect())
}

/// Does work on one processor, with all threads and programs that it starts. Where messages go to and fro between two that have nothing else
/// to do, each wakes one of them, which costs a virtual machine three times what the work does.
#[cfg(target_os = "linux")]
pub(super) fn on_one_processor<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    use nix::sched::{CpuSet, sched_getaffinity, sched_setaffinity};
    let here = nix::unistd::Pid::from_raw(0);
    let (all, mut one) = (sched_getaffinity(here)?, CpuSet::new());
    let last = (0..CpuSet::count()).rev().find(|at| all.is_set(*at).unwrap_or_default());
    one.set(last.context("no processor is left to this program")?)?;
    sched_setaffinity(here, &one)?;
    let done = work();
    sched_setaffinity(here, &all)?;
    done
}

/// Does work wherever the system has it done.
#[cfg(not(target_os = "linux"))]
pub(super) fn on_one_processor<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    work()
}

/// The program of this name on the PATH.
pub(super) fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| Path::is_file(file))
}
