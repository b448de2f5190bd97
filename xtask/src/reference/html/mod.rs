//! A static site: one page for each command, an index by task, a search that needs no server.
//!
//! Nothing is loaded from elsewhere. Without script everything but the search works.

use std::fmt::Write as _;

use awsmodel_command::help::prose::{Inline, Prose, first_sentence};
use awsmodel_command::help::{CommandPage, Entry, Part};
use awsmodel_command::{Command, Example, Program};
use maud::{DOCTYPE, Markup, html};

use super::guides::{GUIDES, Guide, START, Section};
use super::names;
use super::tasks::Task;
use super::text::{self, address, line, lines};
use super::waits;
use super::written::Written;

/// Files that every site has.
pub(super) const ASSETS: &[(&str, &str)] =
    &[("style.css", include_str!("style.css")), ("site.js", include_str!("site.js"))];

/// The page of a command.
pub(super) fn command(program: &Program, page: &CommandPage) -> String {
    let sections = sections(page);
    let body = html! {
        nav.contents aria-label="On this page" {
            ul { @for (id, title) in &sections { li { a href={ "#" (id) } { (title) } } } }
        }
        main #main {
            h1 { (page.name) }
            (prose(page.docs))
            @for note in page.notes.iter().chain(&page.since) { div.note { (prose(note)) } }
            section #synopsis aria-labelledby="synopsis-title" {
                h2 #synopsis-title { "Synopsis" }
                pre tabindex="0" { code { (synopsis(program, page)) } }
                details {
                    summary { "Global options" }
                    pre tabindex="0" { code { (page.global_synopsis.join("\n")) } }
                }
            }
            (options(page))
            (examples(&page.examples))
            section #output aria-labelledby="output-title" {
                h2 #output-title { "Output" }
                @if page.output.is_empty() { p { "None." } } @else { (members(&page.output, "output")) }
            }
            (errors(&page.errors))
            section #global-options aria-labelledby="global-options-title" {
                h2 #global-options-title { "Global options" }
                details {
                    summary { "Options that every command has" }
                    dl { @for option in &page.globals { (entry(option, "")) } }
                }
            }
            @if let Some(address) = address::safe(&page.reference) {
                p { "See also: " a href=(address) { "AWS API Documentation" } "." }
            }
        }
    };
    let title = format!("{} {}", program.name, page.name);
    linked(program, page.operation, &layout(program, &title, first_sentence(page.docs), &body))
}

/// The page with links to the operations that its texts name, other than its own.
fn linked(program: &Program, own: &str, page: &str) -> String {
    let mut pieces = page.split("<code>");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let name = piece.split("</code>").next().unwrap_or_default();
        let command = program.commands.iter().find(|c| c.operation.name == name && name != own);
        match (command, piece.split_once("</code>")) {
            (Some(command), Some((_, rest))) => {
                let _ = write!(
                    out,
                    "<a href=\"{}.html\"><code>{name}</code></a>{rest}",
                    names::page(command.name())
                );
            }
            _ => {
                let _ = write!(out, "<code>{piece}");
            }
        }
    }
    out
}

/// The page that lists the commands by task.
pub(super) fn index(program: &Program, tasks: &[Task<'_>], written: &[Written]) -> String {
    let body = html! {
        nav.contents aria-label="Tasks" {
            ul {
                @for task in tasks { li { a href={ "#" (id(&task.title)) } { (task.title) } } }
                @if program.wait_docs().is_some() { li { a href={ "#" (id(waits::TITLE)) } { (waits::TITLE) } } }
            }
        }
        main #main {
            h1 { (program.name) }
            (prose(program.docs))
            @for part in START { (section(program, part)) }
            @for task in tasks {
                section aria-labelledby=(id(&task.title)) {
                    h2 id=(id(&task.title)) { (task.title) }
                    ul.commands { @for command in &task.commands { (listed(command)) } }
                }
            }
            @if let Some(docs) = program.wait_docs() { (waiting(program, docs)) }
            @for guide in GUIDES { p { a href={ (guide.page) ".html" } { (guide.title) } } }
            @for page in written { p { a href={ (page.page) ".html" } { (page.title) } } }
            p { a href={ (names::WRONG) ".html" } { "What went wrong?" } }
        }
    };
    layout(program, &format!("{} reference", program.name), first_sentence(program.docs), &body)
}

/// What one can wait for.
fn waiting(program: &Program, docs: &str) -> Markup {
    html! {
        section aria-labelledby=(id(waits::TITLE)) {
            h2 id=(id(waits::TITLE)) { (waits::TITLE) }
            (prose(docs))
            ul.commands {
                @for (name, about) in waits::listed(program) {
                    li { a href={ (names::page(&name)) ".html" } { code { (name) } } " " (inlines_of(about)) }
                }
            }
        }
    }
}

