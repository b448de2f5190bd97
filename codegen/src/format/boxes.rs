//! Text in lines of a given width: words and breaks in boxes in, text out. Knows nothing of Rust.
//!
//! A box that has room stays in its line. Else its breaks are ends of lines: all of them in an even box, in the others
//! those behind which the next words have no room. These are the rules of `prettyplease` (and so of Oppen's printer).

use super::lines::{self, Break, Token};

/// Wider than any line: what stands around it is broken.
const ENDLESS: i64 = 0xffff;

/// What is to be laid out.
#[derive(Default)]
pub(super) struct Boxes {
    words: String,
    /// Each with its size: of a box and of a break up to the next break behind them, in one line.
    tokens: Vec<(Token, i64)>,
    /// The width of all in one line.
    width: i64,
    /// What comes here is no part of the words before.
    seam: usize,
}

impl Boxes {
    /// For so many bytes of code, about.
    pub(super) fn new(length: usize) -> Boxes {
        let (words, tokens) = (String::with_capacity(length), Vec::with_capacity(length / 8));
        Boxes { words, tokens, ..Boxes::default() }
    }

    /// Where the next token will stand.
    pub(super) fn here(&mut self) -> usize {
        self.seam = self.tokens.len();
        self.seam
    }

    /// The width of all so far in one line.
    pub(super) fn width(&self) -> i64 {
        self.width
    }

    pub(super) fn word(&mut self, word: &str) {
        self.words.push_str(word);
        self.width += word.len() as i64;
        let count = self.tokens.len();
        match self.tokens.last_mut() {
            Some((Token::Words(length), _)) if self.seam < count => *length += word.len(),
            _ => self.tokens.push((Token::Words(word.len()), 0)),
        }
    }

    pub(super) fn begin(&mut self, offset: i64, even: bool) {
        self.tokens.push((Token::Begin { offset, even }, 0));
    }

    /// Begins a box before a token that is there.
    pub(super) fn begin_at(&mut self, at: usize, offset: i64, even: bool) {
        self.tokens.insert(at, (Token::Begin { offset, even }, 0));
    }

    pub(super) fn end(&mut self) {
        self.tokens.push((Token::End, 0));
    }

    pub(super) fn end_at(&mut self, at: usize) {
        self.tokens.insert(at, (Token::End, 0));
    }

    pub(super) fn add(&mut self, token: Break) {
        self.width += token.blanks;
        self.tokens.push((Token::Break(token), 0));
    }

    /// A break without a blank, before a token that is there.
    pub(super) fn break_at(&mut self, at: usize) {
        self.tokens.insert(at, (Token::Break(Break::default()), 0));
    }

    /// Begins a box that is in braces if it is broken, before a token that is there.
    pub(super) fn brace_at(&mut self, at: usize, offset: i64) {
        self.tokens
            .insert(at, (Token::Break(Break { marks: [Some('{'), None, None], ..Break::default() }), 0));
        self.begin_at(at, offset, true);
    }

    /// Changes what the box that begins there is indented by.
    pub(super) fn indent_at(&mut self, at: usize, by: i64) {
        if let (Token::Begin { offset, .. }, _) = &mut self.tokens[at] {
            *offset = by;
        }
    }

    pub(super) fn zero(&mut self) {
        self.add(Break::default());
    }

    pub(super) fn space(&mut self) {
        self.add(Break { blanks: 1, ..Break::default() });
    }

    /// The end of a line.
    pub(super) fn hard(&mut self) {
        self.add(Break { blanks: ENDLESS, ..Break::default() });
    }

    pub(super) fn never(&mut self) {
        self.add(Break { never: true, ..Break::default() });
    }

    /// Behind a part of a list; the comma of the last part comes with the break.
    pub(super) fn comma(&mut self, is_last: bool) {
        if is_last {
            self.add(Break { marks: [Some(','), None, None], ..Break::default() });
        } else {
            self.word(",");
            self.space();
        }
    }

    /// Changes the indentation behind the last break.
    pub(super) fn offset(&mut self, by: i64) {
        if let Some((Token::Break(last), _)) = self.tokens.last_mut() {
            last.offset += by;
        }
    }

    /// What stands around this is broken.
    pub(super) fn broken(&mut self) {
        self.width += ENDLESS;
        // No words, which take endless room.
        self.tokens.push((Token::Words(0), ENDLESS));
    }

    /// The text.
    pub(super) fn lines(mut self) -> String {
        self.measure();
        lines::of(&self.tokens, &self.words)
    }

    /// Sets the sizes of boxes and breaks.
    fn measure(&mut self) {
        let (mut open, mut width) = (Vec::new(), 0);
        for at in 0..self.tokens.len() {
            match &mut self.tokens[at] {
                (Token::Words(length), more) => width += *length as i64 + *more,
                (Token::Begin { .. }, size) => {
                    *size = -width;
                    open.push(at);
                }
                (Token::End, _) => open.push(at),
                (Token::Break(token), size) => {
                    *size = -width;
                    let before = width;
                    width += token.blanks;
                    self.close(&mut open, before);
                    open.push(at);
                }
            }
        }
        self.close(&mut open, width);
    }

    /// What ends with a break that comes: the boxes that have ended, and the last break of the box that has not.
    fn close(&mut self, open: &mut Vec<usize>, width: i64) {
        let mut depth = 0;
        while let Some(at) = open.last() {
            let (token, size) = &mut self.tokens[*at];
            match token {
                Token::Begin { .. } if depth == 0 => break,
                Token::Begin { .. } => {
                    *size += width;
                    depth -= 1;
                }
                Token::End => depth += 1,
                _ => *size += width,
            }
            let is_break = matches!(token, Token::Break(_));
            open.pop();
            if is_break && depth == 0 {
                break;
            }
        }
    }
}
