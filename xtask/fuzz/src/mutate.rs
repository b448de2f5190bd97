//! Changes of inputs, by numbers that a seed decides.

/// A generator of numbers (SplitMix64): the same for the same seed.
#[derive(Clone, Debug)]
pub struct Random(pub u64);

/// Longer inputs are cut: faults of length alone have tests of their own.
const LONGEST: usize = 16 * 1024;

/// Numbers at which readers change their mind.
const NUMBERS: [&str; 12] = [
    "0",
    "-1",
    "-0",
    "127",
    "65536",
    "2147483648",
    "9223372036854775807",
    "-9223372036854775808",
    "18446744073709551616",
    "1e308",
    "1e-400",
    "99999999999999999999999999999999999999",
];

/// Text that is rarely thought of.
const TEXTS: [&str; 14] = [
    "",
    "\0",
    "\n",
    "\r\n",
    "\t",
    " ",
    "\u{85}",
    "\u{2028}",
    "\u{feff}",
    "é",
    "日本",
    "😀",
    "\\",
    "\u{10ffff}",
];

impl Random {
    /// A number below `end`, or zero.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % end.max(1) as u64).unwrap_or_default()
    }

    fn of<T: Copy>(&mut self, items: &[T]) -> Option<T> {
        let index = self.below(items.len());
        items.get(index).copied()
    }

    /// Two places of a text of this length, in order.
    fn range(&mut self, length: usize) -> (usize, usize) {
        let start = self.below(length + 1);
        let most = [4, 16, 64, length][self.below(4)];
        (start, (start + self.below(most + 1)).min(length))
    }
}

/// A changed input. `other` is one to take parts of, `words` are those of the reader's language.
pub fn mutate(random: &mut Random, input: &[u8], other: &[u8], words: &[&str]) -> Vec<u8> {
    let mut bytes = input.to_vec();
    for _ in 0..=random.below(4) {
        change(random, &mut bytes, other, words);
    }
    bytes.truncate(LONGEST);
    bytes
}

fn change(random: &mut Random, bytes: &mut Vec<u8>, other: &[u8], words: &[&str]) {
    let (start, end) = random.range(bytes.len());
    match random.below(12) {
        0 => drop(bytes.drain(start..end)),
        1 => {
            let part = bytes[start..end].to_vec();
            bytes.splice(end..end, part);
        }
        2 => {
            let times = [2, 3, 20, 300][random.below(4)];
            let part = bytes[start..end].repeat(times);
            bytes.splice(start..end, part.into_iter().take(LONGEST));
        }
        3 => {
            let (from, to) = random.range(other.len());
            bytes.splice(start..end, other[from..to].iter().copied());
        }
        4 | 5 => insert(random, bytes, start, end, words),
        6 => insert(random, bytes, start, end, &TEXTS),
        7 => number(random, bytes),
        8 | 9 => exchange(random, bytes),
        10 => {
            if let Some(byte) = bytes.get_mut(start) {
                *byte ^= 1 << random.below(8);
            }
        }
        _ => {
            let byte = u8::try_from(random.below(256)).unwrap_or_default();
            bytes.insert(start, byte);
        }
    }
}

/// A word at a place, or in the place of what stands there.
fn insert(random: &mut Random, bytes: &mut Vec<u8>, start: usize, end: usize, words: &[&str]) {
    let end = if random.below(2) == 0 { start } else { end };
    if let Some(word) = random.of(words) {
        bytes.splice(start..end, word.bytes());
    }
}

/// Another number in the place of one.
fn number(random: &mut Random, bytes: &mut Vec<u8>) {
    let runs = runs(bytes, u8::is_ascii_digit);
    if let (Some((start, end)), Some(number)) = (random.of(&runs), random.of(&NUMBERS)) {
        bytes.splice(start..end, number.bytes());
    }
}

/// A word of the input in the place of another one: what is right in itself, where it isn't.
fn exchange(random: &mut Random, bytes: &mut Vec<u8>) {
    let runs = runs(bytes, |byte| byte.is_ascii_alphanumeric() || b"_-.".contains(byte));
    if let (Some((from, to)), Some((start, end))) = (random.of(&runs), random.of(&runs)) {
        let word = bytes[from..to].to_vec();
        bytes.splice(start..end, word);
    }
}

fn runs(bytes: &[u8], is_in: impl Fn(&u8) -> bool) -> Vec<(usize, usize)> {
    let mut runs = Vec::new();
    let mut start = 0;
    while start < bytes.len() {
        let length = bytes[start..].iter().take_while(|byte| is_in(byte)).count();
        if length > 0 {
            runs.push((start, start + length));
        }
        start += length.max(1);
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_decides_every_change() {
        let changed = |seed| {
            let mut random = Random(seed);
            (0..200).map(|_| mutate(&mut random, b"a = 1, b", b"other", &["word"])).collect::<Vec<_>>()
        };
        assert_eq!(changed(1), changed(1));
        assert_ne!(changed(1), changed(2));
        assert!(changed(1).iter().all(|bytes| bytes.len() <= LONGEST));
    }
}
