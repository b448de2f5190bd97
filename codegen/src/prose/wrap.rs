//! Fills paragraphs to a width, as a person would: in lists and quotations with their marks, around code and links,
//! and never in fences, tables, headings and HTML.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag};

use super::{extensions, simple};

/// The text with its paragraphs filled. If that would change what it means, the text as it is.
pub(crate) fn wrap(text: &str, width: usize) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some((block, length)) = simple_block(rest, width) {
        out.push_str(&block);
        rest = &rest[length..];
    }
    out + &parsed(rest, width)
}

/// A block at the beginning that needs no parser, filled, and its length with the blank line behind it.
fn simple_block(text: &str, width: usize) -> Option<(String, usize)> {
    let end = if text.starts_with("```") { fence(text)? } else { text.find("\n\n").unwrap_or(text.len()) };
    let (block, behind) = text.split_at(end);
    let blank = if behind.starts_with("\n\n") { "\n\n" } else { behind };
    let heading = block.strip_prefix("# ").and_then(simple::pieces);
    let block = match simple::pieces(block) {
        Some(spans) => {
            let flow = Flow { spans, ..Flow::at(0..block.trim_end().len()) };
            fill(atoms(block, &flow), width, "") + &block[flow.range.end..]
        }
        None if heading.is_some() || block.starts_with("```") => block.to_owned(),
        None => return None,
    };
    Some((block + blank, end + blank.len()))
}

/// The length of a fence that a text begins with, up to the mark that closes it.
fn fence(text: &str) -> Option<usize> {
    let end = text.find("\n```")? + 4;
    let is_alone = text[end..].is_empty() || text[end..].starts_with("\n\n");
    (is_alone && !text[3..].lines().next()?.contains('`')).then_some(end)
}

/// The text with its paragraphs filled, as a parser sees them.
fn parsed(text: &str, width: usize) -> String {
    if text.lines().all(|line| line.chars().count() <= width) && !text.contains('\n') {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut end = 0;
    for flow in flows(text) {
        out.push_str(&text[end..flow.range.start]);
        let line = text[..flow.range.start].rfind('\n').map_or(0, |at| at + 1);
        let first = &text[line..flow.range.start];
        let rest: String = first.chars().map(|c| if c == '>' { '>' } else { ' ' }).collect();
        out.push_str(&fill(atoms(text, &flow), width.saturating_sub(rest.chars().count()), &rest));
        end = flow.range.end;
    }
    out.push_str(&text[end..]);
    if out == text || meaning(&out) == meaning(text) { out } else { text.to_owned() }
}

/// Running text: a paragraph, or the words of an item of a tight list.
struct Flow {
    range: Range<usize>,
    /// Code, links and images, which stay on one line if they fit.
    spans: Vec<Range<usize>>,
    /// Ends of lines that are meant.
    breaks: Vec<usize>,
}

impl Flow {
    /// Whether a position is inside a piece of code or a link; the pieces are in order and apart.
    fn is_within(&self, at: usize) -> bool {
        let next = self.spans.partition_point(|span| span.end <= at);
        self.spans.get(next).is_some_and(|span| span.start < at)
    }

    fn has_break(&self, line: &Range<usize>) -> bool {
        let next = self.breaks.partition_point(|at| *at < line.start);
        self.breaks.get(next).is_some_and(|at| line.contains(at))
    }

    fn at(range: Range<usize>) -> Flow {
        Flow { range, spans: Vec::new(), breaks: Vec::new() }
    }
}

/// Every stretch of running text, in order.
fn flows(text: &str) -> Vec<Flow> {
    let (mut flows, mut open, mut blocks): (Vec<Flow>, Option<Flow>, Vec<bool>) = Default::default();
    for (event, range) in Parser::new_ext(text, extensions()).into_offset_iter() {
        match &event {
            Event::Start(tag) if !is_inline(tag) => {
                flows.extend(open.take());
                blocks.push(matches!(tag, Tag::Paragraph | Tag::Item));
                if matches!(tag, Tag::Paragraph) {
                    open = Some(Flow::at(range));
                }
                continue;
            }
            Event::End(tag) if !is_inline_end(tag) => {
                flows.extend(open.take());
                blocks.pop();
                continue;
            }
            Event::Rule | Event::Html(_) => {
                flows.extend(open.take());
                continue;
            }
            _ => {}
        }
        if blocks.last() != Some(&true) {
            continue;
        }
        let flow = open.get_or_insert_with(|| Flow::at(range.clone()));
        flow.range.end = flow.range.end.max(range.end);
        match event {
            Event::HardBreak => flow.breaks.push(range.start),
            // Code in a link is part of the link.
            Event::Code(_) | Event::InlineHtml(_) | Event::Start(Tag::Link { .. } | Tag::Image { .. })
                if flow.spans.last().is_none_or(|last| last.end <= range.start) =>
            {
                flow.spans.push(range);
            }
            _ => {}
        }
    }
    for flow in &mut flows {
        flow.range.end = flow.range.start + text[flow.range.clone()].trim_end().len();
    }
    flows
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
}

fn is_inline_end(tag: &pulldown_cmark::TagEnd) -> bool {
    use pulldown_cmark::TagEnd::{Emphasis, Image, Link, Strikethrough, Strong};
    matches!(tag, Emphasis | Strong | Strikethrough | Link | Image)
}

/// A word, or what stands together like one.
enum Atom<'a> {
    Word(Cow<'a, str>),
    Break,
}

/// The words of a flow, code and links in one piece, without the marks of the lines.
fn atoms<'a>(text: &'a str, flow: &Flow) -> Vec<Atom<'a>> {
    let (mut atoms, mut word) = (Vec::new(), String::new());
    let within = |at: usize| flow.is_within(at);
    let mut start = flow.range.start;
    for (number, line) in text[flow.range.clone()].split('\n').enumerate() {
        let content = if number == 0 { line.trim_start() } else { without_marks(line) };
        let at = start + (line.len() - content.len());
        let (content, mut from) = (content.trim_end(), 0);
        for (blank, _) in content.match_indices([' ', '\t']).filter(|(blank, _)| !within(at + blank)) {
            push(&mut atoms, &mut word, &content[from..blank]);
            from = blank + 1;
        }
        let last = &content[from..];
        start += line.len() + 1;
        if flow.has_break(&(at..start)) {
            word.push_str(last);
            // Two blanks at the end of a line and a backslash mean the same.
            if !word.ends_with('\\') {
                word.push('\\');
            }
            push(&mut atoms, &mut word, "");
            atoms.push(Atom::Break);
        } else if within(start - 1) {
            word.push_str(last);
            word.push(' ');
        } else {
            push(&mut atoms, &mut word, last);
        }
    }
    atoms
}

