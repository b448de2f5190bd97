//! Pages as reStructuredText, in the form of the AWS CLI's published reference.
//!
//! Its blank lines are part of that form: every paragraph starts and ends with one, and so does every
//! step in or out, whatever stands around it.

use awsmodel_command::help::prose::{Inline, Prose};
use awsmodel_command::help::{CommandPage, Entry, Form, Part};
use awsmodel_command::{Example, Program};

use super::text::rest::{code, link, stressed, text};
use super::text::{self, address};
use super::{Era, names};

/// Spaces of a step in.
const STEP: usize = 2;

/// What the seed's era said about options that no model describes.
const SEED_WORDS: &[(&str, &str)] = &[
    (
        "--cli-input-json",
        "Performs service operation based on the JSON string provided. The JSON string follows the format provided \
         by ``--generate-cli-skeleton``. If other arguments are provided on the command line, the CLI values will \
         override the JSON-provided values. It is not possible to pass arbitrary binary values using a \
         JSON-provided value as the string will be taken literally.",
    ),
    (
        "--generate-cli-skeleton",
        "Prints a JSON skeleton to standard output without sending an API request. If provided with no value or \
         the value ``input``, prints a sample input JSON that can be used as an argument for ``--cli-input-json``. \
         If provided with the value ``output``, it validates the command inputs and returns a sample output JSON \
         for that command.",
    ),
];

const GLOBALS_ELSEWHERE: &str =
    "See :doc:`'aws help' </reference/index>` for descriptions of global parameters.";

/// The page of a command.
pub(super) fn command(program: &Program, page: &CommandPage, era: Era) -> String {
    let mut writer = Writer { out: String::new(), indent: 0, era };
    writer.head(program.name, page.name);
    writer.description(page);
    writer.synopsis(page);
    writer.h2("Options");
    page.options.iter().for_each(|option| writer.option(option));
    if era == Era::Seed {
        writer.write("\n");
        writer.line(GLOBALS_ELSEWHERE);
    } else {
        writer.h2("Global Options");
        page.globals.iter().for_each(|option| writer.option(option));
        writer.examples(&page.examples);
    }
    writer.h2("Output");
    page.output.iter().for_each(|member| writer.member(member));
    if page.output.is_empty() {
        writer.write("None");
    }
    if era == Era::Present && !page.errors.is_empty() {
        writer.errors(&page.errors);
    }
    writer.out
}

/// The page that lists the commands.
pub(super) fn index(program: &Program, era: Era) -> String {
    let mut writer = Writer { out: String::new(), indent: 0, era };
    let name = program.name;
    writer.write("[ :ref:`aws <cli:aws>` ]");
    writer.paragraph();
    writer.line(&format!(".. _cli:aws {name}:"));
    writer.heading(name, '*');
    writer.h2("Description");
    writer.prose(program.docs);
    writer.h2("Available Commands");
    writer.write("\n.. toctree::\n  :maxdepth: 1\n  :titlesonly:\n\n");
    let mut names: Vec<&str> = program.commands.iter().map(|c| c.name()).collect();
    names.sort_unstable();
    let waits = super::waits::listed(program).filter(|_| era == Era::Present);
    let pages = names.iter().map(|name| names::page(name)).chain(waits.map(|(name, _)| names::page(&name)));
    pages.for_each(|page| writer.write(&format!("  {page}\n")));
    writer.out
}

/// The page of situations and hints.
pub(super) fn wrong() -> String {
    let mut writer = Writer { out: String::new(), indent: 0, era: Era::Present };
    writer.heading("What went wrong?", '*');
    writer.prose(super::WRONG);
    for (situation, sentence) in super::situations() {
        writer.paragraph();
        writer.prose(situation);
        writer.paragraph();
        writer.code("", |writer| sentence.lines().for_each(|line| writer.line(line)));
    }
    writer.out
}

struct Writer {
    out: String,
    indent: usize,
    era: Era,
}

