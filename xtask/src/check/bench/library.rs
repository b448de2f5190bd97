//! Calls through the library beside loops over the bare HTTP clients that post as many bytes; items of a list.

use anyhow::Result;

use super::measure::{Run, in_turns};
use super::server::Server;
use super::table::{Table, times};
use super::{Args, page, programs};

/// How often each loop runs; the median counts.
const TURNS: usize = 3;

pub(super) fn run(args: &Args) -> Result<()> {
    let program = programs::peers(args.sdk)?.join("calls");
    let server = Server::start(args.pages)?;
    let run = |who: &str, count: usize| Run::new(who, &program, &[who, &server.url(), &count.to_string()]);
    let mut table =
        Table::new("Library, a call", &["client", "cpu us", "over the bare client", "times", "wall us"]);
    for (bare, ours) in [("ureq", "blocking"), ("reqwest", "async")] {
        let sdk = (args.sdk && bare == "reqwest").then(|| run("sdk", args.calls));
        let runs: Vec<Run> = [run(bare, args.calls), run(ours, args.calls)].into_iter().chain(sdk).collect();
        let costs = in_turns(&runs, TURNS)?;
        let per_call = |us: f64| us / args.calls as f64;
        for (run, cost) in runs.iter().zip(&costs) {
            table.row(&[
                run.name.clone(),
                format!("{:.1}", per_call(cost.cpu())),
                format!("{:+.1}", per_call(cost.cpu() - costs[0].cpu())),
                times(cost.cpu(), costs[0].cpu()),
                format!("{:.1}", per_call(cost.wall)),
            ]);
        }
    }
    table.print();

    let cost = in_turns(&[run("items", args.pages)], TURNS)?[0];
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
