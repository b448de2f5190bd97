//! Texts of strangers, made harmless: no code that rustdoc would compile, no HTML, no link that runs something, no
//! name that rustdoc would look up. A text that is harmless stays as it is.

use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, Parser, Tag, TagEnd};
use pulldown_cmark_to_cmark::cmark;

use super::{extensions, plain, simple};

/// Languages of fences that rustdoc shows and does not compile.
const SHOWN: &[&str] = &["text", "json", "yaml", "xml", "console"];

/// What links may lead to.
const SCHEMES: &[&str] = &["http:", "https:", "mailto:", "#"];

/// Blocks within blocks: deeper texts lose their form.
const MOST_DEEP: usize = 24;

/// The text, or one that reads the same and does nothing.
pub(crate) fn safe(text: &str) -> String {
    if simple::is_plain(text) {
        return text.to_owned();
    }
    let text = clean(text);
    if is_harmless(&text) {
        return text;
    }
    if is_deep(&text) {
        return plain::escaped(&text);
    }
    let mut out = String::new();
    match cmark(harmless(&text), &mut out, extensions()) {
        Ok(_) if is_harmless(&out) => out,
        _ => plain::escaped(&text),
    }
}

/// Without control characters and those that turn the direction of text, which Rust refuses in comments.
fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|c| *c == '\n' || *c == '\t' || !plain::is_invisible(*c)).collect()
}

/// A reference to what the text does not define; rustdoc would look for an item of that name.
fn undefined<'a>(_: BrokenLink<'a>) -> Option<(CowStr<'a>, CowStr<'a>)> {
    Some((UNDEFINED.into(), "".into()))
}

/// Where such references lead while they are looked for.
const UNDEFINED: &str = "undefined:";

fn is_harmless(text: &str) -> bool {
    let mut parser = Parser::new_with_broken_link_callback(text, extensions(), Some(undefined));
    if parser.reference_definitions().iter().next().is_some() {
        return false;
    }
    !is_deep(text) && ends(text) && parser.all(|event| is_harmless_event(&event))
}

/// Whether what comes behind the text is no part of it, as it would be behind a fence that nobody closed.
fn ends(text: &str) -> bool {
    let more = format!("{text}\n\nend");
    let mut last: Vec<Event<'_>> = Parser::new_ext(&more, extensions()).collect();
    let last = last.split_off(last.len().saturating_sub(3));
    matches!(last.as_slice(), [Event::Start(Tag::Paragraph), Event::Text(end), Event::End(_)] if &**end == "end")
}

fn is_deep(text: &str) -> bool {
    let mut depth = 0_usize;
    Parser::new_ext(text, extensions()).any(|event| {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > MOST_DEEP
    })
}

fn is_harmless_event(event: &Event<'_>) -> bool {
    match event {
        Event::Html(_) | Event::InlineHtml(_) => false,
        Event::Start(Tag::CodeBlock(CodeBlockKind::Indented) | Tag::HtmlBlock | Tag::Image { .. }) => false,
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => SHOWN.contains(&&**language),
        Event::Start(Tag::Link { dest_url, .. }) => is_allowed(dest_url),
        _ => true,
    }
}

fn is_allowed(url: &str) -> bool {
    let url = url.to_ascii_lowercase();
    SCHEMES.iter().any(|scheme| url.starts_with(scheme)) && !url.contains(|c: char| c.is_whitespace())
}

/// The events with what does something taken out or turned into text.
fn harmless(text: &str) -> Vec<Event<'_>> {
    let (mut out, mut links) = (Vec::new(), Vec::new());
    for event in Parser::new_with_broken_link_callback(text, extensions(), Some(undefined)) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => out.push(Event::Text(html)),
            Event::Start(Tag::HtmlBlock) => out.push(Event::Start(Tag::Paragraph)),
            Event::End(TagEnd::HtmlBlock) => out.push(Event::End(TagEnd::Paragraph)),
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => {}
            Event::Start(Tag::CodeBlock(_)) => {
                out.push(Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced("text".into()))));
            }
            Event::Start(Tag::Link { dest_url, .. }) if !is_allowed(&dest_url) => {
                let brackets = &*dest_url == UNDEFINED;
                out.extend(brackets.then_some(Event::Text("[".into())));
                links.push(brackets.then_some("]"));
            }
            Event::Start(Tag::Link { dest_url, title, id, .. }) => {
                links.push(Some(""));
                let link_type = pulldown_cmark::LinkType::Inline;
                out.push(Event::Start(Tag::Link { link_type, dest_url, title, id }));
            }
            Event::End(TagEnd::Link) => match links.pop().flatten() {
                Some("") => out.push(Event::End(TagEnd::Link)),
                Some(bracket) => out.push(Event::Text(bracket.into())),
                None => {}
            },
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn harmless_texts_stay_as_they_are() {
        for text in [
            "Plain *words* and `code`, [a link](https://example.com).",
            "- a\n- b\n\n| a | b |\n|---|---|\n| 1 | 2 |",
            "```text\nlet x = 1;\n```",
            "Arrays\\[0\\] and 1 < 2.",
            "Words and `code <b>` alone.",
        ] {
            assert_eq!(safe(text), text);
        }
    }

    #[test]
    fn nothing_is_compiled_run_or_looked_up() {
        let texts = [
            "```\nlet x = 1;\n```",
            "```rust\nlet x = 1;\n```",
            "~~~ignore,should_panic\nx\n~~~",
            "    let x = 1;",
            "- item\n\n      let x = 1;",
            "> ```\n> x\n> ```\n> ````\n> y",
            "```\nunclosed",
            "```text\nunclosed",
            "- ```text\n  unclosed",
            "    ```\n    x",
            "<script>alert(1)</script>",
            "a <img src=x onerror=alert(1)> b",
            "<div>\n\n```\nx\n```\n\n</div>",
            "<!--\n```\nx\n-->\n```\n",
            "<pre>\n    x\n</pre>",
            "[x](javascript:alert(1))",
            "[x](JaVaScRiPt:alert(1))",
            "[x](<java\nscript:alert(1)>)",
            "<javascript:alert(1)>",
            "![x](https://example.com/pixel.png)",
            "[`Client`] and [Optional] and [x][y]",
            "[`ErrorCode`]: javascript:alert(1)",
            "[^1]: a note\n\nsee [^1] and [^2]",
            "a\rb\u{202e}c\0d",
            "*[a*](b)_c]_",
        ];
        for text in texts {
            let made = safe(text);
            assert!(is_harmless(&made), "{text:?} became {made:?}");
            assert!(!made.contains(['\r', '\0', '\u{202e}']));
            assert_eq!(safe(&made), made, "of {text:?}");
        }
    }

    #[test]
    fn what_can_be_read_is_kept() {
        assert_eq!(safe("```rust\nlet x = 1;\n```").trim(), "````text\nlet x = 1;\n````");
        assert_eq!(safe("[`Client`] and [x](javascript:y)"), "\\[`Client`\\] and x");
        assert_eq!(safe("a <b>c</b>"), "a \\<b>c\\</b>");
    }

    #[test]
    fn depth_costs_form_only() {
        let quoted = format!("{} x", ">".repeat(5_000));
        assert!(is_harmless(&safe(&quoted)));
        for many in [">", "[", "*a_", "<b>`"] {
            assert!(is_harmless(&safe(&format!("{} x", many.repeat(20_000)))));
        }
        let listed: String = (0..500).map(|n| format!("{}- x\n", "  ".repeat(n))).collect();
        assert!(is_harmless(&safe(&listed)));
    }
}
