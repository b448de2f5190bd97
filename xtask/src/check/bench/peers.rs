//! Other people's programs, where they are installed, and what all programs are told.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use super::Args;
use super::measure::{Run, on_path};
use super::server::Server;
use crate::workspace::target;

/// The AWS CLI in its two versions, as far as they are here.
pub(super) fn aws(args: &Args) -> Vec<(&'static str, PathBuf)> {
    let found = on_path("aws");
    let of = |given: &Option<PathBuf>, version: &str| {
        given.clone().or_else(|| found.clone().filter(|path| is_version(path, version)))
    };
    let both = [("aws-cli 1", of(&args.aws1, "1")), ("aws-cli 2", of(&args.aws2, "2"))];
    both.into_iter().filter_map(|(name, path)| Some((name, path?))).collect()
}

fn is_version(path: &Path, version: &str) -> bool {
    let output = Command::new(path).arg("--version").output();
    output.is_ok_and(|o| String::from_utf8_lossy(&o.stdout).starts_with(&format!("aws-cli/{version}.")))
}

/// Variables of every program: keys, a server, an empty home.
pub(super) fn variables(server: &Server) -> Result<Vec<(String, String)>> {
    let home = target().join("bench/home");
    std::fs::create_dir_all(&home)?;
    let (home, url) = (home.to_string_lossy().into_owned(), server.url());
    let pairs = [
        ("PATH", "/usr/bin:/bin"),
        ("HOME", &home),
        ("LANG", "C.UTF-8"),
        ("TERM", "dumb"),
        ("TZ", "UTC"),
        ("AWS_PAGER", ""),
        ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
        ("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
        ("AWS_DEFAULT_REGION", "us-east-1"),
        ("AWS_EC2_METADATA_DISABLED", "true"),
        ("AWS_ENDPOINT_URL", &url),
    ];
    Ok(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec())
}

/// The AWS CLI with the words of a command of ours.
pub(super) fn like(name: &str, program: &Path, words: &[&str]) -> Run {
    Run::new(name, program, &[&["cognito-idp"], words].concat())
}
