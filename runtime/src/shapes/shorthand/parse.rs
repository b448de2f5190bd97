//! Text to [`Tree`]. Positions count characters, as the messages do.

use super::Tree;
use super::error::{Reason, SyntaxError};
use super::scan::{Bare, bare_value, is_blank, is_key, quoted_length, quoted_value};
use crate::shapes::value::Ordered;

/// Brackets that nest deeper are an error, so that hostile input cannot exhaust the stack.
const MAX_DEPTH: usize = 128;

/// Reads `key=value[,key=value…]`.
///
/// # Errors
/// [`SyntaxError`] with the place and what should stand there.
pub fn parse(text: &str) -> Result<Tree, SyntaxError> {
    let text: Vec<char> = text.chars().collect();
    let mut parser = Parser { text: &text, at: 0, references: false, depth: 0 };
    let result = parser.parameter();
    result.map_err(|(at, reason)| SyntaxError::new(&text, at, reason))
}

type Parse<T> = Result<T, (usize, Reason)>;

struct Parser<'a> {
    text: &'a [char],
    at: usize,
    /// Whether the last key was followed by `@=`.
    references: bool,
    depth: usize,
}

impl Parser<'_> {
    fn current(&self) -> Option<char> {
        self.text.get(self.at).copied()
    }

    fn rest(&self) -> &[char] {
        &self.text[self.at..]
    }

    fn blanks(&mut self) {
        while self.current().is_some_and(is_blank) {
            self.at += 1;
        }
    }

    fn expect(&mut self, token: &'static str) -> Parse<()> {
        if self.current().is_some_and(|c| token.starts_with(c)) {
            self.at += 1;
            return Ok(());
        }
        let received = self.current().map_or_else(|| "EOF".to_owned(), String::from);
        Err((self.at, Reason::Expected { expected: token, received }))
    }

    /// [`Parser::expect`] with blanks on both sides. Those before it are taken even if it is not there.
    fn expect_spaced(&mut self, token: &'static str) -> Parse<()> {
        self.blanks();
        self.expect(token)?;
        self.blanks();
        Ok(())
    }

    fn parameter(&mut self) -> Parse<Tree> {
        let mut members = Ordered::from_iter([self.keyval()?]);
        while self.at < self.text.len() {
            let value_end = self.at;
            self.expect_spaced(",")?;
            let (key, value) = self.keyval()?;
            if members.contains_key(&key) {
                return Err((value_end + 1, Reason::DuplicateKey(key)));
            }
            members.insert(key, value);
        }
        Ok(Tree::Map(members))
    }

    fn keyval(&mut self) -> Parse<(String, Tree)> {
        let key = self.key()?;
        let value = match self.current() {
            None => Tree::Text(String::new()),
            Some('[' | '{') => self.explicit()?,
            Some(_) => self.comma_separated()?,
        };
        Ok((key, value))
    }

    /// `key=` or `key@=`.
    fn key(&mut self) -> Parse<String> {
        let length = self.rest().iter().take_while(|c| is_key(**c)).count();
        let key = self.rest()[..length].iter().collect();
        self.at += length;
        self.references = self.expect_spaced("@").is_ok();
        self.expect_spaced("=")?;
        Ok(key)
    }

    /// `a`, or `a,b,…` up to a word that turns out to be the next key: then back to the comma before it.
    fn comma_separated(&mut self) -> Parse<Tree> {
        let first = self.first()?;
        self.blanks();
        if self.current() != Some(',') {
            return Ok(first);
        }
        self.expect_spaced(",")?;
        let mut items = vec![first];
        loop {
            match self.next_item() {
                Ok((item, more)) => {
                    items.push(item);
                    if !more {
                        break;
                    }
                }
                Err(error) if self.at >= self.text.len() => return Err(error),
                Err(_) => {
                    self.back_to_comma();
                    break;
                }
            }
        }
        Ok(if items.len() == 1 { items.swap_remove(0) } else { Tree::List(items) })
    }

    /// An item behind a comma, and whether another comma follows it.
    fn next_item(&mut self) -> Parse<(Tree, bool)> {
        let item = self.second()?;
        self.blanks();
        if self.at >= self.text.len() {
            return Ok((item, false));
        }
        self.expect_spaced(",")?;
        Ok((item, true))
    }

    fn back_to_comma(&mut self) {
        while self.at > 0 && self.current() != Some(',') {
            self.at -= 1;
        }
    }

    fn explicit(&mut self) -> Parse<Tree> {
        if self.depth == MAX_DEPTH {
            return Err((self.at, Reason::TooDeep));
        }
        self.depth += 1;
        let value = match self.current() {
            Some('[') => self.list(),
            Some('{') => self.hash(),
            _ => self.first(),
        };
        self.depth -= 1;
        value
    }

    fn list(&mut self) -> Parse<Tree> {
        self.expect_spaced("[")?;
        let mut items = Vec::new();
        while self.current() != Some(']') {
            items.push(self.explicit()?);
            self.separator(']')?;
        }
        self.expect("]")?;
        Ok(Tree::List(items))
    }

    fn hash(&mut self) -> Parse<Tree> {
        self.expect_spaced("{")?;
        let mut members = Ordered::new();
        while self.current() != Some('}') {
            let key = self.key()?;
            let value = self.explicit()?;
            self.separator('}')?;
            members.insert(key, value);
        }
        self.expect("}")?;
        Ok(Tree::Map(members))
    }

    /// A comma unless the bracket closes.
    fn separator(&mut self, close: char) -> Parse<()> {
        self.blanks();
        if self.current() != Some(close) {
            self.expect(",")?;
            self.blanks();
        }
        Ok(())
    }

    fn first(&mut self) -> Parse<Tree> {
        match self.current() {
            Some('"' | '\'') => self.quoted(),
            _ => Ok(self.bare(Bare::First)),
        }
    }

    fn second(&mut self) -> Parse<Tree> {
        if matches!(self.current(), Some('"' | '\'')) {
            return self.quoted();
        }
        if Bare::Second.length(self.rest()) == 0 {
            return Err((self.at, Reason::Expected { expected: "<second>", received: "<none>".to_owned() }));
        }
        Ok(self.bare(Bare::Second))
    }

    fn bare(&mut self, kind: Bare) -> Tree {
        let length = kind.length(self.rest());
        let value = bare_value(&self.rest()[..length]);
        self.at += length;
        self.word(value)
    }

    fn quoted(&mut self) -> Parse<Tree> {
        let Some(length) = quoted_length(self.rest()) else {
            let double = self.current() == Some('"');
            let expected = if double { "<double quoted>" } else { "<singled quoted>" };
            return Err((self.at, Reason::Expected { expected, received: "<none>".to_owned() }));
        };
        let value = quoted_value(&self.rest()[..length]);
        self.at += length;
        Ok(self.word(value))
    }

    fn word(&self, value: String) -> Tree {
        if self.references { Tree::Reference(value) } else { Tree::Text(value) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A tree in a notation that shows its structure.
    fn show(tree: &Tree) -> String {
        let join = |items: Vec<String>| items.join(" ");
        match tree {
            Tree::Text(text) => format!("{text:?}"),
            Tree::Reference(text) => format!("@{text:?}"),
            Tree::List(items) => format!("[{}]", join(items.iter().map(show).collect())),
            Tree::Map(members) => {
                format!("{{{}}}", join(members.iter().map(|(k, v)| format!("{k}:{}", show(v))).collect()))
            }
        }
    }

    #[test]
    fn texts_that_are_right() {
        let cases = [
            ("a=b", r#"{a:"b"}"#),
            ("a=", r#"{a:""}"#),
            ("a=,b=c", r#"{a:"" b:"c"}"#),
            ("a=x,y,b=z", r#"{a:["x" "y"] b:"z"}"#),
            ("a=x,b=y,z", r#"{a:"x" b:["y" "z"]}"#),
            ("a=x,,b=y", r#"{a:"x" b:"y"}"#),
            ("a=b=c", r#"{a:"b=c"}"#),
            ("a=x\\,y", r#"{a:"x,y"}"#),
            ("a = x , b = y ", r#"{a:"x" b:"y"}"#),
            ("a={b=c,d=[e,f]}", r#"{a:{b:"c" d:["e" "f"]}}"#),
            ("a={b=c,b=d}", r#"{a:{b:"d"}}"#),
            ("a=[,]", r#"{a:[""]}"#),
            ("a=[x,,y,]", r#"{a:["x" "" "y"]}"#),
            ("a={A=,B=c}", r#"{a:{A:"" B:"c"}}"#),
            ("a=]", r#"{a:"]"}"#),
            ("a='it\\'s',b=\"\\\\n\"", r#"{a:"it's" b:"\\n"}"#),
            ("a@=file://x,b=file://x", r#"{a:@"file://x" b:"file://x"}"#),
            ("a@=[x,{b=c},d]", r#"{a:[@"x" {b:"c"} "d"]}"#),
            ("=b", r#"{:"b"}"#),
            ("a='x\\'", r#"{a:"x\\"}"#),
        ];
        for (text, expected) in cases {
            assert_eq!(parse(text).as_ref().map(show), Ok(expected.to_owned()), "{text}");
        }
    }

    #[test]
    fn texts_that_are_wrong() {
        let cases = [
            ("", "Expected: '=', received: 'EOF' for input:\n\n^"),
            ("foo", "Expected: '=', received: 'EOF' for input:\nfoo\n   ^"),
            ("a=x,", "Expected: '<second>', received: '<none>' for input:\na=x,\n    ^"),
            ("a={A=}", "Expected: ',', received: 'EOF' for input:\na={A=}\n      ^"),
            ("a==b", "Expected: ',', received: '=' for input:\na==b\n  ^"),
            ("a=x]y", "Expected: ',', received: ']' for input:\na=x]y\n   ^"),
            ("a='x", "Expected: '<singled quoted>', received: '<none>' for input:\na='x\n  ^"),
            ("a=🙂", "Expected: ',', received: '🙂' for input:\na=🙂\n  ^"),
            ("a==b,\nc=d", "Expected: ',', received: '=' for input:\na==b,\n  ^\nc=d"),
            (
                "a=1,a=2",
                "Second instance of key \"a\" encountered for input:\na=1,a=2\n    ^\n\
                 This is often because there is a preceding \",\" instead of a space.",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(parse(text).map_err(|e| e.to_string()), Err(expected.to_owned()), "{text}");
        }
    }

    #[test]
    fn keys_are_found_without_looking_at_all_of_them() {
        let work = |count: usize| {
            let pairs = (0..count).map(|i| format!("k{i}=v")).collect::<Vec<_>>().join(",");
            let text = format!("{pairs},in={{{pairs}}}");
            crate::shapes::value::comparisons(|| assert!(parse(&text).is_ok()))
        };
        assert!(work(10_000) <= 2 * work(5_000) + 1000);
    }

    #[test]
    fn depth_is_bounded() {
        assert!(parse(&format!("a={}", "[".repeat(100_000))).is_err());
    }
}
