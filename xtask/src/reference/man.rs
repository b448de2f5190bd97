//! Pages as roff for `man`.

use awsmodel_command::help::prose::{Inline, Prose, first_sentence};
use awsmodel_command::help::{CommandPage, Entry, Part};
use awsmodel_command::{Command, Program};
use roff::{Inline as Word, Roff};

use super::text::roff::{argument, plain, slanted, strong, words};
use super::text::{self, address};

/// Where a long word may be broken: a mark that no text has, until the page is written.
const BREAK: char = '\u{200b}';

/// Words longer than this may be broken.
const LONG: usize = 24;

/// The page of a command.
pub(super) fn command(program: &Program, page: &CommandPage) -> String {
    let mut roff = start(program, &format!("{}-{}", program.name, page.name), page.docs);
    roff.control("SH", ["DESCRIPTION"]);
    prose(&mut roff, page.docs);
    page.notes.iter().chain(&page.since).for_each(|note| prose(&mut roff, note));
    roff.control("SH", ["SYNOPSIS"]);
    let head = format!("{} {}", program.name, page.name);
    let lines = page.synopsis.iter().chain(&page.global_synopsis).map(|line| format!("  {line}"));
    code(&mut roff, std::iter::once(head).chain(lines));
    roff.control("SH", ["OPTIONS"]);
    page.options.iter().for_each(|option| entry(&mut roff, option));
    roff.control("SH", ["GLOBAL OPTIONS"]);
    page.globals.iter().for_each(|option| entry(&mut roff, option));
    if !page.examples.is_empty() {
        roff.control("SH", ["EXAMPLES"]);
    }
    for example in &page.examples {
        prose(&mut roff, example.title);
        code(&mut roff, example.command.lines().chain([""]).chain(example.output.lines()).map(str::to_owned));
    }
    roff.control("SH", ["OUTPUT"]);
    page.output.iter().for_each(|member| entry(&mut roff, member));
    if page.output.is_empty() {
        prose(&mut roff, "None");
    }
    if !page.errors.is_empty() {
        roff.control("SH", ["ERRORS"]);
    }
    for (code, docs) in &page.errors {
        roff.control("TP", []);
        words(&mut roff, [strong(code)]);
        paragraphs(&mut roff, docs);
    }
    roff.control("SH", ["SEE ALSO"]);
    let address = address::safe(&page.reference).map(|address| format!(", <{address}>")).unwrap_or_default();
    prose(&mut roff, &format!("`{}`(1){address}", program.name));
    finish(&roff)
}

/// The page of the program.
pub(super) fn index(program: &Program) -> String {
    let mut roff = start(program, program.name, program.docs);
    roff.control("SH", ["DESCRIPTION"]);
    prose(&mut roff, program.docs);
    roff.control("SH", ["COMMANDS"]);
    let mut commands: Vec<&Command> = program.commands.iter().collect();
    commands.sort_unstable_by_key(|c| c.name());
    for command in commands {
        roff.control("TP", []);
        words(&mut roff, [strong(&format!("{}-{}", program.name, command.name())), plain("(1)")]);
        paragraphs(&mut roff, first_sentence(command.docs()));
    }
    for (name, about) in super::waits::listed(program) {
        roff.control("TP", []);
        let page = format!("{}-{}", program.name, super::names::page(&name));
        words(&mut roff, [strong(&page), plain("(1)")]);
        paragraphs(&mut roff, about);
    }
    finish(&roff)
}

/// The page of situations and hints.
pub(super) fn wrong(program: &Program) -> String {
    let mut roff = start(program, &format!("{}-{}", program.name, super::names::WRONG), "What went wrong?");
    roff.control("SH", ["DESCRIPTION"]);
    prose(&mut roff, super::WRONG);
    roff.control("SH", ["SITUATIONS"]);
    for (situation, sentence) in super::situations() {
        prose(&mut roff, situation);
        code(&mut roff, sentence.lines().map(str::to_owned));
    }
    finish(&roff)
}

