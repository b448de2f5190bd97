//! Items, laid out as `prettyplease` does it: the text of tokens in, lines out. Of what it does not know it says nothing,
//! and leaves it to the formatter, which takes ten times as long.

use super::boxes::Boxes;
use super::code::Code;

mod attributes;
mod chains;
mod choices;
mod expressions;
mod imports;
mod items;
mod macros;
mod statements;
mod types;
mod values;

/// Columns of a step of indentation.
const INDENT: i64 = 4;

/// The items, if there is nothing in them that only the formatter knows.
pub(super) fn print(tokens: &str) -> Option<String> {
    let mut printer = Printer { code: Code::new(tokens), boxes: Boxes::new(tokens.len()) };
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
}
