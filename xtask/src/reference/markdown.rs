//! Pages as Markdown that GitHub renders.

use std::fmt::Write as _;

use awsmodel_command::Program;
use awsmodel_command::help::prose::first_sentence;
use awsmodel_command::help::{CommandPage, Entry, Part};

use super::tasks::Task;

/// The page of a command.
pub(super) fn command(program: &Program, page: &CommandPage) -> String {
    let mut out = format!("# {} {}\n\n{}\n", program.name, page.name, page.docs);
    for note in &page.notes {
        let _ = write!(out, "\n{note}\n");
    }
    let _ = write!(out, "\nSee also: [AWS API Documentation]({})\n", page.reference);
    let lines = page.synopsis.iter().chain(&page.global_synopsis).map(|line| format!("    {line}\n"));
    let _ = write!(
        out,
        "\n## Synopsis\n\n```text\n{} {}\n{}```\n",
        program.name,
        page.name,
        lines.collect::<String>()
    );
    out.push_str("\n## Options\n");
    page.options.iter().for_each(|entry| option(&mut out, entry));
    out.push_str("\n## Global options\n\n");
    page.globals.iter().for_each(|entry| item(&mut out, entry, 0));
    if !page.examples.is_empty() {
        out.push_str("\n## Examples\n");
    }
    for example in &page.examples {
        let _ = write!(out, "\n{}\n\n```sh\n{}\n```\n", example.title, example.command);
        if !example.output.is_empty() {
            let _ = write!(out, "\n```json\n{}\n```\n", example.output.trim_end());
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
    for (code, docs) in &page.errors {
        let _ = writeln!(out, "- `{code}`{}", about(docs, 0));
    }
    out
}

/// The page that lists the commands by task.
pub(super) fn index(program: &Program, tasks: &[Task<'_>]) -> String {
    let mut out = format!("# {}\n\n{}\n", program.name, program.docs);
    for task in tasks {
        let _ = write!(out, "\n## {}\n\n", task.title);
        for command in &task.commands {
            let _ = writeln!(out, "- [`{0}`]({0}.md): {1}", command.name, first_sentence(command.docs));
        }
    }
    out
}

fn option(out: &mut String, entry: &Entry) {
    let _ = write!(out, "\n### {}\n\n{}", names(entry), kind(entry));
    let _ = writeln!(out, "{}", about(entry.docs, 0));
    facts(out, entry, 0);
    if !entry.parts.is_empty() {
        out.push('\n');
    }
    parts(out, entry, 0);
    for block in &entry.syntax {
        let _ = write!(out, "\n{}:\n\n```text\n{}\n```\n", block.form.heading(), block.lines.join("\n"));
    }
}

/// An entry as an item of a list.
fn item(out: &mut String, entry: &Entry, depth: usize) {
    let indent = "  ".repeat(depth);
    let names = names(entry);
    let gap = if names.is_empty() { "" } else { " " };
    let _ = writeln!(out, "{indent}- {names}{gap}{}{}", kind(entry), about(entry.docs, depth + 1));
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
    if let Some(note) = &entry.note {
        let _ = write!(out, "\n{indent}{note}\n");
    }
    if !entry.values.is_empty() {
        let _ = write!(out, "\n{indent}Possible values:\n\n");
    }
    for (value, docs) in &entry.values {
        let _ = writeln!(out, "{indent}- `{value}`{}", about(docs, depth + 1));
    }
    if !entry.limits.is_empty() {
        let _ = write!(out, "\n{indent}Constraints:\n\n");
    }
    for (name, limit) in &entry.limits {
        let _ = writeln!(out, "{indent}- {name}: `{limit}`");
    }
}

fn names(entry: &Entry) -> String {
    entry.names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" | ")
}

fn kind(entry: &Entry) -> String {
    format!("({}){}", entry.kind, if entry.required { " **required**" } else { "" })
}

/// Words behind a name; paragraphs after the first stand below it.
fn about(docs: &str, depth: usize) -> String {
    if docs.is_empty() {
        return String::new();
    }
    let indent = "  ".repeat(depth);
    format!(
        ": {}",
        docs.replace("\n\n", "\0")
            .replace('\n', &format!("\n{indent}"))
            .replace('\0', &format!("\n\n{indent}"))
    )
}
