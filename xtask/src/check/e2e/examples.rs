//! The examples, run as their readers would run them, at a server that checks passwords, codes and tokens.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};

use anyhow::{Context as _, Result, ensure};

use super::Shell;

const PASSWORD: &str = "Example-Passw0rd!";
/// What the server takes for the code that it would have sent.
const CODE: &str = "123456\n";

/// Where the programs are, and what they talk about.
pub(super) struct Examples<'a> {
    /// The command, which prepares what the examples need.
    pub(super) shell: &'a Shell,
    /// The folder of the crate's examples.
    pub(super) own: PathBuf,
    /// The folder of those that need libraries of others.
    pub(super) others: PathBuf,
}

/// Runs all; the number of examples that were checked.
pub(super) fn run(examples: &Examples<'_>) -> Result<usize> {
    let text = |words: &[&str]| Ok::<_, anyhow::Error>(examples.shell.ok(words)?.trim().to_owned());
    let shown =
        examples.shows("pool_setup", &["examples"], "", &["MFA is OPTIONAL", "\"team\": \"login\""])?;
    let line = |start: &str| {
        let line = shown.lines().find_map(|line| line.strip_prefix(start));
        line.map(str::to_owned).with_context(|| format!("no {start:?} in {shown}"))
    };
    let (pool, app) = (line("pool ")?, line("client ")?);
    let flows = ["ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"];
    let update = ["update-user-pool-client", "--user-pool-id", &pool, "--client-id", &app];
    text(&[&update[..], &["--explicit-auth-flows"], &flows[..]].concat())?;
    let (pool, app) = (pool.as_str(), app.as_str());

    examples.shows("sign_up", &[app, "jane", "jane@b.example"], CODE, &["jane is confirmed"])?;
    examples.shows("concurrent", &[pool], "", &["10 users are new, 0 were there"])?;
    examples.shows("list_users", &[pool], "", &["jane", "user-7", "11 users"])?;
    examples.shows("errors", &[pool, "nobody"], "", &["no such user"])?;
    examples.shows("errors", &["us-east-1_nowhere", "nobody"], "", &["no such pool"])?;
    examples.shows("mock", &[], "", &["as it should be"])?;
    let file = std::env::temp_dir().join(format!("cognito-idp-recorded-{}.json", std::process::id()));
    let words = [pool, &file.to_string_lossy()];
    let played = examples.shows("record_and_replay", &words, "", &["FORCE_CHANGE_PASSWORD, twice"]);
    let _ = std::fs::remove_file(file);
    played?;
    examples.shows(
        "srp_login",
        &[pool, app, "jane"],
        "",
        &["jane is signed in", "access_token: Some(***)"],
    )?;
    examples.shows("session", &[app, "jane"], "", &["jane is signed in", "the session is over"])?;
    examples.shows("measure", &[pool], "", &["12 users", "ListUsers 200: 1 attempts"])?;
    examples.shows("time_limits", &[pool], "", &[""])?;
    examples.tokens(pool, app)?;
    examples.shows("metrics", &[pool], "", &["ListUsers", "ResourceNotFoundException", "Counter(1)"])?;
    examples.web(pool, app)?;
    text(&[
        "set-user-pool-mfa-config",
        "--user-pool-id",
        pool,
        "--mfa-configuration",
        "OPTIONAL",
        "--software-token-mfa-configuration",
        "Enabled=true",
    ])?;
    let seen = ["the authenticator is joined", "a code is asked for", "signed in by password and code"];
    examples.shows("mfa", &[pool, app, "jane"], "", &seen)?;
    Ok(17)
}

