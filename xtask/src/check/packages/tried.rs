//! What is done with each program: help, a skeleton, a dry run, calls of a server on loopback, with the user's configuration, files and
//! caches. Nothing that is printed has a carriage return in it, on Windows either.

use std::fs;

use anyhow::{Result, ensure};

use super::machine::{Ended, Machine};

const CONFIG: &str = "[profile pools]\r\nregion = us-east-1\r\nrole_arn = arn:aws:iam::123456789012:role/pools\r\n\
                      source_profile = base\r\n[profile base]\r\naws_access_key_id = AKIDEXAMPLE\r\naws_secret_access_key = secret\r\n";
const KEYS: [(&str, &str); 3] = [
    ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
    ("AWS_SECRET_ACCESS_KEY", "secret"),
    ("AWS_DEFAULT_REGION", "us-east-1"),
];

/// The number of steps that went well.
pub(super) fn program(machine: &Machine, url: &str) -> Result<usize> {
    let tries = Tries { machine, url };
    tries.prints(&["--version"], &[], "cognito-idp/")?;
    tries.prints(&["create-user-pool", "help"], &[], "--pool-name")?;
    tries.prints(&["list-user-pools", "--generate-cli-skeleton"], &[], "\"MaxResults\": 0")?;
    let dry = ["list-user-pools", "--max-results", "7", "--region", "us-east-1", "--dry-run"];
    tries.prints(&dry, &[], "{\"MaxResults\": 7}")?;
    let made = ["create-user-pool", "--pool-name", "tried", "--query", "UserPool.Id", "--output", "text"];
    let pool = tries.prints(&made, &KEYS, "us-east-1_")?.trim().to_owned();
    Ok(5 + tries.home(&pool)? + tries.files(&pool)? + tries.names(&pool)?)
}

struct Tries<'a> {
    machine: &'a Machine,
    url: &'a str,
}

impl Tries<'_> {
    fn run(&self, words: &[&str], variables: &[(&str, &str)]) -> Result<Ended> {
        let ended = self.machine.run(words, &[variables, &[("AWS_ENDPOINT_URL", self.url)]].concat())?;
        ensure!(!ended.stdout.contains('\r'), "{words:?} prints a carriage return: {:?}", ended.stdout);
        Ok(ended)
    }

    /// What is printed, which has this in it.
    fn prints(&self, words: &[&str], variables: &[(&str, &str)], part: &str) -> Result<String> {
        let Ended { status, stdout, stderr } = self.run(words, variables)?;
        ensure!(status == 0, "{words:?} ends with {status}: {stderr}");
        ensure!(stdout.contains(part), "{words:?} does not print {part:?}: {stdout}");
        Ok(stdout)
    }

    /// Configuration in the user's folder, with the line ends of Windows, and a role that is kept in the cache.
    fn home(&self, pool: &str) -> Result<usize> {
        let folder = self.machine.home.join(".aws");
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("config"), CONFIG)?;
        let words =
            ["describe-user-pool", "--user-pool-id", pool, "--profile", "pools", "--query", "UserPool.Name"];
        self.prints(&words, &[], "\"tried\"\n")?;
        let kept = fs::read_dir(folder.join("cli/cache")).map(Iterator::count).unwrap_or_default();
        ensure!(kept == 1, "{kept} roles are in the cache");
        self.prints(&words, &[], "\"tried\"\n")?;
        Ok(3)
    }

    /// Files by all kinds of paths; records and a journal.
    fn files(&self, pool: &str) -> Result<usize> {
        let home = &self.machine.home;
        fs::write(home.join("request.json"), format!("{{\"UserPoolId\": \"{pool}\"}}\r\n"))?;
        fs::write(home.join("users.csv"), "Username\r\nann\r\nzoë\r\n")?;
        let mut paths =
            vec!["request.json".to_owned(), "./request.json".to_owned(), "~/request.json".to_owned()];
        match self.machine.windows {
            true => {
                let user = home.file_name().unwrap_or_default().to_string_lossy();
                paths.extend(
                    [r".\request.json", r"~\request.json", r"%USERPROFILE%\request.json"].map(str::to_owned),
                );
                paths.push(format!(r"C:\users\{user}\request.json"));
            }
            false => {
                paths.extend(["$HOME/request.json".to_owned(), format!("{}/request.json", home.display())])
            }
        }
        for path in &paths {
            let document = format!("file://{path}");
            let words = ["describe-user-pool", "--cli-input-json", &document, "--query", "UserPool.Name"];
            self.prints(&words, &KEYS, "\"tried\"\n")?;
        }
        let words = [
            "admin-create-user",
            "--user-pool-id",
            pool,
            "--for-each",
            "users.csv",
            "--journal",
            "users.journal",
        ];
        self.prints(&[&words[..], &["--query", "User.Username"]].concat(), &KEYS, "\"Reply\": \"zoë\"}\n")?;
        let again = self.run(&words, &KEYS)?;
        ensure!(again.status == 0 && again.stderr.contains("2 of them in earlier runs"), "{}", again.stderr);
        fs::remove_file(home.join("users.journal"))?;
        Ok(paths.len() + 2)
    }

    /// Names that are devices on Windows are refused in words, and nothing is sent.
    fn names(&self, pool: &str) -> Result<usize> {
        if !self.machine.windows {
            return Ok(0);
        }
        let names = ["CON", "NUL", "aux.journal"];
        for name in names {
            let words =
                ["admin-enable-user", "--user-pool-id", pool, "--for-each", "users.csv", "--journal", name];
            let Ended { status, stdout, stderr } = self.run(&words, &KEYS)?;
            ensure!(status == 255 && stdout.is_empty(), "--journal {name} ends with {status}: {stdout}");
            ensure!(stderr.contains(&format!("The journal {name} cannot be used")), "{stderr}");
        }
        Ok(names.len())
    }
}
