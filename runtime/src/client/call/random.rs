//! Randomness from the operating system.

use std::cell::Cell;

use crate::client::crypto;

/// A random UUID (version 4).
pub fn uuid() -> String {
    written(bytes())
}

/// The id of a call: a UUID as well, of bytes that the system was asked for some calls ahead. A process that divides
/// itself may give the same ones twice, so what the service acts upon is [`uuid`].
pub(crate) fn id() -> String {
    thread_local! {
        static AHEAD: Cell<([[u8; 16]; 16], usize)> = const { Cell::new(([[0; 16]; 16], 0)) };
    }
    let (mut ahead, mut left) = AHEAD.get();
    if left == 0 {
        left = ahead.len();
        crypto::random(ahead.as_flattened_mut()).unwrap_or_else(|_| ahead = std::array::from_fn(|_| bytes()));
    }
    AHEAD.set((ahead, left - 1));
    written(ahead[left - 1])
}

fn written(mut bytes: [u8; 16]) -> String {
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let mut out = String::with_capacity(36);
    for (index, byte) in bytes.into_iter().enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            out.push('-');
        }
        let digit = |nibble: u8| char::from(b"0123456789abcdef"[usize::from(nibble)]);
        out.push(digit(byte >> 4));
        out.push(digit(byte & 15));
    }
    out
}

/// A number in 0..1.
pub fn unit() -> f64 {
    (u64::from_le_bytes(bytes()) >> 11) as f64 / (1u64 << 53) as f64
}

/// Random bytes. Where the system has none to give, the clock must do: nothing secret is made of them.
fn bytes<const N: usize>() -> [u8; N] {
    let mut out = [0; N];
    if crypto::random(&mut out).is_err() {
        let nanos = crate::shapes::time::Timestamp::now().subsec_nanos().to_le_bytes();
        out.iter_mut().zip(nanos.iter().cycle()).for_each(|(o, n)| *o = *n);
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn uuids_are_version_four_and_differ() {
        let (a, b) = (super::uuid(), super::uuid());
        assert_ne!(a, b);
        assert_eq!((a.len(), &a[14..15]), (36, "4"));
        let ids: std::collections::BTreeSet<String> = (0..100).map(|_| super::id()).collect();
        assert_eq!((ids.len(), ids.iter().filter(|id| &id[14..15] == "4").count()), (100, 100));
        assert!((0.0..1.0).contains(&super::unit()));
    }
}
