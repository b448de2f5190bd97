//! What the command line knows beyond the schema: names of commands and options, and the words of
//! its help. Codegen emits these tables; parser, help, reference pages and completion walk them.

use crate::args::globals::Global;
use crate::args::grammar::Opt;
use rt::schema::{Operation, Service};

/// The word after the program's name that leads to completion. An operation of that name would win.
pub(crate) const COMPLETION: &str = "completion";

/// What that does.
const COMPLETION_DOCS: &str = "Prints a script that completes command lines in a shell: `bash`, `zsh`, `fish` or \
                               `powershell`. In bash: `eval \"$(… completion bash)\"`.";

/// A generated command-line program.
#[derive(Debug)]
pub struct Program {
    /// The program's name, which is also the service's name in the AWS CLI, such as `cognito-idp`.
    pub name: &'static str,
    /// Name of the same program with everything that fetches credentials; see [`main`](crate::main).
    pub full: &'static str,
    /// Version of the generated crate.
    pub version: &'static str,
    /// The service it speaks to.
    pub service: &'static Service,
    /// What the service is for, CommonMark.
    pub docs: &'static str,
    /// Its commands, in the model's order.
    pub commands: &'static [&'static Command],
    /// Commands that are no operation of the service.
    pub extras: &'static [&'static ExtraCommand],
    /// Words about shapes, sorted by the shape's name.
    pub shapes: &'static [ShapeDocs],
    /// Members that name things which the service lists. For each: the operation, or `*` for all; the member; the
    /// operation that lists; what is always sent to that, JSON; `ITS=OTHER` for members that take others' values, with
    /// commas between; where the values are in its reply and what they are about, JMESPath.
    pub resources: Texts,
}

/// A command: one operation of the service.
#[derive(Debug)]
pub struct Command {
    /// Name on the command line, such as `set-user-pool-mfa-config`.
    pub name: &'static str,
    /// The operation that it calls.
    pub operation: &'static Operation,
    /// Names of the options without dashes, one for each member of the input and in the same order.
    pub options: Texts,
    /// What it does, CommonMark.
    pub docs: &'static str,
    /// Worked examples: title, command and output of each; see [`Command::examples`].
    pub examples: Texts,
}

/// Several texts as one, with a NUL between each and the next.
///
/// The start of a program has to write down the address of every text that a table names. Words of help are
/// thousands, and hardly a run shows any, so they share addresses.
#[derive(Clone, Copy, Debug)]
pub struct Texts(&'static str);

/// A command that is no operation of the service, such as [`LOGIN`](crate::LOGIN).
#[derive(Debug)]
pub struct ExtraCommand {
    pub(crate) name: &'static str,
    /// What it does, CommonMark.
    pub(crate) docs: &'static str,
    pub(crate) options: &'static [ExtraOption],
    /// The global options that it honours, beside those about how every command talks.
    pub(crate) honours: &'static [Global],
    pub(crate) examples: &'static [Example],
}

/// An option of such a command.
#[derive(Debug)]
pub(crate) struct ExtraOption {
    pub(crate) rule: Opt<'static>,
    /// What stands for the value in help.
    pub(crate) value: &'static str,
    /// What it means, CommonMark.
    pub(crate) docs: &'static str,
}

/// A worked example of a command.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// What it shows, one sentence.
    pub title: &'static str,
    /// The command as one types it into a POSIX shell.
    pub command: &'static str,
    /// What it prints.
    pub output: &'static str,
}

/// Words about a structure, a union or an enum.
///
/// In one text: the shape's name; what it is, CommonMark, which may be empty; then words about each member in the
/// shape's order, or, for enums, each value that needs some and these.
#[derive(Clone, Copy, Debug)]
pub struct ShapeDocs(Texts);

impl ExtraCommand {
    /// Whether it honours the global option of this word.
    pub(crate) fn honours(&self, word: &str) -> bool {
        Global::is_among(word, self.honours)
    }
}

impl Program {
    /// The command that is called `name`.
    #[must_use]
    pub fn command(&self, name: &str) -> Option<&'static Command> {
        self.commands.iter().find(|c| c.name == name).copied()
    }

    /// What names of its own variables begin with, such as `COGNITO_IDP_`.
    pub(crate) fn variable_prefix(&self) -> String {
        self.name.to_uppercase().replace('-', "_") + "_"
    }

    /// Commands that are no operation: their names, and what they do.
    pub(crate) fn other_commands(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let extras = self.extras.iter().map(|extra| (extra.name, extra.docs));
        extras.chain([(COMPLETION, COMPLETION_DOCS)])
    }

    /// The words about the shape called `name`, if there are some.
    #[must_use]
    pub fn shape_docs(&self, name: &str) -> Option<ShapeDocs> {
        let at = self.shapes.binary_search_by(|s| s.shape().cmp(name)).ok()?;
        Some(self.shapes[at])
    }
}

impl Command {
    /// Its worked examples.
    #[must_use]
    pub fn examples(&self) -> Vec<Example> {
        let mut texts = self.examples.iter();
        let mut next =
            || Some(Example { title: texts.next()?, command: texts.next()?, output: texts.next()? });
        std::iter::from_fn(&mut next).collect()
    }
}

impl Texts {
    /// Texts that stand in one.
    #[must_use]
    pub const fn of(joined: &'static str) -> Texts {
        Texts(joined)
    }

    /// Each of them.
    pub fn iter(self) -> impl Iterator<Item = &'static str> + Clone {
        self.0.split('\0').take(if self.0.is_empty() { 0 } else { usize::MAX })
    }

    /// One of them.
    #[must_use]
    pub fn get(self, index: usize) -> Option<&'static str> {
        self.iter().nth(index)
    }
}

/// Literal texts in one, for [`Texts::of`] and [`ShapeDocs::of`].
#[macro_export]
macro_rules! texts {
    () => { "" };
    ($first:literal $(, $rest:literal)* $(,)?) => { ::core::concat!($first $(, "\0", $rest)*) };
}

impl ShapeDocs {
    /// Words that stand in one text.
    #[must_use]
    pub const fn of(joined: &'static str) -> ShapeDocs {
        ShapeDocs(Texts::of(joined))
    }

    /// The shape's name.
    #[must_use]
    pub fn shape(&self) -> &'static str {
        self.0.get(0).unwrap_or_default()
    }

    /// What it is, CommonMark; may be empty.
    #[must_use]
    pub fn docs(&self) -> &'static str {
        self.0.get(1).unwrap_or_default()
    }

    /// Words about the member at a position of the shape.
    #[must_use]
    pub fn member(&self, index: usize) -> Option<&'static str> {
        self.0.get(2 + index)
    }

    /// What a value of an enum means, CommonMark; nothing where its name says it all.
    #[must_use]
    pub fn value(&self, value: &str) -> &'static str {
        let mut texts = self.0.iter().skip(2);
        while let (Some(known), Some(docs)) = (texts.next(), texts.next()) {
            if known == value {
                return docs;
            }
        }
        ""
    }
}
