//! Pages for a terminal: wrapped lines, with headings in bold and code underlined where it is one.

use super::parts::{CommandPage, Entry, Part};
use super::prose::{self, Inline, Prose};
use super::syntax::Form;
use super::words;
use crate::table::{Example, ExtraCommand, Program, WAIT, WAIT_DOCS};
use rt::dialect::Dialect;

/// How far each level is indented.
const STEP: usize = 3;

/// The look of a terminal.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    /// Columns.
    pub(crate) width: usize,
    /// Whether headings are bold and code is underlined.
    pub(crate) styled: bool,
}

/// The page of a program.
pub(super) fn program(program: &Program, dialect: &'static Dialect, look: Look) -> String {
    let Program { name, docs, service, commands, .. } = program;
    let mut page = Page::new(look);
    page.section("NAME");
    page.line(STEP, &format!("{name} - {}", service.full_name));
    page.section("DESCRIPTION");
    page.prose(STEP, docs);
    page.section("SYNOPSIS");
    page.line(STEP, &format!("{name} [options] <command> [parameters]"));
    page.line(STEP, &format!("{name} <command> help"));
    page.section("AVAILABLE COMMANDS");
    for command in *commands {
        let name = page.style(Style::Bold, command.name());
        page.line(STEP, &name);
        page.prose(3 * STEP, prose::first_sentence(command.docs()));
    }
    page.section("OTHER COMMANDS");
    for (name, docs) in program.other_commands() {
        let name = page.style(Style::Bold, name);
        page.line(STEP, &name);
        page.prose(3 * STEP, prose::first_sentence(docs));
    }
    page.section("GLOBAL OPTIONS");
    words::globals(dialect).iter().for_each(|entry| page.entry(entry, STEP, false));
    page.out
}

/// The page of what one can wait for.
pub(super) fn waits(program: &Program, look: Look) -> String {
    let mut page = Page::new(look);
    page.section("NAME");
    page.line(STEP, WAIT);
    page.section("DESCRIPTION");
    page.prose(STEP, WAIT_DOCS);
    page.section("SYNOPSIS");
    page.line(STEP, &format!("{} {WAIT} <command> [parameters]", program.name));
    page.line(STEP, &format!("{} {WAIT} <command> help", program.name));
    page.section("AVAILABLE COMMANDS");
    for wait in program.waits {
        let name = page.style(Style::Bold, wait.command.name());
        page.line(STEP, &name);
        page.prose(3 * STEP, prose::first_sentence(wait.command.docs()));
    }
    page.out
}

/// The page of a command.
pub(super) fn command(content: &CommandPage, look: Look) -> String {
    let mut page = Page::new(look);
    page.section("NAME");
    let summary = prose::plain(prose::first_sentence(content.docs));
    let dash = if summary.is_empty() { "" } else { " - " };
    page.wrapped(STEP, &[Inline::Text(format!("{}{dash}{summary}", content.name))]);
    page.section("DESCRIPTION");
    page.prose(STEP, content.docs);
    for note in content.notes.iter().chain(&content.since) {
        page.blank();
        page.prose(STEP, note);
    }
    page.section("SYNOPSIS");
    page.line(2 * STEP, content.name);
    for line in content.synopsis.iter().chain(&content.global_synopsis) {
        page.line(STEP, line);
    }
    page.section("OPTIONS");
    content.options.iter().for_each(|option| page.entry(option, STEP, false));
    page.section("GLOBAL OPTIONS");
    content.globals.iter().for_each(|option| page.entry(option, STEP, false));
    page.examples(&content.examples);
    page.section("OUTPUT");
    content.output.iter().for_each(|member| page.entry(member, STEP, true));
    if content.output.is_empty() {
        page.line(STEP, "None");
    }
    if !content.errors.is_empty() {
        page.section("ERRORS");
    }
    for (code, docs) in &content.errors {
        page.blank();
        let code = page.style(Style::Bold, code);
        page.line(STEP, &code);
        page.prose(2 * STEP, docs);
    }
    page.out
}

