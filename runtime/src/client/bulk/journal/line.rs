//! A journal's lines: text to what happened and back.

use crate::client::bulk::record::Digest;

/// What is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::client::bulk) enum Line {
    /// A record is about to be sent; all records up to it make this digest.
    Start { number: u64, digest: Digest },
    /// A record has ended, well or not.
    End { number: u64, well: bool },
}

impl Line {
    pub(super) fn parse(text: &str) -> Option<Line> {
        let mut words = text.split(' ');
        let (word, number) = (words.next()?, words.next()?);
        let number = number.parse().ok().filter(|number| *number > 0)?;
        let line = match word {
            "start" => {
                let digest = words.next().filter(|digest| digest.len() == 16)?;
                Line::Start { number, digest: Digest(u64::from_str_radix(digest, 16).ok()?) }
            }
            "ok" => Line::End { number, well: true },
            "failed" => Line::End { number, well: false },
            _ => return None,
        };
        words.next().is_none().then_some(line)
    }

    /// The line, with its end.
    pub(super) fn text(self) -> String {
        match self {
            Line::Start { number, digest: Digest(digest) } => format!("start {number} {digest:016x}\n"),
            Line::End { number, well: true } => format!("ok {number}\n"),
            Line::End { number, well: false } => format!("failed {number}\n"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_read_back_and_nothing_else_is_one() {
        let lines = [
            Line::Start { number: 17, digest: Digest(0xa0b) },
            Line::End { number: u64::MAX, well: true },
            Line::End { number: 1, well: false },
        ];
        for line in lines {
            assert_eq!(Line::parse(line.text().trim_end()), Some(line));
        }
        for text in
            ["", "ok", "ok 0", "ok -1", "ok 1 ", "ok 1 2", "start 1", "start 1 12", "begin 1", "ok  1"]
        {
            assert_eq!(Line::parse(text), None, "{text:?}");
        }
    }
}
