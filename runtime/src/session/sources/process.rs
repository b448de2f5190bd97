//! `credential_process`: credentials as JSON on the standard output of a command.
//!
//! The command is somebody else's: what it prints is bounded, and with `credential_process_timeout` (or
//! `AWS_CREDENTIAL_PROCESS_TIMEOUT`), in seconds, the time that it takes. Without it there is no limit, as in
//! the AWS CLI, since such commands may ask a person.

use std::io::{self, PipeReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::client::bounded;
use crate::client::error::{Error, ErrorKind};
use crate::client::signing::keys::Credentials;
use crate::client::threads::{self, Handover};
use crate::session::settings::Session;
use crate::shapes::text::python;
use crate::shapes::time::dates;
use crate::shapes::value::{Value, json};

/// How often a command is looked at that has closed its output and does not end.
const GLANCE: Duration = Duration::from_millis(10);

/// A command, and how long it may take.
#[derive(Clone, Debug)]
pub(in crate::session) struct Process {
    command_line: String,
    limit: Option<Duration>,
}

impl Process {
    /// The command of a profile, if it has one.
    pub(in crate::session) fn of(session: &Session) -> Result<Option<Process>, Error> {
        let Some(command_line) = session.value("credential_process")? else { return Ok(None) };
        let limit = session.setting(&["AWS_CREDENTIAL_PROCESS_TIMEOUT"], "credential_process_timeout")?;
        let limit = limit.map(|text| seconds(&text)).transpose()?;
        Ok(Some(Process { command_line, limit: limit.filter(|limit| !limit.is_zero()) }))
    }

    /// Runs the command line and reads what it prints.
    pub(in crate::session) fn run(&self) -> Result<Credentials, Error> {
        let words = crate::shapes::text::shell::words(&self.command_line).map_err(unusable)?;
        let Some((program, arguments)) = words.split_first() else {
            return Err(failed("the command is empty"));
        };
        let mut command = Command::new(program);
        let started = start(command.args(arguments).stdin(Stdio::inherit()));
        // Its ends of the pipes: they are to be closed when the child closes its own.
        drop(command);
        let (mut child, pipes) =
            started.map_err(|e| unusable(&python::os_error(&e, program)).with_source(e))?;
        let [output, errors] = self.printed(&mut child, pipes).inspect_err(|_| stop(&mut child))?;
        let status = child.wait().map_err(|error| failed("").with_source(error))?;
        if !status.success() {
            // Many a command fails without a word.
            let ended = status.code().map_or("a signal".to_owned(), |code| format!("exit status {code}"));
            return Err(failed(String::from_utf8_lossy(&errors).trim_end()).with_source(ended));
        }
        let text = std::str::from_utf8(&output)
            .map_err(|e| unusable(&python::utf8_error(&output, e)).with_source(e))?;
        let reply = json::parse(text).map_err(|e| unusable(&e.to_string()).with_source(e))?;
        read(&reply)
    }

    /// Standard output and standard error of a command that has ended.
    fn printed(&self, child: &mut Child, pipes: [PipeReader; 2]) -> Result<[Vec<u8>; 2], Error> {
        let deadline = self.limit.map(|limit| Instant::now() + limit);
        let told = Handover::default();
        for (index, pipe) in pipes.into_iter().enumerate() {
            listen(pipe, index, &told)?;
        }
        let mut printed = [Vec::new(), Vec::new()];
        for _ in 0..printed.len() {
            let left = deadline.map(|end| end.saturating_duration_since(Instant::now()));
            let (index, bytes) = told.take(left).ok_or_else(|| self.too_slow())?;
            if bytes.len() as u64 > bounded::TOKEN {
                return Err(failed("the command printed more than 1 MiB"));
            }
            printed[index] = bytes;
        }
        while let (Some(end), Ok(None)) = (deadline, child.try_wait()) {
            if Instant::now() >= end {
                return Err(self.too_slow());
            }
            std::thread::sleep(GLANCE);
        }
        Ok(printed)
    }

    fn too_slow(&self) -> Error {
        let limit = self.limit.unwrap_or_default().as_secs_f64();
        let unit = if limit == 1.0 { "second" } else { "seconds" };
        failed(&format!("the command did not end within {limit} {unit}"))
    }
}

fn seconds(text: &str) -> Result<Duration, Error> {
    let limit = python::float(text).and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    limit.ok_or_else(|| {
        let message = format!("credential_process_timeout: {text} is not a number of seconds");
        Error::new(ErrorKind::Config, message)
    })
}

/// Starts a command; gives the pipes of its standard output and its standard error.
fn start(command: &mut Command) -> io::Result<(Child, [PipeReader; 2])> {
    let ((output, prints), (errors, complains)) = (io::pipe()?, io::pipe()?);
    Ok((command.stdout(prints).stderr(complains).spawn()?, [output, errors]))
}

/// Reads a pipe to its end, or beyond what it may hold, on a thread of its own.
fn listen(mut pipe: PipeReader, index: usize, told: &Handover<(usize, Vec<u8>)>) -> Result<(), Error> {
    let told = told.clone();
    let read = move || {
        let mut bytes = Vec::new();
        // What cannot be read any more is at its end.
        let _ = bounded::up_to(&mut pipe, bounded::TOKEN + 1, &mut bytes);
        told.give((index, bytes));
    };
    let started = threads::start("credential process", Box::new(read));
    started.map(drop).map_err(|error| failed("no thread can be started").with_source(error))
}

/// Ends a command that does not end by itself.
fn stop(child: &mut Child) {
    // One that has ended in the meantime is as good.
    let _ = child.kill();
    let _ = child.wait();
}

fn read(reply: &Value) -> Result<Credentials, Error> {
    match reply.get("Version") {
        Some(Value::Number(number)) if number.as_f64() == 1.0 => {}
        // For the AWS CLI these are one.
        Some(Value::Bool(true)) => {}
        version => {
            let version = match version {
                None => "<Version key not provided>".to_owned(),
                Some(version) => python::display(version),
            };
            return Err(failed(&format!(
                "Unsupported version '{version}' for credential process provider, supported versions: 1"
            )));
        }
    }
    let text = |key: &str| match reply.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.as_str())),
        Some(_) => Err(failed(&format!("{key} is no text"))),
    };
    let needed =
        |key: &str| text(key)?.ok_or_else(|| failed(&format!("Missing required key in response: '{key}'")));
    let credentials = Credentials::new(
        needed("AccessKeyId")?,
        needed("SecretAccessKey")?,
        text("SessionToken")?.map(str::to_owned),
    );
    match text("Expiration")? {
        None => Ok(credentials),
        Some(end) => {
            let end = dates::instant(end).ok_or_else(|| failed(&format!("bad Expiration '{end}'")))?;
            Ok(credentials.expiring(end))
        }
    }
}

