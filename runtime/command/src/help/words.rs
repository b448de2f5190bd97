//! Our words about the options that no model describes.

use super::parts::Entry;
use crate::Command;
use crate::args::{self, CommandOption, Paging, Target};
use crate::table::{OwnOption, Texts, rows};
use rt::dialect::Dialect;

/// The global options in the order in which pages list them: word, type, text.
const GLOBALS: Texts = Texts::of(rows!(
    (
        "--debug",
        "boolean",
        "Writes what is done to standard error: configuration, requests, replies. Secrets are masked.",
    ),
    (
        "--endpoint-url",
        "string",
        "Sends requests to this address instead of the service's own, such as `http://127.0.0.1:5000`. It needs a scheme.",
    ),
    (
        "--no-verify-ssl",
        "boolean",
        "Accepts any TLS certificate. For tests only: whoever sits in between can then read everything.",
    ),
    ("--no-paginate", "boolean", "Makes one request and prints one page, even if there are more."),
    (
        "--output",
        "string",
        "The form of what is printed. `jsonl` prints a list as a stream, an item a line, and `csv` a row for each item. \
         Where a later page fails, the lines before it stand; the error and the exit status tell of it.",
    ),
    (
        "--query",
        "string",
        "A [JMESPath](https://jmespath.org) expression that picks what is printed, such as `UserPool.Id`.",
    ),
    ("--profile", "string", "The profile of the configuration and credentials files to use."),
    ("--region", "string", "The AWS region to ask, such as `eu-central-1`. Wins over environment and files."),
    ("--version", "string", "Prints the version and ends."),
    ("--color", "string", "Whether tables and hints are coloured; `auto` means on a terminal only."),
    ("--no-sign-request", "boolean", "Sends requests unsigned and looks for no credentials."),
    (
        "--ca-bundle",
        "string",
        "A PEM file with the certificate authorities to trust, instead of those built in.",
    ),
    (
        "--cli-read-timeout",
        "int",
        "Seconds to wait for data of a reply before giving up; 0 waits for ever. Default: 60.",
    ),
    (
        "--cli-connect-timeout",
        "int",
        "Seconds to wait for a connection before giving up; 0 waits for ever. Default: 60.",
    ),
    ("--v2-debug", "boolean", "Known for the sake of scripts; without effect here."),
    (
        "--cli-binary-format",
        "string",
        "How text that is given for binary members is read: as base64, or as the bytes themselves.",
    ),
    ("--no-cli-pager", "boolean", "Prints results straight to the terminal, without a pager."),
    (
        "--cli-auto-prompt",
        "boolean",
        "Asks for what is missing. Not supported: such a call ends with an error.",
    ),
    ("--no-cli-auto-prompt", "boolean", "Never asks, whatever the configuration says."),
    ("--cli-error-format", "string", "The form of errors on standard error."),
    (
        "--cli-dialect",
        "string",
        "Which AWS CLI to behave like, version 1 or version 2. Default: the variable `AWS_CLI_DIALECT`, else `v2`.",
    ),
    (
        "--dry-run",
        "string",
        "Prints the request instead of sending it: as HTTP with secrets masked (`http`) or not (`unmasked`), or as a \
         `curl` command that sends it, secrets and all (`curl`).",
    ),
    (
        "--client-secret-file",
        "string",
        "A file with the secret of the app client, in one line. Where a request has a place for the secret hash and \
         none is given, the hash is computed. The variable that is the program's name in capitals and \
         `_CLIENT_SECRET` does the same.",
    ),
    (
        "--merge",
        "string",
        "Starts from what is there: reads the present state, lays what is given over it, shows the difference on standard \
         error, and sends the whole. Structures are laid member by member, lists and maps as a whole; `--merge=deep` lays \
         maps key by key too. On a terminal it asks before it sends; with `--dry-run` it stops after the difference.",
    ),
    ("--yes", "boolean", "Sends what `--merge` has shown without asking."),
    (
        "--input-from",
        "string",
        "Takes what the command knows out of any reply or request of the service, JSON or YAML, in a file or on standard \
         input (`-`), and names what it leaves out. What other options say wins.",
    ),
    (
        "--columns",
        "string",
        "The columns of `--output csv`, with commas between. Without it, those of all rows. A list of names and values, \
         such as attributes, is a column for each name; what else is nested is JSON.",
    ),
    (
        "--for-each",
        "string",
        "Runs the command once for each record of a file, or of standard input (`-`): CSV, JSON lines or YAML documents, \
         read as a stream. Names in a record are options (`user-pool-id`), members (`UserPoolId`) or names in a list of \
         names and values (`UserAttributes.email`); text for structures and lists is shorthand or JSON, and never \
         points at a file. What options say holds for all records. Results are JSON lines in the records' order. The \
         exit status is 0 if all went well, 3 if some did not and 4 if none did. With `--dry-run` all records are \
         checked and the first requests shown.",
    ),
    (
        "--for-each-format",
        "string",
        "The form of the records, where neither the file's name nor its first line tells it.",
    ),
    (
        "--map",
        "string",
        "A [JMESPath](https://jmespath.org) expression that makes parameters of a record of `--for-each`, such as \
         `{Username: Username}`. A list makes several requests, `null` none; a list where one value is wanted makes a \
         request for each.",
    ),
    (
        "--rate",
        "float",
        "Requests a second that `--for-each` sends at most. Default: as many as the service bears, by the adaptive \
         retry mode.",
    ),
    ("--concurrency", "int", "How many records `--for-each` works on at a time, 1 to 256. Default: 16."),
    (
        "--on-error",
        "string",
        "What `--for-each` does after a record has failed: go on (`continue`, the default), or start no further one.",
    ),
    (
        "--journal",
        "string",
        "A file in which `--for-each` writes down what is about to be sent and how it ended, so that the same command \
         goes on where a run was cut off. Records that were in flight then are named and not sent again.",
    ),
    (
        "--retry-uncertain",
        "boolean",
        "Sends again what was in flight when an earlier run with this journal was cut off, and may have been carried out.",
    ),
    ("--retry-failed", "boolean", "Sends again what has failed in earlier runs with this journal."),
    ("--help", "boolean", "Shows this page."),
));

