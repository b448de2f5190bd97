//! The name that the program was called by: its own, or `aws`.
//!
//! Under the name `aws` it takes the words of the AWS CLI, `aws cognito-idp …`, speaks of itself as that does, and hands
//! what is not its service's to the next `aws` on the path ([`next`]). In: the first word of the process. It prints nothing.

pub(crate) mod next;

use std::ffi::OsStr;
use std::path::Path;

use crate::Program;
use rt::dialect::Dialect;
use rt::validate::Terms;

/// The AWS CLI's name.
pub(crate) const AWS: &str = "aws";

/// How the program was called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Called {
    /// By its own name, or by any that is not `aws`; its words begin behind the service's name.
    Itself,
    /// As `aws`; the service's name is among its words.
    Aws,
}

impl Called {
    /// What the first word of a process says, which may be a path.
    pub(crate) fn of(first: Option<&OsStr>) -> Called {
        let path = first.map(Path::new);
        // Names of programs end in `.exe` on Windows alone, where capitals do not count.
        let is_aws = if cfg!(windows) {
            path.and_then(Path::file_stem).is_some_and(|name| name.eq_ignore_ascii_case(AWS))
        } else {
            path.and_then(Path::file_name).is_some_and(|name| name == AWS)
        };
        if is_aws { Called::Aws } else { Called::Itself }
    }

    /// What messages call the program.
    pub(crate) fn name(self, program: &Program) -> &'static str {
        match self {
            Called::Itself => program.name,
            Called::Aws => AWS,
        }
    }

    /// How it is to be called, for those who did otherwise.
    pub(crate) fn usage(self, program: &Program, dialect: &Dialect) -> String {
        let name = self.name(program);
        let (note, words, more) = match self {
            Called::Itself => ("", "<command>", String::new()),
            Called::Aws => (
                dialect.usage_note,
                "<command> <subcommand> [<subcommand> ...]",
                format!("  {name} <command> <subcommand> help\n"),
            ),
        };
        format!(
            "usage: {note}{name} [options] {words} [parameters]\nTo see help text, you can run:\n\n  \
             {name} help\n  {name} <command> help\n{more}"
        )
    }

    /// The terms in which it is said that a value is of the wrong type.
    pub(crate) fn terms(self) -> Terms {
        match self {
            Called::Itself => Terms::Model,
            Called::Aws => Terms::Python,
        }
    }

    /// What `--version` says. Scripts look at the major version of `aws-cli`, whose behaviour this is.
    pub(crate) fn version(self, program: &Program, dialect: &Dialect) -> String {
        let (os, arch) = (std::env::consts::OS, std::env::consts::ARCH);
        let own = format!("{}/{} {os}/{arch}\n", program.name, program.version);
        match self {
            Called::Itself => own,
            Called::Aws => format!("aws-cli/{} {own}", dialect.aws_cli),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::PROGRAM;
    use rt::dialect::{V1, V2};

    #[test]
    fn the_name_is_that_of_the_file() {
        for word in ["aws", "./aws", "/usr/bin/aws"] {
            assert_eq!(Called::of(Some(OsStr::new(word))), Called::Aws, "{word}");
        }
        for word in ["", "/", "things", "aws/things", "aws2", "my-aws"] {
            assert_eq!(Called::of(Some(OsStr::new(word))), Called::Itself, "{word}");
        }
        assert_eq!(Called::of(None), Called::Itself);
    }

    #[test]
    fn usage_is_that_of_the_aws_cli() {
        let usage = "usage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]\nTo see help text, you \
                     can run:\n\n  aws help\n  aws <command> help\n  aws <command> <subcommand> help\n";
        assert_eq!(Called::Aws.usage(&PROGRAM, &V2), usage);
        let older = Called::Aws.usage(&PROGRAM, &V1);
        assert!(older.starts_with("usage: \rNote: AWS CLI version 2, ") && older.ends_with(usage), "{older}");
    }

    #[test]
    fn versions_begin_with_the_behaviour() {
        assert!(Called::Aws.version(&PROGRAM, &V2).starts_with("aws-cli/2."));
        assert!(Called::Aws.version(&PROGRAM, &V1).starts_with("aws-cli/1."));
        assert!(Called::Itself.version(&PROGRAM, &V2).starts_with("things/1.2.3 "));
    }
}
