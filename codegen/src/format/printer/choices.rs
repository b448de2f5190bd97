//! Closures and `match`.

use super::super::lines::Break;
use super::expressions::{Form, Kind};
use super::{INDENT, Printer};

impl Printer<'_> {
    pub(super) fn closure(&mut self) -> Option<Form> {
        self.boxes.begin(0, false);
        self.boxes.begin(INDENT, true);
        self.code.expect("|")?;
        self.boxes.word("|");
        if !self.code.starts("|") {
            self.boxes.zero();
            self.name()?;
        }
        self.code.expect("|")?;
        self.boxes.word("|");
        self.boxes.add(Break { blanks: 1, offset: -INDENT, ..Break::default() });
        self.boxes.end();
        self.boxes.never();
        let start = self.boxes.here();
        let Form { kind, .. } = self.expression(false, true)?;
        if !matches!(kind, Kind::Call | Kind::Match | Kind::Block) {
            self.boxes.brace_at(start, INDENT);
            self.boxes.add(Break { offset: -INDENT, marks: [None, Some('}'), None], ..Break::default() });
            self.boxes.end();
        }
        self.boxes.end();
        Some(Form { kind: Kind::Block, breaks: false })
    }

    pub(super) fn choice(&mut self) -> Option<Form> {
        self.boxes.begin(0, false);
        self.boxes.word("match ");
        self.boxes.begin(0, true);
        let Form { breaks, .. } = self.expression(false, false)?;
        if breaks {
            self.boxes.space();
        } else {
            self.boxes.word(" ");
        }
        self.boxes.end();
        self.code.expect("{")?;
        self.boxes.word("{");
        self.boxes.never();
        self.boxes.begin(INDENT, true);
        if !self.code.starts("}") {
            self.boxes.hard();
        }
        while !self.code.eat("}") {
            self.arm()?;
            self.boxes.hard();
        }
        self.boxes.offset(-INDENT);
        self.boxes.end();
        self.boxes.word("}");
        self.boxes.end();
        Some(Form { kind: Kind::Match, breaks: false })
    }

    pub(super) fn arm(&mut self) -> Option<()> {
        self.boxes.begin(0, false);
        self.pattern()?;
        self.code.expect("=>")?;
        self.boxes.word(" => ");
        self.boxes.never();
        self.boxes.begin(INDENT, true);
        self.boxes.add(Break { marks: [Some('{'), None, None], ..Break::default() });
        let begins_with_name = !matches!(self.code.next(), b'(' | b'[' | b'|' | b'{');
        let Form { kind, .. } = begins_with_name.then(|| self.expression(true, true))??;
        matches!(kind, Kind::Short | Kind::Call | Kind::Other | Kind::Block).then_some(())?;
        self.boxes.add(Break { offset: -INDENT, marks: [None, Some('}'), Some(',')], ..Break::default() });
        self.boxes.end();
        self.boxes.end();
        (self.code.eat(",") || self.code.starts("}")).then_some(())
    }

    /// A literal, or a path with patterns in parentheses behind it.
    pub(super) fn pattern(&mut self) -> Option<()> {
        if let Some(literal) = self.code.literal() {
            self.boxes.word(literal);
            return Some(());
        }
        self.path(true)?;
        if self.code.eat("(") {
            self.boxes.word("(");
            self.boxes.begin(INDENT, true);
            self.boxes.zero();
            self.parts(")", Self::pattern)?;
            self.boxes.end();
            self.boxes.word(")");
        }
        Some(())
    }
}
