//! What a record is made of, for journals to know it again.

use crate::client::crypto;
use crate::shapes::schema::reflect::Structure;
use crate::shapes::typed;
use crate::shapes::value::Value;
use crate::shapes::value::json::{Layout, to_string};

/// A record that a journal knows again by its content.
pub trait Record {
    /// Bytes that are the same in each run, and others for another record.
    fn identity(&self) -> Vec<u8>;
}

impl Record for String {
    fn identity(&self) -> Vec<u8> {
        self.clone().into_bytes()
    }
}

impl Record for Value {
    fn identity(&self) -> Vec<u8> {
        to_string(self, Layout::Wire).into_bytes()
    }
}

/// Typed requests.
impl<S: Structure> Record for S {
    fn identity(&self) -> Vec<u8> {
        typed::to_wire(self).unwrap_or_default().into_bytes()
    }
}

/// The records so far as one number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Digest(pub(super) u64);

impl Digest {
    /// With one more record.
    pub(super) fn and(self, record: &impl Record) -> Digest {
        let identity = record.identity();
        let length = identity.len() as u64;
        let hash = crypto::sha256(&[&self.0.to_be_bytes(), &length.to_be_bytes(), &identity]);
        let mut first = [0; 8];
        first.copy_from_slice(&hash[..8]);
        Digest(u64::from_be_bytes(first))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_record_and_their_order_count() {
        let all = |records: [&str; 2]| {
            records.iter().fold(Digest::default(), |so_far, record| so_far.and(&(*record).to_owned()))
        };
        assert_eq!(all(["a", "b"]), all(["a", "b"]));
        for other in [["b", "a"], ["ab", ""], ["", "ab"], ["a", "c"]] {
            assert_ne!(all(["a", "b"]), all(other), "{other:?}");
        }
    }
}
