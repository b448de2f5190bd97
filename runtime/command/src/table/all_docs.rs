//! What is said of all shapes, in one text.
//!
//! In: a list of emitted code, while a crate is compiled. Out: the text, and where the words about each shape end, for which a
//! program has two addresses rather than one for each shape. It never changes the words.

use super::ShapeDocs;
use super::words::{place, put};

/// Words about shapes, sorted by the shapes' names, in one text.
#[derive(Clone, Copy, Debug)]
pub struct AllDocs {
    /// Texts, which are not looked at while a crate is compiled: that would take long.
    text: &'static [u8],
    /// Where the words about each shape end.
    ends: &'static [u32],
}

impl AllDocs {
    /// No words.
    pub const NONE: AllDocs = AllDocs { text: &[], ends: &[] };

    /// Those that have this text, and end there.
    #[must_use]
    pub const fn of(text: &'static [u8], ends: &'static [u32]) -> AllDocs {
        AllDocs { text, ends }
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
        AllDocs { text: text.leak().as_bytes(), ends: ends.collect::<Vec<_>>().leak() }
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
        let text = self.text.get(start as usize..self.ends[at] as usize)?;
        std::str::from_utf8(text).ok().map(ShapeDocs::of)
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

#[cfg(test)]
mod tests {
    use crate::{AllDocs, ShapeDocs, texts};

    #[test]
    fn each_shape_is_found() {
        const LIST: &[ShapeDocs] = &[
            ShapeDocs::of(texts!("A", "first")),
            ShapeDocs::of(texts!("B", "", "m")),
            ShapeDocs::of(texts!("D", "…")),
        ];
        static ALL: AllDocs = all_docs!(LIST);
        for docs in [&ALL, &AllDocs::leak(LIST)] {
            let found = |name| docs.find(name).map(|found| (found.docs(), found.member(0)));
            assert_eq!(found("A"), Some(("first", None)));
            assert_eq!(found("B"), Some(("", Some("m"))));
            assert_eq!(found("D"), Some(("…", None)));
            assert_eq!([found(""), found("C"), found("E")], [None; 3]);
        }
        assert!(AllDocs::NONE.find("A").is_none());
    }
}