impl Examples<'_> {
    fn path(&self, name: &str) -> PathBuf {
        let own = self.own.join(name);
        if own.exists() { own } else { self.others.join(name) }
    }

    fn start(&self, name: &str, words: &[&str]) -> Result<Child> {
        let mut command = self.shell.command(&self.path(name), words, &[("PASSWORD", PASSWORD)]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().with_context(|| format!("cannot start the example {name}"))
    }

    /// What an example prints, which must have these texts in it.
    fn shows(&self, name: &str, words: &[&str], input: &str, texts: &[&str]) -> Result<String> {
        let mut child = self.start(name, words)?;
        if let Some(mut stdin) = child.stdin.take() {
            stdin.write_all(input.as_bytes())?;
        }
        let output = child.wait_with_output()?;
        let shown = String::from_utf8_lossy(&output.stdout).into_owned();
        let errors = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "the example {name} ended with {}: {errors}", output.status);
        for text in texts {
            ensure!(shown.contains(text), "the example {name} does not print {text:?}:\n{shown}");
        }
        eprintln!("ok: example {name}");
        Ok(shown)
    }

    /// Tokens of the server hold, and no others: of another use, of another pool, changed, without a signature.
    fn tokens(&self, pool: &str, app: &str) -> Result<()> {
        let login = ["login", "--client-id", app, "--username", "jane", "--output", "json"];
        let (status, shown, errors) = self.shell.run_with(&login, &[("COGNITO_IDP_PASSWORD", PASSWORD)])?;
        ensure!(status == 0, "login failed: {errors}");
        let reply: serde_json::Value = serde_json::from_str(&shown)?;
        let token = |name: &str| {
            let found = reply.pointer(&format!("/AuthenticationResult/{name}")).or_else(|| reply.get(name));
            found.and_then(serde_json::Value::as_str).with_context(|| format!("no {name} in {shown}"))
        };
        let (access, id) = (token("AccessToken")?, token("IdToken")?);
        let changed = format!("{}AAAA", &access[..access.len() - 4]);
        let (_, rest) = access.split_once('.').context("the token has no parts")?;
        // {"alg":"none"}
        let unsigned = format!("eyJhbGciOiJub25lIn0.{rest}");
        let keys = format!("{}/{pool}/.well-known/jwks.json", self.shell.url);
        let input = format!("{access}\n{id}\n{changed}\n{unsigned}\nnothing\n");
        let shown = self.shows("verify_token", &[pool, app, &keys], &input, &["good: jane until "])?;
        let verdicts: Vec<bool> = shown.lines().map(|line| line.starts_with("good")).collect();
        ensure!(verdicts == [true, false, false, false, false], "wrong tokens are verified:\n{shown}");
        for (pool, app) in [("us-east-1_Another12", app), (pool, "anotherclient")] {
            let shown = self.shows("verify_token", &[pool, app, &keys], &input, &["bad: "])?;
            ensure!(!shown.contains("good"), "tokens of others are verified:\n{shown}");
        }
        Ok(())
    }

    /// The web service: nobody, a wrong password, a right one, the user, and nobody again.
    fn web(&self, pool: &str, app: &str) -> Result<()> {
        let mut server = Stopped(self.start("axum_login", &["0", pool, app])?);
        let mut line = String::new();
        BufReader::new(server.0.stdout.take().context("no output")?).read_line(&mut line)?;
        let address = line.trim().strip_prefix("http://").context("the service names no address")?.to_owned();
        let ask = |method: &str, path: &str, cookie: &str, body: &str| {
            let mut stream = TcpStream::connect(&address)?;
            write!(
                stream,
                "{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncookie: {cookie}\r\n\
                content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
                body.len()
            )?;
            let mut reply = String::new();
            stream.read_to_string(&mut reply)?;
            Ok::<_, std::io::Error>(reply)
        };
        let expect = |reply: &str, status: &str| {
            ensure!(reply.starts_with(&format!("HTTP/1.1 {status}")), "expected {status}, got {reply}");
            Ok(())
        };
        let login = |password: &str| format!(r#"{{"username": "jane", "password": "{password}"}}"#);
        expect(&ask("GET", "/me", "", "")?, "401")?;
        expect(&ask("POST", "/login", "", &login("Another-Passw0rd!"))?, "401")?;
        let welcome = ask("POST", "/login", "", &login(PASSWORD))?;
        expect(&welcome, "204")?;
        let cookie = welcome.split("set-cookie: ").nth(1).and_then(|rest| rest.split(';').next());
        let cookie = cookie.with_context(|| format!("no cookie in {welcome}"))?;
        let me = ask("GET", "/me", cookie, "")?;
        ensure!(me.ends_with("\r\n\r\njane"), "the service does not know jane: {me}");
        expect(&ask("POST", "/logout", cookie, "")?, "204")?;
        expect(&ask("GET", "/me", cookie, "")?, "401")?;
        eprintln!("ok: example axum_login");
        Ok(())
    }
}

/// A program that is stopped when dropped.
struct Stopped(Child);

impl Drop for Stopped {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Builds the examples that need libraries of others; the folder that they are in.
pub(super) fn build_others(root: &Path) -> Result<PathBuf> {
    let target = crate::workspace::target().join("outside");
    let variables = [("CARGO_TARGET_DIR", &*target.to_string_lossy())];
    crate::process::cargo(
        &root.join("generated/examples/programs"),
        &variables,
        &["build", "--locked", "--bins"],
    )?;
    Ok(target.join("debug"))
}