/// A page for newcomers.
pub(super) fn guide(program: &Program, guide: &Guide) -> String {
    let body = html! {
        main #main {
            h1 { (guide.title) }
            @for part in guide.sections { (section(program, part)) }
        }
    };
    layout(program, &format!("{}: {}", program.name, guide.title), guide.title, &body)
}

/// A page that somebody wrote.
pub(super) fn written(program: &Program, page: &Written) -> String {
    let body = html! {
        nav.contents aria-label="On this page" {
            ul { @for part in &page.passages { li { a href={ "#" (id(&part.title)) } { (part.title) } } } }
        }
        main #main {
            h1 { (page.title) }
            (prose(&page.words))
            @for part in &page.passages {
                section aria-labelledby=(id(&part.title)) {
                    h2 id=(id(&part.title)) { (part.title) }
                    (prose(&part.text))
                }
            }
        }
    };
    layout(program, &format!("{}: {}", program.name, page.title), first_sentence(&page.words), &body)
}

fn section(program: &Program, part: &Section) -> Markup {
    html! {
        h2 { (part.heading()) }
        (prose(&part.words(program)))
        @if let Some(code) = part.code(program) { pre tabindex="0" { code { (code) } } }
    }
}

/// The page of situations and hints.
pub(super) fn wrong(program: &Program) -> String {
    let body = html! {
        main #main {
            h1 { "What went wrong?" }
            (prose(super::WRONG))
            @for (situation, sentence) in super::situations() {
                (prose(situation))
                pre tabindex="0" { code { (sentence) } }
            }
        }
    };
    layout(program, &format!("{}: what went wrong?", program.name), super::WRONG, &body)
}

/// What the search looks through: `[name, summary, other words]` of each command, and its page.
pub(super) fn search_index(program: &Program) -> String {
    let entry = |command: &Command| {
        let words = [command.operation.name].into_iter().chain(command.option_names());
        let (words, page) = (words.collect::<Vec<_>>().join(" "), names::page(command.name()));
        let summary = text::plain(first_sentence(command.docs()));
        // The page's name is said where it is another one.
        let page = (page != command.name()).then_some(page);
        [command.name().to_owned(), summary, words].into_iter().chain(page).collect::<Vec<_>>()
    };
    let waits = program.waits.iter().map(|wait| {
        let (name, words) = (waits::name(wait), wait.waiter.name.to_owned());
        let page = names::page(&name);
        vec![name, text::plain(first_sentence(wait.command.docs())), words, page]
    });
    let entries: Vec<_> = program.commands.iter().map(entry).chain(waits).collect();
    format!("const COMMANDS = {};\n", serde_json::json!(entries))
}

fn layout(program: &Program, title: &str, summary: &str, body: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="description" content=(text::plain(summary));
                title { (title) }
                link rel="icon" href="data:,";
                link rel="stylesheet" href="style.css";
                script src="search-index.js" defer {}
                script src="site.js" defer {}
            }
            body {
                a.skip href="#main" { "Skip to content" }
                header {
                    a.home href="index.html" { (program.name) }
                    div.search role="search" {
                        label.hidden for="search" { "Search commands" }
                        input #search type="text" placeholder="Search ( / )" autocomplete="off" spellcheck="false"
                            role="combobox" aria-expanded="false" aria-controls="results" aria-autocomplete="list";
                        ul #results role="listbox" aria-label="Commands" hidden {}
                    }
                    button #theme type="button" hidden { "Dark" }
                }
                div.page { (body) }
                footer { p { (program.service.full_name) ", " (program.name) " " (program.version) } }
            }
        }
    };
    page.into_string() + "\n"
}

/// Ids and titles of a page's sections.
fn sections(page: &CommandPage) -> Vec<(&'static str, &'static str)> {
    let optional = [
        (true, "synopsis", "Synopsis"),
        (!page.options.is_empty(), "options", "Options"),
        (!page.examples.is_empty(), "examples", "Examples"),
        (true, "output", "Output"),
        (!page.errors.is_empty(), "errors", "Errors"),
        (true, "global-options", "Global options"),
    ];
    optional.into_iter().filter(|(there, ..)| *there).map(|(_, id, title)| (id, title)).collect()
}

fn synopsis(program: &Program, page: &CommandPage) -> String {
    let lines = page.synopsis.iter().map(|line| format!("\n  {line}"));
    format!("{} {}{}", program.name, page.name, lines.collect::<String>())
}

