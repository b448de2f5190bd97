//! Sign-in proofs: challenges of a service that is none.

use std::sync::LazyLock;

use awsmodel_runtime::Timestamp;
use awsmodel_runtime::sign_in::srp::{Ephemeral, Identity, ServerChallenge, secret_hash};

use super::{text, two};

pub(super) const WORDS: &[&str] = &["0", "00", "ff", "-1", "g", "=", "AAAA", "us-east-1_", "_"];

static EPHEMERAL: LazyLock<Ephemeral> = LazyLock::new(|| Ephemeral::from_secret(&[7; Ephemeral::BYTES]));

pub(super) fn run(data: &[u8]) -> bool {
    let text = text(data);
    let (names, numbers) = two(&text);
    let mut names = names.lines();
    let mut numbers = numbers.lines();
    let mut name = || names.next().unwrap_or_default();
    let (pool, user, password) = (name(), name(), name());
    assert_eq!(secret_hash(user, pool, password).len(), 44);
    let Ok(identity) = Identity::user(pool, user, password) else { return false };
    let mut number = || numbers.next().unwrap_or_default();
    let challenge = ServerChallenge { salt: number(), srp_b: number(), secret_block: number() };
    let claim = EPHEMERAL.claim(&identity, &challenge, Timestamp::from_seconds(1_600_000_000));
    claim.is_ok_and(|claim| claim.signature.len() == 44)
}
