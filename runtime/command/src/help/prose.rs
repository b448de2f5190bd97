//! CommonMark texts as blocks of marked words.

use super::commonmark::block;
pub use super::commonmark::pieces::{Inline, Prose};

/// Reads a text. Headings are paragraphs, quotes their content; HTML is dropped.
#[must_use]
pub fn read(text: &str) -> Vec<Prose> {
    block::blocks(text)
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
        Prose::List(items) => {
            let mut blocks = Vec::new();
            for item in items {
                blocks.extend(item.iter().map(plain_block));
            }
            blocks.join(" ")
        }
        Prose::Code(text) => text.clone(),
    }
}

/// The first sentence of a text.
#[must_use]
pub fn first_sentence(text: &str) -> &str {
    let paragraph = text.split("\n\n").next().unwrap_or(text);
    paragraph.find(". ").map_or(paragraph, |end| &paragraph[..=end])
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
