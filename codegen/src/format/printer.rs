//! Items, laid out as `prettyplease` does it: the text of tokens in, lines out. Of what it does not know it says nothing,
//! and leaves it to the formatter, which takes ten times as long.

use super::boxes::Boxes;
use super::code::Code;

mod attributes;
mod expressions;
mod macros;
mod statements;
mod types;

/// Columns of a step of indentation.
const INDENT: isize = 4;

/// The items, if there is nothing in them that only the formatter knows.
pub(super) fn print(tokens: &str) -> Option<String> {
    let mut printer = Printer { code: Code::new(tokens), boxes: Boxes::default() };
    printer.boxes.begin(0, true);
    while !printer.code.is_empty() {
        printer.item()?;
    }
    printer.boxes.end();
    Some(printer.boxes.lines())
}

struct Printer<'a> {
    code: Code<'a>,
    boxes: Boxes,
}

impl<'a> Printer<'a> {
    fn item(&mut self) -> Option<()> {
        self.attributes()?;
        let visibility = self.visibility()?;
        match self.code.peek_word()? {
            "struct" => self.structure(visibility)?,
            "enum" => self.enumeration(visibility)?,
            "impl" if visibility.is_empty() => self.implementation()?,
            "static" | "const" => self.constant(visibility)?,
            "fn" => self.function(visibility)?,
            "use" => self.import(visibility)?,
            "mod" => self.module(visibility)?,
            _ if visibility.is_empty() => self.macro_item()?,
            _ => return None,
        }
        self.boxes.hard();
        Some(())
    }

    fn visibility(&mut self) -> Option<&'static str> {
        if !self.code.eat_word("pub") {
            return Some("");
        }
        if !self.code.eat("(") {
            return Some("pub ");
        }
        (self.code.eat_word("crate") && self.code.eat(")")).then_some("pub(crate) ")
    }

    /// Writes a word that comes.
    fn name(&mut self) -> Option<&'a str> {
        let name = self.code.word()?;
        self.boxes.word(name);
        Some(name)
    }

    /// A keyword, which is known to come, and the name behind it.
    fn named(&mut self, visibility: &str) -> Option<()> {
        self.boxes.word(visibility);
        self.name()?;
        self.boxes.word(" ");
        self.name()?;
        Some(())
    }

    /// What stands in braces, each in a line of its own.
    fn body(&mut self, mut each: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.code.expect("{")?;
        self.boxes.word("{");
        if !self.code.starts("}") {
            self.boxes.hard();
        }
        while !self.code.eat("}") {
            each(self)?;
        }
        self.boxes.offset(-INDENT);
        self.boxes.end();
        self.boxes.word("}");
        Some(())
    }

    /// Parts with commas between them, up to the mark that ends them.
    fn parts(&mut self, end: &str, mut each: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        while !self.code.eat(end) {
            each(self)?;
            let more = self.code.eat(",");
            let is_last = self.code.starts(end);
            if !more && !is_last {
                return None;
            }
            self.boxes.comma(is_last);
        }
        self.boxes.offset(-INDENT);
        Some(())
    }

    fn structure(&mut self, visibility: &str) -> Option<()> {
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
    fn typed(&mut self) -> Option<()> {
        self.name()?;
        self.code.expect(":")?;
        self.boxes.word(": ");
        self.ty()
    }

    fn comma_line(&mut self) -> Option<()> {
        if !self.code.eat(",") && !self.code.starts("}") {
            return None;
        }
        self.boxes.word(",");
        self.boxes.hard();
        Some(())
    }

    fn enumeration(&mut self, visibility: &str) -> Option<()> {
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

    fn implementation(&mut self) -> Option<()> {
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

    fn function(&mut self, visibility: &str) -> Option<()> {
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

    fn parameter(&mut self) -> Option<()> {
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
    fn constant(&mut self, visibility: &str) -> Option<()> {
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

    fn module(&mut self, visibility: &str) -> Option<()> {
        self.named(visibility)?;
        self.code.expect(";")?;
        self.boxes.word(";");
        Some(())
    }

    fn import(&mut self, visibility: &str) -> Option<()> {
        self.boxes.word(visibility);
        self.name()?;
        self.boxes.word(" ");
        self.imported()?;
        self.code.expect(";")?;
        self.boxes.word(";");
        Some(())
    }

    fn imported(&mut self) -> Option<()> {
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
    fn imported_group(&mut self) -> Option<()> {
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
