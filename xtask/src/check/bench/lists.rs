//! Long lists by the command, in every format, beside the AWS CLI: time in the program and memory.

use std::path::Path;

use anyhow::Result;

use super::measure::{Cost, Run, in_turns};
use super::server::Server;
use super::table::{Table, times};
use super::{Args, page, peers, programs};

const LIST: &[&str] = &["list-users", "--user-pool-id", "us-east-1_EXAMPLE01", "--output"];

/// How each is printed; with a query, what is kept of a user is all there is to keep.
const FORMS: &[&[&str]] =
    &[&["json"], &["yaml"], &["table"], &["text"], &["json", "--query", "Users[].[Username,Attributes]"]];

pub(super) fn run(args: &Args) -> Result<()> {
    let command = programs::command()?;
    let server = Server::start(args.pages)?;
    let variables = peers::variables(&server)?;
    let other = peers::aws(args).into_iter().next();
    let users = args.pages * page::USERS;
    let heads = [
        "output",
        "user s",
        "system s",
        "peak MiB",
        "bytes a user",
        "AWS CLI, user s",
        "its peak MiB",
        "times",
    ];
    let mut table = Table::new(&format!("{} pages, {users} users", args.pages), &heads);
    for form in FORMS {
        let words = [LIST, form].concat();
        let ours = measured(Run::new("list-users", &command, &words).with(&variables))?;
        let theirs = |(name, path): &(&str, std::path::PathBuf)| theirs(name, path, form, &variables);
        let theirs = other.as_ref().and_then(theirs).transpose()?;
        let dash = || "-".to_owned();
        let mib = |kib: Option<u64>| kib.map_or_else(dash, |kib| format!("{:.1}", kib as f64 / 1024.0));
        let of_a_user = ours.memory.map(|kib| format!("{:.0}", kib as f64 * 1024.0 / users as f64));
        table.row(&[
            format!("`{}`", form.join(" ")),
            format!("{:.2}", ours.user),
            format!("{:.2}", ours.system),
            mib(ours.memory),
            of_a_user.unwrap_or_else(dash),
            theirs.as_ref().map_or_else(dash, |t| format!("{:.2}", t.user)),
            theirs.as_ref().map_or_else(dash, |t| mib(t.memory)),
            theirs.as_ref().map_or_else(dash, |t| times(t.user, ours.user)),
        ]);
    }
    table.print();
    Ok(())
}

/// Version 1 knows no YAML.
fn theirs(
    name: &str,
    path: &Path,
    form: &[&str],
    variables: &[(String, String)],
) -> Option<Result<Measured>> {
    let knows = form[0] != "yaml" || name.ends_with('2');
    knows.then(|| measured(peers::like(name, path, &[LIST, form].concat()).with(variables)))
}

/// Seconds, and KiB where they are counted.
struct Measured {
    user: f64,
    system: f64,
    memory: Option<u64>,
}

fn measured(run: Run) -> Result<Measured> {
    let runs = [run];
    let cost = in_turns(&runs, 1, Cost::median)?[0];
    Ok(Measured { user: cost.user / 1e6, system: cost.system / 1e6, memory: runs[0].memory() })
}
