//! `cargo xtask migration`: the AWS SDK's halves of the page for those who come from it, compiled as they stand there.
//!
//! Building the SDK's client takes minutes, so this is no part of CI's run. The other halves are tests of the crate.

use std::fmt::Write as _;
use std::fs;

use anyhow::{Context as _, Result, ensure};

use crate::process::cargo;
use crate::reference::written::{self, SDK, blocks};
use crate::workspace::{root, target};

const MANIFEST: &str = r#"[package]
name = "migration"
version = "0.0.0"
edition = "2024"

[dependencies]
aws-config = { version = "1", default-features = false, features = ["behavior-version-latest", "rt-tokio"] }
aws-sdk-cognitoidentityprovider = { version = "1", default-features = false, features = ["rt-tokio", "test-util"] }
aws-smithy-mocks = "0.2"
tokio = { version = "1", features = ["rt"] }

[workspace]
"#;

/// What the page's pieces find around them.
const HEAD: &str = "#![allow(unused, clippy::all)]
use aws_config::BehaviorVersion;
use aws_sdk_cognitoidentityprovider::Client;
use aws_sdk_cognitoidentityprovider::operation::admin_get_user::AdminGetUserError;
use aws_sdk_cognitoidentityprovider::operation::get_user::GetUserOutput;
use aws_sdk_cognitoidentityprovider::operation::initiate_auth::InitiateAuthOutput;
use aws_sdk_cognitoidentityprovider::types::*;
use aws_smithy_mocks::{mock, mock_client};

type Done = Result<(), Box<dyn std::error::Error>>;

fn main() {}
";
const GIVEN: &str = "client: Client, reply: InitiateAuthOutput, names: Vec<String>, pool: &str, app: &str, id: &str, name: &str, \
                     password: &str, email: &str, code: &str, srp_a: &str, proof: &str, refresh_token: &str";

/// Runs the command.
pub(crate) fn run() -> Result<()> {
    let path = root().join("generated/MIGRATION.md");
    let page = written::read(SDK, &fs::read_to_string(&path).with_context(|| path.display().to_string())?)?;
    let mut program = HEAD.to_owned();
    let mut count = 0;
    for passage in &page.passages {
        for (_, code) in blocks(&passage.text).filter(|(word, _)| *word == "rust,ignore") {
            count += 1;
            write!(
                program,
                "\n/// {}\nasync fn task_{count}({GIVEN}) -> Done {{\n{code}Ok(())\n}}\n",
                passage.title
            )?;
        }
    }
    ensure!(count == page.passages.len(), "each task of the page has one half of the SDK's");
    let folder = target().join("migration");
    fs::create_dir_all(folder.join("src"))?;
    fs::write(folder.join("Cargo.toml"), MANIFEST)?;
    fs::write(folder.join("src/main.rs"), program)?;
    cargo(&folder, &[("CARGO_TARGET_DIR", &folder.join("target").to_string_lossy())], &["check", "--quiet"])?;
    println!("{count} tasks compile with the AWS SDK");
    Ok(())
}
