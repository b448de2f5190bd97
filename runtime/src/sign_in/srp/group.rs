//! The group in which Cognito computes: the 3072-bit prime of RFC 5054 with generator 2.

use crypto_bigint::modular::{ConstMontyForm, ConstMontyParams};
use crypto_bigint::{U256, U3072, const_monty_params};

const_monty_params!(
    Modulus,
    U3072,
    concat!(
        "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74",
        "020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437",
        "4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED",
        "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF05",
        "98DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB",
        "9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B",
        "E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF695581718",
        "3995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33",
        "A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7",
        "ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864",
        "D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E2",
        "08E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF",
    ),
    "The prime."
);

/// A number modulo the prime. Sums, products and powers take the same time whatever the numbers.
pub(super) type Element = ConstMontyForm<Modulus, { U3072::LIMBS }>;

const GENERATOR: Element = Element::new(&U3072::from_u8(2));

/// The multiplier `k`, the hash of prime and generator.
pub(super) const MULTIPLIER: Element = Element::new(&wide(&U256::from_be_hex(
    "538282c4354742d7cbbde2359fcf67f9f5b3a6b08791e5011b43b8a5b66d9ee6",
)));

/// The same number in the width of the group.
pub(super) const fn wide(hash: &U256) -> U3072 {
    hash.resize()
}

/// The prime.
pub(super) fn modulus() -> &'static U3072 {
    Modulus::PARAMS.modulus().as_ref()
}

/// The generator raised to an exponent of at most `bits` bits.
pub(super) fn power(exponent: &U3072, bits: u32) -> Element {
    GENERATOR.pow_bounded_exp(exponent, bits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::crypto;
    use crate::sign_in::srp::encoding::signed;

    #[test]
    fn the_multiplier_is_the_hash_of_prime_and_generator() {
        let hash = crypto::sha256(&[&signed(&modulus().to_be_bytes()), &[2]]);
        assert_eq!(MULTIPLIER.retrieve(), wide(&U256::from_be_slice(&hash)));
    }

    #[test]
    fn fermat_holds() {
        let exponent = modulus().wrapping_sub(&U3072::ONE);
        assert_eq!(power(&exponent, U3072::BITS), Element::ONE);
    }
}
