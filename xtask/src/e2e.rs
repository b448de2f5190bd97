//! `cargo xtask e2e`: a round trip against moto, a stand-in for AWS, on loopback; through the command
//! and through the library.

use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};

use crate::process::{cargo, run};
use crate::sources::root;

const MOTO: &str = "moto[server,cognitoidp]==5.2.1";

/// Runs the round trip.
pub(crate) fn e2e() -> Result<()> {
    let root = root();
    let server = Moto::start(&root)?;
    cargo(&root, &[], &["build", "-p", "cognito-idp", "--features", "cli", "--bins", "--examples"])?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let shell = Shell { program: target.join("debug/cognito-idp"), url: server.url.clone() };
    let mut passed = command(&shell)?;
    let example = Shell { program: target.join("debug/examples/user_pool_mfa"), url: server.url.clone() };
    passed += library(&example)?;
    println!("{passed} passed, 0 failed");
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
        let mut command = Command::new(&self.program);
        command.args(arguments).env_clear();
        command.envs([("AWS_ENDPOINT_URL", self.url.as_str()), ("AWS_REGION", "us-east-1")]);
        command.envs([
            ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
            ("AWS_SECRET_ACCESS_KEY", "secret"),
            ("HOME", "/nonexistent"),
        ]);
        let output = command.output().with_context(|| format!("cannot start {}", self.program.display()))?;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Ok((output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr)))
    }

    fn ok(&self, arguments: &[&str]) -> Result<String> {
        let (status, stdout, stderr) = self.run(arguments)?;
        ensure!(status == 0, "{} ended with status {status}: {stderr}", arguments.join(" "));
        eprintln!("ok: {}", arguments.first().unwrap_or(&"example"));
        Ok(stdout)
    }
}

/// A moto server, stopped when dropped.
struct Moto {
    child: Child,
    url: String,
}

impl Moto {
    fn start(root: &Path) -> Result<Moto> {
        let venv = root.join("target/e2e-venv");
        let server = venv.join("bin/moto_server");
        if !server.exists() {
            run(root, &[], "python3", &["-m", "venv", &venv.to_string_lossy()])?;
            run(root, &[], &venv.join("bin/pip").to_string_lossy(), &["install", "--quiet", MOTO])?;
        }
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut command = Command::new(&server);
        command.args(["-H", "127.0.0.1", "-p", &port.to_string()]);
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let child = child.context("cannot start moto_server")?;
        let moto = Moto { child, url: format!("http://127.0.0.1:{port}") };
        for _ in 0..300 {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return Ok(moto);
            }
            sleep(Duration::from_millis(100));
        }
        bail!("moto_server does not answer on port {port}")
    }
}

impl Drop for Moto {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