/// Adds what there is of a word, and the rest of it.
fn push<'a>(atoms: &mut Vec<Atom<'a>>, word: &mut String, rest: &'a str) {
    if word.is_empty() {
        atoms.extend((!rest.is_empty()).then_some(Atom::Word(rest.into())));
    } else {
        atoms.push(Atom::Word((std::mem::take(word) + rest).into()));
    }
}

/// A further line of a paragraph without what it repeats of its list or quotation.
fn without_marks(line: &str) -> &str {
    line.trim_start_matches([' ', '\t', '>'])
}

fn fill(atoms: Vec<Atom<'_>>, width: usize, prefix: &str) -> String {
    let (mut out, mut column) = (String::new(), 0);
    for piece in pieces(atoms, width) {
        let length = piece.as_deref().map_or(width, columns);
        let fits = column + 1 + length <= width;
        if piece.is_none() || column > 0 && !fits {
            out.push('\n');
            out.push_str(prefix);
            column = 0;
        }
        let Some(piece) = piece else { continue };
        if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(&piece);
        column += length;
    }
    out
}

/// How many columns a text takes.
fn columns(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().count() }
}

/// What is laid out: words, each with what must not begin a line behind it; `None` is a break that is meant.
fn pieces(atoms: Vec<Atom<'_>>, width: usize) -> Vec<Option<Cow<'_, str>>> {
    let mut pieces: Vec<Option<Cow<'_, str>>> = Vec::with_capacity(atoms.len());
    for atom in atoms {
        match atom {
            Atom::Break => pieces.push(None),
            // What does not fit on any line is broken at its blanks after all.
            Atom::Word(word) if columns(&word) > width => {
                word.split(' ').for_each(|part| add(&mut pieces, part.to_owned().into()));
            }
            Atom::Word(word) => add(&mut pieces, word),
        }
    }
    pieces
}

fn add<'a>(pieces: &mut Vec<Option<Cow<'a, str>>>, part: Cow<'a, str>) {
    match pieces.last_mut() {
        Some(Some(last)) if begins_a_block(&part) => {
            let last = last.to_mut();
            last.push(' ');
            last.push_str(&part);
        }
        _ => pieces.push(Some(part)),
    }
}

