//! The lines of what stands in boxes: tokens with their sizes in, text out.

/// Columns of a line.
const MARGIN: i64 = 89;

/// Columns that a line has at least, however far it is indented.
const LEAST: i64 = 60;

/// What a place at which a line may end looks like.
#[derive(Clone, Copy, Default)]
pub(super) struct Break {
    /// Blanks if it does not end.
    pub(super) blanks: i64,
    /// What is added to the indentation of the next line.
    pub(super) offset: i64,
    /// Stands at the end of the line if it ends, at the beginning of the next one, and here if it does not end.
    pub(super) marks: [Option<char>; 3],
    /// It does not end.
    pub(super) never: bool,
}

pub(super) enum Token {
    /// That many bytes of the words.
    Words(usize),
    Break(Break),
    Begin {
        offset: i64,
        even: bool,
    },
    End,
}

/// The text of tokens, which have their sizes.
pub(super) fn of(tokens: &[(Token, i64)], mut words: &str) -> String {
    let out = String::with_capacity(words.len() * 5 / 4);
    let mut lines = Lines { out, room: MARGIN, ..Lines::default() };
    for (token, size) in tokens {
        match token {
            Token::Words(length) => {
                let (these, rest) = words.split_at(*length);
                lines.word(these);
                words = rest;
            }
            Token::Break(token) => lines.add(token, *size),
            Token::Begin { offset, even } => lines.begin(*offset, *even, *size),
            Token::End => lines.end(),
        }
    }
    lines.out
}

/// A box that is open.
#[derive(Clone, Copy)]
enum Frame {
    Fits,
    /// With the indentation around it.
    Broken {
        around: i64,
        even: bool,
    },
}

#[derive(Default)]
struct Lines {
    out: String,
    /// Columns that are left.
    room: i64,
    frames: Vec<Frame>,
    indent: i64,
    /// Blanks that are still to be written if anything comes behind them.
    blanks: i64,
}

impl Lines {
    fn word(&mut self, word: &str) {
        self.indentation();
        self.out.push_str(word);
        self.room -= word.len() as i64;
    }

    fn begin(&mut self, offset: i64, even: bool, size: i64) {
        if size <= self.room {
            self.frames.push(Frame::Fits);
            return;
        }
        self.frames.push(Frame::Broken { around: self.indent, even });
        self.indent += offset;
    }

    fn end(&mut self) {
        if let Some(Frame::Broken { around, .. }) = self.frames.pop() {
            self.indent = around;
        }
    }

    fn add(&mut self, token: &Break, size: i64) {
        let [before, after, here] = token.marks;
        let fits = match self.frames.last() {
            _ if token.never => true,
            Some(Frame::Fits) => true,
            Some(Frame::Broken { even: true, .. }) => false,
            Some(Frame::Broken { even: false, .. }) | None => size <= self.room,
        };
        if fits {
            self.blanks += token.blanks;
            self.out.extend(here);
            self.room -= token.blanks + i64::from(here.is_some());
            return;
        }
        if let Some(before) = before {
            self.indentation();
            self.out.push(before);
        }
        self.out.push('\n');
        self.blanks = self.indent + token.offset;
        self.room = (MARGIN - self.blanks).max(LEAST);
        if let Some(after) = after {
            self.indentation();
            self.out.push(after);
            self.room -= 1;
        }
    }

    fn indentation(&mut self) {
        const BLANKS: &str = "                                                                ";
        while self.blanks > 0 {
            let some = BLANKS.len().min(self.blanks as usize);
            self.out.push_str(&BLANKS[..some]);
            self.blanks -= some as i64;
        }
    }
}
