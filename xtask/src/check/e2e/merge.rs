//! Updates that start from what is there, and copies through a pipe: a pool with triggers, password policy, tags,
//! verification and MFA loses nothing.

use std::io::Write as _;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

use super::Shell;

/// Settings of a pool as people have them.
const SETTINGS: &str = r#"{
    "PoolName": "rich",
    "Policies": {"PasswordPolicy": {"MinimumLength": 10, "RequireUppercase": true, "RequireSymbols": true, "TemporaryPasswordValidityDays": 3}},
    "LambdaConfig": {"PreSignUp": "arn:aws:lambda:us-east-1:123456789012:function:before", "PostConfirmation": "arn:aws:lambda:us-east-1:123456789012:function:after"},
    "AutoVerifiedAttributes": ["email"],
    "VerificationMessageTemplate": {"DefaultEmailOption": "CONFIRM_WITH_LINK", "EmailMessageByLink": "{##Click##}", "EmailSubjectByLink": "Hello"},
    "SmsAuthenticationMessage": "code {####}",
    "MfaConfiguration": "OPTIONAL",
    "EmailConfiguration": {"EmailSendingAccount": "COGNITO_DEFAULT", "ReplyToEmailAddress": "help@example.com"},
    "SmsConfiguration": {"SnsCallerArn": "arn:aws:iam::123456789012:role/sms", "ExternalId": "x"},
    "UserPoolTags": {"team": "login", "stage": "test"},
    "AdminCreateUserConfig": {"AllowAdminCreateUserOnly": true},
    "Schema": [{"Name": "tenant", "AttributeDataType": "String", "Mutable": true}],
    "AccountRecoverySetting": {"RecoveryMechanisms": [{"Priority": 1, "Name": "verified_email"}]}
}"#;

/// What the server makes anew for each pool and each change, and what is refused when it is sent back.
const NEW: [&str; 5] =
    ["/Id", "/Arn", "/CreationDate", "/LastModifiedDate", "/AdminCreateUserConfig/UnusedAccountValidityDays"];

/// The number of comparisons that held.
pub(super) fn merge(shell: &Shell) -> Result<usize> {
    let words =
        ["create-user-pool", "--cli-input-json", SETTINGS, "--query", "UserPool.Id", "--output", "text"];
    let pool = shell.ok(&words)?.trim().to_owned();
    let before = described(shell, &pool)?;
    let changes: [(&[&str], &str, Value); 3] = [
        (
            &["--policies", "PasswordPolicy={MinimumLength=12}"],
            "/Policies/PasswordPolicy/MinimumLength",
            json!(12),
        ),
        (&["--user-pool-tags", "stage=live"], "/UserPoolTags/stage", json!("live")),
        (
            &["--lambda-config", "PreSignUp=arn:aws:lambda:us-east-1:123456789012:function:new"],
            "/LambdaConfig/PreSignUp",
            json!("arn:aws:lambda:us-east-1:123456789012:function:new"),
        ),
    ];
    let mut expected = before.clone();
    for (words, path, value) in &changes {
        shell.ok(&[&["update-user-pool", "--user-pool-id", &pool, "--merge=deep"], *words].concat())?;
        *expected.pointer_mut(path).with_context(|| format!("{before} has no {path}"))? = value.clone();
        compare(&expected, &described(shell, &pool)?)?;
    }
    let read = shell.ok(&["describe-user-pool", "--user-pool-id", &pool, "--output", "yaml"])?;
    let copy = piped(
        shell,
        &["create-user-pool", "--input-from", "-", "--pool-name", "copy", "--query", "UserPool.Id"],
        &read,
    )?;
    let copy: String = serde_json::from_str(&copy)?;
    expected["Name"] = json!("copy");
    compare(&expected, &described(shell, &copy)?)?;
    let words = ["set-user-pool-mfa-config", "--user-pool-id", &pool, "--merge"];
    shell.ok(&[
        &words[..],
        &["--mfa-configuration", "ON", "--software-token-mfa-configuration", "Enabled=true"],
    ]
    .concat())?;
    let (status, stdout, stderr) = shell.run(&[&words[..], &["--mfa-configuration", "ON"]].concat())?;
    ensure!(
        status == 0 && stdout.is_empty() && stderr.starts_with("Nothing to change"),
        "{status} {stdout} {stderr}"
    );
    Ok(changes.len() + 2)
}

/// A pool without what is made anew.
fn described(shell: &Shell, pool: &str) -> Result<Value> {
    let text = shell.ok(&["describe-user-pool", "--user-pool-id", pool, "--query", "UserPool"])?;
    let mut value: Value = serde_json::from_str(&text)?;
    for path in NEW {
        let (above, name) = path.rsplit_once('/').unwrap_or_default();
        value.pointer_mut(above).and_then(Value::as_object_mut).map(|map| map.remove(name));
    }
    Ok(value)
}

fn compare(wanted: &Value, got: &Value) -> Result<()> {
    ensure!(wanted == got, "expected\n{wanted:#}\ngot\n{got:#}");
    Ok(())
}

fn piped(shell: &Shell, arguments: &[&str], input: &str) -> Result<String> {
    let mut command: Command = shell.command(&shell.program, arguments, &[]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn()?;
    child.stdin.take().context("no pipe")?.write_all(input.as_bytes())?;
    let output = child.wait_with_output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?)
}
