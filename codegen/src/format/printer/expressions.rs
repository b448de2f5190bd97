//! Expressions.

use super::super::boxes::Break;
use super::{INDENT, Printer};

/// The widest structure in one line, without its last brace.
const WIDEST: isize = 34;

/// What an expression is, as far as something around it asks.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// A path of one short name.
    Short,
    Call,
    Match,
    Macro,
    /// Brings its own brackets.
    Block,
    Other,
}

/// What an expression is, and whether it has a line of its own where it is broken before a brace.
#[derive(Clone, Copy)]
pub(super) struct Form(Kind, bool);

impl Form {
    pub(super) fn is_match(self) -> bool {
        self.0 == Kind::Match
    }

    pub(super) fn is_macro(self) -> bool {
        self.0 == Kind::Macro
    }
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
                let Form(_, breaks) = self.expression(false, structures)?;
                Some(Form(Kind::Other, breaks))
            }
            b'|' => self.closure(),
            b'm' if self.code.eat_word("match") => self.choice(),
            _ => self.chain(starts, structures),
        }
    }

    /// A first expression, and the calls and fields behind it.
    fn chain(&mut self, starts: bool, structures: bool) -> Option<Form> {
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
            return Some(Form(kind, false));
        }
        if let Some(at) = sole {
            self.boxes.indent_at(at, -INDENT);
        }
        self.boxes.end_at(end);
        Some(Form(kind, true))
    }

    /// `.NAME`, with its arguments if it has some; returns where their box begins.
    fn member(&mut self) -> Option<Option<usize>> {
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
    fn call(&mut self) -> Option<()> {
        self.code.expect("(")?;
        self.boxes.word("(");
        if !self.code.eat(")") {
            self.arguments()?;
        }
        self.boxes.word(")");
        Some(())
    }

    fn arguments(&mut self) -> Option<()> {
        let start = self.boxes.here();
        let Form(kind, _) = self.expression(false, true)?;
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

    fn first(&mut self, structures: bool) -> Option<Kind> {
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
    fn named_value(&mut self, structures: bool) -> Option<Kind> {
        let (start, width) = (self.boxes.here(), self.boxes.width());
        let word = self.code.peek_word()?;
        self.path(true)?;
        let is_short = self.boxes.width() - width == word.len() as isize && word.len() as isize <= INDENT;
        match self.code.next() {
            b'!' if !self.code.starts("!=") => (!self.macro_call()?).then_some(Kind::Macro),
            b'{' if structures => self.structure_value(start, width),
            _ => Some(if is_short { Kind::Short } else { Kind::Other }),
        }
    }

    fn structure_value(&mut self, start: usize, width: isize) -> Option<Kind> {
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
                self.boxes.add(Break { blanks: 1, marks: [",", "", ""], ..Break::default() });
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

    fn field_value(&mut self) -> Option<()> {
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
    fn array(&mut self) -> Option<Kind> {
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

    fn closure(&mut self) -> Option<Form> {
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
        let Form(kind, _) = self.expression(false, true)?;
        if !matches!(kind, Kind::Call | Kind::Match | Kind::Block) {
            self.boxes.brace_at(start, INDENT);
            self.boxes.add(Break { offset: -INDENT, marks: ["", "}", ""], ..Break::default() });
            self.boxes.end();
        }
        self.boxes.end();
        Some(Form(Kind::Block, false))
    }

    fn choice(&mut self) -> Option<Form> {
        self.boxes.begin(0, false);
        self.boxes.word("match ");
        self.boxes.begin(0, true);
        let Form(_, breaks) = self.expression(false, false)?;
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
        Some(Form(Kind::Match, false))
    }

    fn arm(&mut self) -> Option<()> {
        self.boxes.begin(0, false);
        self.pattern()?;
        self.code.expect("=>")?;
        self.boxes.word(" => ");
        self.boxes.never();
        self.boxes.begin(INDENT, true);
        self.boxes.add(Break { marks: ["{", "", ""], ..Break::default() });
        let begins_with_name = !matches!(self.code.next(), b'(' | b'[' | b'|' | b'{');
        let Form(kind, _) = begins_with_name.then(|| self.expression(true, true))??;
        matches!(kind, Kind::Short | Kind::Call | Kind::Other | Kind::Block).then_some(())?;
        self.boxes.add(Break { offset: -INDENT, marks: ["", "}", ","], ..Break::default() });
        self.boxes.end();
        self.boxes.end();
        (self.code.eat(",") || self.code.starts("}")).then_some(())
    }

    /// A literal, or a path with patterns in parentheses behind it.
    fn pattern(&mut self) -> Option<()> {
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
