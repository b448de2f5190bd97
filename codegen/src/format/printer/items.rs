//! Types, functions and tables.

use super::{INDENT, Printer};

impl Printer<'_> {
    pub(super) fn structure(&mut self, visibility: &str) -> Option<()> {
        self.boxes.begin(INDENT, true);
        self.named(visibility)?;
        self.boxes.word(" ");
        self.body(|this| {
            this.attributes()?;
            let visibility = this.visibility()?;
            this.boxes.word(visibility);
            this.typed()?;
            this.comma_line()
        })
    }

    /// A name and its type.
    pub(super) fn typed(&mut self) -> Option<()> {
        self.name()?;
        self.code.expect(":")?;
        self.boxes.word(": ");
        self.ty()
    }

    pub(super) fn comma_line(&mut self) -> Option<()> {
        if !self.code.eat(",") && !self.code.starts("}") {
            return None;
        }
        self.boxes.word(",");
        self.boxes.hard();
        Some(())
    }

    pub(super) fn enumeration(&mut self, visibility: &str) -> Option<()> {
        self.boxes.begin(INDENT, true);
        self.named(visibility)?;
        self.boxes.word(" ");
        self.body(|this| {
            this.attributes()?;
            this.name()?;
            if this.code.eat("(") {
                this.boxes.begin(INDENT, true);
                this.boxes.word("(");
                this.boxes.zero();
                this.parts(")", Self::ty)?;
                this.boxes.word(")");
                this.boxes.end();
            }
            this.comma_line()
        })
    }

    pub(super) fn implementation(&mut self) -> Option<()> {
        self.boxes.begin(INDENT, true);
        self.boxes.begin(-INDENT, false);
        self.boxes.begin(INDENT, true);
        self.name()?;
        self.boxes.end();
        self.boxes.word(" ");
        self.ty()?;
        if self.code.eat_word("for") {
            self.boxes.space();
            self.boxes.word("for ");
            self.ty()?;
        }
        self.boxes.end();
        self.boxes.word(" ");
        self.body(|this| {
            this.attributes()?;
            let visibility = this.visibility()?;
            match this.code.peek_word()? {
                "fn" => this.function(visibility)?,
                "const" => this.constant(visibility)?,
                _ => return None,
            }
            this.boxes.hard();
            Some(())
        })
    }

    pub(super) fn function(&mut self, visibility: &str) -> Option<()> {
        self.boxes.begin(INDENT, true);
        self.named(visibility)?;
        self.code.expect("(")?;
        self.boxes.word("(");
        self.boxes.never();
        if !self.code.eat(")") {
            self.boxes.begin(0, true);
            self.boxes.zero();
            self.parts(")", Self::parameter)?;
            self.boxes.end();
        }
        self.boxes.word(")");
        if self.code.eat("->") {
            self.boxes.begin(-INDENT, true);
            self.boxes.word(" -> ");
            self.ty()?;
            self.boxes.end();
        }
        self.boxes.word(" ");
        self.body(Self::statement)
    }

    pub(super) fn parameter(&mut self) -> Option<()> {
        if self.code.eat("&") {
            self.boxes.word("&");
            if self.code.eat_word("mut") {
                self.boxes.word("mut ");
            }
            return (self.name()? == "self").then_some(());
        }
        if self.code.eat_word("self") {
            self.boxes.word("self");
            return Some(());
        }
        self.typed()
    }

    /// A static or a constant.
    pub(super) fn constant(&mut self, visibility: &str) -> Option<()> {
        self.boxes.begin(0, true);
        self.boxes.word(visibility);
        self.name()?;
        self.boxes.word(" ");
        self.typed()?;
        self.code.expect("=")?;
        self.boxes.word(" = ");
        self.boxes.never();
        self.expression(false, true)?;
        self.code.expect(";")?;
        self.boxes.word(";");
        self.boxes.end();
        Some(())
    }
}
