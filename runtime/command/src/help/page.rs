//! The page of a command as data, from the same tables that the parsers walk.
//!
//! In: the program's tables and a dialect. Out: what a reader has to know, in order. How it looks on
//! a terminal, in a browser or in reStructuredText is for those who render it.

use super::merging;
use super::parts::{CommandPage, Entry, Part};
use super::syntax;
use super::words;
use crate::args::{self, CommandOption, Paging, Target};
use crate::history;
use crate::{Command, Program, Wait};
use rt::dialect::Dialect;
use rt::schema::{Kind, Member, Shape};

impl CommandPage {
    /// The page of a command behind `wait`, which prints nothing.
    #[must_use]
    pub fn of_wait(program: &Program, wait: &Wait, dialect: &'static Dialect) -> CommandPage {
        let page = CommandPage::new(program, &wait.command, dialect);
        let asked = Builder { program, command: &wait.command, dialect }.notes_of_values();
        CommandPage { notes: asked, output: Vec::new(), ..page }
    }

    /// The page of `command`.
    #[must_use]
    pub fn new(program: &Program, command: &Command, dialect: &'static Dialect) -> CommandPage {
        let builder = Builder { program, command, dialect };
        let options = args::command_options(command, dialect);
        let shown: Vec<&CommandOption> = options.iter().filter(|o| !o.is_hidden(command)).collect();
        let operation = command.operation;
        let globals = words::globals_of(command, dialect);
        CommandPage {
            name: command.name(),
            operation: operation.name,
            docs: command.docs(),
            notes: builder.notes(),
            since: history::since_command(program, command.name()),
            reference: format!(
                "https://docs.aws.amazon.com/goto/WebAPI/{}/{}",
                program.service.uid, operation.name
            ),
            synopsis: synopsis(&shown),
            global_synopsis: words::global_synopsis(&globals),
            options: shown.into_iter().filter_map(|option| builder.option(option)).collect(),
            globals,
            examples: command.examples(),
            output: operation.output_shape().map(|shape| builder.output(shape)).unwrap_or_default(),
            errors: operation
                .error_shapes()
                .iter()
                .map(|e| (e.code().unwrap_or_default(), builder.shape_docs(e)))
                .collect(),
        }
    }
}

/// What is said where a request or a reply has documents.
const DOCUMENTS: &str = "Values of type `document` are any JSON: objects, arrays, strings, numbers, booleans and null. On the \
                         command line they are written as JSON; shorthand cannot express them.";

struct Builder<'a> {
    program: &'a Program,
    command: &'a Command,
    dialect: &'static Dialect,
}

/// What a stream is given as.
const UPLOAD: &str =
    "The path of a file, without `file://` or `fileb://`. It is read while it is sent, however long it is.";

