//! Roles, assumed through a stand-in's STS: with keys, through another role, with a token; and what is kept of them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use super::Shell;

const FILE: &str = "
[profile base]
aws_access_key_id = AKIABASE
aws_secret_access_key = secret
[profile reader]
role_arn = arn:aws:iam::123456789012:role/Reader
source_profile = base
external_id = outside
duration_seconds = 900
role_session_name = mine
[profile writer]
role_arn = arn:aws:iam::210987654321:role/Writer
source_profile = reader
[profile web]
role_arn = arn:aws:iam::123456789012:role/Web
";

/// Each profile gets keys that serve, and the cache knows whose they are; the number of calls that were checked.
pub(super) fn roles(shell: &Shell, home: &Path) -> Result<usize> {
    let token = home.join("token");
    fs::create_dir_all(home.join(".aws"))?;
    fs::write(&token, "header.body.signature")?;
    fs::write(home.join(".aws/config"), format!("{FILE}web_identity_token_file = {}\n", token.display()))?;
    let profiles = ["writer", "reader", "web"];
    for profile in profiles {
        let words = ["list-user-pools", "--max-results", "1", "--profile", profile];
        let (status, _, errors) = shell.run_with(&words, &[("HOME", &home.to_string_lossy())])?;
        ensure!(status == 0, "with the profile {profile} the command ended with status {status}: {errors}");
        eprintln!("ok: {profile}");
    }
    let roles = kept(&home.join(".aws/cli/cache"))?;
    // A session without a name of its own has one that tells the time.
    let roles: BTreeSet<&str> = roles
        .iter()
        .map(|arn| arn.split_once("/botocore-session-").map_or(&**arn, |(role, _)| role))
        .collect();
    let expected = [
        "arn:aws:sts::123456789012:assumed-role/Reader/mine",
        "arn:aws:sts::123456789012:assumed-role/Web",
        "arn:aws:sts::210987654321:assumed-role/Writer",
    ];
    ensure!(roles == expected.into(), "the cache knows the roles {roles:?}");
    Ok(profiles.len() + 1)
}

/// The roles whose credentials are in the cache.
fn kept(cache: &Path) -> Result<BTreeSet<String>> {
    let files = fs::read_dir(cache).with_context(|| format!("no cache in {}", cache.display()))?;
    let role = |text: &str| -> Result<String> {
        let content: Value = serde_json::from_str(text)?;
        Ok(content["AssumedRoleUser"]["Arn"].as_str().unwrap_or_default().to_owned())
    };
    files.map(|file| role(&fs::read_to_string(file?.path())?)).collect()
}
