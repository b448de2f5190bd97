//! Programs that only start, beside one that does nothing; one call, beside a client in C that sends the same bytes.

use std::fs;

use anyhow::Result;

use super::measure::{Cost, Run, in_turns};
use super::server::Server;
use super::table::{Table, count, ms, times};
use super::{Args, peers, programs};
use crate::workspace::target;

const HEADS: &[&str] = &[
    "program",
    "cpu ms",
    "times the first",
    "wall ms",
    "times the first",
    "faults",
    "instructions",
    "system calls",
    "memory KiB",
];

const CALL: &[&str] = &["list-user-pools", "--max-results", "1"];

/// Runs of slow programs, in place of those that the options ask for.
const FEW: usize = 5;

pub(super) fn run(args: &Args) -> Result<()> {
    let (command, bins) = (programs::command()?, programs::peers(args.sdk)?);
    let server = Server::start(1)?;
    let variables = peers::variables(&server)?;
    let aws = peers::aws(args);
    println!("\nProgram: {} bytes.", fs::metadata(&command)?.len());
    let shipped = args.shipped.as_deref();
    if let Some(path) = shipped {
        println!("Program, as it is shipped: {} bytes.", fs::metadata(path)?.len());
    }

    let mut own = vec![
        Run::new("a program that does nothing", bins.join("empty"), &[]),
        Run::new("`--version`", &command, &["--version"]),
        Run::new("`set-user-pool-mfa-config help`", &command, &["set-user-pool-mfa-config", "help"]),
    ];
    own.extend(shipped.map(|path| Run::new("`--version`, as it is shipped", path, &["--version"])));
    let slow = aws.iter().map(|(name, path)| Run::new(&format!("{name}, `--version`"), path, &["--version"]));
    table("Start", args.runs, &mut own, &slow.collect::<Vec<_>>(), &variables)?;

    let call = Run::new("one call", &command, CALL);
    call.clone().with(&variables).check()?;
    let bytes = target().join("bench/request");
    fs::write(&bytes, server.last())?;
    let in_c =
        [("C, the same bytes", "raw", &[][..]), ("the same, linked statically", "raw-static", &["-static"])];
    let in_c = in_c.into_iter().filter_map(|(name, file, words)| {
        let program = programs::raw(file, words)?;
        Some(Run::new(name, program, &[&server.port.to_string(), &bytes.to_string_lossy()]))
    });
    let mut own: Vec<Run> = in_c.chain([call]).collect();
    own.extend(shipped.map(|path| Run::new("one call, as it is shipped", path, CALL)));
    let slow = aws.iter().map(|(name, path)| peers::like(name, path, CALL));
    table("One call", args.runs, &mut own, &slow.collect::<Vec<_>>(), &variables)
}

fn table(
    title: &str,
    runs: usize,
    own: &mut [Run],
    slow: &[Run],
    variables: &[(String, String)],
) -> Result<()> {
    let quick: Vec<Run> = own.iter().map(|run| run.clone().with(variables)).collect();
    let slow: Vec<Run> = slow.iter().map(|run| run.clone().with(variables)).collect();
    quick.iter().chain(&slow).try_for_each(Run::check)?;
    let costs = [in_turns(&quick, runs, Cost::median)?, in_turns(&slow, FEW, Cost::median)?].concat();
    let mut table = Table::new(title, HEADS);
    let first = costs.first().copied().unwrap_or_default();
    for (index, (run, cost)) in quick.iter().chain(&slow).zip(&costs).enumerate() {
        let counted = index < quick.len();
        table.row(&[
            run.name.clone(),
            ms(cost.cpu()),
            times(cost.cpu(), first.cpu()),
            ms(cost.wall),
            times(cost.wall, first.wall),
            format!("{:.0}", cost.faults),
            count(counted.then(|| run.instructions()).flatten()),
            count(counted.then(|| run.system_calls()).flatten()),
            count(run.memory()),
        ]);
    }
    table.print();
    Ok(())
}