impl Writer {
    fn write(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn spaces(&mut self) {
        self.out.extend(std::iter::repeat_n(' ', self.indent * STEP));
    }

    fn line(&mut self, text: &str) {
        self.spaces();
        self.write(&text::line(text));
        self.write("\n");
    }

    fn paragraph(&mut self) {
        self.write("\n\n");
        self.spaces();
    }

    fn new_line(&mut self) {
        self.write("\n");
        self.spaces();
    }

    fn indented(&mut self, write: impl FnOnce(&mut Writer)) {
        self.indent += 1;
        write(self);
        self.indent -= 1;
        self.paragraph();
    }

    fn heading(&mut self, text: &str, border: char) {
        let border: String = std::iter::repeat_n(border, text.chars().count()).collect();
        self.paragraph();
        self.write(&format!("{border}\n{text}\n{border}"));
        self.paragraph();
    }

    fn h2(&mut self, text: &str) {
        self.heading(text, '=');
    }

    fn head(&mut self, program: &str, name: &str) {
        self.write(&format!("[ :ref:`aws <cli:aws>` . :ref:`{program} <cli:aws {program}>` ]"));
        if self.era == Era::Present {
            self.write("\n\n.. meta::\n");
            self.write(&format!("   :description: The command {program} {name}: options, examples, output."));
        }
        self.paragraph();
        self.line(&format!(".. _cli:aws {program} {name}:"));
        self.heading(name, '*');
    }

    fn description(&mut self, page: &CommandPage) {
        self.h2("Description");
        self.prose(page.docs);
        self.paragraph();
        if let Some(address) = address::safe(&page.reference) {
            self.write(&format!("See also: `AWS API Documentation <{address}>`_"));
        }
        let since = page.since.as_ref().filter(|_| self.era == Era::Present);
        for note in page.notes.iter().chain(since) {
            self.paragraph();
            self.prose(note);
        }
        self.paragraph();
        if self.era == Era::Seed {
            self.line(GLOBALS_ELSEWHERE);
        }
    }

    fn synopsis(&mut self, page: &CommandPage) {
        self.h2("Synopsis");
        let globals = if self.era == Era::Seed { &[][..] } else { &page.global_synopsis };
        self.code("", |writer| {
            writer.line(page.name);
            page.synopsis.iter().chain(globals).for_each(|line| writer.line(line));
        });
    }

    /// A literal block behind some words.
    fn code(&mut self, words: &str, write: impl FnOnce(&mut Writer)) {
        self.write(words);
        self.write("::");
        self.indented(|writer| {
            writer.paragraph();
            write(writer);
        });
    }

    fn option(&mut self, option: &Entry) {
        let names: Vec<String> = option.names.iter().map(|name| code(&text::line(name))).collect();
        let required = if option.required { " [required]" } else { "" };
        self.write(&format!("{} ({}){required}\n", names.join(" | "), option.kind));
        let fixed = SEED_WORDS.iter().find(|(name, _)| option.names.iter().any(|n| n == name));
        if let (Era::Seed, Some((_, words))) = (self.era, fixed) {
            self.write(words);
            self.paragraph();
            return;
        }
        self.indented(|writer| {
            writer.about(option);
            if writer.era == Era::Present {
                writer.parts(&option.parts);
            }
        });
        self.syntax(option);
    }

    fn syntax(&mut self, option: &Entry) {
        for block in &option.syntax {
            self.paragraph();
            self.code(block.form.heading(), |writer| {
                if block.form == Form::Shorthand {
                    return block.lines.iter().for_each(|line| writer.line(line));
                }
                for (index, line) in block.lines.iter().enumerate() {
                    if index > 0 {
                        writer.new_line();
                    }
                    writer.write(&text::line(line));
                }
            });
            if block.form != Form::Shorthand {
                self.paragraph();
            }
        }
    }

    fn member(&mut self, member: &Entry) {
        let name = member
            .names
            .first()
            .map(|name| format!("{} -> ", text(&text::line(name), true)))
            .unwrap_or_default();
        let required = if member.required { " [required]" } else { "" };
        self.write(&format!("{name}({}){required}", member.kind));
        self.indented(|writer| {
            writer.paragraph();
            writer.about(member);
            writer.paragraph();
            writer.parts(&member.parts);
        });
    }

    fn parts(&mut self, parts: &[Part]) {
        for part in parts {
            match part {
                Part::Entry(entry) => self.member(entry),
                Part::Recursive => self.write("( ... recursive ... )"),
            }
        }
    }

    /// What an entry means, its values and constraints.
    fn about(&mut self, entry: &Entry) {
        self.prose(entry.docs);
        let since = entry.since.as_deref().filter(|_| self.era == Era::Present);
        for note in entry.note.as_deref().into_iter().chain(since) {
            self.prose(note);
        }
        if !entry.values.is_empty() {
            self.bullets(
                "Possible values:",
                entry.values.iter().map(|(v, docs)| (code(&text::line(v)), *docs)),
            );
        }
        if !entry.limits.is_empty() {
            let limits = entry
                .limits
                .iter()
                .map(|(name, limit)| (format!("{name}: {}", code(&text::line(limit))), ""));
            self.bullets("Constraints:", limits);
        }
    }

    fn bullets<'a>(&mut self, title: &str, items: impl Iterator<Item = (String, &'a str)>) {
        self.paragraph();
        self.write(title);
        self.paragraph();
        for (item, docs) in items {
            self.new_line();
            self.write("* ");
            self.line(&item);
            if self.era == Era::Present && !docs.is_empty() {
                self.indent += 2;
                self.prose(docs);
                self.indent -= 2;
            }
            self.new_line();
        }
        self.paragraph();
    }

    fn examples(&mut self, examples: &[Example]) {
        if examples.is_empty() {
            return;
        }
        self.h2(if examples.len() == 1 { "Example" } else { "Examples" });
        for example in examples {
            self.prose(example.title);
            let lines =
                |writer: &mut Writer, text: &str| text::lines(text).for_each(|line| writer.line(&line));
            if !example.command.trim().is_empty() {
                self.code("", |writer| lines(writer, example.command));
            }
            if !example.output.trim().is_empty() {
                self.write("Output");
                self.code("", |writer| lines(writer, example.output));
            }
        }
    }

    fn errors(&mut self, errors: &[(&str, &str)]) {
        self.h2("Errors");
        for (code, docs) in errors {
            self.write(&self::code(&text::line(code)));
            self.indented(|writer| writer.prose(docs));
        }
    }

    fn prose(&mut self, text: &str) {
        text::read(text).iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &Prose) {
        match block {
            Prose::Paragraph(inlines) => {
                self.paragraph();
                self.inlines(inlines);
                self.paragraph();
            }
            Prose::List(items) => {
                self.paragraph();
                items.iter().for_each(|item| self.item(item));
                self.paragraph();
            }
            Prose::Code(text) => {
                self.paragraph();
                self.code("", |writer| text.lines().for_each(|line| writer.line(line)));
            }
        }
    }

    /// An item of a list. Its paragraphs have no blank lines of their own.
    fn item(&mut self, blocks: &[Prose]) {
        self.new_line();
        self.write("* ");
        self.indent += 1;
        for block in blocks {
            match block {
                Prose::Paragraph(inlines) => self.inlines(inlines),
                _ => self.block(block),
            }
        }
        self.indent -= 1;
        self.new_line();
    }

    /// The words of a paragraph.
    fn inlines(&mut self, inlines: &[Inline]) {
        for (index, inline) in inlines.iter().enumerate() {
            match inline {
                Inline::Text(text) => self.text(text, index == 0),
                Inline::Code(text) => self.write(&code(text)),
                Inline::Emphasis(text) => self.write(&stressed(text, "*")),
                Inline::Strong(text) => self.write(&stressed(text, "**")),
                Inline::Link(text, address) => self.write(&link(text, address)),
            }
            if !matches!(inline, Inline::Text(_)) {
                self.end_of_mark(inlines.get(index + 1));
            }
        }
    }

    /// A mark ends before a blank or a stop. The seed's era set a blank in any case, and took away
    /// the one that followed.
    fn end_of_mark(&mut self, next: Option<&Inline>) {
        let goes_on = match next {
            Some(Inline::Text(text)) => text.starts_with(char::is_alphanumeric),
            Some(_) => true,
            None => false,
        };
        match self.era {
            Era::Seed => self.write(" "),
            Era::Present if goes_on => self.write("\\ "),
            Era::Present => {}
        }
    }

    fn text(&mut self, words: &str, starts_block: bool) {
        let words = match (self.era, words.trim_start()) {
            (Era::Present, _) => text(words, starts_block),
            (Era::Seed, "") => " ".to_owned(),
            (Era::Seed, words) => text(words, starts_block),
        };
        self.write(&words);
    }
}
