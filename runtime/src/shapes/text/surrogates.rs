//! Halves of UTF-16 pairs that stand alone, as JSON's escapes may have them. UTF-8 has no place for them, so the last 2,048
//! characters of what Unicode leaves to private use stand for them inside; where text leaves, they are known again.

/// Where the halves begin, and where those begin that stand for them.
const FIRST: u32 = 0xd800;
const STAND_IN: u32 = 0x10_f800;

/// The first bytes of all that stand for a half.
pub const LEAD: u8 = 0xf4;

/// What stands for a half.
#[must_use]
pub fn stand_in(unit: u32) -> char {
    unit.checked_sub(FIRST)
        .and_then(|at| char::from_u32(STAND_IN + at))
        .unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// The half that a character stands for.
#[must_use]
pub fn half(c: char) -> Option<u32> {
    u32::from(c).checked_sub(STAND_IN).map(|at| FIRST + at)
}

/// Where the first of them is in a text.
#[must_use]
pub fn find(text: &[u8]) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = memchr::memchr(LEAD, &text[from..]) {
        let at = from + at;
        if matches!(text[at..], [_, 0x8f, 0xa0..=0xff, ..]) {
            return Some(at);
        }
        from = at + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_come_back() {
        for unit in [0xd800, 0xdbff, 0xdc00, 0xdfff] {
            let c = stand_in(unit);
            assert_eq!(half(c), Some(unit));
            assert_eq!(find(format!("\u{10f7ff}é{c}").as_bytes()), Some(6));
        }
        assert_eq!(half('\u{10f7ff}'), None);
        assert_eq!(find("a\u{10f7ff}".as_bytes()), None);
        assert_eq!(find(&[0xf4, 0x8f]), None);
    }
}
