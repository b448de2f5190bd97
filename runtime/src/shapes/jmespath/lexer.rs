//! Text to tokens. All of the text is read before any of it is parsed, so a bad character anywhere
//! is reported before any other mistake.

use super::error::Problem;
use crate::shapes::value::json;
use crate::shapes::value::{Number, Value};

/// A token, where it starts (in characters), and how errors show it.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) text: String,
    pub(super) start: usize,
}

/// The kinds of tokens.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Dot,
    Star,
    RBracket,
    Comma,
    Colon,
    Current,
    LParen,
    RParen,
    LBrace,
    RBrace,
    LBracket,
    Flatten,
    Filter,
    Or,
    Pipe,
    And,
    Expref,
    Lt,
    Lte,
    Gt,
    Gte,
    Ne,
    Not,
    Eq,
    Number(i64),
    Identifier,
    QuotedIdentifier,
    Literal(Value),
    Eof,
}

impl Kind {
    /// The kind's name in errors.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Kind::Dot => "dot",
            Kind::Star => "star",
            Kind::RBracket => "rbracket",
            Kind::Comma => "comma",
            Kind::Colon => "colon",
            Kind::Current => "current",
            Kind::LParen => "lparen",
            Kind::RParen => "rparen",
            Kind::LBrace => "lbrace",
            Kind::RBrace => "rbrace",
            Kind::LBracket => "lbracket",
            Kind::Flatten => "flatten",
            Kind::Filter => "filter",
            Kind::Or => "or",
            Kind::Pipe => "pipe",
            Kind::And => "and",
            Kind::Expref => "expref",
            Kind::Lt => "lt",
            Kind::Lte => "lte",
            Kind::Gt => "gt",
            Kind::Gte => "gte",
            Kind::Ne => "ne",
            Kind::Not => "not",
            Kind::Eq => "eq",
            Kind::Number(_) => "number",
            Kind::Identifier => "unquoted_identifier",
            Kind::QuotedIdentifier => "quoted_identifier",
            Kind::Literal(_) => "literal",
            Kind::Eof => "eof",
        }
    }
}

/// Reads all tokens; the last one is `Eof`.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, Problem> {
    let mut lexer = Lexer { chars: text.chars().collect(), at: 0 };
    let mut tokens = Vec::new();
    while lexer.at < lexer.chars.len() {
        if matches!(lexer.chars[lexer.at], ' ' | '\t' | '\n' | '\r') {
            lexer.at += 1;
        } else {
            tokens.push(lexer.token()?);
        }
    }
    tokens.push(Token { kind: Kind::Eof, text: String::new(), start: lexer.chars.len() });
    Ok(tokens)
}

struct Lexer {
    chars: Vec<char>,
    at: usize,
}

impl Lexer {
    fn token(&mut self) -> Result<Token, Problem> {
        let start = self.at;
        let next = self.chars.get(start + 1).copied();
        let one = |kind| (kind, 1);
        let either = |expected, both, alone| if next == Some(expected) { (both, 2) } else { (alone, 1) };
        let (kind, length) = match self.chars[start] {
            '.' => one(Kind::Dot),
            '*' => one(Kind::Star),
            ']' => one(Kind::RBracket),
            ',' => one(Kind::Comma),
            ':' => one(Kind::Colon),
            '@' => one(Kind::Current),
            '(' => one(Kind::LParen),
            ')' => one(Kind::RParen),
            '{' => one(Kind::LBrace),
            '}' => one(Kind::RBrace),
            '[' if next == Some('?') => (Kind::Filter, 2),
            '[' => either(']', Kind::Flatten, Kind::LBracket),
            '|' => either('|', Kind::Or, Kind::Pipe),
            '&' => either('&', Kind::And, Kind::Expref),
            '<' => either('=', Kind::Lte, Kind::Lt),
            '>' => either('=', Kind::Gte, Kind::Gt),
            '!' => either('=', Kind::Ne, Kind::Not),
            '=' if next == Some('=') => (Kind::Eq, 2),
            '=' => return Err(bad(start, "Unknown token '='")),
            '\'' => return self.raw_string(),
            '`' => return self.literal(),
            '"' => return self.quoted_identifier(),
            c if c.is_ascii_alphabetic() || c == '_' => {
                (Kind::Identifier, self.run(start, |c| c.is_ascii_alphanumeric() || *c == '_'))
            }
            c if c.is_ascii_digit() || c == '-' => return self.number(),
            c => return Err(bad(start, format!("Unknown token {c}"))),
        };
        self.at += length;
        Ok(Token { kind, text: self.slice(start, self.at), start })
    }

    fn slice(&self, from: usize, to: usize) -> String {
        self.chars[from..to].iter().collect()
    }

    fn run(&self, from: usize, accept: fn(&char) -> bool) -> usize {
        self.chars[from..].iter().take_while(|c| accept(c)).count()
    }

    fn number(&mut self) -> Result<Token, Problem> {
        let start = self.at;
        let digits = self.run(start + 1, char::is_ascii_digit);
        let text = self.slice(start, start + 1 + digits);
        if text == "-" {
            return Err(bad(start, "Unknown token '-'"));
        }
        self.at += text.len();
        // No list is so long that a larger index would find something in it.
        let limit = if text.starts_with('-') { i64::MIN } else { i64::MAX };
        let value = text.parse().unwrap_or(limit);
        let text = Number::integer(&text).map_or(text, |number| number.to_string());
        Ok(Token { kind: Kind::Number(value), text, start })
    }

    /// The text between delimiters, escapes left as they are.
    fn delimited(&mut self, delimiter: char) -> Result<String, Problem> {
        let start = self.at;
        let unclosed = || bad(start, format!("Unclosed {delimiter} delimiter"));
        self.at += 1;
        let mut out = String::new();
        loop {
            let mut c = *self.chars.get(self.at).ok_or_else(unclosed)?;
            if c == delimiter {
                break;
            }
            if c == '\\' {
                out.push('\\');
                self.at += 1;
                c = *self.chars.get(self.at).ok_or_else(unclosed)?;
            }
            out.push(c);
            self.at += 1;
        }
        self.at += 1;
        Ok(out)
    }

    fn raw_string(&mut self) -> Result<Token, Problem> {
        let start = self.at;
        let text = self.delimited('\'')?.replace("\\'", "'");
        Ok(Token { kind: Kind::Literal(Value::String(text.clone())), text, start })
    }

    /// JSON between backticks; what is not JSON is a string without its quotes.
    fn literal(&mut self) -> Result<Token, Problem> {
        let start = self.at;
        let text = self.delimited('`')?.replace("\\`", "`");
        let value = json::parse(&text).or_else(|_| json::parse(&format!("\"{}\"", text.trim_start())));
        let value = value.map_err(|_| bad(start, format!("Bad token {text}")))?;
        Ok(Token { text: crate::shapes::text::python::display(&value), kind: Kind::Literal(value), start })
    }

    fn quoted_identifier(&mut self) -> Result<Token, Problem> {
        let start = self.at;
        let text = self.delimited('"')?;
        match json::parse(&format!("\"{text}\"")) {
            Ok(Value::String(text)) => Ok(Token { kind: Kind::QuotedIdentifier, text, start }),
            Ok(_) => Err(bad(start, "Bad token")),
            Err(error) => Err(bad(start, error.message)),
        }
    }
}

fn bad(at: usize, message: impl Into<String>) -> Problem {
    Problem::Token { at, message: message.into() }
}
