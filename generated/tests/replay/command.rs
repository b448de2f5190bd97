//! Runs the command in a folder and an environment of its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::case::{Case, Outcome};
use super::compare::seen;
use super::server::Server;

pub(crate) const ACCESS_KEY: &str = "AKIDEXAMPLE";
pub(crate) const SECRET_KEY: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

/// What every command finds in its environment.
const ENVIRONMENT: [(&str, &str); 14] = [
    ("LANG", "C.UTF-8"),
    ("LC_ALL", "C.UTF-8"),
    ("TERM", "dumb"),
    ("COLUMNS", "80"),
    ("PYTHONUTF8", "1"),
    ("TZ", "UTC"),
    ("AWS_ACCESS_KEY_ID", ACCESS_KEY),
    ("AWS_SECRET_ACCESS_KEY", SECRET_KEY),
    ("AWS_DEFAULT_REGION", "us-east-1"),
    ("AWS_EC2_METADATA_DISABLED", "true"),
    ("AWS_PAGER", ""),
    ("AWS_MAX_ATTEMPTS", "1"),
    ("AWS_CONFIG_FILE", "{HOME}/.aws/config"),
    ("AWS_SHARED_CREDENTIALS_FILE", "{HOME}/.aws/credentials"),
];

/// The command under test: ours, or the AWS CLI.
pub(crate) struct Program {
    words: Vec<String>,
    dialect: String,
    ours: bool,
}

impl Program {
    pub(crate) fn new(dialect: &str) -> Program {
        let aws = std::env::var("REPLAY_AWS").ok();
        let words = aws.as_deref().map(|line| line.split_whitespace().map(str::to_owned).collect());
        let ours = words.is_none();
        let words = words.unwrap_or_else(|| vec![env!("CARGO_BIN_EXE_cognito-idp").to_owned()]);
        Program { words, dialect: dialect.to_owned(), ours }
    }

    /// Whether it is our command.
    pub(crate) fn is_ours(&self) -> bool {
        self.ours
    }

    /// Runs a case.
    pub(crate) fn run(&self, case: &Case) -> Outcome {
        let server = Server::start(case.responses.clone());
        let home = Home::new();
        let fill = |text: &str| text.replace("{ENDPOINT}", &server.url).replace("{HOME}", &home.text());
        for (name, content) in &case.files {
            let content =
                std::str::from_utf8(content).map_or_else(|_| content.clone(), |text| fill(text).into_bytes());
            home.write(name, &content);
        }
        let mut command = Command::new(&self.words[0]);
        command.args(&self.words[1..]).args(case.argv.iter().map(|word| fill(word)));
        if case.endpoint == "option" {
            command.args(["--endpoint-url", &server.url]);
        }
        command.env_clear().envs(ENVIRONMENT.iter().map(|(name, value)| (name, fill(value))));
        command
            .envs(["PATH", "AWS_DATA_PATH"].iter().filter_map(|name| Some((name, std::env::var_os(name)?))));
        command.env("HOME", home.text()).env("AWS_CLI_DIALECT", &self.dialect);
        for (name, value) in &case.env {
            match value {
                Some(value) => command.env(name, fill(value)),
                None => command.env_remove(name),
            };
        }
        let given = case.env.iter().any(|(name, value)| name == "AWS_ENDPOINT_URL" && value.is_some());
        if case.endpoint == "env" && !given {
            command.env("AWS_ENDPOINT_URL", &server.url);
        }
        let output = command.current_dir(&home.0).stdin(Stdio::null()).output().unwrap();
        let scrub = |bytes: &[u8]| {
            let text = String::from_utf8_lossy(bytes);
            text.replace(&server.url, "{ENDPOINT}").replace(&home.text(), "{HOME}")
        };
        Outcome {
            exit: output.status.code().map_or(-1, i64::from),
            stdout: scrub(&output.stdout),
            stderr: scrub(&output.stderr),
            requests: server.received().iter().map(|request| seen(request, &scrub)).collect(),
        }
    }
}

/// A folder for one command; gone when it is dropped.
struct Home(PathBuf);

impl Home {
    fn new() -> Home {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("replay-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Home(path)
    }

    fn text(&self) -> String {
        self.0.display().to_string()
    }

    fn write(&self, name: &str, content: &[u8]) {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
