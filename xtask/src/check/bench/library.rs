//! Calls through the library beside loops over the bare HTTP clients that post as many bytes; items of a list. Clients and server share a
//! processor.

use std::path::Path;

use anyhow::Result;

use super::measure::{Cost, Run, in_turns, on_one_processor};
use super::server::Server;
use super::table::{Table, times};
use super::{Args, page, programs};

/// How often each loop runs; the least counts, since other work only ever adds to it.
const TURNS: usize = 5;

/// Calls whose work is counted: what so many more of them add.
const COUNTED: usize = 500;

const HEADS: &[&str] = &[
    "client",
    "cpu us",
    "over the bare client",
    "times",
    "wall us",
    "instructions",
    "system calls",
    "page faults in all",
];

pub(super) fn run(args: &Args) -> Result<()> {
    let program = programs::peers(args.sdk)?.join("calls");
    on_one_processor(|| measure(args, &program))
}

fn measure(args: &Args, program: &Path) -> Result<()> {
    let server = Server::start(args.pages)?;
    let run = |who: &str, count: usize| Run::new(who, program, &[who, &server.url(), &count.to_string()]);
    let mut table = Table::new("Library, a call", HEADS);
    for (bare, ours) in [("ureq", "blocking"), ("reqwest", "async")] {
        let sdk = (args.sdk && bare == "reqwest").then_some("sdk");
        let names: Vec<&str> = [bare, ours].into_iter().chain(sdk).collect();
        let runs: Vec<Run> = names.iter().map(|who| run(who, args.calls)).collect();
        let costs = in_turns(&runs, TURNS, Cost::least)?;
        let per_call = |us: f64| us / args.calls as f64;
        for (who, cost) in names.iter().zip(&costs) {
            let counted = |count: fn(&Run) -> Option<u64>| {
                more(count(&run(who, COUNTED)), count(&run(who, 2 * COUNTED)))
            };
            table.row(&[
                (*who).to_owned(),
                format!("{:.1}", per_call(cost.cpu())),
                format!("{:+.1}", per_call(cost.cpu() - costs[0].cpu())),
                times(cost.cpu(), costs[0].cpu()),
                format!("{:.1}", per_call(cost.wall)),
                counted(Run::instructions),
                counted(Run::system_calls),
                format!("{:.0}", cost.faults),
            ]);
        }
    }
    table.print();

    let cost = in_turns(&[run("items", args.pages)], TURNS, Cost::least)?[0];
    let users = (args.pages * page::USERS) as f64;
    let mut table = Table::new("Library, a listed user", &["what", "cpu us", "of it in the program"]);
    table.row(&[
        format!("`list_users_items`, {} pages", args.pages),
        format!("{:.2}", cost.cpu() / users),
        format!("{:.2}", cost.user / users),
    ]);
    table.print();
    Ok(())
}

/// What a call adds.
fn more(of_some: Option<u64>, of_twice: Option<u64>) -> String {
    let more = of_some.zip(of_twice).map(|(some, twice)| twice.saturating_sub(some) as f64 / COUNTED as f64);
    more.map_or_else(|| "-".to_owned(), |more| format!("{more:.1}"))
}
