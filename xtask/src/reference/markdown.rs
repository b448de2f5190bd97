//! Pages as Markdown that GitHub renders.

use std::fmt::Write as _;

use awsmodel_command::Program;
use awsmodel_command::help::prose::first_sentence;
use awsmodel_command::help::{CommandPage, Entry, Part};

use super::guides::{GUIDES, Guide, START, Section};
use super::names;
use super::tasks::Task;
use super::text::markdown::{behind, code, fenced, prose, text};
use super::text::{address, line, lines};
use super::waits;
use super::written::Written;

/// The page of a command.
pub(super) fn command(program: &Program, page: &CommandPage) -> String {
    let mut out = format!("# {} {}\n\n{}\n", program.name, page.name, prose(page.docs, 0));
    for note in page.notes.iter().chain(&page.since) {
        let _ = write!(out, "\n{}\n", prose(note, 0));
    }
    if let Some(address) = address::safe(&page.reference) {
        let _ = write!(out, "\nSee also: [AWS API Documentation]({address})\n");
    }
    let synopsis =
        page.synopsis.iter().chain(&page.global_synopsis).map(|text| format!("    {}", line(text)));
    let head = format!("{} {}", program.name, page.name);
    let _ = write!(out, "\n## Synopsis\n\n{}\n", block("text", std::iter::once(head).chain(synopsis)));
    out.push_str("\n## Options\n");
    page.options.iter().for_each(|entry| option(&mut out, entry));
    out.push_str("\n## Global options\n\n");
    page.globals.iter().for_each(|entry| item(&mut out, entry, 0));
    if !page.examples.is_empty() {
        out.push_str("\n## Examples\n");
    }
    for example in &page.examples {
        let _ = write!(out, "\n{}\n\n{}\n", prose(example.title, 0), block("sh", lines(example.command)));
        if !example.output.is_empty() {
            let _ = write!(out, "\n{}\n", block("json", lines(example.output.trim_end())));
        }
    }
    out.push_str("\n## Output\n\n");
    page.output.iter().for_each(|entry| item(&mut out, entry, 0));
    if page.output.is_empty() {
        out.push_str("None\n");
    }
    if !page.errors.is_empty() {
        out.push_str("\n## Errors\n\n");
    }
    for (name, docs) in &page.errors {
        let _ = writeln!(out, "- {}{}", code(&line(name)), behind(docs, 0));
    }
    out
}

/// The page that lists the commands by task.
pub(super) fn index(program: &Program, tasks: &[Task<'_>], written: &[Written]) -> String {
    let mut out = format!("# {}\n\n{}\n", program.name, prose(program.docs, 0));
    START.iter().for_each(|part| section(&mut out, program, part));
    for task in tasks {
        let _ = write!(out, "\n## {}\n\n", text(&line(&task.title), true));
        for command in &task.commands {
            let page = names::page(command.name());
            let summary = behind(first_sentence(command.docs()), 1);
            let _ = writeln!(out, "- [`{}`]({page}.md){summary}", command.name());
        }
    }
    if let Some(docs) = program.wait_docs() {
        let _ = write!(out, "\n## {}\n\n{}\n\n", waits::TITLE, prose(docs, 0));
    }
    for (name, about) in waits::listed(program) {
        let _ = writeln!(out, "- [`{name}`]({}.md){}", names::page(&name), behind(about, 1));
    }
    for guide in GUIDES {
        let _ = writeln!(out, "\n[{}]({}.md)", guide.title, guide.page);
    }
    for page in written {
        let _ = writeln!(out, "\n[{}]({}.md)", text(&line(&page.title), true), page.page);
    }
    let _ = writeln!(out, "\n[What went wrong?]({}.md)", names::WRONG);
    out
}

/// A page for newcomers.
pub(super) fn guide(program: &Program, guide: &Guide) -> String {
    let mut out = format!("# {}\n", guide.title);
    guide.sections.iter().for_each(|part| section(&mut out, program, part));
    out
}

fn section(out: &mut String, program: &Program, part: &Section) {
    let _ = write!(out, "\n## {}\n\n{}\n", part.heading(), prose(&part.words(program), 0));
    if let Some(code) = part.code(program) {
        let _ = write!(out, "\n{}\n", block("sh", lines(&code)));
    }
}

/// The page of situations and hints.
pub(super) fn wrong() -> String {
    let mut out = format!("# What went wrong?\n\n{}\n", prose(super::WRONG, 0));
    for (situation, sentence) in super::situations() {
        let _ = write!(out, "\n{}\n\n{}\n", prose(situation, 0), block("text", lines(&sentence)));
    }
    out
}

fn option(out: &mut String, entry: &Entry) {
    let _ = write!(out, "\n### {}\n\n{}", names(entry), kind(entry));
    let _ = writeln!(out, "{}", behind(entry.docs, 0));
    facts(out, entry, 0);
    if !entry.parts.is_empty() {
        out.push('\n');
    }
    parts(out, entry, 0);
    for syntax in &entry.syntax {
        let _ = write!(
            out,
            "\n{}:\n\n{}\n",
            syntax.form.heading(),
            block("text", syntax.lines.iter().map(|text| line(text)))
        );
    }
}

/// An entry as an item of a list.
fn item(out: &mut String, entry: &Entry, depth: usize) {
    let indent = "  ".repeat(depth);
    let names = names(entry);
    let gap = if names.is_empty() { "" } else { " " };
    let _ = writeln!(out, "{indent}- {names}{gap}{}{}", kind(entry), behind(entry.docs, depth + 1));
    facts(out, entry, depth + 1);
    parts(out, entry, depth + 1);
}

fn parts(out: &mut String, entry: &Entry, depth: usize) {
    for part in &entry.parts {
        match part {
            Part::Entry(entry) => item(out, entry, depth),
            Part::Recursive => {
                let _ = writeln!(out, "{}- … and so on", "  ".repeat(depth));
            }
        }
    }
}

/// Note, values and constraints.
fn facts(out: &mut String, entry: &Entry, depth: usize) {
    let indent = "  ".repeat(depth);
    for note in entry.notes() {
        let _ = write!(out, "\n{indent}{}\n", prose(note, depth));
    }
    if !entry.values.is_empty() {
        let _ = write!(out, "\n{indent}Possible values:\n\n");
    }
    for (value, docs) in &entry.values {
        let _ = writeln!(out, "{indent}- {}{}", code(&line(value)), behind(docs, depth + 1));
    }
    if !entry.limits.is_empty() {
        let _ = write!(out, "\n{indent}Constraints:\n\n");
    }
    for (name, limit) in &entry.limits {
        let _ = writeln!(out, "{indent}- {name}: {}", code(&line(limit)));
    }
}

fn names(entry: &Entry) -> String {
    entry.names.iter().map(|name| code(&line(name))).collect::<Vec<_>>().join(" | ")
}

fn kind(entry: &Entry) -> String {
    format!("({}){}", entry.kind, if entry.required { " **required**" } else { "" })
}

fn block(language: &str, lines: impl Iterator<Item = String>) -> String {
    fenced(language, &lines.collect::<Vec<_>>().join("\n"))
}
