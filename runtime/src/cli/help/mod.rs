//! Help pages for a terminal, from the same tables that the parsers walk.
//!
//! In: the program's tables, a dialect, a width. Out: plain text. Nothing here prints, pages or
//! knows a service.

mod prose;
mod syntax;

use super::args::{self, CommandOption, Target};
use super::{Command, Program};
use crate::dialect::Dialect;
use crate::schema::{Kind, Member, Shape};
use prose::Page;

/// How far each level is indented.
const STEP: usize = 3;

/// The help page of a command, or of the program.
pub(crate) fn page(
    program: &Program,
    command: Option<&Command>,
    dialect: &'static Dialect,
    width: usize,
) -> String {
    let mut writer = Writer { program, dialect, page: Page::new(width) };
    match command {
        Some(command) => writer.command(command),
        None => writer.program(),
    }
    writer.page.finish()
}

struct Writer<'a> {
    program: &'a Program,
    dialect: &'static Dialect,
    page: Page,
}

impl Writer<'_> {
    fn program(&mut self) {
        let Program { name, docs, service, commands, .. } = self.program;
        self.page.section("NAME");
        self.page.line(STEP, &format!("{name} - {}", service.full_name));
        self.page.section("DESCRIPTION");
        self.page.prose(STEP, docs);
        self.page.section("SYNOPSIS");
        self.page.line(STEP, &format!("{name} [options] <command> [parameters]"));
        self.page.line(STEP, &format!("{name} <command> help"));
        self.page.section("AVAILABLE COMMANDS");
        for command in *commands {
            self.page.line(STEP, command.name);
            self.page.wrapped(3 * STEP, prose::first_sentence(command.docs));
        }
        self.global_options();
    }

    fn command(&mut self, command: &Command) {
        let options = args::command_options(command, self.dialect);
        let shown: Vec<&CommandOption> = options.iter().filter(|o| !o.is_hidden(command)).collect();
        self.page.section("NAME");
        let summary = prose::first_sentence(command.docs);
        let dash = if summary.is_empty() { "" } else { " - " };
        self.page.line(STEP, &format!("{}{dash}{summary}", command.name));
        self.page.section("DESCRIPTION");
        self.page.prose(STEP, command.docs);
        if let Some(reason) = command.operation.unsupported {
            self.page.prose(STEP, &format!("This command cannot be run: {reason}."));
        }
        self.page.section("SYNOPSIS");
        self.page.line(2 * STEP, command.name);
        for line in synopsis(&shown) {
            self.page.line(STEP, &line);
        }
        self.page.section("OPTIONS");
        for option in shown {
            self.option(command, option);
        }
        self.global_options();
        self.examples(command);
        self.page.section("OUTPUT");
        match command.operation.output {
            Some(shape) if !shape.members().is_empty() => self.members(shape, STEP, &mut vec![shape]),
            _ => self.page.line(STEP, "None"),
        }
    }

    fn option(&mut self, command: &Command, option: &CommandOption) {
        let (Target::Member(index) | Target::Flag(index, true)) = option.target else {
            if let Some((kind, text)) = fixed_text(option.target) {
                self.page.blank();
                self.page.line(STEP, &format!("{} ({kind})", option.word));
                self.page.prose(2 * STEP, text);
            }
            return;
        };
        let Some(input) = command.operation.input else { return };
        let member = &input.members()[index];
        let name = command.options[index];
        let word = match member.shape.kind {
            Kind::Boolean => format!("--{name} | --no-{name}"),
            _ => format!("--{name}"),
        };
        self.page.blank();
        self.page.line(STEP, &format!("{word} ({}){}", type_name(member.shape), required(member)));
        self.page.prose(2 * STEP, self.docs(input, index));
        self.facts(member.shape, 2 * STEP);
        self.nested(member.shape, 2 * STEP, &mut vec![input]);
        self.syntax(member.shape);
    }

    /// How a value of this shape is written.
    fn syntax(&mut self, shape: &'static Shape) {
        for (label, lines) in syntax::blocks(shape) {
            self.page.blank();
            self.page.line(2 * STEP, label);
            self.page.blank();
            lines.iter().for_each(|line| self.page.line(3 * STEP, line));
        }
    }

    /// Possible values and constraints.
    fn facts(&mut self, shape: &Shape, indent: usize) {
        let values: Vec<String> = shape.enum_values().iter().map(|v| self.value(shape, v)).collect();
        let limits = [("min", shape.min), ("max", shape.max)];
        let limits = limits.into_iter().filter_map(|(name, limit)| Some(format!("{name}: {}", limit?)));
        let limits = limits.chain(shape.pattern.map(|p| format!("pattern: {p}"))).collect();
        for (title, items) in [("Possible values:", values), ("Constraints:", limits)] {
            if items.is_empty() || (title == "Constraints:" && !shape.enum_values().is_empty()) {
                continue;
            }
            self.page.blank();
            self.page.line(indent, title);
            items.iter().for_each(|item| self.page.line(indent + 2, &format!("- {item}")));
        }
    }

    fn value(&self, shape: &Shape, value: &str) -> String {
        let docs =
            self.program.shape_docs(shape.name).and_then(|d| d.values.iter().find(|v| v.value == value));
        docs.map_or_else(|| value.to_owned(), |d| format!("{value}: {}", prose::plain(d.docs)))
    }

    /// The parts of a shape, each with its type, its words and its own parts.
    fn nested(&mut self, shape: &'static Shape, indent: usize, above: &mut Vec<&'static Shape>) {
        if above.iter().any(|s| std::ptr::eq(*s, shape)) {
            return;
        }
        above.push(shape);
        match shape.kind {
            Kind::Structure(_) | Kind::Union(_) => self.members(shape, indent, above),
            Kind::List(item) => self.part("", item, indent, above),
            Kind::Map { key, value } => {
                self.part("key -> ", key, indent, above);
                self.part("value -> ", value, indent, above);
            }
            _ => {}
        }
        above.pop();
    }

    fn part(&mut self, label: &str, shape: &'static Shape, indent: usize, above: &mut Vec<&'static Shape>) {
        self.page.blank();
        self.page.line(indent, &format!("{label}({})", type_name(shape)));
        self.facts(shape, indent + STEP);
        self.nested(shape, indent + STEP, above);
    }

    fn members(&mut self, shape: &'static Shape, indent: usize, above: &mut Vec<&'static Shape>) {
        for (index, member) in shape.members().iter().enumerate() {
            self.page.blank();
            let heading = format!("{} -> ({}){}", member.name, type_name(member.shape), required(member));
            self.page.line(indent, &heading);
            self.page.prose(indent + STEP, self.docs(shape, index));
            self.facts(member.shape, indent + STEP);
            self.nested(member.shape, indent + STEP, above);
        }
    }

    fn docs(&self, shape: &Shape, index: usize) -> &'static str {
        self.program.shape_docs(shape.name).and_then(|d| d.members.get(index)).copied().unwrap_or_default()
    }

    fn global_options(&mut self) {
        self.page.section("GLOBAL OPTIONS");
        for (word, choices) in args::global_options(self.dialect) {
            let choices =
                if choices.is_empty() { String::new() } else { format!(" ({})", choices.join(" | ")) };
            self.page.line(STEP, &format!("{word}{choices}"));
        }
    }

    fn examples(&mut self, command: &Command) {
        if command.examples.is_empty() {
            return;
        }
        self.page.section("EXAMPLES");
        for example in command.examples {
            self.page.blank();
            self.page.prose(STEP, example.title);
            self.page.blank();
            example.command.lines().for_each(|line| self.page.line(2 * STEP, line));
            self.page.blank();
            example.output.lines().for_each(|line| self.page.line(2 * STEP, line));
        }
    }
}

