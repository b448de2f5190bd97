//! Words between stars or underscores.

use super::pieces::Inline;
use super::runs::{near, run, span};

/// Longer runs are no marks.
pub(super) const LONGEST: usize = 3;

/// A run of marks and what it may do.
struct Run {
    length: usize,
    opens: bool,
    closes: bool,
}

/// Stressed words that begin here, and the length of it all; `inlines` reads what stands between the marks.
pub(super) fn read(text: &str, at: usize, inlines: fn(&str) -> Vec<Inline>) -> Option<(Vec<Inline>, usize)> {
    let mark = text[at..].chars().next()?;
    let open = at_run(text, at, mark);
    if !open.opens || open.length > LONGEST {
        return None;
    }
    let close = closing(text, at + open.length, mark, open.length)?;
    let inner = inlines(&text[at + open.length..close]);
    Some((stressed(inner, open.length > 1), close + open.length - at))
}

/// Pieces that are stressed as one; links stay what they are.
fn stressed(mut inner: Vec<Inline>, strong: bool) -> Vec<Inline> {
    let mark = |words: String| if strong { Inline::Strong(words) } else { Inline::Emphasis(words) };
    if !inner.iter().any(|piece| matches!(piece, Inline::Link(..))) {
        return vec![mark(inner.iter().map(Inline::plain).collect())];
    }
    for piece in &mut inner {
        if let Inline::Text(words) = piece {
            *piece = mark(std::mem::take(words));
        }
    }
    inner
}

/// Where the marks stand that end what so many marks have begun.
fn closing(text: &str, from: usize, mark: char, length: usize) -> Option<usize> {
    let text = &text[..from + near(&text[from..]).len()];
    let mut at = from;
    while let Some(c) = text[at..].chars().next() {
        let step = match c {
            '\\' => 1 + text[at + 1..].chars().next().map_or(0, char::len_utf8),
            '`' => span(&text[at..]).map_or_else(|| run(&text[at..], '`'), |(_, length)| length),
            c if c == mark => {
                let run = at_run(text, at, mark);
                // Three marks end two things, this one last.
                if run.closes && (run.length == length || run.length == LONGEST) {
                    return Some(at + run.length.saturating_sub(length));
                }
                run.length
            }
            c => c.len_utf8(),
        };
        at += step;
    }
    None
}

fn at_run(text: &str, at: usize, mark: char) -> Run {
    let length = run(&text[at..], mark);
    let before = text[..at].chars().next_back().unwrap_or(' ');
    let behind = text[at + length..].chars().next().unwrap_or(' ');
    let left = !behind.is_whitespace() && (!is_mark(behind) || before.is_whitespace() || is_mark(before));
    let right = !before.is_whitespace() && (!is_mark(before) || behind.is_whitespace() || is_mark(behind));
    // Underscores within a word are part of it.
    match mark {
        '_' => Run {
            length,
            opens: left && (!right || is_mark(before)),
            closes: right && (!left || is_mark(behind)),
        },
        _ => Run { length, opens: left, closes: right },
    }
}

fn is_mark(c: char) -> bool {
    !c.is_alphanumeric() && !c.is_whitespace()
}
