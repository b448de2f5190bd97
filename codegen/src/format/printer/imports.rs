//! Imports and declarations of modules.

use super::{INDENT, Printer};

impl Printer<'_> {
    pub(super) fn module(&mut self, visibility: &str) -> Option<()> {
        self.named(visibility)?;
        self.code.expect(";")?;
        self.boxes.word(";");
        Some(())
    }

    pub(super) fn import(&mut self, visibility: &str) -> Option<()> {
        self.boxes.word(visibility);
        self.name()?;
        self.boxes.word(" ");
        self.imported()?;
        self.code.expect(";")?;
        self.boxes.word(";");
        Some(())
    }

    pub(super) fn imported(&mut self) -> Option<()> {
        if self.code.eat("*") {
            self.boxes.word("*");
            return Some(());
        }
        if self.code.starts("{") {
            return self.imported_group();
        }
        self.name()?;
        if self.code.eat("::") {
            self.boxes.word("::");
            return self.imported();
        }
        if self.code.eat_word("as") {
            self.boxes.word(" as ");
            self.name()?;
        }
        Some(())
    }

    /// Names in braces, as many in a line as there is room for.
    pub(super) fn imported_group(&mut self) -> Option<()> {
        let mut group = self.code;
        group.expect("{")?;
        self.code = group;
        self.boxes.begin(INDENT, true);
        self.boxes.word("{");
        self.boxes.zero();
        self.boxes.begin(0, false);
        let mut count = 0;
        loop {
            // Groups within groups, and those of one name, are rare.
            self.name().filter(|name| *name != "self")?;
            count += 1;
            let more = self.code.eat(",");
            if self.code.eat("}") {
                break;
            }
            more.then_some(())?;
            self.boxes.word(",");
            self.boxes.space();
        }
        self.boxes.end();
        self.boxes.comma(true);
        self.boxes.offset(-INDENT);
        self.boxes.word("}");
        self.boxes.end();
        (count > 1).then_some(())
    }
}
