//! The service's side of the exchange, for tests: what Cognito computes from the verifier it keeps.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use crypto_bigint::{U256, U3072};

use super::encoding::{digits, parse, signed};
use super::group::{self, Element, MULTIPLIER};
use super::proof::{Identity, derive, group_verifier, private_key};
use crate::client::crypto::{hmac_sha256, sha256};

/// What the service knows of one exchange. It never sees the password.
#[derive(Clone, Debug)]
pub(crate) struct Server {
    verifier: Element,
    secret: U3072,
    public: U3072,
    pub(crate) salt: String,
}

impl Server {
    /// The service after it was told a verifier, with `b` for its own secret number.
    pub(crate) fn new(identity: &Identity<'_>, salt: &str, b: &[u8; 32]) -> Server {
        let x = private_key(&parse(salt).unwrap(), identity);
        Server::with_verifier(group_verifier(&x).retrieve(), salt, b)
    }

    /// The service that `ConfirmDevice` told a salt and a verifier in base64.
    pub(crate) fn of_device(salt: &str, verifier: &str, b: &[u8; 32]) -> Server {
        let hex = |text: &str| hex::encode(STANDARD.decode(text).unwrap());
        Server::with_verifier(parse(&hex(verifier)).unwrap(), &hex(salt), b)
    }

    fn with_verifier(verifier: U3072, salt: &str, b: &[u8; 32]) -> Server {
        let secret = group::wide(&U256::from_be_slice(b));
        let verifier = Element::new(&verifier);
        let public = (MULTIPLIER * verifier + group::power(&secret, 256)).retrieve();
        Server { verifier, secret, public, salt: salt.to_owned() }
    }

    /// The parameter `SRP_B`.
    pub(crate) fn srp_b(&self) -> String {
        digits(&self.public)
    }

    /// Whether a claim is what someone with the password would sign.
    pub(crate) fn accepts(
        &self,
        srp_a: &str,
        [group, name]: [&str; 2],
        block: &str,
        timestamp: &str,
        signature: &str,
    ) -> bool {
        let a = parse(srp_a).unwrap();
        let both = [&a, &self.public].map(|n| signed(&n.to_be_bytes()));
        let u = U256::from_be_slice(&sha256(&[&both[0], &both[1]]));
        let base = Element::new(&a) * self.verifier.pow(&u);
        let shared = base.pow(&self.secret).retrieve();
        let key = derive(&signed(&shared.to_be_bytes()), &signed(&u.to_be_bytes()));
        let block = STANDARD.decode(block).unwrap();
        let parts = [group.as_bytes(), name.as_bytes(), &block, timestamp.as_bytes()];
        STANDARD.encode(hmac_sha256(&*key, &parts)) == signature
    }
}