fn listed(command: &Command) -> Markup {
    html! {
        li {
            a href={ (names::page(command.name())) ".html" } { code { (command.name()) } }
            " " (inlines_of(first_sentence(command.docs())))
        }
    }
}

fn options(page: &CommandPage) -> Markup {
    html! {
        section #options aria-labelledby="options-title" {
            h2 #options-title { "Options" }
            dl { @for option in &page.options { (entry(option, "option")) } }
        }
    }
}

fn members(entries: &[Entry], place: &str) -> Markup {
    html! { dl { @for member in entries { (entry(member, place)) } } }
}

/// An entry of a list; those of a `place` can be linked to.
fn entry(entry: &Entry, place: &str) -> Markup {
    let anchor = entry.names.first().filter(|_| !place.is_empty()).map(|name| format!("{place}{}", id(name)));
    html! {
        dt id=[anchor] {
            @for (index, name) in entry.names.iter().enumerate() {
                @if index > 0 { " | " }
                code.name { (line(name)) }
            }
            " " span.type { (entry.kind) }
            @if entry.required { " " span.required { "required" } }
        }
        dd {
            (prose(entry.docs))
            @for note in entry.notes() { (prose(note)) }
            (facts(entry))
            @if !entry.parts.is_empty() {
                dl { @for part in &entry.parts { (self::part(part)) } }
            }
            @for block in &entry.syntax {
                p.form { (block.form.heading()) }
                pre tabindex="0" { code { (code(&block.lines.join("\n"))) } }
            }
        }
    }
}

fn part(part: &Part) -> Markup {
    match part {
        Part::Entry(part) => entry(part, ""),
        Part::Recursive => html! { dt { "…" } dd { "and so on" } },
    }
}

fn facts(entry: &Entry) -> Markup {
    html! {
        @if !entry.values.is_empty() {
            p { "Possible values:" }
            ul.values {
                @for (value, docs) in &entry.values {
                    li { code { (line(value)) } @if !docs.is_empty() { ": " (inlines_of(docs)) } }
                }
            }
        }
        @if !entry.limits.is_empty() {
            p.limits {
                @for (name, limit) in &entry.limits { span { (name) " " code { (line(limit)) } } " " }
            }
        }
    }
}

fn examples(examples: &[Example]) -> Markup {
    html! {
        @if !examples.is_empty() {
            section #examples aria-labelledby="examples-title" {
                h2 #examples-title { "Examples" }
                @for example in examples {
                    p { (inlines_of(example.title)) }
                    pre.command tabindex="0" { code { (code(example.command)) } }
                    @if !example.output.is_empty() {
                        pre.output tabindex="0" { code { (code(example.output.trim_end())) } }
                    }
                }
            }
        }
    }
}

fn errors(errors: &[(&str, &str)]) -> Markup {
    html! {
        @if !errors.is_empty() {
            section #errors aria-labelledby="errors-title" {
                h2 #errors-title { "Errors" }
                dl { @for (code, docs) in errors { dt { code.name { (line(code)) } } dd { (prose(docs)) } } }
            }
        }
    }
}

fn prose(words: &str) -> Markup {
    html! { @for block in text::read(words) { (self::block(&block)) } }
}

fn block(block: &Prose) -> Markup {
    html! {
        @match block {
            Prose::Paragraph(words) => p { (inlines(words)) },
            Prose::List(items) => ul {
                @for item in items { li { @for block in item { (inner(block)) } } }
            },
            Prose::Code(code) => pre tabindex="0" { code { (code) } },
        }
    }
}

/// A block inside an item: a paragraph needs no space of its own there.
fn inner(block: &Prose) -> Markup {
    match block {
        Prose::Paragraph(words) => inlines(words),
        _ => self::block(block),
    }
}

/// Code, line by line.
fn code(text: &str) -> String {
    lines(text).collect::<Vec<_>>().join("\n")
}

/// The words of a text of one paragraph.
fn inlines_of(text: &str) -> Markup {
    html! { @for block in text::read(text) { (inner(&block)) } }
}

fn inlines(words: &[Inline]) -> Markup {
    html! {
        @for word in words {
            @match word {
                Inline::Text(text) => (text),
                Inline::Code(text) => code { (text) },
                Inline::Emphasis(text) => em { (text) },
                Inline::Strong(text) => strong { (text) },
                Inline::Link(text, url) => a href=(url) { (text) },
            }
        }
    }
}

/// A name as the end of an address.
fn id(name: &str) -> String {
    name.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect()
}
