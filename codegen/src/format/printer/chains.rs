//! Calls and fields, one behind the other.

use super::expressions::{Form, Kind};
use super::{INDENT, Printer};

impl Printer<'_> {
    /// A first expression, and the calls and fields behind it.
    pub(super) fn chain(&mut self, starts: bool, structures: bool) -> Option<Form> {
        let start = self.boxes.here();
        let mut kind = self.first(structures)?;
        let mut end = self.boxes.here();
        if self.code.starts("(") {
            matches!(kind, Kind::Short | Kind::Other).then_some(())?;
            self.call()?;
            kind = Kind::Call;
        }
        let (mut has_dots, mut sole) = (false, None);
        loop {
            if self.code.eat("?") {
                self.boxes.word("?");
                kind = Kind::Other;
                continue;
            }
            if !self.code.starts(".") || self.code.starts("..") {
                break;
            }
            if !has_dots {
                self.boxes.end_at(end);
                self.boxes.begin_at(start, -INDENT, true);
                self.boxes.begin_at(start, INDENT, true);
            }
            // A short name at the beginning of a line is as long as the indentation of what follows.
            let hangs = starts && kind == Kind::Short;
            if !hangs {
                self.boxes.zero();
            }
            let arguments = self.member()?;
            sole = arguments.filter(|_| hangs);
            (has_dots, kind, end) = (true, Kind::Other, self.boxes.here());
        }
        if !has_dots {
            return Some(Form { kind, breaks: false });
        }
        if let Some(at) = sole {
            self.boxes.indent_at(at, -INDENT);
        }
        self.boxes.end_at(end);
        Some(Form { kind, breaks: true })
    }

    /// `.NAME`, with its arguments if it has some; returns where their box begins.
    pub(super) fn member(&mut self) -> Option<Option<usize>> {
        self.code.expect(".")?;
        self.boxes.word(".");
        if self.code.next().is_ascii_digit() {
            let number = self.code.literal()?;
            self.boxes.word(number);
            return Some(None);
        }
        self.name()?;
        if self.code.eat("::") {
            self.boxes.word("::");
            self.generics()?;
        }
        if !self.code.starts("(") {
            return Some(None);
        }
        let start = self.boxes.here();
        self.boxes.begin(0, true);
        self.call()?;
        self.boxes.end();
        Some(Some(start))
    }

    /// What stands in parentheses behind a function.
    pub(super) fn call(&mut self) -> Option<()> {
        self.code.expect("(")?;
        self.boxes.word("(");
        if !self.code.eat(")") {
            self.arguments()?;
        }
        self.boxes.word(")");
        Some(())
    }

    pub(super) fn arguments(&mut self) -> Option<()> {
        let start = self.boxes.here();
        let Form { kind, .. } = self.expression(false, true)?;
        let more = self.code.eat(",");
        if kind == Kind::Block && self.code.eat(")") {
            return Some(());
        }
        self.boxes.break_at(start);
        self.boxes.begin_at(start, INDENT, true);
        let is_last = self.code.starts(")");
        (more || is_last).then_some(())?;
        self.boxes.comma(is_last);
        self.parts(")", |this| this.expression(false, true).map(drop))?;
        self.boxes.end();
        Some(())
    }
}
