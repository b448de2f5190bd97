//! What is said of a command, in one text.
//!
//! In: a table of emitted code, while a crate is compiled. Out: the text, and where its parts end. The start of a program
//! writes down every address that its tables hold, so a command holds two for all its words. It never changes them.

use super::Texts;

/// What is said of a command.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    /// Name on the command line, such as `set-user-pool-mfa-config`.
    pub name: &'static str,
    /// Names of the options without dashes, one for each member of the input and in the same order. Behind them those of
    /// members that are zip archives: `OPTION=MEMBER`, or `OPTION=MEMBER.INNER` for a member of a member.
    pub options: Texts,
    /// What it does, CommonMark.
    pub docs: &'static str,
    /// Worked examples: title, command and output of each; see [`Command::examples`](super::Command::examples).
    pub examples: Texts,
}

/// [`Words`], of which all but the name are one text.
#[derive(Clone, Copy, Debug)]
pub struct JoinedWords {
    /// Every run looks at all names.
    pub(super) name: &'static str,
    /// Texts, which are not looked at while a crate is compiled: that would take long.
    text: &'static [u8],
    /// Where options and docs end; the rest are examples.
    ends: [u32; 2],
}

impl Words {
    /// How long their text is.
    #[must_use]
    pub const fn length(&self) -> usize {
        self.options.0.len() + self.docs.len() + self.examples.0.len()
    }

    /// Options, docs and examples, one behind the other; `TEXT` is their length.
    #[must_use]
    pub const fn text<const TEXT: usize>(&self) -> [u8; TEXT] {
        let mut text = [0; TEXT];
        let end = put(&mut text, 0, self.options.0);
        let end = put(&mut text, end, self.docs);
        put(&mut text, end, self.examples.0);
        text
    }

    /// The same words out of their [`text`](Words::text).
    #[must_use]
    pub const fn joined(&self, text: &'static [u8]) -> JoinedWords {
        let options = self.options.0.len();
        JoinedWords { name: self.name, text, ends: [place(options), place(options + self.docs.len())] }
    }

    /// The same words in one text, made while a program runs; its memory is never given back.
    #[must_use]
    pub fn leak(&self) -> JoinedWords {
        self.joined([self.options.0, self.docs, self.examples.0].concat().leak().as_bytes())
    }
}

impl JoinedWords {
    pub(super) fn options(&self) -> Texts {
        Texts::of(self.part(0, self.ends[0] as usize))
    }

    pub(super) fn docs(&self) -> &'static str {
        self.part(self.ends[0] as usize, self.ends[1] as usize)
    }

    pub(super) fn examples(&self) -> Texts {
        Texts::of(self.part(self.ends[1] as usize, self.text.len()))
    }

    fn part(&self, start: usize, end: usize) -> &'static str {
        let part = self.text.get(start..end).unwrap_or_default();
        std::str::from_utf8(part).unwrap_or_default()
    }
}

/// Constant [`Words`](crate::Words) as [`JoinedWords`](crate::JoinedWords).
#[macro_export]
macro_rules! joined {
    ($words:expr) => {{
        const JOINED: $crate::Words = $words;
        static TEXT: [u8; JOINED.length()] = JOINED.text();
        JOINED.joined(&TEXT)
    }};
}

/// Puts words into a text, and returns where they end.
pub(super) const fn put(text: &mut [u8], at: usize, words: &str) -> usize {
    let (_, rest) = text.split_at_mut(at);
    let (place, _) = rest.split_at_mut(words.len());
    place.copy_from_slice(words.as_bytes());
    at + words.len()
}

pub(super) const fn place(at: usize) -> u32 {
    assert!(at <= u32::MAX as usize, "words have at most 4 GiB");
    at as u32
}

#[cfg(test)]
mod tests {
    use crate::{JoinedWords, Texts, Words, texts};

    #[test]
    fn words_come_back_as_they_were_said() {
        const EMPTY: Words =
            Words { name: "", options: Texts::of(""), docs: "", examples: Texts::of(texts!()) };
        const FULL: Words = Words {
            name: "größe",
            options: Texts::of(texts!("a", "", "zip=Zip")),
            docs: "What it does…",
            examples: Texts::of(texts!("Title", "command", "")),
        };
        static JOINED: JoinedWords = joined!(FULL);
        let said = |words: &JoinedWords| {
            let (options, examples) = (words.options().iter().collect(), words.examples().iter().collect());
            (words.name, options, words.docs(), examples)
        };
        let full: (_, Vec<_>, _, Vec<_>) =
            ("größe", vec!["a", "", "zip=Zip"], "What it does…", vec!["Title", "command", ""]);
        assert_eq!(said(&JOINED), full);
        assert_eq!(said(&FULL.leak()), full);
        assert_eq!(said(&joined!(EMPTY)), ("", vec![], "", vec![]));
    }
}
