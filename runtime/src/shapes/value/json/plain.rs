//! How far a text needs no attention: most of a JSON text is copied as it stands.

/// Bytes that are looked at in one step.
const WORD: usize = size_of::<u64>();

/// The length of the beginning that JSON writes as it is: nothing of a quote, a backslash, a control character and, where
/// text has to be ASCII, of what is no printable ASCII. In words of eight bytes, of which each is tested by a few
/// operations on all of them, whatever a compiler makes of loops.
pub(super) fn plain<const ASCII: bool>(text: &[u8]) -> usize {
    let (words, rest) = text.as_chunks::<WORD>();
    for (at, word) in words.iter().enumerate() {
        let marks = marks::<ASCII>(u64::from_le_bytes(*word));
        if marks != 0 {
            return WORD * at + marks.trailing_zeros() as usize / 8;
        }
    }
    match text.last_chunk() {
        // Some of the last bytes are looked at again, which is less than to look at each of those that are left.
        Some(last) => {
            let marks = marks::<ASCII>(u64::from_le_bytes(*last));
            text.len() - WORD + marks.trailing_zeros() as usize / 8
        }
        None => text.len().min(marks::<ASCII>(few(rest)).trailing_zeros() as usize / 8),
    }
}

/// Whether JSON writes all of a text as it is: most texts are short, and where they end is known.
#[inline]
pub(crate) fn is_plain<const ASCII: bool>(text: &[u8]) -> bool {
    let is_plain = |word: &[u8; WORD]| marks::<ASCII>(u64::from_le_bytes(*word)) == 0;
    if let Some(last) = text.last_chunk() {
        return text.as_chunks().0.iter().all(is_plain) && is_plain(last);
    }
    let half = |bytes: &[u8; WORD / 2]| u64::from(u32::from_le_bytes(*bytes));
    marks::<ASCII>(match (text.first_chunk(), text.last_chunk()) {
        (Some(first), Some(last)) => half(first) | half(last) << 32,
        _ => few(text),
    }) == 0
}

/// Less bytes than a word has, with blanks behind them.
fn few(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(ONES << 5, |word, byte| word << 8 | u64::from(*byte))
}

/// One in every byte.
const ONES: u64 = u64::MAX / 0xff;

/// The highest bit of every byte that is special. What is borrowed or carried on the way goes to higher bytes alone, so the
/// lowest bit is right.
#[inline]
fn marks<const ASCII: bool>(word: u64) -> u64 {
    let below = |word: u64, limit: u8| word.wrapping_sub(ONES * u64::from(limit));
    let is = |byte: u8| below(word ^ (ONES * u64::from(byte)), 1);
    // A quote that has lost its lowest but one bit is a blank; control characters stay what they are, and blanks are beyond.
    let special = (below(word ^ (ONES << 1), b'"' - 1) | is(b'\\')) & !word;
    let beyond = if ASCII { word | word.wrapping_add(ONES) } else { 0 };
    (special | beyond) & (ONES << 7)
}

#[cfg(test)]
mod tests {
    use super::{is_plain, plain};

    #[test]
    fn the_first_special_byte_is_found_wherever_it_stands() {
        for length in 0..35 {
            let mut text = vec![b'a'; length];
            assert_eq!(plain::<true>(&text), length);
            assert!(is_plain::<true>(&text));
            for (at, byte) in (0..length).flat_map(|at| (0..=0xff).map(move |byte| (at, byte))) {
                text[at] = byte;
                let special = byte < 0x20 || byte == b'"' || byte == b'\\';
                assert_eq!(plain::<false>(&text), if special { at } else { length }, "{byte:#x} at {at}");
                assert_eq!(
                    plain::<true>(&text),
                    if special || byte > b'~' { at } else { length },
                    "{byte:#x} at {at}"
                );
                let all = [is_plain::<false>(&text), is_plain::<true>(&text)];
                assert_eq!(all, [!special, !special && byte <= b'~'], "{byte:#x} at {at}");
                text[at] = b'a';
            }
            let mut high = vec![0xff; length];
            high.iter_mut().skip(length / 2).for_each(|byte| *byte = b'"');
            assert_eq!(plain::<false>(&high), length / 2);
        }
    }
}
