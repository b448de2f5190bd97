//! Randomness from the operating system.

use crate::client::crypto;

/// A random UUID (version 4).
pub fn uuid() -> String {
    let mut bytes = bytes::<16>();
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex = hex::encode(bytes);
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
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
        assert!((0.0..1.0).contains(&super::unit()));
    }
}
