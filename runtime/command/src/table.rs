//! What the command line knows beyond the schema: names of commands and options, and the words of
//! its help. Codegen emits these tables; parser, help, reference pages and completion walk them.

use rt::schema::{Operation, Service};

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
    pub extras: &'static [Extra],
    /// Words about shapes, sorted by the shape's name.
    pub shapes: &'static [&'static ShapeDocs],
}

/// A command: one operation of the service.
#[derive(Debug)]
pub struct Command {
    /// Name on the command line, such as `set-user-pool-mfa-config`.
    pub name: &'static str,
    /// The operation that it calls.
    pub operation: &'static Operation,
    /// Names of the options without dashes, one for each member of the input and in the same order.
    pub options: &'static [&'static str],
    /// What it does, CommonMark.
    pub docs: &'static str,
    /// Worked examples.
    pub examples: &'static [Example],
}

/// A command that is no operation of the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Extra {
    /// `stub-server`: a stand-in for the service.
    StubServer,
    /// `login`: signs a user in, for a service that speaks the protocol of [`rt::sign_in`].
    Login,
}

/// A worked example of a command.
#[derive(Debug)]
pub struct Example {
    /// What it shows, one sentence.
    pub title: &'static str,
    /// The command as one types it into a POSIX shell.
    pub command: &'static str,
    /// What it prints.
    pub output: &'static str,
}

/// Words about a structure, a union or an enum.
#[derive(Debug)]
pub struct ShapeDocs {
    /// The shape's name.
    pub shape: &'static str,
    /// What it is, CommonMark; may be empty.
    pub docs: &'static str,
    /// Words about each member, in the shape's order; empty for enums.
    pub members: &'static [&'static str],
    /// Words about values of an enum, for those that need some.
    pub values: &'static [ValueDocs],
}

/// Words about one value of an enum.
#[derive(Debug)]
pub struct ValueDocs {
    /// The value on the wire.
    pub value: &'static str,
    /// What it means, CommonMark.
    pub docs: &'static str,
}

impl Program {
    /// The command that is called `name`.
    #[must_use]
    pub fn command(&self, name: &str) -> Option<&'static Command> {
        self.commands.iter().find(|c| c.name == name).copied()
    }

    /// The words about the shape called `name`, if there are some.
    #[must_use]
    pub fn shape_docs(&self, name: &str) -> Option<&'static ShapeDocs> {
        let at = self.shapes.binary_search_by(|s| s.shape.cmp(name)).ok()?;
        Some(self.shapes[at])
    }
}
