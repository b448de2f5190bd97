//! Tokens to a tree, by precedence climbing.

use super::ast::{Comparison, Node};
use super::error::{CompileError, Problem};
use super::lexer::{self, Kind, Token};

/// Tokens that bind less tightly than this end a projection.
const PROJECTION_STOP: u8 = 10;
/// Deeper expressions are refused, so that hostile ones cannot exhaust the stack.
const MAX_DEPTH: usize = 128;
/// A part of an expression makes a tree of at most two nodes above those of its own parts.
const TALLEST: usize = 2;

/// Parses an expression.
pub(super) fn parse(text: &str) -> Result<Node, CompileError> {
    let result = if text.is_empty() { Err(Problem::Empty) } else { lexer::tokens(text).and_then(whole) };
    result.map_err(|problem| CompileError { problem, expression: text.to_owned() })
}

fn whole(tokens: Vec<Token>) -> Result<Node, Problem> {
    let mut parser = Parser { tokens, at: 0, depth: 0, below: 0 };
    let node = parser.expression(0)?;
    match parser.peek() {
        Kind::Eof => Ok(node),
        _ => {
            let message = format!("Unexpected token: {}", parser.current().text);
            Err(syntax(parser.current(), message))
        }
    }
}

fn binding_power(kind: &Kind) -> u8 {
    match kind {
        Kind::Pipe => 1,
        Kind::Or => 2,
        Kind::And => 3,
        Kind::Eq | Kind::Gt | Kind::Lt | Kind::Gte | Kind::Lte | Kind::Ne => 5,
        Kind::Flatten => 9,
        Kind::Star => 20,
        Kind::Filter => 21,
        Kind::Dot => 40,
        Kind::Not => 45,
        Kind::LBrace => 50,
        Kind::LBracket => 55,
        Kind::LParen => 60,
        _ => 0,
    }
}

fn syntax(token: &Token, message: impl Into<String>) -> Problem {
    Problem::Syntax {
        at: token.start,
        token: token.text.clone(),
        kind: token.kind.name().to_owned(),
        message: message.into(),
    }
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
    /// How tall the trees of the parts are that have been read.
    below: usize,
}

impl Parser {
    /// The token at hand; `Eof` is never passed.
    fn current(&self) -> &Token {
        &self.tokens[self.at.min(self.tokens.len() - 1)]
    }

    fn peek(&self) -> &Kind {
        &self.current().kind
    }

    fn after(&self) -> Option<&Kind> {
        self.tokens.get(self.at + 1).map(|t| &t.kind)
    }

    fn advance(&mut self) -> Token {
        let token = self.current().clone();
        self.at += 1;
        token
    }

    fn expect(&mut self, kind: &Kind) -> Result<(), Problem> {
        if self.peek() == kind {
            self.at += 1;
            return Ok(());
        }
        Err(self.unexpected(kind.name()))
    }

    fn unexpected(&self, expected: &str) -> Problem {
        match self.peek() {
            Kind::Eof => Problem::Incomplete,
            got => syntax(self.current(), format!("Expecting: {expected}, got: {}", got.name())),
        }
    }

    fn expression(&mut self, power: u8) -> Result<Node, Problem> {
        self.depth += 1;
        self.limit(self.depth, MAX_DEPTH)?;
        let beside = std::mem::take(&mut self.below);
        let token = self.advance();
        let mut left = self.prefix(token)?;
        let mut height = self.below + TALLEST;
        while power < binding_power(self.peek()) {
            let token = self.advance();
            left = self.infix(left, token)?;
            // A chain grows longer, not deeper.
            height = match left {
                Node::Chain(_) => height.max(self.below + TALLEST),
                _ => height.max(self.below) + TALLEST,
            };
            self.limit(height, MAX_DEPTH * TALLEST)?;
        }
        self.below = beside.max(height);
        self.depth -= 1;
        Ok(left)
    }

    fn limit(&self, depth: usize, most: usize) -> Result<(), Problem> {
        if depth <= most {
            return Ok(());
        }
        Err(syntax(self.current(), "The expression is nested too deeply"))
    }

