//! Types and paths.

use super::macros::is_keyword;
use super::{INDENT, Printer};

impl Printer<'_> {
    pub(super) fn ty(&mut self) -> Option<()> {
        match self.code.next() {
            b'&' if !self.code.starts("&&") => self.reference(),
            b'[' => {
                self.code.expect("[")?;
                self.boxes.word("[");
                self.ty()?;
                self.code.expect("]")?;
                self.boxes.word("]");
                Some(())
            }
            b'(' => {
                self.code.expect("(")?;
                self.code.expect(")")?;
                self.boxes.word("()");
                Some(())
            }
            _ if self.code.eat_word("impl") => {
                self.boxes.word("impl ");
                self.path(false)
            }
            _ => self.path(false),
        }
    }

    fn reference(&mut self) -> Option<()> {
        self.code.expect("&")?;
        self.boxes.word("&");
        if self.code.starts("'") {
            self.lifetime()?;
            self.boxes.word(" ");
        }
        if self.code.eat_word("mut") {
            self.boxes.word("mut ");
        }
        self.ty()
    }

    fn lifetime(&mut self) -> Option<()> {
        self.code.expect("'")?;
        self.boxes.word("'");
        self.name()?;
        Some(())
    }

    /// A path, in an expression or as a type.
    pub(super) fn path(&mut self, is_value: bool) -> Option<()> {
        loop {
            let name = self.name()?;
            if is_keyword(name) && name != "crate" {
                return None;
            }
            if !is_value && self.code.starts("<") {
                self.generics()?;
            }
            if !self.code.eat("::") {
                return Some(());
            }
            self.boxes.word("::");
            if is_value && self.code.starts("<") {
                self.generics()?;
                if !self.code.eat("::") {
                    return Some(());
                }
                self.boxes.word("::");
            }
        }
    }

    pub(super) fn generics(&mut self) -> Option<()> {
        self.code.expect("<")?;
        self.boxes.word("<");
        self.boxes.begin(INDENT, true);
        self.boxes.zero();
        self.parts(">", |this| if this.code.starts("'") { this.lifetime() } else { this.ty() })?;
        self.boxes.end();
        self.boxes.word(">");
        Some(())
    }
}