/// The page of a command that is no operation.
pub(crate) fn extra(
    program: &Program,
    command: &ExtraCommand,
    dialect: &'static Dialect,
    look: Look,
) -> String {
    let mut page = Page::new(look);
    page.section("NAME");
    page.line(STEP, command.name);
    page.section("DESCRIPTION");
    page.prose(STEP, command.docs);
    page.section("SYNOPSIS");
    page.line(STEP, &format!("{} {}", program.name, command.name));
    for option in command.options {
        let usage = format!("{} <{}>", option.rule.word, option.value);
        page.line(STEP, &if option.rule.required { usage } else { format!("[{usage}]") });
    }
    page.line(STEP, "[<global options>]");
    page.section("OPTIONS");
    for option in command.options {
        page.blank();
        let word = page.style(Style::Bold, option.rule.word);
        let required = if option.rule.required { " [required]" } else { "" };
        page.line(STEP, &format!("{word} <{}>{required}", option.value));
        page.prose(2 * STEP, option.docs);
        for choice in option.rule.choices() {
            page.item(2 * STEP, &[Prose::Paragraph(vec![Inline::Text((*choice).to_owned())])]);
        }
    }
    page.section("GLOBAL OPTIONS");
    let honoured = words::globals(dialect)
        .into_iter()
        .filter(|entry| entry.names.iter().any(|word| command.honours(word)));
    honoured.for_each(|entry| page.entry(&entry, STEP, false));
    page.examples(command.examples);
    page.out
}

#[derive(Clone, Copy, PartialEq)]
enum Style {
    Bold,
    Underlined,
}

impl Style {
    fn of(inline: &Inline) -> Option<Style> {
        match inline {
            Inline::Code(_) | Inline::Emphasis(_) => Some(Style::Underlined),
            Inline::Strong(_) => Some(Style::Bold),
            Inline::Text(_) | Inline::Link(..) => None,
        }
    }
}

/// A page in the making.
struct Page {
    out: String,
    look: Look,
}

impl Page {
    fn new(look: Look) -> Page {
        Page { out: String::new(), look: Look { width: look.width.clamp(40, 120), ..look } }
    }

    fn style(&self, style: Style, text: &str) -> String {
        let code = match style {
            _ if !self.look.styled => return text.to_owned(),
            Style::Bold => 1,
            Style::Underlined => 4,
        };
        format!("\x1b[{code}m{text}\x1b[0m")
    }

    /// A heading at the margin.
    fn section(&mut self, title: &str) {
        self.blank();
        let title = self.style(Style::Bold, title);
        self.line(0, &title);
    }