impl Builder<'_> {
    fn notes(&self) -> Vec<String> {
        let name = self.command.name();
        let pages = self.command.operation.paginator.map(|rules| {
            let lists = rules.result_keys.iter().map(|k| format!("`{k}`")).collect::<Vec<_>>().join(", ");
            format!(
                "`{name}` asks for page after page and prints them as one result; `--no-paginate` stops after the \
                 first. With `--output text` a `--query` sees one page at a time, so it should start at {lists}."
            )
        });
        let mut notes = self.notes_of_values();
        // Behind documents, before what is secret.
        let at = usize::from(notes.first().is_some_and(|note| note == DOCUMENTS));
        notes.splice(at..at, pages);
        notes
    }

    /// What can be said of the values that a request has.
    fn notes_of_values(&self) -> Vec<String> {
        let operation = self.command.operation;
        let holds = |shape: Shape| shape.members().iter().any(|m| holds_document(m.shape(), &mut Vec::new()));
        let holds = operation.input_shape().is_some_and(holds) || operation.output_shape().is_some_and(holds);
        let documents = holds.then(|| DOCUMENTS.to_owned());
        let secrets = operation.input_shape().map(Shape::members).unwrap_or_default().iter();
        let secrets =
            secrets.zip(self.command.options().iter()).filter(|(member, _)| member.shape().secret());
        let secrets: Vec<String> = secrets.map(|(_, option)| format!("`--{option}`")).collect();
        let prompts = (!secrets.is_empty()).then(|| {
            format!(
                "`prompt://` as a secret value ({}) asks for it on the terminal. Longer texts that begin so are sent \
                 as they are; to send `prompt://` itself, put it into a file (`file://NAME`).",
                secrets.join(", ")
            )
        });
        let merge = self.command.pair.map(|pair| merging::note(self.command, pair));
        [documents, prompts, merge].into_iter().flatten().collect()
    }

    fn option(&self, option: &CommandOption) -> Option<Entry> {
        let (Target::Member(index) | Target::Flag(index, true) | Target::Switch(index, true)) = option.target
        else {
            let own = || words::own(args::own(self.command, &option.word)?, &option.word);
            let entry = words::fixed(option, self.dialect).or_else(own)?;
            return Some(Entry { limits: self.page_limits(option.target), ..entry });
        };
        let input = self.command.operation.input_shape()?;
        let member = input.members().at(index);
        let name = self.command.options().get(index).unwrap_or_default();
        let names = match member.shape().kind() {
            _ if matches!(option.target, Target::Switch(..)) => {
                vec![format!("--{name}"), format!("--no-{name}")]
            }
            Kind::Boolean => vec![format!("--{name}"), format!("--no-{name}")],
            _ => vec![format!("--{name}")],
        };
        let values = self.values(member.shape());
        let mut stack = vec![member.shape().name()];
        let entry = self.entry(member.shape(), option.is_required(), self.member_docs(input, index));
        let is_upload = self.command.operation.upload().is_some_and(|upload| upload.name() == member.name());
        let entry = match is_upload {
            true => Entry { kind: "streaming blob", note: Some(UPLOAD.to_owned()), ..entry },
            false => entry,
        };
        Some(Entry {
            names,
            values,
            since: history::since_option(self.program, self.command.name(), name).map(String::into_boxed_str),
            parts: self.parts(member.shape(), &mut stack),
            syntax: syntax::blocks(member.shape(), self.dialect),
            ..entry
        })
    }

    /// The constraints of the member that a page's size goes to.
    fn page_limits(&self, target: Target) -> Vec<(&'static str, String)> {
        let key = self.command.operation.paginator.and_then(|rules| rules.limit_key);
        let limit = key.and_then(|key| self.command.operation.input_shape()?.member(key));
        match (target, limit) {
            (Target::Paging(Paging::PageSize, _), Some(limit)) => self.limits(limit.shape()),
            _ => Vec::new(),
        }
    }

    fn output(&self, shape: Shape) -> Vec<Entry> {
        let members = shape.members().iter().enumerate();
        let mut entries = Vec::new();
        for (index, member) in members {
            if let Some(Part::Entry(entry)) = self.member(shape, index, member, &mut Vec::new()) {
                let required = false;
                entries.push(Entry { required, ..entry });
            }
        }
        entries
    }

    /// What holds for every entry of a shape. Names, parts and syntax are still to come.
    fn entry(&self, shape: Shape, required: bool, docs: &'static str) -> Entry {
        let detailed = self.dialect.detailed_help;
        Entry {
            kind: type_name(shape),
            required: required && detailed,
            docs,
            note: union_note(shape),
            values: if detailed { self.values(shape) } else { Vec::new() },
            limits: self.limits(shape),
            ..Entry::default()
        }
    }

    fn limits(&self, shape: Shape) -> Vec<(&'static str, String)> {
        if !self.dialect.detailed_help {
            return Vec::new();
        }
        let mut limits = Vec::new();
        limits.extend(shape.min().map(|min| ("min", min.to_string())));
        limits.extend(shape.max().map(|max| ("max", max.to_string())));
        limits.extend(shape.pattern().map(|pattern| ("pattern", pattern.to_owned())));
        limits
    }

    fn values(&self, shape: Shape) -> Vec<(&'static str, &'static str)> {
        let docs = self.program.shape_docs(shape.name());
        let about = |value| docs.map_or("", |docs| docs.value(value));
        shape.enum_values().iter().map(|value| (value, about(value))).collect()
    }

    fn member(
        &self,
        shape: Shape,
        index: usize,
        member: Member,
        stack: &mut Vec<&'static str>,
    ) -> Option<Part> {
        let docs = self.member_docs(shape, index);
        self.part(vec![member.name().to_owned()], member.shape(), member.required(), docs, stack)
    }

    /// The parts of a shape whose name lies on top of the stack.
    fn parts(&self, shape: Shape, stack: &mut Vec<&'static str>) -> Vec<Part> {
        let mut of = |name: &str, part: Shape| {
            let names = if name.is_empty() { Vec::new() } else { vec![name.to_owned()] };
            self.part(names, part, false, self.shape_docs(part), stack)
        };
        match shape.kind() {
            Kind::List(item) => of("", item).into_iter().collect(),
            Kind::Map { key, value } => {
                let mut parts = Vec::from_iter(of("key", key));
                parts.extend(of("value", value));
                parts
            }
            Kind::Structure(members) | Kind::Union(members) => {
                let members = members.iter().enumerate();
                members.filter_map(|(index, member)| self.member(shape, index, member, stack)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// A part with its own parts. A type that contains itself is shown twice and then ends.
    fn part(
        &self,
        names: Vec<String>,
        shape: Shape,
        required: bool,
        docs: &'static str,
        stack: &mut Vec<&'static str>,
    ) -> Option<Part> {
        if stack.iter().filter(|name| **name == shape.name()).count() > 1 {
            return matches!(shape.kind(), Kind::Structure(_) | Kind::Union(_)).then_some(Part::Recursive);
        }
        stack.push(shape.name());
        let parts = self.parts(shape, stack);
        stack.pop();
        Some(Part::Entry(Entry { names, parts, ..self.entry(shape, required, docs) }))
    }

    fn member_docs(&self, shape: Shape, index: usize) -> &'static str {
        self.program.shape_docs(shape.name()).and_then(|d| d.member(index)).unwrap_or_default()
    }

    fn shape_docs(&self, shape: Shape) -> &'static str {
        self.program.shape_docs(shape.name()).map(|d| d.docs()).unwrap_or_default()
    }
}

/// One line for each option; options that exclude each other share one.
fn synopsis(options: &[&CommandOption]) -> Vec<String> {
    let has_yaml = options.iter().any(|o| o.target == Target::InputYaml);
    let line = |option: &&CommandOption| {
        let word = &option.word;
        match option.target {
            Target::Flag(_, false) | Target::Switch(_, false) | Target::InputYaml => None,
            Target::Flag(_, true) | Target::Switch(_, true) => {
                Some(format!("[{word} | --no-{}]", word.trim_start_matches('-')))
            }
            Target::OutFile => Some(format!("<{word}>")),
            Target::InputJson if has_yaml => Some(format!("[{word} | --cli-input-yaml]")),
            _ if option.is_required() => Some(format!("{word} <value>")),
            _ => Some(format!("[{word} <value>]")),
        }
    };
    options.iter().filter_map(line).collect()
}

fn type_name(shape: Shape) -> &'static str {
    match shape.kind() {
        Kind::Document => "document",
        Kind::Union(_) => "tagged union structure",
        _ => shape.type_name(),
    }
}

fn union_note(shape: Shape) -> Option<String> {
    let Kind::Union(members) = shape.kind() else { return None };
    let names = members.iter().map(|m| format!("`{}`", m.name())).collect::<Vec<_>>().join(", ");
    Some(format!("A tagged union: exactly one of {names} is set."))
}

fn holds_document(shape: Shape, above: &mut Vec<&'static str>) -> bool {
    if above.contains(&shape.name()) {
        return false;
    }
    above.push(shape.name());
    let holds = match shape.kind() {
        Kind::Document => true,
        Kind::List(item) => holds_document(item, above),
        Kind::Map { value, .. } => holds_document(value, above),
        Kind::Structure(members) | Kind::Union(members) => {
            members.iter().any(|m| holds_document(m.shape(), above))
        }
        _ => false,
    };
    above.pop();
    holds
}
