//! What is said of a command, in one text.
//!
//! In: a table of emitted code, while a crate is compiled. Out: the text, and where its parts end. The start of a program
//! writes down every address that its tables hold, so a command holds one for all its words. It never changes them.

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

/// [`Words`] in one text.
#[derive(Clone, Copy, Debug)]
pub struct JoinedWords {
    text: &'static str,
    /// Where name, options and docs end; the rest are examples.
    ends: [u32; 3],
}

impl Words {
    /// How long they are.
    #[must_use]
    pub const fn length(&self) -> usize {
        self.name.len() + self.options.0.len() + self.docs.len() + self.examples.0.len()
    }

    /// One behind the other; `TEXT` is their length.
    #[must_use]
    pub const fn text<const TEXT: usize>(&self) -> [u8; TEXT] {
        let mut text = [0; TEXT];
        let end = put(&mut text, 0, self.name);
        let end = put(&mut text, end, self.options.0);
        let end = put(&mut text, end, self.docs);
        put(&mut text, end, self.examples.0);
        text
    }

    /// The same words out of their [`text`](Words::text).
    #[must_use]
    pub const fn joined(&self, text: &'static [u8]) -> JoinedWords {
        let options = self.name.len() + self.options.0.len();
        let ends = [place(self.name.len()), place(options), place(options + self.docs.len())];
        JoinedWords { text: utf8(text), ends }
    }

    /// The same words in one text, made while a program runs; its memory is never given back.
    #[must_use]
    pub fn leak(&self) -> JoinedWords {
        let text = [self.name, self.options.0, self.docs, self.examples.0].concat();
        self.joined(text.leak().as_bytes())
    }
}

impl JoinedWords {
    /// Whether that is the name. Most names have another length, so most texts are not looked at.
    pub(super) fn name_is(&self, name: &str) -> bool {
        self.ends[0] as usize == name.len() && self.text.starts_with(name)
    }

    pub(super) fn name(&self) -> &'static str {
        self.part(0, self.ends[0] as usize)
    }

    pub(super) fn options(&self) -> Texts {
        Texts::of(self.part(self.ends[0] as usize, self.ends[1] as usize))
    }

    pub(super) fn docs(&self) -> &'static str {
        self.part(self.ends[1] as usize, self.ends[2] as usize)
    }

    pub(super) fn examples(&self) -> Texts {
        Texts::of(self.part(self.ends[2] as usize, self.text.len()))
    }

    fn part(&self, start: usize, end: usize) -> &'static str {
        self.text.get(start..end).unwrap_or_default()
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

pub(super) const fn utf8(text: &[u8]) -> &str {
    match std::str::from_utf8(text) {
        Ok(text) => text,
        Err(_) => panic!("words are texts"),
    }
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
            (words.name(), options, words.docs(), examples)
        };
        let full: (_, Vec<_>, _, Vec<_>) =
            ("größe", vec!["a", "", "zip=Zip"], "What it does…", vec!["Title", "command", ""]);
        assert_eq!(said(&JOINED), full);
        assert_eq!(said(&FULL.leak()), full);
        assert_eq!(said(&joined!(EMPTY)), ("", vec![], "", vec![]));
        assert!(JOINED.name_is("größe") && !JOINED.name_is("größ") && !JOINED.name_is("groesse"));
    }
}