fn required(member: &Member) -> &'static str {
    if member.required { " [required]" } else { "" }
}

fn type_name(shape: &Shape) -> &'static str {
    match shape.kind {
        Kind::Document => "document",
        Kind::Union(_) => "tagged union structure",
        _ => shape.type_name(),
    }
}

/// One line an option; the two flags of a boolean share one.
fn synopsis(options: &[&CommandOption]) -> Vec<String> {
    let line = |option: &&CommandOption| {
        let word = &option.word;
        match option.target {
            Target::Flag(_, false) => None,
            Target::Flag(_, true) => Some(format!("[{word} | --no-{}]", word.trim_start_matches('-'))),
            _ if option.is_required() => Some(format!("{word} <value>")),
            _ => Some(format!("[{word} <value>]")),
        }
    };
    options.iter().filter_map(line).collect()
}

/// Types and words of the options that every command has.
fn fixed_text(target: Target) -> Option<(&'static str, &'static str)> {
    use super::args::Paging;
    Some(match target {
        Target::InputJson => (
            "string",
            "Takes the request from a JSON document, or from the file that `file://NAME` names, in the form that \
             `--generate-cli-skeleton` prints. What an option says wins over the document.",
        ),
        Target::InputYaml => (
            "string",
            "As `--cli-input-json`, in YAML: the form that `--generate-cli-skeleton yaml-input` prints. Only one \
             of the two can be given.",
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
        Target::Member(_) | Target::Flag(..) => return None,
    })
}
