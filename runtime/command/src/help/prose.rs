//! CommonMark texts as blocks of marked words.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// A block of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Prose {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// Items of a list, each a few blocks.
    List(Vec<Vec<Prose>>),
    /// Lines of code.
    Code(String),
}

/// A piece of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Words.
    Text(String),
    /// Code.
    Code(String),
    /// Words that are stressed.
    Emphasis(String),
    /// Words that are stressed a lot.
    Strong(String),
    /// Words that lead to an address.
    Link(String, String),
}

impl Inline {
    /// Its words without marks; links show their address.
    #[must_use]
    pub fn plain(&self) -> String {
        match self {
            Inline::Text(text) | Inline::Code(text) | Inline::Emphasis(text) | Inline::Strong(text) => {
                text.clone()
            }
            Inline::Link(text, url) if text == url => url.clone(),
            Inline::Link(text, url) => format!("{text} ({url})"),
        }
    }
}

/// Reads a text. Headings are paragraphs, quotes their content; HTML is dropped.
#[must_use]
pub fn read(text: &str) -> Vec<Prose> {
    let mut reader =
        Reader { blocks: vec![Vec::new()], items: Vec::new(), line: Vec::new(), mark: None, code: None };
    Parser::new(text).for_each(|event| reader.event(event));
    reader.paragraph();
    reader.blocks.pop().unwrap_or_default()
}

/// Text without its marks.
#[must_use]
pub fn plain(text: &str) -> String {
    let words = |blocks: Vec<Prose>| blocks.iter().map(plain_block).collect::<Vec<_>>().join(" ");
    words(read(text))
}

fn plain_block(block: &Prose) -> String {
    match block {
        Prose::Paragraph(inlines) => inlines.iter().map(Inline::plain).collect(),
        Prose::List(items) => items.iter().flatten().map(plain_block).collect::<Vec<_>>().join(" "),
        Prose::Code(text) => text.clone(),
    }
}

/// The first sentence of a text.
#[must_use]
pub fn first_sentence(text: &str) -> &str {
    let paragraph = text.split("\n\n").next().unwrap_or(text);
    paragraph.find(". ").map_or(paragraph, |end| &paragraph[..=end])
}

struct Reader {
    /// Blocks of the text and of the list items that are open, outermost first.
    blocks: Vec<Vec<Prose>>,
    /// Items of the lists that are open.
    items: Vec<Vec<Vec<Prose>>>,
    /// The paragraph that is open.
    line: Vec<Inline>,
    /// The mark that is open, with its words so far.
    mark: Option<Inline>,
    /// The code block that is open.
    code: Option<String>,
}

impl Reader {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) => match &mut self.code {
                Some(code) => code.push_str(&text),
                None => self.text(&text),
            },
            Event::Code(text) if self.mark.is_none() => self.line.push(Inline::Code(text.into_string())),
            Event::Code(text) => self.text(&text),
            Event::SoftBreak | Event::HardBreak => self.text(" "),
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        match (&mut self.mark, self.line.last_mut()) {
            (
                Some(
                    Inline::Text(words)
                    | Inline::Code(words)
                    | Inline::Emphasis(words)
                    | Inline::Strong(words)
                    | Inline::Link(words, _),
                ),
                _,
            )
            | (None, Some(Inline::Text(words))) => words.push_str(text),
            _ => self.line.push(Inline::Text(text.to_owned())),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Emphasis => self.mark = Some(Inline::Emphasis(String::new())),
            Tag::Strong => self.mark = Some(Inline::Strong(String::new())),
            Tag::Link { dest_url, .. } => {
                self.mark = Some(Inline::Link(String::new(), dest_url.into_string()));
            }
            Tag::List(_) => {
                self.paragraph();
                self.items.push(Vec::new());
            }
            Tag::Item => self.blocks.push(Vec::new()),
            Tag::CodeBlock(_) => self.code = Some(String::new()),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link => self.line.extend(self.mark.take()),
            TagEnd::Paragraph | TagEnd::Heading(_) => self.paragraph(),
            TagEnd::CodeBlock => {
                let code = self.code.take().map(|text| Prose::Code(text.trim_end().to_owned()));
                self.add(code);
            }
            TagEnd::Item => {
                self.paragraph();
                let item = self.blocks.pop().unwrap_or_default();
                if let Some(items) = self.items.last_mut() {
                    items.push(item);
                }
            }
            TagEnd::List(_) => {
                let list = self.items.pop().map(Prose::List);
                self.add(list);
            }
            _ => {}
        }
    }

    /// Ends the paragraph that is open.
    fn paragraph(&mut self) {
        let line = std::mem::take(&mut self.line);
        if !line.is_empty() {
            self.add(Some(Prose::Paragraph(line)));
        }
    }

    fn add(&mut self, block: Option<Prose>) {
        if let Some(blocks) = self.blocks.last_mut() {
            blocks.extend(block);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> Inline {
        Inline::Text(words.into())
    }

    #[test]
    fn paragraphs_lists_and_marks() {
        let read = read(
            "Use `X` and **not** [the `Y`](https://y.example).\n\nOne of\n- a *b*\n- c\n\nREGION_Name \\*",
        );
        let link = Inline::Link("the Y".into(), "https://y.example".into());
        let first = vec![
            text("Use "),
            Inline::Code("X".into()),
            text(" and "),
            Inline::Strong("not".into()),
            text(" "),
            link,
            text("."),
        ];
        let item = |inlines| vec![Prose::Paragraph(inlines)];
        let list = vec![item(vec![text("a "), Inline::Emphasis("b".into())]), item(vec![text("c")])];
        let expected = [
            Prose::Paragraph(first),
            Prose::Paragraph(vec![text("One of")]),
            Prose::List(list),
            Prose::Paragraph(vec![text("REGION_Name *")]),
        ];
        assert_eq!(read, expected);
    }

    #[test]
    fn marks_go_and_addresses_stay() {
        assert_eq!(
            plain("Use `X` and **not** [the `Y`](https://y.example)."),
            "Use X and not the Y (https://y.example)."
        );
        assert_eq!(plain("a[0] and `[b]`"), "a[0] and [b]");
        assert_eq!(plain("```\nx  y\n```"), "x  y");
    }

    #[test]
    fn the_first_sentence_ends_with_its_stop() {
        assert_eq!(first_sentence("One v1.2 thing. Two.\n\nThree."), "One v1.2 thing.");
        assert_eq!(first_sentence("One"), "One");
    }
}
