//! Statements.

use super::Printer;
use super::expressions::Kind;

impl Printer<'_> {
    pub(super) fn statement(&mut self) -> Option<()> {
        if self.code.eat_word("let") {
            return self.binding();
        }
        let start = self.boxes.here();
        let form = self.expression(true, true)?;
        let ends = self.code.eat(";");
        if !ends && !self.code.starts("}") && form.kind != Kind::Match {
            return None;
        }
        if ends {
            self.boxes.word(";");
        }
        // A macro's call with its semicolon has no box of its own.
        if !(form.kind == Kind::Macro && ends) {
            self.boxes.begin_at(start, 0, false);
            self.boxes.end();
        }
        self.boxes.hard();
        Some(())
    }

    /// `let NAME = VALUE;`
    fn binding(&mut self) -> Option<()> {
        self.boxes.begin(0, false);
        self.boxes.word("let ");
        if self.code.eat_word("mut") {
            self.boxes.word("mut ");
        }
        self.name()?;
        self.code.expect("=")?;
        self.boxes.word(" = ");
        self.boxes.never();
        self.expression(false, true)?;
        self.code.expect(";")?;
        self.boxes.end();
        self.boxes.word(";");
        self.boxes.hard();
        Some(())
    }
}
