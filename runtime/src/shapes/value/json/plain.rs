//! How far a text needs no attention: most of a JSON text is copied as it stands.

/// The length of the beginning in which no byte is special. Whole blocks are looked at without a branch for each byte,
/// which compilers turn into a few instructions.
pub(super) fn plain(text: &[u8], is_special: impl Fn(u8) -> bool) -> usize {
    const BLOCK: usize = 16;
    let is_plain = |block: &&[u8]| !block.iter().fold(false, |found, byte| found | is_special(*byte));
    let clean = BLOCK * text.chunks_exact(BLOCK).take_while(is_plain).count();
    clean + text[clean..].iter().take_while(|byte| !is_special(**byte)).count()
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn the_first_special_byte_is_found_wherever_it_stands() {
        for length in 0..70 {
            let mut text = vec![b'a'; length];
            assert_eq!(plain(&text, |b| b == b'"'), length);
            for at in 0..length {
                text[at] = b'"';
                assert_eq!(plain(&text, |b| b == b'"'), at);
                text[at] = b'a';
            }
        }
    }
}
