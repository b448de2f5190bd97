//! A model's texts, as far as they may be shown: words, and links that lead to web and mail alone.
//!
//! In: CommonMark or plain text of whoever wrote the model. Out: the same words without control characters,
//! in which no format's own marks are escaped yet; that is for the module of the format. What a text says
//! is not judged.

pub(super) mod address;
pub(super) mod markdown;
pub(super) mod rest;
pub(super) mod roff;

use awsmodel_command::help::prose::{self, Inline, Prose};
use pulldown_cmark::{Event, Parser};

/// Deeper lists and quotes than this are no text that somebody wrote; the writers would not come back.
const MAX_DEPTH: usize = 24;

/// The blocks of a text.
pub(super) fn read(text: &str) -> Vec<Prose> {
    if depth(text) > MAX_DEPTH {
        return vec![Prose::Paragraph(vec![Inline::Text(line(text))])];
    }
    blocks(prose::read(text))
}

/// Its words without marks; links show their address.
pub(super) fn plain(text: &str) -> String {
    read(text).iter().map(plain_block).collect::<Vec<_>>().join(" ")
}

/// Plain text as one line: whatever ends a line, or moves on it, is a blank.
pub(super) fn line(text: &str) -> String {
    text.chars().map(|c| if moves(c) { ' ' } else { c }).collect()
}

/// Lines of code, which may have tabs.
pub(super) fn lines(text: &str) -> impl Iterator<Item = String> {
    text.lines().map(|text| text.chars().map(|c| if c != '\t' && moves(c) { ' ' } else { c }).collect())
}

fn moves(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

fn depth(text: &str) -> usize {
    let (mut depth, mut most) = (0_usize, 0);
    for event in Parser::new(text) {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        most = most.max(depth);
    }
    most
}

/// Blocks with something in them; some formats take what follows for the content of an empty one.
fn blocks(blocks: Vec<Prose>) -> Vec<Prose> {
    let is_empty = |block: &Prose| match block {
        Prose::Paragraph(words) => words.is_empty(),
        Prose::List(items) => items.is_empty(),
        Prose::Code(text) => text.trim().is_empty(),
    };
    blocks.into_iter().map(block).filter(|block| !is_empty(block)).collect()
}

fn block(block: Prose) -> Prose {
    match block {
        Prose::Paragraph(words) => {
            Prose::Paragraph(words.into_iter().map(inline).filter(|word| !word.plain().is_empty()).collect())
        }
        Prose::List(items) => Prose::List(items.into_iter().map(blocks).collect()),
        Prose::Code(text) => Prose::Code(lines(&text).collect::<Vec<_>>().join("\n")),
    }
}

fn inline(word: Inline) -> Inline {
    match word {
        Inline::Text(text) => Inline::Text(line(&text)),
        Inline::Code(text) => Inline::Code(line(&text)),
        Inline::Emphasis(text) => Inline::Emphasis(line(&text)),
        Inline::Strong(text) => Inline::Strong(line(&text)),
        Inline::Link(text, url) => match address::safe(&url) {
            Some(url) => Inline::Link(line(&text), url),
            None => Inline::Text(line(&text)),
        },
    }
}

fn plain_block(block: &Prose) -> String {
    match block {
        Prose::Paragraph(words) => words.iter().map(Inline::plain).collect(),
        Prose::List(items) => items.iter().flatten().map(plain_block).collect::<Vec<_>>().join(" "),
        Prose::Code(text) => line(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_other_schemes_are_words() {
        for url in [
            "javascript:x",
            "<JaVa&#115;cript:x>",
            "<java&#10;script:x>",
            "data:text/html,x",
            "x.html",
            "//x.example",
        ] {
            assert_eq!(
                read(&format!("[a]({url})")),
                [Prose::Paragraph(vec![Inline::Text("a".into())])],
                "{url}"
            );
        }
        let link = Inline::Link("a".into(), "HTTPS://x.example/%20%28%29%22%3C".into());
        assert_eq!(read("[a](<HTTPS://x.example/ ()&quot;\\<>)"), [Prose::Paragraph(vec![link])]);
        assert_eq!(plain("[a](mailto:b@x.example) [c](#d)"), "a (mailto:b@x.example) c (#d)");
    }

    #[test]
    fn words_stay_on_their_line() {
        assert_eq!(plain("a&#10;b\u{2028}c\u{1b}[1m &#0;"), "a b c [1m \u{fffd}");
        assert_eq!(read("```\na\u{b}b\tc\n```"), [Prose::Code("a b\tc".into())]);
    }

    #[test]
    fn a_text_of_nothing_but_lists_ends() {
        let deep = "- ".repeat(100_000) + "x";
        assert_eq!(plain(&deep), deep);
        let quotes = "> ".repeat(50_000) + "x";
        assert!(plain(&quotes).ends_with('x'));
    }
}
