//! The lines of what stands in boxes: tokens with their sizes in, text out.

/// Columns of a line.
const MARGIN: isize = 89;

/// Columns that a line has at least, however far it is indented.
const LEAST: isize = 60;

/// What a place at which a line may end looks like.
#[derive(Clone, Copy, Default)]
pub(super) struct Break {
    /// Blanks if it does not end.
    pub(super) blanks: isize,
    /// What is added to the indentation of the next line.
    pub(super) offset: isize,
    /// Stands at the end of the line if it ends, at the beginning of the next one, and here if it does not end.
    pub(super) marks: [&'static str; 3],
    /// It does not end.
    pub(super) never: bool,
}

pub(super) enum Token {
    /// That many bytes of the words.
    Words(usize),
    Break(Break),
    Begin {
        offset: isize,
        even: bool,
    },
    End,
}

/// The text of tokens, which have their sizes.
pub(super) fn of(tokens: &[(Token, isize)], mut words: &str) -> String {
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
        around: isize,
        even: bool,
    },
}

#[derive(Default)]
struct Lines {
    out: String,
    /// Columns that are left.
    room: isize,
    frames: Vec<Frame>,
    indent: isize,
    /// Blanks that are still to be written if anything comes behind them.
    blanks: isize,
}

impl Lines {
    fn word(&mut self, word: &str) {
        self.indentation();
        self.out.push_str(word);
        self.room -= word.len() as isize;
    }

    fn begin(&mut self, offset: isize, even: bool, size: isize) {
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

    fn add(&mut self, token: &Break, size: isize) {
        let [before, after, here] = token.marks;
        let fits = match self.frames.last() {
            _ if token.never => true,
            Some(Frame::Fits) => true,
            Some(Frame::Broken { even: true, .. }) => false,
            Some(Frame::Broken { even: false, .. }) | None => size <= self.room,
        };
        if fits {
            self.blanks += token.blanks;
            self.out.push_str(here);
            self.room -= token.blanks + here.len() as isize;
            return;
        }
        if !before.is_empty() {
            self.indentation();
            self.out.push_str(before);
        }
        self.out.push('\n');
        self.blanks = self.indent + token.offset;
        self.room = (MARGIN - self.blanks).max(LEAST);
        if !after.is_empty() {
            self.word(after);
        }
    }

    fn indentation(&mut self) {
        const BLANKS: &str = "                                                                ";
        while self.blanks > 0 {
            let some = BLANKS.len().min(self.blanks as usize);
            self.out.push_str(&BLANKS[..some]);
            self.blanks -= some as isize;
        }
    }
}
