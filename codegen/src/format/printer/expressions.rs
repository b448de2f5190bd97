//! Expressions.

use super::Printer;

/// What an expression is, as far as something around it asks.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kind {
    /// A path of one short name.
    Short,
    Call,
    Match,
    Macro,
    /// Brings its own brackets.
    Block,
    Other,
}

/// What was written.
#[derive(Clone, Copy)]
pub(super) struct Form {
    pub(super) kind: Kind,
    /// Whether a brace behind it stands in a line of its own if it is broken.
    pub(super) breaks: bool,
}

impl Printer<'_> {
    /// An expression, where it may be a structure's value and where not; `starts` says that it begins a line.
    pub(super) fn expression(&mut self, starts: bool, structures: bool) -> Option<Form> {
        match self.code.next() {
            b'&' if !self.code.starts("&&") => {
                self.code.expect("&")?;
                self.boxes.word("&");
                if self.code.eat_word("mut") {
                    self.boxes.word("mut ");
                }
                let written = self.expression(false, structures)?;
                Some(Form { kind: Kind::Other, ..written })
            }
            b'|' => self.closure(),
            b'm' if self.code.eat_word("match") => self.choice(),
            _ => self.chain(starts, structures),
        }
    }
}