    /// A blank line, unless there is one or the page is empty.
    fn blank(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    /// A line as it is.
    fn line(&mut self, indent: usize, text: &str) {
        if !text.is_empty() {
            self.indent(indent);
            self.out.push_str(text);
        }
        self.out.push('\n');
    }

    fn indent(&mut self, mut indent: usize) {
        const BLANKS: &str = "                ";
        while indent > 0 {
            let blanks = indent.min(BLANKS.len());
            self.out.push_str(&BLANKS[..blanks]);
            indent -= blanks;
        }
    }

    /// An option, or a member with an arrow before its type.
    fn entry(&mut self, entry: &Entry, indent: usize, arrow: bool) {
        self.blank();
        let names: Vec<String> = entry.names.iter().map(|name| self.style(Style::Bold, name)).collect();
        let names = names.join(" | ");
        let gap = if names.is_empty() { "" } else { " " };
        let arrow = if arrow && !names.is_empty() { "-> " } else { "" };
        let required = if entry.required { " [required]" } else { "" };
        self.line(indent, &format!("{names}{gap}{arrow}({}){required}", entry.kind));
        let indent = indent + STEP;
        self.prose(indent, entry.docs);
        for note in entry.notes() {
            self.blank();
            self.prose(indent, note);
        }
        self.facts(entry, indent);
        for part in &entry.parts {
            match part {
                Part::Entry(part) => self.entry(part, indent, true),
                Part::Recursive => self.line(indent, "( ... recursive ... )"),
            }
        }
        self.syntax(entry, indent);
    }

    /// Possible values and constraints.
    fn facts(&mut self, entry: &Entry, indent: usize) {
        let value = |(value, docs): &(&str, &str)| match *docs {
            "" => (*value).to_owned(),
            docs => format!("{value}: {}", prose::plain(docs)),
        };
        let values: Vec<String> = entry.values.iter().map(value).collect();
        let limits = entry.limits.iter().map(|(name, limit)| format!("{name}: {limit}")).collect();
        for (title, items) in [("Possible values:", values), ("Constraints:", limits)] {
            if items.is_empty() {
                continue;
            }
            self.blank();
            self.line(indent, title);
            for item in items {
                self.item(indent + 2, &[Prose::Paragraph(vec![Inline::Text(item)])]);
            }
        }
    }

    /// How values are written.
    fn syntax(&mut self, entry: &Entry, indent: usize) {
        for block in &entry.syntax {
            self.blank();
            self.line(indent, &format!("{}:", block.form.heading()));
            self.blank();
            let extra = if block.form == Form::Json { 0 } else { 2 };
            block.lines.iter().for_each(|line| self.line(indent + STEP + extra, line));
        }
    }

    fn examples(&mut self, examples: &[Example]) {
        if examples.is_empty() {
            return;
        }
        self.section("EXAMPLES");
        for example in examples {
            self.blank();
            self.prose(STEP, example.title);
            self.blank();
            example.command.lines().for_each(|line| self.line(2 * STEP, line));
            self.blank();
            example.output.lines().for_each(|line| self.line(2 * STEP, line));
        }
    }

    fn prose(&mut self, indent: usize, text: &str) {
        self.blocks(indent, &prose::read(text));
    }

    /// Blocks with a blank line between.
    fn blocks(&mut self, indent: usize, blocks: &[Prose]) {
        for (index, block) in blocks.iter().enumerate() {
            if index > 0 {
                self.blank();
            }
            match block {
                Prose::Paragraph(inlines) => self.wrapped(indent, inlines),
                Prose::List(items) => items.iter().for_each(|item| self.item(indent, item)),
                Prose::Code(text) => text.lines().for_each(|line| self.line(indent + STEP, line)),
            }
        }
    }

    /// A block whose first line has a bullet.
    fn item(&mut self, indent: usize, blocks: &[Prose]) {
        let bullet = self.out.len() + indent;
        self.blocks(indent + 2, blocks);
        if self.out.len() > bullet {
            self.out.replace_range(bullet..=bullet, "-");
        }
    }

    /// Words up to the width.
    fn wrapped(&mut self, indent: usize, inlines: &[Inline]) {
        let texts: Vec<_> = inlines.iter().map(|inline| (Style::of(inline), inline.plain())).collect();
        let (mut word, mut length) = (Vec::new(), 0);
        for (style, text) in &texts {
            for (index, piece) in text.split(char::is_whitespace).enumerate() {
                if index > 0 {
                    self.word(indent, &mut length, &mut word);
                }
                if !piece.is_empty() {
                    word.push((*style, piece));
                }
            }
        }
        self.word(indent, &mut length, &mut word);
        if length > 0 {
            self.out.push('\n');
        }
    }

    /// A word behind so many columns of its line, or in the next one; it may consist of several pieces with styles of their own.
    fn word(&mut self, indent: usize, length: &mut usize, word: &mut Vec<(Option<Style>, &str)>) {
        if word.is_empty() {
            return;
        }
        let width: usize = word.iter().map(|(_, text)| text.chars().count()).sum();
        if *length > 0 && indent + *length + 1 + width > self.look.width {
            self.out.push('\n');
            *length = 0;
        }
        if *length > 0 {
            self.out.push(' ');
            *length += 1;
        } else {
            self.indent(indent);
        }
        for (style, text) in word.drain(..) {
            match style {
                Some(style) if self.look.styled => self.out.push_str(&self.style(style, text)),
                _ => self.out.push_str(text),
            }
        }
        *length += width;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, styled: bool) -> String {
        let mut page = Page::new(Look { width: 40, styled });
        page.prose(2, text);
        page.out
    }

    #[test]
    fn paragraphs_wrap_and_bullets_hang() {
        let text = "one two three four five six seven eight nine\n\n- first item that is longer than a line can be\n- second";
        let expected = "  one two three four five six seven\n  eight nine\n\n  - first item that is longer than a\n    line can be\n  - second\n";
        assert_eq!(shown(text, false), expected);
    }

    #[test]
    fn styles_take_no_room() {
        let text = "one two three `four` five six **seven eight** nine";
        let bare = shown(text, true).replace("\x1b[1m", "").replace("\x1b[4m", "").replace("\x1b[0m", "");
        assert_eq!(bare, shown(text, false));
        assert_eq!(shown("a `b`.", true), "  a \x1b[4mb\x1b[0m.\n");
    }
}