/// The words are the AWS CLI's, which says them alone.
fn unusable(words: &str) -> Error {
    Error::new(ErrorKind::Credentials, words).about("credential_process")
}

fn failed(reason: &str) -> Error {
    let message = format!("Error when retrieving credentials from custom-process: {reason}");
    Error::new(ErrorKind::Credentials, message)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn process(command_line: &str, limit: Option<Duration>) -> Result<Credentials, String> {
        Process { command_line: command_line.to_owned(), limit }.run().map_err(|error| {
            let message = error.to_string();
            message.split_once("custom-process: ").map_or(message.clone(), |(_, reason)| reason.to_owned())
        })
    }

    #[test]
    fn output_without_end() {
        let too_much = Err("the command printed more than 1 MiB".to_owned());
        assert_eq!(process("sh -c 'exec yes'", None).map(drop), too_much);
        assert_eq!(process("sh -c 'exec yes >&2'", None).map(drop), too_much);
    }

    #[test]
    fn time_without_end() {
        let limit = Some(Duration::from_millis(50));
        let too_slow = Err("the command did not end within 0.05 seconds".to_owned());
        assert_eq!(process("sleep 1000", limit).map(drop), too_slow);
        assert_eq!(process("sh -c 'exec >&- 2>&- sleep 1000'", limit).map(drop), too_slow);
        let second = Process { command_line: String::new(), limit: Some(Duration::from_secs(1)) };
        assert!(second.too_slow().to_string().ends_with("within 1 second"));
    }

    #[test]
    fn odd_documents() {
        let with = |members: &str| format!(r#"{{"AccessKeyId": "a", "SecretAccessKey": "b", {members}}}"#);
        let found = |text: &str| process(&format!("printf %s '{text}'"), None);
        let far = found(&with(r#""Version": 1.0, "Expiration": "2099-01-01T00:00:00UTC""#)).unwrap();
        assert_eq!(far.expires().map(|end| end.seconds()), Some(4_070_908_800));
        assert!(found(&with(r#""Version": true"#)).is_ok() && found(&with(r#""Version": "1""#)).is_err());
        let plain = found(&with(r#""Version": 1, "SessionToken": "", "Expiration": null"#)).unwrap();
        assert_eq!((plain.session_token(), plain.expires()), (None, None));
        for (members, reason) in [
            (r#""Version": 1, "Expiration": 4070908800"#, "Expiration is no text"),
            (r#""Version": 1, "SessionToken": 5"#, "SessionToken is no text"),
        ] {
            assert_eq!(found(&with(members)).map(drop), Err(reason.to_owned()));
        }
        let bytes =
            "credential_process: 'utf-8' codec can't decode byte 0xe9 in position 0: unexpected end of data";
        assert_eq!(process(r"printf '\351'", None).map(drop), Err(bytes.to_owned()));
    }

    #[test]
    fn what_it_says() {
        let good = r#"{"Version": 1, "AccessKeyId": "a", "SecretAccessKey": "b"}"#;
        let found = process(&format!("echo '{good}'"), Some(Duration::from_secs(60))).unwrap();
        assert_eq!(found.access_key_id(), "a");
        assert_eq!(process("sh -c 'echo no >&2; exit 3'", None).map(drop), Err("no".to_owned()));
        let silent = Process { command_line: "sh -c 'exit 3'".to_owned(), limit: None }.run().unwrap_err();
        assert_eq!(std::error::Error::source(&silent).unwrap().to_string(), "exit status 3");
        let unclosed = Err("credential_process: No closing quotation".to_owned());
        assert_eq!(process("echo 'a", None).map(drop), unclosed);
        assert_eq!(
            process("true", None).map(drop),
            Err("credential_process: Expecting value: line 1 column 1 (char 0)".to_owned())
        );
        let missing = Err("credential_process: [Errno 2] No such file or directory: '/nowhere/x'".to_owned());
        assert_eq!(process("/nowhere/x", None).map(drop), missing);
        assert!(
            seconds("1.5").is_ok() && ["-1", "x", "nan", "1e300"].iter().all(|text| seconds(text).is_err())
        );
    }
}
