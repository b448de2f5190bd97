//! `credential_process`: credentials as JSON on the standard output of a command.

use std::process::{Command, Stdio};

use crate::client::error::{Error, ErrorKind};
use crate::client::signing::keys::Credentials;
use crate::shapes::time::Timestamp;
use crate::shapes::value::json::{self, Layout};
use crate::shapes::value::{Number, Value};

/// Runs the command line and reads what it prints.
pub(in crate::session) fn run(command_line: &str) -> Result<Credentials, Error> {
    let words = crate::shapes::text::shell::split(command_line);
    let Some((program, arguments)) = words.split_first() else {
        return Err(failed("the command is empty"));
    };
    let output = Command::new(program).args(arguments).stdin(Stdio::inherit()).output();
    let output = output.map_err(|e| failed(&format!("cannot start {program}")).with_source(e))?;
    if !output.status.success() {
        return Err(failed(&String::from_utf8_lossy(&output.stderr)));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let reply = json::parse(&text).map_err(|e| failed("the command printed no JSON").with_source(e))?;
    read(&reply)
}

fn read(reply: &Value) -> Result<Credentials, Error> {
    match reply.get("Version") {
        Some(Value::Number(Number::Int(1))) => {}
        version => {
            let version = match version {
                None => "<Version key not provided>".to_owned(),
                Some(Value::String(text)) => text.clone(),
                Some(other) => json::to_string(other, Layout::Wire),
            };
            return Err(failed(&format!(
                "Unsupported version '{version}' for credential process provider, supported versions: 1"
            )));
        }
    }
    let text = |key: &str| reply.get(key).and_then(Value::as_str);
    let needed =
        |key: &str| text(key).ok_or_else(|| failed(&format!("Missing required key in response: '{key}'")));
    let credentials = Credentials::new(
        needed("AccessKeyId")?,
        needed("SecretAccessKey")?,
        text("SessionToken").map(str::to_owned),
    );
    match text("Expiration") {
        None => Ok(credentials),
        Some(end) => {
            let end =
                Timestamp::parse_rfc3339(end).ok_or_else(|| failed(&format!("bad Expiration '{end}'")))?;
            Ok(credentials.expiring(end))
        }
    }
}

fn failed(reason: &str) -> Error {
    let message = format!("Error when retrieving credentials from custom-process: {reason}");
    Error::new(ErrorKind::Credentials, message)
}