/// Words of an option that is written in a second way too.
const SHORT_HELP: (&str, &str) = ("--help", "-h");

/// The global options that are of use to a command.
pub(crate) fn globals_of(command: &Command, dialect: &'static Dialect) -> Vec<Entry> {
    let has_members = !args::members(command).is_empty();
    let is_of_use = |entry: &Entry| match entry.names.first().map(String::as_str) {
        Some("--merge" | "--yes") => command.pair.is_some(),
        Some("--input-from") => has_members,
        _ => true,
    };
    let mut globals = globals(dialect);
    globals.retain(is_of_use);
    globals
}

/// The global options of a dialect.
pub(crate) fn globals(dialect: &'static Dialect) -> Vec<Entry> {
    let known: Vec<_> = args::global_options(dialect).collect();
    let entry = |[word, kind, docs]: [&'static str; 3]| {
        let (_, choices) = known.iter().find(|(known, _)| *known == word)?;
        let mut names = vec![word.to_owned()];
        if word == SHORT_HELP.0 {
            names.push(SHORT_HELP.1.to_owned());
        }
        Some(Entry {
            names,
            kind,
            docs,
            values: choices.iter().map(|choice| (*choice, "")).collect(),
            ..Entry::default()
        })
    };
    GLOBALS.rows().filter_map(entry).collect()
}

/// Global options as a synopsis shows them.
pub(super) fn global_synopsis(globals: &[Entry]) -> Vec<String> {
    let line = |entry: &Entry| {
        let words = entry.names.join(" | ");
        match entry.kind {
            "boolean" => format!("[{words}]"),
            _ => format!("[{words} <value>]"),
        }
    };
    globals.iter().map(line).collect()
}

/// An option of the AWS CLI's own.
pub(super) fn own(option: OwnOption, word: &str) -> Option<Entry> {
    let kind = match option.takes {
        "flag" => "boolean",
        "many" => "list",
        "integer" => "integer",
        _ => "string",
    };
    Some(Entry {
        names: vec![word.to_owned()],
        kind,
        docs: option.docs,
        required: option.required,
        ..Entry::default()
    })
}

/// An option that every command has; `None` for those that share another one's entry.
pub(super) fn fixed(option: &CommandOption, dialect: &Dialect) -> Option<Entry> {
    let target = option.target;
    let (kind, docs) = match target {
        Target::InputJson if dialect.version_2_options => (
            "string",
            "Takes the request from a JSON or YAML document, or from the file that `file://NAME` names, in the form \
             that `--generate-cli-skeleton` prints (`yaml-input` for YAML). What an option says wins over the \
             document. Only one of the two can be given.",
        ),
        Target::InputJson => (
            "string",
            "Takes the request from a JSON document, or from the file that `file://NAME` names, in the form that \
             `--generate-cli-skeleton` prints. What an option says wins over the document.",
        ),
        Target::Zip(_) => (
            "blob",
            "A zip archive: `fileb://PATH`. It is the one way to send it; what is no archive is not sent.",
        ),
        Target::Paging(Paging::StartingToken, _) => (
            "string",
            "Where to go on: the `NextToken` that an earlier call printed when `--max-items` ended it.",
        ),
        Target::Paging(Paging::PageSize, _) => (
            "integer",
            "How many items to ask the service for at a time. The result is the same; smaller pages take more calls.",
        ),
        Target::Paging(Paging::MaxItems, _) => (
            "integer",
            "How many items to print at most. If there are more, a `NextToken` tells where to go on.",
        ),
        Target::Skeleton => (
            "string",
            "Sends nothing: prints a request to fill in (`input`, also without a value; `yaml-input`), or checks the \
             other options and prints what a reply looks like (`output`).",
        ),
        Target::OutFile => (
            "string",
            "The file that the body of the reply is written to. It is there when all of the body is.",
        ),
        Target::InputYaml | Target::Member(_) | Target::Flag(..) | Target::Switch(..) | Target::Own => {
            return None;
        }
    };
    let mut names = vec![option.word.clone()];
    if target == Target::InputJson && dialect.version_2_options {
        names.push("--cli-input-yaml".into());
    }
    Some(Entry { names, kind, docs, ..Entry::default() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rt::dialect::{V1, V2};

    #[test]
    fn every_global_option_has_words() {
        for dialect in [&V1, &V2] {
            let pages: Vec<String> = globals(dialect).into_iter().flat_map(|e| e.names).collect();
            let mut known: Vec<&str> = args::global_options(dialect).map(|(word, _)| word).collect();
            let mut shown: Vec<&str> = pages.iter().map(String::as_str).collect();
            known.sort_unstable();
            shown.sort_unstable();
            assert_eq!(shown, known);
        }
    }
}