    /// An expression that starts with `token`.
    fn prefix(&mut self, token: Token) -> Result<Node, Problem> {
        Ok(match token.kind {
            Kind::Literal(value) => Node::Literal(value),
            Kind::Identifier => Node::Field(token.text),
            Kind::QuotedIdentifier if *self.peek() == Kind::LParen => {
                let mut paren = self.current().clone();
                paren.start = 0;
                return Err(syntax(&paren, "Quoted identifier not allowed for function names."));
            }
            Kind::QuotedIdentifier => Node::Field(token.text),
            Kind::Current => Node::Identity,
            Kind::Star => {
                let each = match self.peek() {
                    Kind::RBracket => Node::Identity,
                    _ => self.projected(binding_power(&Kind::Star))?,
                };
                Node::ValueProjection(Box::new(Node::Identity), Box::new(each))
            }
            Kind::Filter => self.filter(Node::Identity)?,
            Kind::Flatten => self.flatten(Node::Identity)?,
            Kind::LBrace => self.multi_hash()?,
            Kind::LParen => {
                let inner = self.expression(0)?;
                self.expect(&Kind::RParen)?;
                inner
            }
            Kind::Not => Node::Not(Box::new(self.expression(binding_power(&Kind::Not))?)),
            Kind::Expref => Node::Reference(Box::new(self.expression(0)?)),
            Kind::LBracket => self.bracket()?,
            Kind::Eof => return Err(Problem::Incomplete),
            _ => return Err(syntax(&token, "invalid token")),
        })
    }

    /// What `token` makes of the expression on its left.
    fn infix(&mut self, left: Node, token: Token) -> Result<Node, Problem> {
        let power = binding_power(&token.kind);
        let comparison = match token.kind {
            Kind::Dot if *self.peek() == Kind::Star => {
                self.at += 1;
                let each = self.projected(power)?;
                return Ok(Node::ValueProjection(Box::new(left), Box::new(each)));
            }
            Kind::Dot => return Ok(self.after_dot(power)?.after(left)),
            Kind::Pipe => return Ok(self.expression(power)?.after(left)),
            Kind::Or => return Ok(Node::Or(Box::new(left), Box::new(self.expression(power)?))),
            Kind::And => return Ok(Node::And(Box::new(left), Box::new(self.expression(power)?))),
            Kind::Filter => return self.filter(left),
            Kind::Flatten => return self.flatten(left),
            Kind::LBracket => return self.index(left),
            Kind::LParen => return self.function(left),
            Kind::Eq => Comparison::Equal,
            Kind::Ne => Comparison::NotEqual,
            Kind::Lt => Comparison::Less,
            Kind::Lte => Comparison::LessOrEqual,
            Kind::Gt => Comparison::Greater,
            Kind::Gte => Comparison::GreaterOrEqual,
            _ => return Err(syntax(&token, "invalid token")),
        };
        Ok(Node::Comparison(comparison, Box::new(left), Box::new(self.expression(power)?)))
    }

    fn filter(&mut self, base: Node) -> Result<Node, Problem> {
        let condition = self.expression(0)?;
        self.expect(&Kind::RBracket)?;
        let each = match self.peek() {
            Kind::Flatten => Node::Identity,
            _ => self.projected(binding_power(&Kind::Filter))?,
        };
        let (base, each, condition) = (Box::new(base), Box::new(each), Box::new(condition));
        Ok(Node::FilterProjection { base, each, condition })
    }

    fn flatten(&mut self, base: Node) -> Result<Node, Problem> {
        let each = self.projected(binding_power(&Kind::Flatten))?;
        Ok(Node::Projection(Box::new(Node::Flatten(Box::new(base))), Box::new(each)))
    }

    /// `[` at the start of an expression.
    fn bracket(&mut self) -> Result<Node, Problem> {
        match (self.peek(), self.after()) {
            (Kind::Number(_) | Kind::Colon, _) => self.index(Node::Identity),
            (Kind::Star, Some(Kind::RBracket)) => self.index(Node::Identity),
            _ => self.multi_list(),
        }
    }

