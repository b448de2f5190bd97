//! The project's own commands: `cargo xtask help`.

mod check;
mod make;
mod process;
mod reference;
#[cfg(test)]
mod scratch;
mod workspace;
mod writer;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::check::{
    all, api, bench, deny, e2e, endpoints, faults, floors, fuzz, kills, looks, migration, msrv, packages,
    parity, protocols, servers, streams, targets, wire,
};
use crate::make::{codegen, dist, model, package, pages, sweep, trees};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The project's own commands.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Generate the crate from the model, then build and test it.
    Codegen(codegen::Args),
    /// Take over models from botocore's data.
    #[command(subcommand)]
    Model(model::Command),
    /// Generate a crate for every service of a botocore data folder, in memory.
    Sweep(sweep::Args),
    /// Licences, bans and sources of all crates, by deny.toml.
    Deny,
    /// Round trips against stand-ins for AWS on loopback, through the command and the library.
    E2e(e2e::Args),
    /// Make many calls through servers with random faults, and count how they end.
    Faults(faults::Args),
    /// Which file imports which, held against the plan of the house; where features switch code.
    Floors,
    /// Give every reader inputs that nobody meant to write.
    Fuzz(fuzz::Args),
    /// Compile the AWS SDK's halves of the page for those who come from it; takes minutes.
    Migration,
    /// Check what would be published with the oldest compiler that it is for, also with newly resolved versions.
    Msrv,
    /// Pack the crates as a registry would have them, and check a program against nothing else.
    Package,
    /// Kill a run over many records at random moments, and count what the service was asked.
    Kills(kills::Args),
    /// Run the recorded command lines with an installed AWS CLI, to see whether it still does the same.
    Parity(parity::Args),
    /// Protocol suites of a botocore checkout, through the runtime's protocols.
    Protocols(protocols::Args),
    /// Cases of endpoint rules of a botocore checkout, through the functions that are emitted for the rules.
    Endpoints(endpoints::Args),
    /// Reference pages: one for each command, and an index.
    Reference(pages::Args),
    /// A real server for each protocol: things are made, listed, described and removed.
    Servers(servers::Args),
    /// Bodies of 1 GiB, sent and received by programs that have 20 MiB of memory.
    Streams(streams::Args),
    /// Hold commands of other services against what the AWS CLI printed and sent, with all headers.
    Wire(wire::Args),
    /// TAB in real shells: bash, zsh and fish.
    Shells,
    /// The reference site in a real browser.
    Site,
    /// Every public item of the crates that programs use.
    PublicApi,
    /// Whether these crates break what the last release promised.
    Semver(api::SemverArgs),
    /// The library for other systems and processors, where they can be fetched.
    Targets,
    /// Make packages: archives for each system, a package for Debian, and their sums.
    Dist(dist::Args),
    /// Use what `dist` made: on this machine, under qemu and wine, in a root of Debian.
    Packages(packages::Args),
    /// Write down which crates each feature brings.
    Trees,
    /// What programs, calls, lists, inner loops and generating cost, beside peers.
    Bench(bench::Args),
    /// Everything that CI checks: formatting, lints, generated code, all tests, docs.
    Test,
}

fn main() -> ExitCode {
    match run(Args::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<()> {
    match command {
        Command::Codegen(args) => codegen::run(&args),
        Command::Model(command) => model::run(&command),
        Command::Sweep(args) => sweep::run(&args),
        Command::Deny => deny::run(),
        Command::E2e(args) => e2e::e2e(&args),
        Command::Faults(args) => faults::run(&args),
        Command::Floors => floors::run(),
        Command::Fuzz(args) => fuzz::run(&args),
        Command::Migration => migration::run(),
        Command::Msrv => msrv::run(),
        Command::Package => package::run(),
        Command::Kills(args) => kills::run(&args),
        Command::Parity(args) => parity::run(&args),
        Command::Protocols(args) => protocols::run(&args),
        Command::Endpoints(args) => endpoints::run(&args),
        Command::Reference(args) => pages::run(&args),
        Command::Servers(args) => servers::run(&args),
        Command::Streams(args) => streams::run(&args),
        Command::Wire(args) => wire::run(&args),
        Command::Shells => looks::shells(),
        Command::Site => looks::site(),
        Command::PublicApi => api::public_api(),
        Command::Semver(args) => api::semver(&args),
        Command::Targets => targets::run(),
        Command::Dist(args) => dist::run(&args),
        Command::Packages(args) => packages::run(&args),
        Command::Trees => trees::write(),
        Command::Bench(args) => bench::run(&args),
        Command::Test => all::run(),
    }
}
