//! Words that share addresses: those of a command in one text, and those about all shapes.
//!
//! In: tables of emitted code, while a crate is compiled. Out: one text, and where its parts end. The start of a program
//! writes down every address that its tables hold, so these hold as few as they can.

use super::{ShapeDocs, Texts};

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

/// Words about shapes, sorted by the shapes' names, in one text.
#[derive(Clone, Copy, Debug)]
pub struct AllDocs {
    text: &'static str,
    /// Where the words about each shape end.
    ends: &'static [u32],
}

impl AllDocs {
    /// No words.
    pub const NONE: AllDocs = AllDocs { text: "", ends: &[] };

    /// Those that have this text, and end there.
    #[must_use]
    pub const fn of(text: &'static [u8], ends: &'static [u32]) -> AllDocs {
        AllDocs { text: utf8(text), ends }
    }

    /// How long the text of these words is.
    #[must_use]
    pub const fn length(list: &[ShapeDocs]) -> usize {
        let (mut at, mut length) = (0, 0);
        while at < list.len() {
            length += list[at].0.0.len();
            at += 1;
        }
        length
    }

    /// These words one behind the other, and where they end.
    #[must_use]
    pub const fn pack<const TEXT: usize, const COUNT: usize>(
        list: &[ShapeDocs],
    ) -> ([u8; TEXT], [u32; COUNT]) {
        let (mut text, mut ends) = ([0; TEXT], [0; COUNT]);
        let (mut at, mut end) = (0, 0);
        while at < COUNT {
            end = put(&mut text, end, list[at].0.0);
            ends[at] = place(end);
            at += 1;
        }
        (text, ends)
    }

    /// Words that are packed while a program runs; their memory is never given back.
    #[must_use]
    pub fn leak(list: &[ShapeDocs]) -> AllDocs {
        let text: String = list.iter().map(|docs| docs.0.0).collect();
        let ends = list.iter().scan(0, |end, docs| {
            *end += docs.0.0.len();
            Some(place(*end))
        });
        AllDocs { text: text.leak(), ends: ends.collect::<Vec<_>>().leak() }
    }

    /// The words about the shape called `name`, if there are some.
    pub(super) fn find(&self, name: &str) -> Option<ShapeDocs> {
        let (mut from, mut to) = (0, self.ends.len());
        while from < to {
            let middle = usize::midpoint(from, to);
            let docs = self.get(middle)?;
            match docs.shape().cmp(name) {
                std::cmp::Ordering::Less => from = middle + 1,
                std::cmp::Ordering::Equal => return Some(docs),
                std::cmp::Ordering::Greater => to = middle,
            }
        }
        None
    }

    fn get(&self, at: usize) -> Option<ShapeDocs> {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text.get(start as usize..self.ends[at] as usize).map(ShapeDocs::of)
    }
}

/// A constant list of [`ShapeDocs`](crate::ShapeDocs) as [`AllDocs`](crate::AllDocs).
#[macro_export]
macro_rules! all_docs {
    ($list:path) => {{
        const LENGTH: usize = $crate::AllDocs::length($list);
        #[allow(long_running_const_eval, reason = "services with thousands of shapes")]
        const PACKED: ([u8; LENGTH], [u32; $list.len()]) = $crate::AllDocs::pack($list);
        static TEXT: [u8; LENGTH] = PACKED.0;
        static ENDS: [u32; $list.len()] = PACKED.1;
        $crate::AllDocs::of(&TEXT, &ENDS)
    }};
}

/// Puts words into a text, and returns where they end.
const fn put(text: &mut [u8], at: usize, words: &str) -> usize {
    let (_, rest) = text.split_at_mut(at);
    let (place, _) = rest.split_at_mut(words.len());
    place.copy_from_slice(words.as_bytes());
    at + words.len()
}

const fn place(at: usize) -> u32 {
    assert!(at <= u32::MAX as usize, "words have at most 4 GiB");
    at as u32
}

const fn utf8(text: &[u8]) -> &str {
    match std::str::from_utf8(text) {
        Ok(text) => text,
        Err(_) => panic!("words are texts"),
    }
}
