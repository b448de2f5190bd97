//! Calls of macros: tokens with blanks between them, as many in a line as there is room for.

use super::{INDENT, Printer};

/// What the last token was.
#[derive(Clone, Copy, PartialEq)]
enum Last {
    Start,
    Hash,
    HashBang,
    Dot,
    Colon,
    Colons,
    Word,
    WordBang,
    Group,
    Other,
}

impl<'a> Printer<'a> {
    pub(super) fn macro_item(&mut self) -> Option<()> {
        self.path(false)?;
        let is_block = self.macro_call()?;
        if !is_block {
            self.code.expect(";")?;
            self.boxes.word(";");
        }
        Some(())
    }

    /// What stands behind a macro's path. Returns whether it stands in braces.
    pub(super) fn macro_call(&mut self) -> Option<bool> {
        self.code.expect("!")?;
        self.boxes.word("!");
        let (open, close, is_block) = match self.code.next() {
            b'(' => ("(", ")", false),
            b'[' => ("[", "]", false),
            b'{' => ("{", "}", true),
            _ => return None,
        };
        self.code.expect(open)?;
        self.boxes.word(if is_block { " {" } else { open });
        if !self.code.starts(close) {
            let edge = if is_block { super::Boxes::hard } else { super::Boxes::zero };
            self.boxes.begin(INDENT, true);
            edge(&mut self.boxes);
            self.boxes.begin(0, false);
            self.macro_tokens(close)?;
            self.boxes.end();
            edge(&mut self.boxes);
            self.boxes.offset(-INDENT);
            self.boxes.end();
        }
        self.code.expect(close)?;
        self.boxes.word(close);
        Some(is_block)
    }

    /// Tokens up to the mark that ends their group.
    fn macro_tokens(&mut self, close: &str) -> Option<()> {
        let (mut last, mut joins) = (Last::Start, true);
        while !self.code.starts(close) {
            (last, joins) = self.macro_token(last, joins)?;
        }
        Some(())
    }

    fn macro_token(&mut self, last: Last, joins: bool) -> Option<(Last, bool)> {
        let group = match self.code.next() {
            b'(' => Some(("(", ")")),
            b'[' => Some(("[", "]")),
            b'{' => Some(("{", "}")),
            _ => None,
        };
        if let Some((open, close)) = group {
            return self.macro_group(last, joins, open, close);
        }
        if let Some(word) = self.code.word() {
            let is_name = !is_keyword(word);
            let apart = !is_name || last != Last::Dot && last != Last::Colons;
            return Some((
                self.spaced(word, apart && !joins, if is_name { Last::Word } else { Last::Other }),
                false,
            ));
        }
        if let Some(literal) = self.code.literal() {
            return Some((self.spaced(literal, last != Last::Dot && !joins, Last::Word), false));
        }
        let (mark, joins_next) = self.code.mark()?;
        let (apart, next) = match (last, mark) {
            (Last::Hash, "!") => (false, Last::HashBang),
            (Last::Word, "!") if !joins_next => (false, Last::WordBang),
            (Last::Colon, ":") => (false, Last::Colons),
            (_, "," | ";") => (false, Last::Other),
            (_, ".") => (last != Last::Word && last != Last::Group, Last::Dot),
            (_, ":") if joins_next => (last != Last::Word, Last::Colon),
            (_, "$") => return None,
            (_, "#") => (true, Last::Hash),
            _ => (true, Last::Other),
        };
        if mark == "." && !apart && !joins {
            self.boxes.zero();
        }
        Some((self.spaced(mark, apart && !joins, next), joins_next))
    }

    fn macro_group(&mut self, last: Last, joins: bool, open: &str, close: &str) -> Option<(Last, bool)> {
        let (apart, next) = match last {
            _ if open == "{" => (true, Last::Other),
            Last::Hash | Last::HashBang if open == "[" => (false, Last::Other),
            Last::Word => (false, Last::Group),
            Last::WordBang => (false, Last::Other),
            _ => (true, Last::Group),
        };
        self.code.expect(open)?;
        self.spaced(open, apart && !joins, next);
        if !self.code.starts(close) {
            let is_block = open == "{";
            is_block.then(|| self.boxes.space());
            self.macro_tokens(close)?;
            is_block.then(|| self.boxes.space());
        }
        self.code.expect(close)?;
        self.boxes.word(close);
        Some((next, false))
    }

    fn spaced(&mut self, word: &str, apart: bool, next: Last) -> Last {
        if apart {
            self.boxes.space();
        }
        self.boxes.word(word);
        next
    }
}

/// Words of the language, `self`, `Self` and `super` aside.
pub(super) fn is_keyword(word: &str) -> bool {
    matches!(
        word,
        "as" | "async"
            | "await"
            | "box"
            | "break"
            | "const"
            | "continue"
            | "crate"
            | "dyn"
            | "else"
            | "enum"
            | "extern"
            | "fn"
            | "for"
            | "if"
            | "impl"
            | "in"
            | "let"
            | "loop"
            | "macro"
            | "match"
            | "mod"
            | "move"
            | "mut"
            | "pub"
            | "ref"
            | "return"
            | "static"
            | "struct"
            | "trait"
            | "type"
            | "unsafe"
            | "use"
            | "where"
            | "while"
            | "yield"
    )
}
