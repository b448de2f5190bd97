//! A home folder, and the command that runs in it.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::aws::Aws;

/// The folder; it goes when the test ends.
pub(crate) struct Home(PathBuf);

impl Home {
    /// A home with this `~/.aws/config`.
    pub(crate) fn with(config: &str) -> Home {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("home-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::SeqCst));
        let home = Home(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name));
        home.write(".aws/config", config);
        home
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// The command, with every endpoint at the stand-in and no key in the environment.
    pub(crate) fn command(&self, program: &[&str], aws: &Aws) -> Command {
        let mut command = self.without_region(program, aws);
        command.args(["--region", "us-east-1"]);
        command
    }

    /// The same without a region.
    pub(crate) fn command_without_region(&self, aws: &Aws) -> Command {
        self.without_region(&[env!("CARGO_BIN_EXE_cognito-idp")], aws)
    }

    fn without_region(&self, program: &[&str], aws: &Aws) -> Command {
        let mut command = Command::new(program[0]);
        command.args(&program[1..]).args(["describe-user-pool", "--user-pool-id", "pool"]);
        command.args(["--query", "UserPool.Id", "--output", "text"]);
        command.env_clear().env("HOME", &self.0).env("AWS_ENDPOINT_URL", &aws.url);
        command.env("AWS_EC2_METADATA_DISABLED", "true").env("AWS_MAX_ATTEMPTS", "1");
        command.envs(std::env::var_os("PATH").map(|path| ("PATH", path)));
        command
    }

    /// Runs it; exit status, and standard output or error.
    pub(crate) fn run(&self, aws: &Aws, options: &[&str], variables: &[(&str, &str)]) -> (i32, String) {
        let mut command = self.command(&[env!("CARGO_BIN_EXE_cognito-idp")], aws);
        let output = command.args(options).envs(variables.iter().copied()).output().unwrap();
        let text = if output.status.success() { output.stdout } else { output.stderr };
        (output.status.code().unwrap(), String::from_utf8(text).unwrap().trim().to_owned())
    }

    /// Runs it with a profile, which is to succeed.
    pub(crate) fn succeed(&self, aws: &Aws, profile: &str) {
        assert_eq!(self.run(aws, &["--profile", profile], &[]), (0, "pool".to_owned()));
    }

    /// Runs it with a profile, which is to fail with these words.
    pub(crate) fn fail(&self, aws: &Aws, profile: &str, words: &str) {
        let (status, message) = self.run(aws, &["--profile", profile], &[]);
        assert!(status != 0 && message.ends_with(words), "{status} {message}");
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        // A folder that stays is in nobody's way.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
