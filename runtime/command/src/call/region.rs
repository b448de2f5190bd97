//! The region that values of a request name: ids of the form `us-east-1_AbC123456`, and tokens whose
//! issuer is an address with such an id.
//!
//! Nothing is looked up by a member's name; the form of the value decides.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use rt::json;
use rt::value::{Map, Value};

/// How many letters and digits follow the region in an id that a service made. Ids of another length
/// are people's own and prove nothing.
const ID_LENGTH: usize = 9;

/// The region that the texts of a request's parameters agree on, if they name one at all.
pub(crate) fn named_by(parameters: &Map) -> Option<&str> {
    let mut regions = parameters.values().filter_map(Value::as_str).filter_map(region_of_id);
    let first = regions.next()?;
    regions.all(|other| other == first).then_some(first)
}

/// The region that issued a token among the parameters, if there is one.
pub(crate) fn of_issuer(parameters: &Map) -> Option<String> {
    parameters.values().filter_map(Value::as_str).find_map(|token| {
        let issuer = issuer(token)?;
        issuer.rsplit('/').find_map(region_of_id).map(str::to_owned)
    })
}

/// `us-east-1` of `us-east-1_AbC123456`.
fn region_of_id(text: &str) -> Option<&str> {
    let (region, id) = text.split_once('_')?;
    let is_id = id.len() == ID_LENGTH && id.bytes().all(|b| b.is_ascii_alphanumeric());
    (is_id && is_region(region)).then_some(region)
}

/// Two letters, words, and a number, joined by dashes.
fn is_region(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [first, words @ .., number] = parts.as_slice() else { return false };
    let is_word = |word: &&str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase());
    first.len() >= 2
        && is_word(first)
        && !words.is_empty()
        && words.iter().all(is_word)
        && (1..=2).contains(&number.len())
        && number.bytes().all(|b| b.is_ascii_digit())
}

/// The issuer that a JSON web token names. Its signature is not looked at: the service will.
fn issuer(token: &str) -> Option<String> {
    let mut parts = token.split('.');
    let (_, payload, _) = (parts.next()?, parts.next()?, parts.next()?);
    let payload = URL_SAFE_NO_PAD.decode(payload.trim_end_matches('=')).ok()?;
    let claims = json::parse(std::str::from_utf8(&payload).ok()?).ok()?;
    claims.get("iss")?.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_the_form_name_their_region() {
        let cases = [
            ("us-east-1_AbC123456", Some("us-east-1")),
            ("us-east-1_AbC123", None),
            ("us-gov-west-1_aaaaaaaaa", Some("us-gov-west-1")),
            ("us-east-1", None),
            ("us-east-1_", None),
            ("a_b", None),
            ("my-thing-1_b c", None),
            ("US-EAST-1_a", None),
        ];
        for (text, region) in cases {
            assert_eq!(region_of_id(text), region, "{text}");
        }
    }

    #[test]
    fn parameters_must_agree() {
        let map = |ids: [&str; 2]| {
            ids.iter().enumerate().map(|(i, id)| (i.to_string(), Value::from(*id))).collect::<Map>()
        };
        assert_eq!(named_by(&map(["eu-west-1_aaaaaaaaa", "x"])), Some("eu-west-1"));
        assert_eq!(named_by(&map(["eu-west-1_aaaaaaaaa", "eu-west-2_aaaaaaaaa"])), None);
    }

    #[test]
    fn tokens_name_their_issuer() {
        let claims = URL_SAFE_NO_PAD.encode(r#"{"iss":"https://idp.eu-west-3.example/eu-west-3_Zzzzzzzz1"}"#);
        let parameters = [("Token", Value::from(format!("e30.{claims}.sig")))].into_iter().collect();
        assert_eq!(of_issuer(&parameters).as_deref(), Some("eu-west-3"));
        let parameters = [("Token", Value::from("not.a.token"))].into_iter().collect();
        assert_eq!(of_issuer(&parameters), None);
    }
}