    /// `[0]`, `[1:2]` or `[*]` after an expression.
    fn index(&mut self, left: Node) -> Result<Node, Problem> {
        if !matches!(self.peek(), Kind::Number(_) | Kind::Colon) {
            self.expect(&Kind::Star)?;
            self.expect(&Kind::RBracket)?;
            let each = self.projected(binding_power(&Kind::Star))?;
            return Ok(Node::Projection(Box::new(left), Box::new(each)));
        }
        if *self.peek() == Kind::Colon || self.after() == Some(&Kind::Colon) {
            let projected = !left.is_indexed();
            let slice = self.slice()?.after(left);
            if !projected {
                return Ok(slice);
            }
            let each = self.projected(binding_power(&Kind::Star))?;
            return Ok(Node::Projection(Box::new(slice), Box::new(each)));
        }
        let Kind::Number(index) = self.advance().kind else { return Err(self.unexpected("number")) };
        self.expect(&Kind::RBracket)?;
        Ok(Node::Index(index).after(left))
    }

    fn slice(&mut self) -> Result<Node, Problem> {
        let mut parts = [None; 3];
        let mut index = 0;
        while index < 3 && *self.peek() != Kind::RBracket {
            match *self.peek() {
                Kind::Colon if index == 2 => return Err(syntax(self.current(), "syntax error")),
                Kind::Colon => index += 1,
                Kind::Number(n) => parts[index] = Some(n),
                _ => return Err(syntax(self.current(), "syntax error")),
            }
            self.at += 1;
        }
        self.expect(&Kind::RBracket)?;
        Ok(Node::Slice(parts))
    }

    fn function(&mut self, left: Node) -> Result<Node, Problem> {
        let Node::Field(name) = left else {
            let before = self.tokens.get(self.at.saturating_sub(2)).unwrap_or(self.current());
            return Err(syntax(before, format!("Invalid function name '{}'", before.text)));
        };
        let mut arguments = Vec::new();
        while *self.peek() != Kind::RParen {
            arguments.push(self.expression(0)?);
            if *self.peek() == Kind::Comma {
                self.at += 1;
            }
        }
        self.at += 1;
        Ok(Node::Function(name, arguments))
    }

    fn multi_list(&mut self) -> Result<Node, Problem> {
        let mut items = vec![self.expression(0)?];
        while *self.peek() != Kind::RBracket {
            self.expect(&Kind::Comma)?;
            items.push(self.expression(0)?);
        }
        self.at += 1;
        Ok(Node::MultiList(items))
    }

    fn multi_hash(&mut self) -> Result<Node, Problem> {
        let mut pairs = Vec::new();
        loop {
            if !matches!(self.peek(), Kind::Identifier | Kind::QuotedIdentifier) {
                return Err(self.unexpected("['quoted_identifier', 'unquoted_identifier']"));
            }
            let key = self.advance().text;
            self.expect(&Kind::Colon)?;
            pairs.push((key, self.expression(0)?));
            match self.peek() {
                Kind::Comma => self.at += 1,
                Kind::RBrace => break,
                _ => {}
            }
        }
        self.at += 1;
        Ok(Node::MultiHash(pairs))
    }

    /// What a projection applies to each item.
    fn projected(&mut self, power: u8) -> Result<Node, Problem> {
        match self.peek() {
            kind if binding_power(kind) < PROJECTION_STOP => Ok(Node::Identity),
            Kind::LBracket | Kind::Filter => self.expression(power),
            Kind::Dot => {
                self.at += 1;
                self.after_dot(power)
            }
            _ => Err(syntax(self.current(), "syntax error")),
        }
    }

    fn after_dot(&mut self, power: u8) -> Result<Node, Problem> {
        match self.peek() {
            Kind::Identifier | Kind::QuotedIdentifier | Kind::Star => self.expression(power),
            Kind::LBracket => {
                self.at += 1;
                self.multi_list()
            }
            Kind::LBrace => {
                self.at += 1;
                self.multi_hash()
            }
            other => {
                let allowed = "['quoted_identifier', 'unquoted_identifier', 'lbracket', 'lbrace']";
                Err(syntax(self.current(), format!("Expecting: {allowed}, got: {}", other.name())))
            }
        }
    }
}
