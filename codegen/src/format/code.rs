//! The text of tokens, read one after the other. Knows words, marks and literals, and nothing of what they mean.

/// What is still to be read; begins with a token.
#[derive(Clone, Copy)]
pub(super) struct Code<'a>(&'a str);

impl<'a> Code<'a> {
    pub(super) fn new(text: &'a str) -> Code<'a> {
        Code(text.trim_start_matches(' '))
    }

    /// The byte that comes, 0 at the end.
    pub(super) fn next(&self) -> u8 {
        self.0.as_bytes().first().copied().unwrap_or(0)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn starts(&self, marks: &str) -> bool {
        self.0.starts_with(marks)
    }

    /// Reads these marks, if they come.
    pub(super) fn eat(&mut self, marks: &str) -> bool {
        let is = self.starts(marks);
        if is {
            self.take(marks.len());
        }
        is
    }

    /// Reads these marks, which must come.
    pub(super) fn expect(&mut self, marks: &str) -> Option<()> {
        self.eat(marks).then_some(())
    }

    /// Reads this word, if it comes.
    pub(super) fn eat_word(&mut self, word: &str) -> bool {
        let is = self.starts(word) && !self.0.as_bytes().get(word.len()).is_some_and(is_part);
        if is {
            self.take(word.len());
        }
        is
    }

    /// A name or keyword, if one comes.
    pub(super) fn peek_word(&self) -> Option<&'a str> {
        let raw = if self.starts("r#") { 2 } else { 0 };
        let rest = &self.0[raw..];
        let length = rest.bytes().position(|byte| !is_part(&byte)).unwrap_or(rest.len());
        let is_name = length > 0 && !rest.as_bytes()[0].is_ascii_digit();
        // Else it is the beginning of a literal.
        let ends = !matches!(rest.as_bytes().get(length), Some(b'"' | b'\'' | b'#'));
        (is_name && ends).then(|| &self.0[..raw + length])
    }

    pub(super) fn word(&mut self) -> Option<&'a str> {
        let word = self.peek_word()?;
        self.take(word.len());
        Some(word)
    }

    /// A text or a number, as it is written.
    pub(super) fn literal(&mut self) -> Option<&'a str> {
        let length = match self.next() {
            b'"' => text(self.0.as_bytes())?,
            b'r' => raw_text(self.0)?,
            b'0'..=b'9' => number(self.0.as_bytes()),
            _ => return None,
        };
        Some(self.take(length))
    }

    /// A mark, and whether another one belongs to it.
    pub(super) fn mark(&mut self) -> Option<(&'a str, bool)> {
        let is_mark = self.next().is_ascii_punctuation() && !b"()[]{}\"'_".contains(&self.next());
        let joins = self.0.as_bytes().get(1).is_some_and(|next| !b" )]}".contains(next));
        is_mark.then(|| (self.take(1), joins))
    }

    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.0.split_at(length);
        self.0 = rest.trim_start_matches(' ');
        taken
    }
}

/// Whether a byte outside of literals is part of a word.
fn is_part(byte: &u8) -> bool {
    matches!(byte, b'_' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | 0x80..)
}

/// The length of a text in quotation marks.
fn text(code: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        match code.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

/// The length of a text that has no escapes.
fn raw_text(code: &str) -> Option<usize> {
    let hashes = code[1..].bytes().take_while(|byte| *byte == b'#').count();
    let begin = 1 + hashes;
    let end = format!("\"{}", &code[1..begin]);
    let inner = code[begin..].strip_prefix('"')?;
    Some(begin + 1 + inner.find(&end)? + end.len())
}

fn number(code: &[u8]) -> usize {
    let is_part = |at: usize| match code.get(at) {
        Some(b'.') => code.get(at + 1).is_some_and(u8::is_ascii_digit),
        Some(byte) => byte.is_ascii_alphanumeric() || *byte == b'_',
        None => false,
    };
    (0..).find(|at| !is_part(*at)).unwrap_or_default()
}
