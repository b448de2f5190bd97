//! The table of what becomes of each key of a model, held against the keys that occur in all of botocore's models
//! (`traits.txt`: place and key, one a line).
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

use std::collections::BTreeSet;

use awsmodel_codegen::traits::{Fate, TRAITS};

#[test]
fn every_key_that_occurs_has_a_fate() {
    let known: BTreeSet<String> = TRAITS.iter().map(|(place, key, _)| format!("{place:?} {key}")).collect();
    assert_eq!(known.len(), TRAITS.len(), "a key stands in the table twice");
    let strange: Vec<&str> =
        include_str!("traits.txt").lines().filter(|line| !known.contains(*line)).collect();
    assert_eq!(strange, Vec::<&str>::new());
}

#[test]
fn every_fate_says_where_or_why() {
    for (place, key, fate) in TRAITS {
        let (Fate::Read(words) | Fate::Nothing(words) | Fate::Refused(words)) = fate;
        assert!(!words.is_empty(), "{place:?} {key}");
    }
}