fn start(program: &Program, name: &str, docs: &str) -> Roff {
    let mut roff = Roff::new();
    let source = format!("{} {}", program.name, program.version);
    let title = name.to_uppercase();
    let arguments =
        [&title, "1", program.service.api_version, &source, program.service.full_name].map(argument);
    roff.control("TH", arguments.iter().map(String::as_str));
    // Commands are copied from these pages: no hyphens at the ends of lines, no stretched blanks.
    roff.control("nh", []).control("ad", ["l"]);
    roff.control("SH", ["NAME"]);
    let summary = text::plain(first_sentence(docs));
    words(&mut roff, [plain(&format!("{name} - {}", summary.trim_end_matches('.')))]);
    roff
}

fn finish(roff: &Roff) -> String {
    roff.to_roff().replace(BREAK, "\\:")
}

/// Text whose long words may be broken behind their punctuation.
fn breakable(text: &str) -> String {
    let word = |word: &str| match word.chars().count() {
        0..=LONG => word.to_owned(),
        _ => {
            word.chars().flat_map(|c| [Some(c), (!c.is_alphanumeric()).then_some(BREAK)]).flatten().collect()
        }
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// An entry as a tagged paragraph; its parts are indented below it.
fn entry(roff: &mut Roff, entry: &Entry) {
    let mut head = Vec::new();
    for (index, name) in entry.names.iter().enumerate() {
        head.extend((index > 0).then(|| plain(" | ")));
        head.push(strong(name));
    }
    let gap = if head.is_empty() { "" } else { " " };
    let required = if entry.required { " [required]" } else { "" };
    head.push(plain(&format!("{gap}({}){required}", entry.kind)));
    roff.control("TP", []);
    words(roff, head);
    paragraphs(roff, entry.docs);
    roff.control("RS", []);
    for note in entry.notes() {
        prose(roff, note);
    }
    facts(roff, entry);
    for part in &entry.parts {
        match part {
            Part::Entry(part) => self::entry(roff, part),
            Part::Recursive => prose(roff, "… and so on"),
        }
    }
    for block in &entry.syntax {
        prose(roff, &format!("{}:", block.form.heading()));
        code(roff, block.lines.iter().cloned());
    }
    roff.control("RE", []);
}

fn facts(roff: &mut Roff, entry: &Entry) {
    if !entry.values.is_empty() {
        prose(roff, "Possible values:");
    }
    for (value, docs) in &entry.values {
        roff.control("IP", ["\u{2022}", "2"]);
        words(roff, [strong(value)]);
        if !docs.is_empty() {
            words(roff, [plain(&format!(": {}", text::plain(docs)))]);
        }
    }
    if !entry.limits.is_empty() {
        prose(roff, "Constraints:");
    }
    for (name, limit) in &entry.limits {
        roff.control("IP", ["\u{2022}", "2"]);
        words(roff, [plain(&breakable(&format!("{name}: {limit}")))]);
    }
}

/// A text with a blank line before each of its blocks.
fn prose(roff: &mut Roff, text: &str) {
    for block in text::read(text) {
        roff.control("PP", []);
        self::block(roff, &block);
    }
}

/// A text whose first block goes on where the page is.
fn paragraphs(roff: &mut Roff, text: &str) {
    for (index, block) in text::read(text).iter().enumerate() {
        if index > 0 {
            roff.control("IP", []);
        }
        self::block(roff, block);
    }
}

fn block(roff: &mut Roff, block: &Prose) {
    match block {
        Prose::Paragraph(inlines) => {
            words(roff, inlines.iter().map(word));
        }
        Prose::List(items) => {
            for item in items {
                roff.control("IP", ["\u{2022}", "2"]);
                item.iter().for_each(|block| self::block(roff, block));
            }
        }
        Prose::Code(text) => code(roff, text.lines().map(str::to_owned)),
    }
}

fn word(inline: &Inline) -> Word {
    match inline {
        Inline::Text(_) | Inline::Link(..) => plain(&breakable(&inline.plain())),
        Inline::Code(text) | Inline::Strong(text) => strong(&breakable(text)),
        Inline::Emphasis(text) => slanted(&breakable(text)),
    }
}

fn code(roff: &mut Roff, lines: impl Iterator<Item = String>) {
    roff.control("PP", []).control("RS", ["4"]).control("nf", []);
    for line in lines {
        words(roff, [plain(&line)]);
    }
    roff.control("fi", []).control("RE", []);
}