/// Whether a line that begins with the word might be read as something else than more of the paragraph.
fn begins_a_block(word: &str) -> bool {
    // Most words begin with a letter.
    if word.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return false;
    }
    let number = word.strip_suffix(['.', ')']).is_some_and(|n| n.chars().all(|c| c.is_ascii_digit()));
    let line = word.chars().all(|c| "-+*=_|:#".contains(c));
    number || line || ["<", ">", "|", "[^", "```", "~~~"].iter().any(|mark| word.starts_with(mark))
}

/// What a text says, without where its lines end.
fn meaning(text: &str) -> Vec<Event<'_>> {
    let (mut events, mut words) = (Vec::new(), String::new());
    for event in Parser::new_ext(text, extensions()) {
        match event {
            Event::SoftBreak => words.push(' '),
            Event::Text(more) => words.push_str(&more),
            other => {
                if !words.is_empty() {
                    events.push(Event::Text(std::mem::take(&mut words).into()));
                }
                events.push(other);
            }
        }
    }
    events
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_lists_and_quotations_are_filled() {
        let cases = [
            ("aaa bbb ccc ddd", 7, "aaa bbb\nccc ddd"),
            ("aaa\nbbb\nccc ddd", 11, "aaa bbb ccc\nddd"),
            ("- aaa bbb ccc\n- ddd eee fff", 9, "- aaa bbb\n  ccc\n- ddd eee\n  fff"),
            ("10. aaa bbb ccc\n\n    ddd eee fff", 11, "10. aaa bbb\n    ccc\n\n    ddd eee\n    fff"),
            ("> aaa bbb ccc\nddd", 9, "> aaa bbb\n> ccc ddd"),
            ("aaa bbb  \nccc ddd eee", 8, "aaa bbb\\\nccc ddd\neee"),
        ];
        for (text, width, expected) in cases {
            assert_eq!(wrap(text, width), expected, "{text}");
        }
    }

    #[test]
    fn what_has_a_form_keeps_it() {
        for text in [
            "```no_run\nlet a_long_line = of(code);\n```",
            "| a long head | b |\n|---|---|\n| a long cell | b |",
            "# A heading that is long",
            "    indented code that is long",
            "<p>html that is long</p>",
            "- a\n\n      code that is long",
        ] {
            assert_eq!(wrap(text, 10), text);
        }
    }

    #[test]
    fn code_and_links_stay_whole_and_no_line_begins_a_block() {
        let cases = [
            ("see `a b` and [c d](https://e) now", 12, "see `a b`\nand [c\nd](https://e)\nnow"),
            ("see `a b` and [c d](e) now", 12, "see `a b`\nand [c d](e)\nnow"),
            ("it was in 1986. It is", 10, "it was\nin 1986.\nIt is"),
            ("aaa bbb - ccc", 7, "aaa\nbbb -\nccc"),
            ("aaa bbb # ccc", 7, "aaa\nbbb #\nccc"),
            ("aaa `bbb\nccc` ddd", 14, "aaa `bbb ccc`\nddd"),
        ];
        for (text, width, expected) in cases {
            assert_eq!(wrap(text, width), expected, "{text}");
        }
    }

    #[test]
    fn what_needs_no_parser_is_filled_as_with_one() {
        let texts = [
            "Words and `code of words`, in a line that is long enough.",
            "See [`Type`] or [`Other`](crate::Other). It was in 1986. - It + is # so | here",
            "First `a`.\n\nSecond `b` paragraph.\n\n# Heading `c`\n\n```no_run\nlet long = code;\n\nmore();\n```\n\nThe end.",
            "First.\n\n- a list of words\n- another\n\nThe end.",
            "First.\n\n```\nnever closed\n\nSecond paragraph.",
            "First.\n\n````text\n```\n\n````\n\nThe end of it all.",
            "First.\n\n```text\na\n``` b\n\nc d e\n```\n\nThe end.",
            "First.\n\n\n    indented code that is long\n\nThe end. ",
            "First of all\n===\n\nThe end.",
            "`a  b` c",
        ];
        for text in texts {
            for width in 1..60 {
                assert_eq!(wrap(text, width), parsed(text, width), "{text:?} in {width}");
            }
        }
    }
}
