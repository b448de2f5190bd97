//! Pages for those who do not know the program yet: where to start, and what is different for those who know the AWS CLI.
//!
//! `PROGRAM` stands for the program's name. Nothing here knows a service.

use awsmodel_command::Program;

/// A page of its own.
pub(super) struct Guide {
    /// Its file, without an ending.
    pub(super) page: &'static str,
    pub(super) title: &'static str,
    pub(super) sections: &'static [Section],
}

/// A part of a page: a heading, words in CommonMark, and what is typed.
pub(super) struct Section {
    heading: &'static str,
    words: &'static str,
    code: &'static str,
}

/// What the front page says before it lists the commands.
pub(super) static START: &[Section] = &[
    Section {
        heading: "What it is",
        words: "One program that takes the place of `aws PROGRAM`: the same options, output, exit statuses and requests, without \
                Python. It reads the AWS CLI's configuration and finds credentials where the AWS CLI does.",
        code: "",
    },
    Section {
        heading: "Install it",
        words: "One file is all there is: out of an archive or a package for Debian of a release, or built by cargo. Then let the \
                shell complete its commands.",
        code: "tar xf PROGRAM-VERSION-x86_64-unknown-linux-musl.tar.gz\nsudo install PROGRAM-VERSION-*/PROGRAM /usr/local/bin\neval \"$(PROGRAM completion bash)\"",
    },
    Section {
        heading: "Three things to begin with",
        words: "Find a command: TAB lists them, and in the prompt each with its page beside it. Read about one: `help` behind it. See \
                what it would send, without sending it: `--dry-run`, which needs no credentials.",
        code: "PROGRAM --cli-auto-prompt\nPROGRAM COMMAND help\nPROGRAM COMMAND … --dry-run",
    },
];

/// All pages.
pub(super) static GUIDES: &[Guide] = &[Guide {
    page: "coming-from-aws-cli",
    title: "Coming from the AWS CLI",
    sections: &[
        Section {
            heading: "Scripts stay as they are",
            words: "Under the name `aws` the program takes `aws [options] PROGRAM …` and speaks with the AWS CLI's words; commands of \
                    other services go to the next `aws` on PATH.",
            code: "PROGRAM install-as-aws --dir ~/bin\naws PROGRAM COMMAND …\naws s3 ls",
        },
        Section {
            heading: "Version 2 or version 1",
            words: "It behaves as version 2. `--cli-dialect v1`, the variable `AWS_CLI_DIALECT` or `cli_dialect` in a profile \
                    switch to version 1: exit statuses, messages, blobs, output formats.",
            code: "AWS_CLI_DIALECT=v1 PROGRAM COMMAND …",
        },
        Section {
            heading: "What is read",
            words: "`~/.aws/config`, `~/.aws/credentials`, the AWS CLI's variables, its caches of roles and sign-ins, and its aliases \
                    in `~/.aws/cli/alias`: `[toplevel]` under the name `aws`, `[command PROGRAM]` always.",
            code: "[command PROGRAM]\nwhoami = !aws sts get-caller-identity",
        },
        Section {
            heading: "What there is beyond",
            words: "`--dry-run` shows a request, `--dry-run=curl` as a command; `prompt://` as a secret value asks for it on the \
                    terminal; a failure is followed by the next step on a terminal; TAB lists what the service has, such as ids with \
                    their names (`cli_resource_completion = off` in a profile ends that).",
            code: "PROGRAM COMMAND … --dry-run=curl",
        },
    ],
}];

impl Section {
    pub(super) fn heading(&self) -> &'static str {
        self.heading
    }

    pub(super) fn words(&self, program: &Program) -> String {
        self.words.replace("PROGRAM", program.name)
    }

    pub(super) fn code(&self, program: &Program) -> Option<String> {
        (!self.code.is_empty()).then(|| self.code.replace("PROGRAM", program.name))
    }
}
