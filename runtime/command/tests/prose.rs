//! Our reader of CommonMark against a complete one: every text of the model beside this crate, and texts put together
//! of marks.

use std::fs;

use awsmodel_command::help::prose::{Inline, Prose, plain, read};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// What the complete reader makes of a text.
fn expected(text: &str) -> Vec<Prose> {
    let mut reader =
        Reader { blocks: vec![Vec::new()], items: Vec::new(), line: Vec::new(), mark: None, code: None };
    Parser::new(text).for_each(|event| reader.event(event));
    reader.paragraph();
    reader.blocks.pop().unwrap_or_default()
}

#[test]
fn texts_of_the_model_are_read_as_a_complete_reader_reads_them() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../model/cognito-idp/2016-04-18/docs.json");
    let docs: serde_json::Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    let mut texts = Vec::new();
    collect(&docs, &mut texts);
    assert!(texts.len() > 1000, "{}", texts.len());
    for text in texts {
        assert_eq!(read(&text), expected(&text), "{text}");
    }
}

fn collect(value: &serde_json::Value, texts: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => texts.push(text.clone()),
        serde_json::Value::Array(items) => items.iter().for_each(|item| collect(item, texts)),
        serde_json::Value::Object(map) => map.values().for_each(|item| collect(item, texts)),
        _ => {}
    }
}

#[test]
fn constructs_one_by_one() {
    let texts = [
        "a\nb  \nc\\\nd",
        "# Head #\n\nUnder\n===\n\nOther\n---\nafter",
        "* a\n* b\n\n  more of b\n\n      code in b\n* c\n\nend",
        "1. one\n2. two\n   - in two\n   - again\n3. three",
        "1) a\n\n1) b",
        "- a\n+ b",
        "- a\nlazy\n\n- b",
        "- ```\n  x\n\n  y\n  ```\n- z",
        "text\n- item\n- item",
        "text\n2. no list\n1. a list",
        "> quoted\nlazy\n\n> again\n> - item\n>\n> end",
        "    code\n\n    more\n\nend",
        "```json\n{\n  \"a\": 1\n}\n```\nend",
        "~~~\n```\n~~~",
        "```\nopen to the end",
        "***\n\n- - -\n___",
        "a<br>b <!-- c --> <b>d</b>",
        "<div>\ngone\n\nstays</div>",
        "<https://a.example/x?y=1&z=2> and <a@b.example>",
        "[a](b) [a](<b c>) [a](b \"t\") [a](b (t)) [a]() [a] (b) [a][b] [a] a]",
        "[a `]` b](c) [a [b] c](d) [\\]](e) ![image](f) [x](y(z)) [x](y\\))",
        "*a* _b_ **c** __d__ ***e*** a_b_c a*b*c 2 * 3 * 4 **a*",
        "* a *b c* d*e **f g** h_ i",
        "`a` ``b`c`` `` ` `` `a  b` `unclosed ``",
        "\\* \\` \\[ \\a \\\\",
        "&amp; &lt;x&gt; &#65; &#x42; &quot;c&quot; &nbsp;d &unknown; & ; &#0;",
        "a * b\n  * c",
        "",
        "\n\n",
        "-\n\n  a",
        "- a\n\n\n- b\n\n\n  c",
        "* a\n    * b\n        * c",
        "(*a*) \"*b*\" -*c*- *(d)*",
        "**Note:** text. **a** **b**",
        "snake_case_name and __init__ and _x_y_",
        "a \\\nb",
        "-\ta\n-\tb",
        "\tcode\tmore",
        "```\na\tb\n```",
        "a\tb",
        "| a | b |\n|---|---|\n| 1 | 2 |",
    ];
    for text in texts {
        assert_eq!(read(text), expected(text), "{text}");
    }
}

#[test]
fn nested_marks_keep_their_words() {
    let strong = |words: &str| Inline::Strong(words.into());
    let link = Inline::Link("c".into(), "d".into());
    let line = |inlines| vec![Prose::Paragraph(inlines)];
    assert_eq!(read("**a *b* c**"), line(vec![strong("a b c")]));
    assert_eq!(read("**a [c](d)**"), line(vec![strong("a "), link]));
    assert_eq!(read("***e***"), line(vec![strong("e")]));
    assert_eq!(read("**a *b***"), line(vec![strong("a b")]));
}

#[test]
fn nothing_exhausts_stack_or_time() {
    for text in ["> ", "- ", "[", "*", "`", "![", "<", "&", "_a", "**a ", "[a](", "1. ", "\\"] {
        let text = text.repeat(5_000);
        assert!(plain(&text).len() <= text.len(), "{}", &text[..10]);
    }
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
