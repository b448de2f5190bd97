//! Pages as roff for `man`.

use awsmodel_command::help::prose::{self, Inline, Prose};
use awsmodel_command::help::{CommandPage, Entry, Part};
use awsmodel_command::{Command, Program};
use roff::{Inline as Word, Roff, bold, italic, roman};

/// Where a long word may be broken: a mark that no text has, until the page is written.
const BREAK: char = '\u{200b}';

/// Words longer than this may be broken.
const LONG: usize = 24;

/// The page of a command.
pub(super) fn command(program: &Program, page: &CommandPage) -> String {
    let mut roff = start(program, &format!("{}-{}", program.name, page.name), page.docs);
    roff.control("SH", ["DESCRIPTION"]);
    text(&mut roff, page.docs);
    page.notes.iter().for_each(|note| text(&mut roff, note));
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
        text(&mut roff, example.title);
        code(&mut roff, example.command.lines().chain([""]).chain(example.output.lines()).map(str::to_owned));
    }
    roff.control("SH", ["OUTPUT"]);
    page.output.iter().for_each(|member| entry(&mut roff, member));
    if page.output.is_empty() {
        text(&mut roff, "None");
    }
    if !page.errors.is_empty() {
        roff.control("SH", ["ERRORS"]);
    }
    for (code, docs) in &page.errors {
        roff.control("TP", []).text([bold(*code)]);
        paragraphs(&mut roff, docs);
    }
    roff.control("SH", ["SEE ALSO"]);
    text(&mut roff, &format!("`{}`(1), <{}>", program.name, page.reference));
    finish(&roff)
}

/// The page of the program.
pub(super) fn index(program: &Program) -> String {
    let mut roff = start(program, program.name, program.docs);
    roff.control("SH", ["DESCRIPTION"]);
    text(&mut roff, program.docs);
    roff.control("SH", ["COMMANDS"]);
    let mut commands: Vec<&&Command> = program.commands.iter().collect();
    commands.sort_unstable_by_key(|c| c.name);
    for command in commands {
        roff.control("TP", []).text([bold(format!("{}-{}", program.name, command.name)), roman("(1)")]);
        paragraphs(&mut roff, prose::first_sentence(command.docs));
    }
    finish(&roff)
}

fn start(program: &Program, name: &str, docs: &str) -> Roff {
    let mut roff = Roff::new();
    let source = format!("{} {}", program.name, program.version);
    roff.control(
        "TH",
        [name.to_uppercase().as_str(), "1", program.service.api_version, &source, program.service.full_name],
    );
    // Commands are copied from these pages: no hyphens at the ends of lines, no stretched blanks.
    roff.control("nh", []).control("ad", ["l"]);
    roff.control("SH", ["NAME"]);
    let summary = prose::plain(prose::first_sentence(docs));
    roff.text([roman(format!("{name} - {}", summary.trim_end_matches('.')))]);
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
        head.extend((index > 0).then(|| roman(" | ")));
        head.push(bold(name));
    }
    let gap = if head.is_empty() { "" } else { " " };
    let required = if entry.required { " [required]" } else { "" };
    head.push(roman(format!("{gap}({}){required}", entry.kind)));
    roff.control("TP", []).text(head);
    paragraphs(roff, entry.docs);
    roff.control("RS", []);
    if let Some(note) = &entry.note {
        text(roff, note);
    }
    facts(roff, entry);
    for part in &entry.parts {
        match part {
            Part::Entry(part) => self::entry(roff, part),
            Part::Recursive => text(roff, "… and so on"),
        }
    }
    for block in &entry.syntax {
        text(roff, &format!("{}:", block.form.heading()));
        code(roff, block.lines.iter().cloned());
    }
    roff.control("RE", []);
}

fn facts(roff: &mut Roff, entry: &Entry) {
    if !entry.values.is_empty() {
        text(roff, "Possible values:");
    }
    for (value, docs) in &entry.values {
        roff.control("IP", ["\u{2022}", "2"]).text([bold(*value)]);
        if !docs.is_empty() {
            roff.text([roman(format!(": {}", prose::plain(docs)))]);
        }
    }
    if !entry.limits.is_empty() {
        text(roff, "Constraints:");
    }
    for (name, limit) in &entry.limits {
        roff.control("IP", ["\u{2022}", "2"]).text([roman(breakable(&format!("{name}: {limit}")))]);
    }
}

/// A text with a blank line before each of its blocks.
fn text(roff: &mut Roff, words: &str) {
    for block in prose::read(words) {
        roff.control("PP", []);
        self::block(roff, &block);
    }
}

/// A text whose first block goes on where the page is.
fn paragraphs(roff: &mut Roff, words: &str) {
    for (index, block) in prose::read(words).iter().enumerate() {
        if index > 0 {
            roff.control("IP", []);
        }
        self::block(roff, block);
    }
}

fn block(roff: &mut Roff, block: &Prose) {
    match block {
        Prose::Paragraph(inlines) => {
            roff.text(inlines.iter().map(word).collect::<Vec<_>>());
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
        Inline::Text(_) | Inline::Link(..) => roman(breakable(&inline.plain())),
        Inline::Code(text) | Inline::Strong(text) => bold(breakable(text)),
        Inline::Emphasis(text) => italic(breakable(text)),
    }
}

fn code(roff: &mut Roff, lines: impl Iterator<Item = String>) {
    roff.control("PP", []).control("RS", ["4"]).control("nf", []);
    for line in lines {
        roff.text([roman(line)]);
    }
    roff.control("fi", []).control("RE", []);
}
