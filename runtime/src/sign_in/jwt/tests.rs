use std::sync::Mutex;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::client::error::ErrorKind;
use crate::client::transport::{HttpRequest, HttpResponse, Transport, TransportError};
use crate::shapes::time::Timestamp;
use crate::sign_in::jwt::TokenUse;
use crate::sign_in::jwt::blocking::Verifier;

const ISSUER: &str = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Pool12345";

mod fixture;

/// Gives the same keys again and again, and counts.
struct Pool {
    keys: &'static str,
    asked: Mutex<u32>,
}

impl Transport for &'static Pool {
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        assert_eq!(request.url, format!("{ISSUER}/.well-known/jwks.json"));
        *self.asked.lock().unwrap() += 1;
        Ok(HttpResponse { status: 200, body: self.keys.into(), ..HttpResponse::default() })
    }
}

fn verifier(pool: &'static Pool) -> Verifier {
    Verifier::new("us-east-1", "us-east-1_Pool12345", ["app"]).unwrap().transport(pool)
}

fn pool(keys: &'static str) -> &'static Pool {
    Box::leak(Box::new(Pool { keys, asked: Mutex::new(0) }))
}

fn claims(extra: &str) -> String {
    let end = Timestamp::now().seconds() + 600;
    format!(
        r#"{{"sub":"u-1","iss":"{ISSUER}","client_id":"app","token_use":"access","username":"jane","scope":"a b",
           "cognito:groups":["admins"],"exp":{end}{extra}}}"#
    )
}

fn refused(verifier: &Verifier, token: &str, usage: TokenUse) -> String {
    let error = verifier.verify(token, usage).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidToken, "{error}");
    error.to_string()
}

#[test]
fn a_token_of_the_pool_holds() {
    let token = fixture::signed(r#"{"alg":"RS256","kid":"one"}"#, &claims(""));
    let pool = pool(fixture::KEYS);
    let verifier = verifier(pool);
    let found = verifier.access_token(&token).unwrap();
    assert_eq!((found.subject.as_str(), found.username.as_deref()), ("u-1", Some("jane")));
    assert_eq!((found.client_id.as_str(), found.scopes.len()), ("app", 2));
    assert!(found.is_in_group("admins") && !found.is_in_group("users"));
    assert!(verifier.access_token(&token).is_ok());
    assert_eq!(*pool.asked.lock().unwrap(), 1);
}

#[test]
fn an_id_token_names_its_client_elsewhere() {
    let claims = claims("").replace("\"client_id\"", "\"aud\"").replace("\"access\"", "\"id\"");
    let token = fixture::signed(r#"{"alg":"RS256","kid":"one"}"#, &claims);
    let verifier = verifier(pool(fixture::KEYS));
    assert_eq!(verifier.id_token(&token).unwrap().client_id, "app");
    assert!(refused(&verifier, &token, TokenUse::Access).contains("no access token"));
}

#[test]
fn tokens_that_say_something_else_do_not_hold() {
    let verifier = verifier(pool(fixture::KEYS));
    let header = r#"{"alg":"RS256","kid":"one"}"#;
    let with = |old: &str, new: &str| {
        let claims = claims("");
        assert!(claims.contains(old));
        refused(&verifier, &fixture::signed(header, &claims.replace(old, new)), TokenUse::Access)
    };
    assert!(with("Pool12345", "Pool54321").contains("another pool"));
    assert!(with("\"app\"", "\"other\"").contains("another app client"));
    assert!(with("\"access\"", "\"id\"").contains("no access token"));
    assert!(with("\"exp\"", "\"nbf\"").contains("no `exp`"));
    assert!(with("\"sub\"", "\"sup\"").contains("no `sub`"));
    assert!(with("\"exp\":", "\"exp\":1,\"x\":").contains("expired"));
    let later = format!(",\"nbf\":{}", Timestamp::now().seconds() + 300);
    assert!(
        refused(&verifier, &fixture::signed(header, &claims(&later)), TokenUse::Access)
            .contains("not valid yet")
    );
}

#[test]
fn signatures_of_others_do_not_hold() {
    let verifier = verifier(pool(fixture::KEYS));
    let encode = |text: &str| URL_SAFE_NO_PAD.encode(text);
    let good = fixture::signed(r#"{"alg":"RS256","kid":"one"}"#, &claims(""));
    let (signed, signature) = good.rsplit_once('.').unwrap();
    let body = encode(&claims(",\"admin\":true"));
    let head = signed.split('.').next().unwrap();
    // The claims of one token with the signature of another, and a key that is not the pool's.
    assert!(
        refused(&verifier, &format!("{head}.{body}.{signature}"), TokenUse::Access).contains("signature")
    );
    let other = fixture::signed_by(fixture::OTHER, r#"{"alg":"RS256","kid":"one"}"#, &claims(""));
    assert!(refused(&verifier, &other, TokenUse::Access).contains("signature"));
    for header in [
        r#"{"alg":"none","kid":"one"}"#,
        r#"{"alg":"None","kid":"one"}"#,
        r#"{"alg":"HS256","kid":"one"}"#,
        r#"{"alg":"RS512","kid":"one"}"#,
        r#"{"kid":"one"}"#,
    ] {
        for end in [signature, ""] {
            let token = format!("{}.{body}.{end}", encode(header));
            assert!(refused(&verifier, &token, TokenUse::Access).contains("RS256"), "{header}");
        }
    }
    for token in
        ["", ".", "..", "a.b.c", "a.b", &"x".repeat(100_000), &format!("{head}.{body}.x.{signature}")]
    {
        assert!(verifier.access_token(token).is_err());
    }
    let critical = fixture::signed(r#"{"alg":"RS256","kid":"one","crit":["b64"],"b64":false}"#, &claims(""));
    assert!(refused(&verifier, &critical, TokenUse::Access).contains("critical"));
}

#[test]
fn keys_that_are_not_known_are_asked_for_at_a_bounded_rate() {
    let pool = pool(fixture::KEYS);
    let verifier = verifier(pool);
    for _ in 0..20 {
        let token = fixture::signed(r#"{"alg":"RS256","kid":"two"}"#, &claims(""));
        assert!(refused(&verifier, &token, TokenUse::Access).contains("no such key"));
    }
    assert_eq!(*pool.asked.lock().unwrap(), 1);
    let good = fixture::signed(r#"{"alg":"RS256","kid":"one"}"#, &claims(""));
    assert!(verifier.access_token(&good).is_ok());
}

#[test]
fn keys_that_cannot_be_read_are_another_error() {
    for keys in ["", "[]", r#"{"keys":7}"#] {
        let token = fixture::signed(r#"{"alg":"RS256","kid":"one"}"#, &claims(""));
        let error = verifier(pool(keys)).access_token(&token).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{error}");
    }
}
