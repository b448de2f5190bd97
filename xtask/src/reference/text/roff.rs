//! Words of manual pages.

use roff::{Inline as Word, Roff, bold, italic, roman};

/// Appends a line of words; none of them begins a request.
pub(in crate::reference) fn words(roff: &mut Roff, words: impl IntoIterator<Item = Word>) {
    let is_empty =
        |word: &Word| matches!(word, Word::Roman(t) | Word::Bold(t) | Word::Italic(t) if t.is_empty());
    // Behind an empty word a stop would be the first character of its line.
    let words: Vec<Word> = words.into_iter().filter(|word| !is_empty(word)).collect();
    roff.text(words);
}

/// Plain words.
pub(in crate::reference) fn plain(text: &str) -> Word {
    roman(super::line(text))
}

/// Stressed words.
pub(in crate::reference) fn strong(text: &str) -> Word {
    bold(super::line(text))
}

/// Slightly stressed words.
pub(in crate::reference) fn slanted(text: &str) -> Word {
    italic(super::line(text))
}

/// An argument of a request: it cannot end, and nothing in it is an escape.
pub(in crate::reference) fn argument(text: &str) -> String {
    super::line(text).replace('\\', "\\e").replace('"', "\\(dq")
}
