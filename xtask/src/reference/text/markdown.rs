//! Words and blocks of Markdown.

use awsmodel_command::help::prose::{Inline, Prose};

/// Words in which nothing is a mark.
pub(in crate::reference) fn text(text: &str, starts_block: bool) -> String {
    let chars: Vec<char> = text.chars().collect();
    let is_word = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| c.is_alphanumeric());
    let mut out = String::new();
    let item = if starts_block { number(text) } else { None };
    for (at, c) in chars.iter().enumerate() {
        let mark = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '~' => true,
            '_' => !(is_word(at.checked_sub(1)) && is_word(Some(at + 1))),
            '&' => is_word(Some(at + 1)) || chars.get(at + 1) == Some(&'#'),
            '#' | '>' | '+' | '-' | '=' | '|' => at == 0 && starts_block,
            '.' | ')' => item == Some(at),
            // GitHub makes links of these two as well.
            ':' => out.to_ascii_lowercase().ends_with("ftp") || out.to_ascii_lowercase().ends_with("xmpp"),
            _ => false,
        };
        if mark {
            out.push('\\');
        }
        out.push(*c);
    }
    out
}

/// Where the mark of a numbered item stands.
fn number(text: &str) -> Option<usize> {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    (digits > 0).then_some(digits)
}

/// Code, with more ticks around it than are in it.
pub(in crate::reference) fn code(code: &str) -> String {
    let ticks = "`".repeat(longest(code, '`') + 1);
    let edge = code.starts_with(['`', ' ']) || code.ends_with(['`', ' ']) || code.is_empty();
    let gap = if edge { " " } else { "" };
    format!("{ticks}{gap}{code}{gap}{ticks}")
}

/// A block of code in a language.
pub(in crate::reference) fn fenced(language: &str, code: &str) -> String {
    let ticks = "`".repeat(longest(code, '`').max(2) + 1);
    format!("{ticks}{language}\n{code}\n{ticks}")
}

fn longest(text: &str, mark: char) -> usize {
    text.split(|c| c != mark).map(str::len).max().unwrap_or_default()
}

/// A text behind other words of a list's item of this depth. Only a paragraph goes on in the same line.
pub(in crate::reference) fn behind(words: &str, depth: usize) -> String {
    let read = super::read(words);
    let gap = match read.first() {
        Some(Prose::Paragraph(_)) => " ".to_owned(),
        Some(_) => format!("\n\n{}", "  ".repeat(depth)),
        None => return String::new(),
    };
    format!(":{gap}{}", indented(&read, depth))
}

/// A text as it stands in a list of this depth; its first line is not indented.
pub(in crate::reference) fn prose(words: &str, depth: usize) -> String {
    indented(&super::read(words), depth)
}

fn indented(text: &[Prose], depth: usize) -> String {
    let lines = blocks(text);
    let indent = format!("\n{}", "  ".repeat(depth));
    lines.replace('\n', &indent).replace(&format!("{indent}\n"), "\n\n")
}

fn blocks(blocks: &[Prose]) -> String {
    blocks.iter().map(block).collect::<Vec<_>>().join("\n\n")
}

fn block(block: &Prose) -> String {
    match block {
        Prose::Paragraph(words) => inlines(words),
        Prose::List(items) => items.iter().map(|item| item_of(item)).collect::<Vec<_>>().join("\n"),
        Prose::Code(text) => fenced("text", text),
    }
}

fn item_of(item: &[Prose]) -> String {
    format!("- {}", blocks(item).replace('\n', "\n  ").replace("\n  \n", "\n\n"))
}

fn inlines(words: &[Inline]) -> String {
    let word = |(index, word): (usize, &Inline)| match word {
        Inline::Text(words) if index == 0 => text(words.trim_start(), true),
        Inline::Text(words) => text(words, false),
        Inline::Code(words) => code(words),
        Inline::Emphasis(words) => stressed(words, "*"),
        Inline::Strong(words) => stressed(words, "**"),
        Inline::Link(words, address) => format!("[{}]({address})", text(words, false)),
    };
    words.iter().enumerate().map(word).collect::<String>().trim_end().to_owned()
}

/// A mark needs a word at each of its ends.
fn stressed(words: &str, mark: &str) -> String {
    match words.starts_with(char::is_whitespace) || words.ends_with(char::is_whitespace) {
        true => text(words, false),
        false => format!("{mark}{}{mark}", text(words, false)),
    }
}
