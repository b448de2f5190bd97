//! Attributes and doc comments.

use super::{INDENT, Printer};

/// What the last token was.
#[derive(Clone, Copy, PartialEq)]
enum Last {
    Word,
    Mark,
    Comma,
}

impl Printer<'_> {
    pub(super) fn attributes(&mut self) -> Option<()> {
        while self.code.eat("#") {
            self.code.expect("[")?;
            let name = self.code.word()?;
            if name == "doc" {
                self.comment()?;
                continue;
            }
            self.boxes.word("#[");
            self.boxes.word(name);
            if self.code.starts("(") {
                self.facts()?;
            }
            self.code.expect("]")?;
            self.boxes.word("]");
            self.boxes.space();
        }
        Some(())
    }

    /// A line of a comment, if it is one without escapes.
    fn comment(&mut self) -> Option<()> {
        self.code.expect("=")?;
        let literal = self.code.literal()?;
        let text = match literal.strip_prefix('r') {
            Some(raw) => raw.trim_matches('#'),
            None if literal.contains('\\') => return None,
            None => literal,
        };
        let text = text.strip_prefix('"')?.strip_suffix('"')?;
        self.code.expect("]")?;
        if text.contains('\n') || text.starts_with('/') {
            return None;
        }
        self.boxes.word("///");
        self.boxes.word(text.trim_end_matches(' '));
        self.boxes.hard();
        Some(())
    }

    /// What stands in parentheses.
    fn facts(&mut self) -> Option<()> {
        self.code.expect("(")?;
        self.boxes.word("(");
        self.boxes.begin(INDENT, true);
        self.boxes.zero();
        let mut last = Last::Mark;
        while !self.code.eat(")") {
            last = self.argument(last)?;
        }
        if last != Last::Comma {
            self.boxes.zero();
        }
        self.boxes.offset(-INDENT);
        self.boxes.end();
        self.boxes.word(")");
        Some(())
    }

    fn argument(&mut self, last: Last) -> Option<Last> {
        if self.code.starts("(") {
            self.facts()?;
            return Some(Last::Mark);
        }
        if let Some(word) = self.code.word().or_else(|| self.code.literal()) {
            if last == Last::Word {
                self.boxes.space();
            }
            self.boxes.word(word);
            return Some(Last::Word);
        }
        let (mark, _) = self.code.mark()?;
        if mark == "," && self.code.starts(")") {
            self.boxes.comma(true);
            return Some(Last::Comma);
        }
        if mark == "=" && last == Last::Word {
            self.boxes.word(" ");
        }
        self.boxes.word(mark);
        match mark {
            "=" => self.boxes.word(" "),
            "," => self.boxes.space(),
            _ => {}
        }
        Some(Last::Mark)
    }
}
