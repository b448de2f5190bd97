//! `cargo xtask e2e`: round trips against stand-ins for AWS on loopback, through the command and through
//! the library.

mod examples;
mod filled;
mod merge;
mod recipes;
mod roles;
pub(super) mod server;
mod sign_in;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use crate::make::job::NAME;
use crate::process::cargo;
use crate::workspace::{root, target};

/// Options of `e2e`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The recipes and the README's session alone.
    #[arg(long)]
    recipes: bool,
}

/// Runs the round trip.
pub(crate) fn e2e(args: &Args) -> Result<()> {
    let root = root();
    if args.recipes {
        cargo(&root, &[], &["build", "-p", NAME, "--features", "cli", "--bins"])?;
        return alone(&root);
    }
    let server = server::moto(&root)?;
    let features = "async,cli,jwt,test-util";
    cargo(&root, &[], &["build", "-p", NAME, "--features", features, "--bins", "--examples"])?;
    let others = examples::build_others(&root)?;
    let shell = Shell { program: target().join("debug/cognito-idp"), url: server.url.clone() };
    let mut passed = command(&shell)?;
    passed += merge::merge(&shell)?;
    passed += recipes::recipes(&shell, &root)?;
    let home = target().join("tmp/e2e-home");
    // Of an earlier run nothing may be left in its cache.
    let _ = std::fs::remove_dir_all(&home);
    passed += roles::roles(&shell, &home)?;
    let example = Shell { program: target().join("debug/examples/user_pool_mfa"), url: server.url.clone() };
    passed += library(&example)?;
    let server = server::ministack(&root)?;
    let shell = Shell { program: shell.program, url: server.url.clone() };
    passed += sign_in::sign_in(&shell, &root)?;
    let own = target().join("debug/examples");
    passed += examples::run(&examples::Examples { shell: &shell, own, others })?;
    println!("{passed} passed, 0 failed");
    Ok(())
}

/// The recipes and nothing else.
fn alone(root: &Path) -> Result<()> {
    let program = target().join("debug/cognito-idp");
    let server = server::moto(root)?;
    let passed = recipes::recipes(&Shell { program: program.clone(), url: server.url.clone() }, root)?;
    let server = server::ministack(root)?;
    let signed_in = sign_in::sign_in(&Shell { program, url: server.url.clone() }, root)?;
    println!("{} passed, 0 failed", passed + signed_in);
    Ok(())
}

/// What the command does; the number of calls that were checked.
fn command(shell: &Shell) -> Result<usize> {
    let pool = shell.ok(&[
        "create-user-pool",
        "--pool-name",
        "e2e",
        "--query",
        "UserPool.Id",
        "--output",
        "text",
    ])?;
    let pool = pool.trim();
    let by = |words: &[&str]| shell.ok(&[words, &["--user-pool-id", pool]].concat());

    let set =
        ["set-user-pool-mfa-config", "--mfa-configuration", "OPTIONAL", "--software-token-mfa-configuration"];
    by(&[&set[..], &["Enabled=true"]].concat())?;
    expect(&by(&["get-user-pool-mfa-config", "--query", "MfaConfiguration"])?, "\"OPTIONAL\"\n")?;
    let sms = "{\"SmsAuthenticationMessage\": \"code {####}\", \"SmsConfiguration\": \
               {\"SnsCallerArn\": \"arn:aws:iam::123456789012:role/sms\"}}";
    by(&["set-user-pool-mfa-config", "--mfa-configuration", "ON", "--sms-mfa-configuration", sms])?;
    let seen = by(&[
        "get-user-pool-mfa-config",
        "--output",
        "text",
        "--query",
        "[MfaConfiguration, SmsMfaConfiguration.SmsConfiguration.SnsCallerArn]",
    ])?;
    expect(&seen, "ON\tarn:aws:iam::123456789012:role/sms\n")?;

    let names = ["ada", "barbara", "grace", "hedy", "katherine"];
    for name in names {
        by(&["admin-create-user", "--username", name])?;
    }
    let listed = by(&["list-users", "--page-size", "2", "--query", "Users[].Username | sort(@)"])?;
    for name in names {
        ensure!(listed.contains(name), "list-users does not show {name}:\n{listed}");
    }
    let refused = shell.run(&["describe-user-pool", "--user-pool-id", "us-east-1_nowhere"])?;
    ensure!(refused.0 == 254, "a service error must end with status 254, not {}", refused.0);
    ensure!(
        refused.2.contains(
            "An error occurred (ResourceNotFoundException) when calling the DescribeUserPool operation"
        ),
        "{}",
        refused.2
    );
    Ok(names.len() + 7)
}

/// What the library does, through the example; the number of lines that were checked.
fn library(example: &Shell) -> Result<usize> {
    let shown = example.ok(&[])?;
    let lines = ["MFA is ON\n", "page: ", "no such pool: "];
    for line in lines {
        ensure!(shown.contains(line), "the example does not print {line:?}:\n{shown}");
    }
    Ok(lines.len())
}

fn expect(got: &str, wanted: &str) -> Result<()> {
    ensure!(got == wanted, "expected {wanted:?}, got {got:?}");
    Ok(())
}

/// A program and the server that it talks to.
struct Shell {
    program: PathBuf,
    url: String,
}

impl Shell {
    fn run(&self, arguments: &[&str]) -> Result<(i32, String, String)> {
        self.run_with(arguments, &[])
    }

    /// Exit status, standard output and standard error, with further variables in the environment.
    fn run_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Result<(i32, String, String)> {
        let mut command = self.command(&self.program, arguments, variables);
        let output = command.output().with_context(|| format!("cannot start {}", self.program.display()))?;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Ok((output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr)))
    }

    /// A program that talks to the server, and knows nothing else of this machine.
    fn command(&self, program: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Command {
        let mut command = Command::new(program);
        command.args(arguments).env_clear().envs(self.variables());
        command.envs(variables.iter().copied());
        command
    }

    /// The environment of each run.
    fn variables(&self) -> [(&str, &str); 5] {
        [
            ("AWS_ENDPOINT_URL", &self.url),
            ("AWS_REGION", "us-east-1"),
            ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
            ("AWS_SECRET_ACCESS_KEY", "secret"),
            ("HOME", "/nonexistent"),
        ]
    }

    fn ok(&self, arguments: &[&str]) -> Result<String> {
        let (status, stdout, stderr) = self.run(arguments)?;
        ensure!(status == 0, "{} ended with status {status}: {stderr}", arguments.join(" "));
        eprintln!("ok: {}", arguments.first().unwrap_or(&"example"));
        Ok(stdout)
    }
}
