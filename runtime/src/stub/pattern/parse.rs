//! A pattern's text to its parts, by recursive descent.

use std::iter::Peekable;
use std::str::Chars;

use super::{Class, Item, Node};

/// How deep groups may be nested.
const DEPTH: usize = 32;
/// How often a part may be asked for: as often as there are characters in the longest text that is sent.
const MOST: usize = 1 << 24;

pub(super) fn parse(text: &str) -> Option<Node> {
    let mut parser = Parser { chars: text.chars().peekable(), depth: 0 };
    let node = parser.choice()?;
    parser.chars.next().is_none().then_some(node)
}

struct Parser<'a> {
    chars: Peekable<Chars<'a>>,
    depth: usize,
}

impl Parser<'_> {
    fn take(&mut self, expected: char) -> bool {
        self.chars.next_if_eq(&expected).is_some()
    }

    /// Takes the whole word if it comes next.
    fn take_word(&mut self, word: &str) -> bool {
        let mut ahead = self.chars.clone();
        let is_next = word.chars().all(|c| ahead.next() == Some(c));
        if is_next {
            self.chars = ahead;
        }
        is_next
    }

    fn choice(&mut self) -> Option<Node> {
        let mut choices = vec![self.sequence()?];
        while self.take('|') {
            choices.push(self.sequence()?);
        }
        if choices.len() == 1 { choices.pop() } else { Some(Node::Choice(choices)) }
    }

    fn sequence(&mut self) -> Option<Node> {
        let mut nodes = Vec::new();
        while self.chars.peek().is_some_and(|c| !"|)".contains(*c)) {
            if self.take_word("(?s)") {
                continue;
            }
            let atom = self.atom()?;
            nodes.push(self.repeated(atom)?);
        }
        Some(Node::Sequence(nodes))
    }

    fn atom(&mut self) -> Option<Node> {
        match self.chars.next()? {
            '^' => Some(Node::Start),
            '$' => Some(Node::End),
            '.' => Some(Node::One(Class { negated: true, items: Vec::new() })),
            '[' => self.class().map(Node::One),
            '(' => self.group(),
            '\\' => Some(Node::One(Class { negated: false, items: vec![self.escape()?] })),
            '*' | '+' | '?' | '{' => None,
            c => Some(Node::One(Class { negated: false, items: vec![Item::Range(c, c)] })),
        }
    }

    fn group(&mut self) -> Option<Node> {
        self.depth += 1;
        if self.depth > DEPTH {
            return None;
        }
        let negative_behind = self.take_word("?<!");
        if !negative_behind && !self.take_word("?:") && self.chars.peek() == Some(&'?') {
            return None;
        }
        let node = if negative_behind {
            match self.atom()? {
                Node::One(class) => Node::NotBehind(class),
                _ => return None,
            }
        } else {
            self.choice()?
        };
        self.depth -= 1;
        self.take(')').then_some(node)
    }

    fn repeated(&mut self, node: Node) -> Option<Node> {
        let (min, max) = match self.chars.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => return self.counted(node),
            _ => return Some(node),
        };
        self.chars.next();
        Some(Node::Repeat(Box::new(node), min, max))
    }

    fn counted(&mut self, node: Node) -> Option<Node> {
        self.chars.next();
        let min = self.number()?;
        let max = match self.take(',') {
            true if self.chars.peek() == Some(&'}') => None,
            true => Some(self.number()?),
            false => Some(min),
        };
        let is_sound = self.take('}') && max.is_none_or(|max| max >= min);
        is_sound.then(|| Node::Repeat(Box::new(node), min, max))
    }

    fn number(&mut self) -> Option<usize> {
        let mut digits = String::new();
        while let Some(digit) = self.chars.next_if(char::is_ascii_digit) {
            digits.push(digit);
        }
        digits.parse().ok().filter(|number| *number <= MOST)
    }

    /// The rest of a class; its bracket is behind us.
    fn class(&mut self) -> Option<Class> {
        let mut class = Class { negated: self.take('^'), items: Vec::new() };
        loop {
            let item = match self.chars.next()? {
                ']' if !class.items.is_empty() => return Some(class),
                '[' => return None,
                '\\' => self.escape()?,
                c => Item::Range(c, c),
            };
            class.items.push(self.range(item)?);
        }
    }

    /// Makes a range of a character that a dash and another character follow.
    fn range(&mut self, item: Item) -> Option<Item> {
        let Item::Range(from, _) = item else { return Some(item) };
        let mut ahead = self.chars.clone();
        if ahead.next() != Some('-') || ahead.next().is_none_or(|c| c == ']') {
            return Some(item);
        }
        self.chars.next();
        let to = match self.chars.next()? {
            '\\' => match self.escape()? {
                Item::Range(to, _) => to,
                _ => return None,
            },
            c => c,
        };
        (from <= to).then_some(Item::Range(from, to))
    }

    /// What stands behind a backslash.
    fn escape(&mut self) -> Option<Item> {
        let one = |c| Some(Item::Range(c, c));
        match self.chars.next()? {
            't' => one('\t'),
            'n' => one('\n'),
            'r' => one('\r'),
            'x' => {
                let digits: String = [self.chars.next()?, self.chars.next()?].into_iter().collect();
                one(char::from(u8::from_str_radix(&digits, 16).ok()?))
            }
            'p' => self.category(),
            c @ ('w' | 'd' | 's') => Some(Item::Class(Class { negated: false, items: named(c) })),
            c @ ('W' | 'D' | 'S') => {
                Some(Item::Class(Class { negated: true, items: named(c.to_ascii_lowercase()) }))
            }
            c if c.is_ascii_alphanumeric() => None,
            c => one(c),
        }
    }

    fn category(&mut self) -> Option<Item> {
        let is_open = self.take('{');
        let name = self.chars.next().filter(|c| "LMNPSZC".contains(*c))?;
        (is_open && self.take('}')).then_some(Item::Category(name))
    }
}

/// Java's classes: of ASCII alone.
fn named(class: char) -> Vec<Item> {
    match class {
        'w' => {
            vec![Item::Range('a', 'z'), Item::Range('A', 'Z'), Item::Range('0', '9'), Item::Range('_', '_')]
        }
        'd' => vec![Item::Range('0', '9')],
        _ => vec![Item::Range(' ', ' '), Item::Range('\t', '\r')],
    }
}
