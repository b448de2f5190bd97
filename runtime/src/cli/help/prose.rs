//! CommonMark in the few forms that our texts use, as plain wrapped lines.

/// A page in the making.
pub(super) struct Page {
    out: String,
    width: usize,
}

impl Page {
    pub(super) fn new(width: usize) -> Page {
        Page { out: String::new(), width: width.clamp(40, 120) }
    }

    pub(super) fn finish(self) -> String {
        self.out
    }

    /// A heading at the margin.
    pub(super) fn section(&mut self, title: &str) {
        self.blank();
        self.line(0, title);
    }

    /// A blank line, unless there is one or the page is empty.
    pub(super) fn blank(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    /// A line as it is.
    pub(super) fn line(&mut self, indent: usize, text: &str) {
        self.out.extend(std::iter::repeat_n(' ', indent));
        self.out.push_str(text);
        self.out.push('\n');
    }

    /// Paragraphs and bullets, a blank line between.
    pub(super) fn prose(&mut self, indent: usize, text: &str) {
        for (i, block) in text.split("\n\n").filter(|b| !b.trim().is_empty()).enumerate() {
            if i > 0 {
                self.blank();
            }
            for line in join_lines(block) {
                match line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")) {
                    Some(item) => self.item(indent, item),
                    None => self.wrapped(indent, &line),
                }
            }
        }
    }

    fn item(&mut self, indent: usize, text: &str) {
        let start = self.out.len() + indent;
        self.wrapped(indent + 2, text);
        if self.out.len() > start {
            self.out.replace_range(start..=start, "-");
        }
    }

    /// Words up to the width.
    pub(super) fn wrapped(&mut self, indent: usize, text: &str) {
        let mut line = String::new();
        for word in plain(text).split_whitespace() {
            let length = line.chars().count() + 1 + word.chars().count();
            if !line.is_empty() && indent + length > self.width {
                self.line(indent, &line);
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        if !line.is_empty() {
            self.line(indent, &line);
        }
    }
}

/// The lines of a paragraph as one, each bullet as one of its own.
fn join_lines(block: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in block.lines() {
        let starts_item = line.starts_with("- ") || line.starts_with("* ");
        match lines.last_mut() {
            Some(last) if !starts_item => {
                last.push(' ');
                last.push_str(line.trim());
            }
            _ => lines.push(line.trim().to_owned()),
        }
    }
    lines
}

/// Text without its marks: code loses its backticks, links show their address.
pub(super) fn plain(text: &str) -> String {
    let text = text.replace("**", "");
    let (mut out, mut rest) = (String::new(), text.as_str());
    while let Some(at) = rest.find(['`', '[']) {
        out.push_str(&rest[..at]);
        let tail = &rest[at + 1..];
        match (
            &rest[at..=at],
            tail.split_once("](").and_then(|(label, more)| Some((label, more.split_once(')')?))),
        ) {
            ("[", Some((label, (url, after)))) if !label.contains('[') => {
                out.push_str(&format!("{} ({url})", label.replace('`', "")));
                rest = after;
            }
            ("[", _) => {
                out.push('[');
                rest = tail;
            }
            _ => rest = tail,
        }
    }
    out + rest
}

/// The first sentence of a text.
pub(super) fn first_sentence(text: &str) -> &str {
    let paragraph = text.split("\n\n").next().unwrap_or(text);
    paragraph.find(". ").map_or(paragraph, |end| &paragraph[..=end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_addresses_stay() {
        assert_eq!(
            plain("Use `X` and **not** [the `Y`](https://y.example)."),
            "Use X and not the Y (https://y.example)."
        );
        assert_eq!(plain("a[0] and `[b]`"), "a[0] and [b]");
    }

    #[test]
    fn paragraphs_wrap_and_bullets_hang() {
        let mut page = Page::new(40);
        page.prose(2, "One two three four five six seven eight nine ten.\n\n- a bullet that is long enough to be wrapped\n- short");
        let expected = "  One two three four five six seven\n  eight nine ten.\n\n  - a bullet that is long enough to be\n    wrapped\n  - short\n";
        assert_eq!(page.finish(), expected);
    }

    #[test]
    fn summaries_are_first_sentences() {
        assert_eq!(first_sentence("Reads a pool. Needs IAM.\n\nMore."), "Reads a pool.");
        assert_eq!(first_sentence("One"), "One");
    }
}
