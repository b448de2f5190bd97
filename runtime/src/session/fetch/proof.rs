//! The proof that a request comes from who has a key: a token signed by it (DPoP, RFC 9449), by ES256.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;

use super::key::Key;
use super::point::BYTES;
use crate::shapes::value::json::{self, Layout};
use crate::shapes::value::{Map, Value};

/// The proof for a POST to this address; `now` in seconds, `id` is used once. `None` where nothing can be signed.
pub(super) fn of(key: &Key, url: &str, now: i64, id: &str) -> Option<String> {
    let (x, y) = key.public[1..].split_at(BYTES);
    let (x, y) = (BASE64.encode(x), BASE64.encode(y));
    let jwk = object([("kty", "EC".into()), ("x", x.into()), ("y", y.into()), ("crv", "P-256".into())]);
    let header = object([("typ", "dpop+jwt".into()), ("alg", "ES256".into()), ("jwk", jwk)]);
    let claims =
        object([("htm", "POST".into()), ("htu", url.into()), ("iat", now.into()), ("jti", id.into())]);
    let part = |value: &Value| BASE64.encode(json::to_string(value, Layout::Dense));
    let signed = format!("{}.{}", part(&header), part(&claims));
    let signature = BASE64.encode(sign(key, signed.as_bytes())?);
    Some(format!("{signed}.{signature}"))
}

fn object<const N: usize>(members: [(&str, Value); N]) -> Value {
    members.into_iter().collect::<Map>().into()
}

#[cfg(not(target_family = "wasm"))]
fn sign(key: &Key, text: &[u8]) -> Option<Vec<u8>> {
    use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING as ES256, EcdsaKeyPair};

    let random = ring::rand::SystemRandom::new();
    let pair = EcdsaKeyPair::from_private_key_and_public_key(&ES256, &*key.private, &key.public, &random);
    Some(pair.ok()?.sign(&random, text).ok()?.as_ref().to_vec())
}

/// There are no files with keys, and no ring.
#[cfg(target_family = "wasm")]
fn sign(_: &Key, _: &[u8]) -> Option<Vec<u8>> {
    None
}

#[cfg(all(test, not(target_family = "wasm")))]
mod tests {
    use super::*;

    #[test]
    fn a_proof_can_be_checked() {
        let key = "MDECAQEEIAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBoAoGCCqGSM49AwEH";
        let key = Key::read(key).unwrap();
        let proof = of(&key, "https://example/v1/token", 1_700_000_000, "id").unwrap();
        let (signed, signature) = proof.rsplit_once('.').unwrap();
        let public =
            ring::signature::UnparsedPublicKey::new(&ring::signature::ECDSA_P256_SHA256_FIXED, &key.public);
        assert!(public.verify(signed.as_bytes(), &BASE64.decode(signature).unwrap()).is_ok());
        let text = |part: &str| String::from_utf8(BASE64.decode(part).unwrap()).unwrap();
        let (header, claims) = signed.split_once('.').unwrap();
        assert!(text(header).starts_with(r#"{"typ":"dpop+jwt","alg":"ES256","jwk":{"kty":"EC","x":""#));
        let expected = r#"{"htm":"POST","htu":"https://example/v1/token","iat":1700000000,"jti":"id"}"#;
        assert_eq!(text(claims), expected);
    }
}
