//! What stands at the beginning of an expression: literals, paths, structures, arrays.

use super::super::lines::Break;
use super::expressions::Kind;
use super::{INDENT, Printer};

/// The widest structure in one line, without its last brace.
const WIDEST: i64 = 34;

impl Printer<'_> {
    pub(super) fn first(&mut self, structures: bool) -> Option<Kind> {
        if let Some(literal) = self.code.literal() {
            self.boxes.word(literal);
            return Some(Kind::Other);
        }
        match self.code.next() {
            b'[' => self.array(),
            b'(' => {
                self.code.expect("(")?;
                self.code.expect(")")?;
                self.boxes.word("()");
                Some(Kind::Block)
            }
            _ => self.named_value(structures),
        }
    }

    /// A path, and what it may be the beginning of.
    pub(super) fn named_value(&mut self, structures: bool) -> Option<Kind> {
        let (start, width) = (self.boxes.here(), self.boxes.width());
        let word = self.code.peek_word()?;
        self.path(true)?;
        let is_short = self.boxes.width() - width == word.len() as i64 && word.len() as i64 <= INDENT;
        match self.code.next() {
            b'!' if !self.code.starts("!=") => (!self.macro_call()?).then_some(Kind::Macro),
            b'{' if structures => self.structure_value(start, width),
            _ => Some(if is_short { Kind::Short } else { Kind::Other }),
        }
    }

    pub(super) fn structure_value(&mut self, start: usize, width: i64) -> Option<Kind> {
        self.boxes.begin_at(start, -INDENT, false);
        self.boxes.begin_at(start, INDENT, true);
        self.boxes.end();
        self.code.expect("{")?;
        self.boxes.word(" {");
        if !self.code.starts("}") {
            self.boxes.space();
        }
        while !self.code.eat("}") {
            if self.code.eat("..") {
                self.boxes.word("..");
                self.expression(false, true)?;
                self.boxes.space();
                self.code.expect("}")?;
                break;
            }
            self.field_value()?;
            let more = self.code.eat(",");
            let is_last = self.code.starts("}");
            (more || is_last).then_some(())?;
            if is_last {
                self.boxes.add(Break { blanks: 1, marks: [Some(','), None, None], ..Break::default() });
            } else {
                self.boxes.comma(false);
            }
        }
        self.boxes.offset(-INDENT);
        if self.boxes.width() - width > WIDEST {
            self.boxes.broken();
        }
        self.boxes.end();
        self.boxes.word("}");
        Some(Kind::Block)
    }

    pub(super) fn field_value(&mut self) -> Option<()> {
        self.name()?;
        if self.code.eat(":") {
            self.boxes.word(": ");
            self.boxes.begin(0, false);
            self.expression(false, true)?;
            self.boxes.end();
        }
        Some(())
    }

    /// Numbers and flags in a row are laid out in another way, and rare.
    pub(super) fn array(&mut self) -> Option<Kind> {
        self.code.expect("[")?;
        self.boxes.word("[");
        if self.code.eat("]") {
            self.boxes.word("]");
            return Some(Kind::Block);
        }
        let is_simple =
            self.code.next().is_ascii_digit() || matches!(self.code.peek_word(), Some("true" | "false"));
        (!is_simple).then_some(())?;
        self.boxes.begin(INDENT, true);
        self.boxes.zero();
        self.parts("]", |this| this.expression(false, true).map(drop))?;
        self.boxes.end();
        self.boxes.word("]");
        Some(Kind::Block)
    }
}
