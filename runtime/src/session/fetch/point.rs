//! The public half of a private key: so many times the base point of the curve P-256, by the complete formulas of Renes,
//! Costello and Batina (algorithm 4), which have no exceptions. What is done does not depend on the key.

use crypto_bigint::modular::{ConstMontyForm, ConstMontyParams};
use crypto_bigint::{CtSelect, U256, const_monty_params};

/// So many bytes have a private key and each half of a public one.
pub(super) const BYTES: usize = 32;

const_monty_params!(
    P,
    U256,
    "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
    "The field."
);

type Fe = ConstMontyForm<P, { P::LIMBS }>;

const fn fe(hex: &str) -> Fe {
    Fe::new(&U256::from_be_hex(hex))
}

const B: Fe = fe("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b");
const X: Fe = fe("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296");
const Y: Fe = fe("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5");

/// Numbers of points, of which keys are less.
const ORDER: U256 = U256::from_be_hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");

/// x, y and what both are divided by.
#[derive(Clone, Copy)]
struct Point(Fe, Fe, Fe);

impl Point {
    fn plus(self, other: Point) -> Point {
        let (Point(x1, y1, z1), Point(x2, y2, z2)) = (self, other);
        let three = |a: Fe| a + a + a;
        let (xx, yy, zz) = (x1 * x2, y1 * y2, z1 * z2);
        let xy = (x1 + y1) * (x2 + y2) - xx - yy;
        let yz = (y1 + z1) * (y2 + z2) - yy - zz;
        let xz = (x1 + z1) * (x2 + z2) - xx - zz;
        let part = three(xz - B * zz);
        let (less, more) = (yy - part, yy + part);
        let mixed = three(B * xz - three(zz) - xx);
        let left = three(xx) - three(zz);
        Point(xy * more - yz * mixed, more * less + left * mixed, yz * less + xy * left)
    }
}

/// The public half, as `04`, x, y; `None` of what is no key.
pub(super) fn of(private: &[u8; BYTES]) -> Option<[u8; 1 + 2 * BYTES]> {
    let key = U256::from_be_slice(private);
    if key == U256::ZERO || key >= ORDER {
        return None;
    }
    let base = Point(X, Y, Fe::ONE);
    let mut sum = Point(Fe::ZERO, Fe::ONE, Fe::ZERO);
    for bit in (0..U256::BITS).rev() {
        let twice = sum.plus(sum);
        let (more, choice) = (twice.plus(base), key.bit(bit));
        let select = |none: &Fe, one: &Fe| none.ct_select(one, choice);
        sum = Point(select(&twice.0, &more.0), select(&twice.1, &more.1), select(&twice.2, &more.2));
    }
    // By Fermat: a number to the power of the field's size less two is its inverse.
    let one = sum.2.pow(&P::PARAMS.modulus().as_ref().wrapping_sub(&U256::from_u8(2)));
    let mut out = [4; 1 + 2 * BYTES];
    out[1..=BYTES].copy_from_slice(&(sum.0 * one).retrieve().to_be_bytes());
    out[1 + BYTES..].copy_from_slice(&(sum.1 * one).retrieve().to_be_bytes());
    Some(out)
}

#[cfg(all(test, not(target_family = "wasm")))]
mod tests {
    use super::*;

    /// ring takes only keys whose halves belong together.
    fn is_right(private: &[u8; BYTES]) -> bool {
        use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING as ES256, EcdsaKeyPair};
        let random = ring::rand::SystemRandom::new();
        of(private).is_some_and(|public| {
            EcdsaKeyPair::from_private_key_and_public_key(&ES256, private, &public, &random).is_ok()
        })
    }

    #[test]
    fn halves_belong_together() {
        for byte in 1..=60 {
            assert!(is_right(&[byte * 4; BYTES]), "{byte}");
            assert!(is_right(&std::array::from_fn(|at| if at == 31 { byte } else { 0 })), "{byte}");
        }
        let (zero, order) = ([0; BYTES], ORDER.to_be_bytes());
        assert!(of(&zero).is_none() && of(order.as_ref().try_into().unwrap()).is_none());
        let last = ORDER.wrapping_sub(&U256::ONE).to_be_bytes();
        assert!(is_right(last.as_ref().try_into().unwrap()));
    }
}
