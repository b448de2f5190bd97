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
        None => {
            let word = rest.iter().rev().fold(ONES << 5, |word, byte| word << 8 | u64::from(*byte));
            text.len().min(marks::<ASCII>(word).trailing_zeros() as usize / 8)
        }
    }
}

/// One in every byte.
const ONES: u64 = u64::MAX / 0xff;

/// The highest bit of every byte that is special. What is borrowed or carried on the way goes to higher bytes alone, so the
/// lowest bit is right.
#[inline]
fn marks<const ASCII: bool>(word: u64) -> u64 {
    let below = |word: u64, limit: u8| word.wrapping_sub(ONES * u64::from(limit));
    let is = |byte: u8| below(word ^ (ONES * u64::from(byte)), 1);
    let special = (below(word, b' ') | is(b'"') | is(b'\\')) & !word;
    let beyond = if ASCII { word | word.wrapping_add(ONES) } else { 0 };
    (special | beyond) & (ONES << 7)
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn the_first_special_byte_is_found_wherever_it_stands() {
        for length in 0..35 {
            let mut text = vec![b'a'; length];
            assert_eq!(plain::<true>(&text), length);
            for (at, byte) in (0..length).flat_map(|at| (0..=0xff).map(move |byte| (at, byte))) {
                text[at] = byte;
                let special = byte < 0x20 || byte == b'"' || byte == b'\\';
                assert_eq!(plain::<false>(&text), if special { at } else { length }, "{byte:#x} at {at}");
                assert_eq!(
                    plain::<true>(&text),
                    if special || byte > b'~' { at } else { length },
                    "{byte:#x} at {at}"
                );
                text[at] = b'a';
            }
            let mut high = vec![0xff; length];
            high.iter_mut().skip(length / 2).for_each(|byte| *byte = b'"');
            assert_eq!(plain::<false>(&high), length / 2);
        }
    }
}
