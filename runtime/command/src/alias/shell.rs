//! Aliases that are commands of the shell: the text behind the `!`, and the words that were typed, in quotes.

use std::process::Command;

use crate::report::failure::Failure;
use rt::internals::os;

/// Runs it to its end, and tells how it ended.
pub(super) fn run(command: &str, words: &[String]) -> Failure {
    let mut line = command.to_owned();
    for word in words {
        line += " ";
        line += &quoted(word);
    }
    match shell(&line).status() {
        Ok(status) => Failure::ended(ending(status)),
        Err(error) => Failure::general(format!("The shell does not start: {error}")),
    }
}

#[cfg(unix)]
fn shell(line: &str) -> Command {
    let mut shell = Command::new("/bin/sh");
    shell.arg("-c").arg(os::unescape(line));
    shell
}

#[cfg(windows)]
fn shell(line: &str) -> Command {
    use std::os::windows::process::CommandExt as _;
    let name = std::env::var_os("COMSPEC").unwrap_or_else(|| "cmd.exe".into());
    let mut shell = Command::new(name);
    shell.arg("/c").raw_arg(os::unescape(&format!("\"{line}\"")));
    shell
}

#[cfg(not(any(unix, windows)))]
fn shell(line: &str) -> Command {
    Command::new(os::unescape(line))
}

/// The status; of a program that a signal ended what Python makes of that.
#[cfg(unix)]
fn ending(status: std::process::ExitStatus) -> u8 {
    use std::os::unix::process::ExitStatusExt as _;
    let code = status.code().or_else(|| status.signal().map(|signal| -signal)).unwrap_or(1);
    code.to_le_bytes()[0]
}

#[cfg(not(unix))]
fn ending(status: std::process::ExitStatus) -> u8 {
    let code = status.code().unwrap_or(1);
    code.to_le_bytes()[0].max(u8::from(code != 0))
}

#[cfg(not(windows))]
fn quoted(word: &str) -> String {
    rt::internals::shell::quote(word)
}

/// For `cmd`: in double quotes where it would read more than text.
#[cfg(windows)]
fn quoted(word: &str) -> String {
    const UNSAFE: &str = "&<>[]|{}^=;!'()+,`~ \t\"";
    let needs_quotes = word.is_empty() || word.chars().any(|c| UNSAFE.contains(c));
    let (mut out, mut backslashes) = (String::new(), 0);
    for c in word.chars() {
        match c {
            '\\' => backslashes += 1,
            '"' => {
                out.extend(std::iter::repeat_n('\\', backslashes + 1));
                backslashes = 0;
            }
            _ => backslashes = 0,
        }
        out.push(c);
    }
    if !needs_quotes {
        return out;
    }
    out.extend(std::iter::repeat_n('\\', backslashes));
    format!("\"{out}\"")
}
