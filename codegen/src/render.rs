//! Tokens to text: formatted item by item, blank lines between, the header on top.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::emit::module::{Item, Module};
use crate::emit::tokens::NEXT_LINE;
use crate::error::{Error, Result};
use crate::prose::wrap::wrap;
use crate::{format, imports};

/// Renders modules, one after the other.
#[derive(Default)]
pub(crate) struct Renderer {
    /// The first line of each.
    header: String,
    /// Texts that were filled: most stand at many members, and at a method of either client.
    filled: HashMap<(usize, String), String>,
}

/// Width of comments.
const WIDTH: usize = 100;

impl Renderer {
    pub(crate) fn new(header: String) -> Renderer {
        Renderer { header, ..Renderer::default() }
    }

    /// Renders a module.
    pub(crate) fn module(&mut self, module: Module) -> Result<String> {
        let mut out = format!("// {}\n", self.header);
        self.push_comment(&mut out, "//!", module.docs);
        let mut last_was_line = false;
        for text in texts(module.items, &module.path)?.into_iter().filter(|text| !text.is_empty()) {
            let text = self.wrapped(&text);
            let is_line = is_line(&text);
            if !(is_line && last_was_line) {
                out.push('\n');
            }
            push_apart(&mut out, &text);
            last_was_line = is_line;
        }
        Ok(out)
    }

    /// Appends a comment, filled; `mark` is what each of its lines begins with.
    fn push_comment(&mut self, out: &mut String, mark: &str, text: String) {
        let width = WIDTH - mark.len() - 1;
        let filled = self.filled.entry((width, text)).or_insert_with_key(|(width, text)| wrap(text, *width));
        for line in filled.lines() {
            out.push_str(mark);
            out.push_str(if line.is_empty() { "" } else { " " });
            out.push_str(line);
            out.push('\n');
        }
    }

    /// An item whose doc comments are filled.
    fn wrapped<'a>(&mut self, item: &'a str) -> Cow<'a, str> {
        if !item.match_indices('/').any(|(at, _)| item[at..].starts_with("///")) {
            return item.into();
        }
        let (mut out, mut comment, mut mark) = (String::with_capacity(item.len()), String::new(), "");
        for line in item.lines() {
            let content = line.trim_start_matches(' ');
            if let Some(text) = content.strip_prefix("///") {
                mark = &line[..line.len() - text.len()];
                for line in text.split(NEXT_LINE).map(|line| line.trim_end_matches(' ')) {
                    comment.push_str(line.strip_prefix(' ').unwrap_or(line));
                    comment.push('\n');
                }
                continue;
            }
            if !comment.is_empty() {
                comment.pop();
                self.push_comment(&mut out, mark, std::mem::take(&mut comment));
            }
            out.push_str(line);
            out.push('\n');
        }
        out.into()
    }
}

/// The items, laid out.
fn texts(items: Vec<Item>, path: &str) -> Result<Vec<String>> {
    let (mut texts, mut imports) = (Vec::with_capacity(items.len()), None);
    for item in items {
        texts.push(match item {
            Item::Tokens(tokens) if tokens.is_empty() => String::new(),
            Item::Tokens(tokens) => format::formatted(tokens)
                .map_err(|e| Error::new(path, "$", format!("the emitted item does not parse: {e}")))?,
            Item::Text(text) => text,
            Item::Imports(from) => {
                imports = Some((texts.len(), from));
                String::new()
            }
        });
    }
    if let Some((at, from)) = imports {
        texts[at] = imports::of(texts.iter().map(String::as_str), &from);
    }
    Ok(texts)
}

/// Appends an item, a blank line between its methods.
fn push_apart(out: &mut String, item: &str) {
    let mut after_method = false;
    for line in item.lines() {
        if after_method && line != "}" {
            out.push('\n');
        }
        out.push_str(line);
        out.push('\n');
        after_method = line == "    }";
    }
}

/// Imports and module declarations stand together.
fn is_line(text: &str) -> bool {
    ["use ", "pub use ", "mod ", "pub mod ", "pub(crate) mod ", "pub(crate) use "]
        .iter()
        .any(|p| text.starts_with(p))
}
