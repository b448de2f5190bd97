//! The hash that proves an app client's secret, for requests that have a place for it.
//!
//! The model's marks decide: a member `SecretHash` beside `ClientId` and `Username`, or a secret map beside `ClientId` with the
//! keys of the sign-in protocol ([`rt::sign_in`]). A hash that was given stays.

use rt::schema::{Kind, Operation, Shape};
use rt::sign_in::srp::secret_hash;
use rt::value::{Map, Value};

const MEMBER: &str = "SecretHash";
const KEY: &str = "SECRET_HASH";

/// Whether requests of an operation have a place for the hash.
pub(crate) fn has_place(operation: &Operation) -> bool {
    let Some(input) = operation.input_shape() else { return false };
    input.member("ClientId").is_some() && (is_member_of(input) || maps(input).next().is_some())
}

fn is_member_of(input: Shape) -> bool {
    input.member(MEMBER).is_some() && input.member("Username").is_some()
}

/// Secret maps: what signs in.
fn maps(input: Shape) -> impl Iterator<Item = &'static str> {
    let is_map =
        |shape: Shape| shape.secret() && shape.sensitive() && matches!(shape.kind(), Kind::Map { .. });
    input.members().iter().filter(move |member| is_map(member.shape())).map(|member| member.name())
}

/// Adds the hash where there is a place, and a name and a client to compute it for.
pub(crate) fn add(parameters: &mut Map, operation: &Operation, secret: &str) {
    let Some(input) = operation.input_shape() else { return };
    let text = |map: &Map, name: &str| map.get(name).and_then(Value::as_str).map(str::to_owned);
    let Some(client) = text(parameters, "ClientId") else { return };
    if let Some(user) = text(parameters, "Username").filter(|_| is_member_of(input))
        && !parameters.contains_key(MEMBER)
    {
        parameters.insert(MEMBER, secret_hash(&user, &client, secret).into());
    }
    for name in maps(input) {
        let Some(Value::Map(map)) = parameters.get_mut(name) else { continue };
        if let Some(user) = text(map, "USERNAME").filter(|_| !map.contains_key(KEY)) {
            map.insert(KEY, secret_hash(&user, &client, secret).into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rt::json::{Layout, parse, to_string};

    rt::shapes! {
        static TEXT: Shape = Shape::new("Text", Kind::String);
        static MAP: Shape = Shape::new("Map", Kind::Map { key: TEXT, value: TEXT }).sensitive();
        static PLAIN: Shape = Shape::new("Plain", Kind::Map { key: TEXT, value: TEXT });
        static SIGN_UP: Shape = Shape::new(
            "SignUp",
            Kind::Structure(&[
                Member::new("ClientId", TEXT),
                Member::new("SecretHash", TEXT),
                Member::new("Username", TEXT),
            ]),
        );
        static SIGN_IN: Shape = Shape::new(
            "SignIn",
            Kind::Structure(&[
                Member::new("ClientId", TEXT),
                Member::new("Parameters", MAP),
                Member::new("Metadata", PLAIN),
            ]),
        );
        static OTHER: Shape = Shape::new("Other", Kind::Structure(&[Member::new("SecretHash", TEXT)]));
    }

    fn added(shape: Shape, text: &str) -> String {
        let operation = Operation::new("X", &TABLES).input(shape.id());
        let mut map = parse(text).ok().and_then(|value| value.as_map().cloned()).unwrap_or_default();
        add(&mut map, &operation, "secret");
        to_string(&Value::Map(map), Layout::Wire)
    }

    #[test]
    fn only_marked_places_get_a_hash() {
        // HMAC-SHA256 of "janec" by "secret", as openssl computes it.
        let hash = "272sEmiGydBSsLPPBz/SNcxD1vuGucsfFVM6aYKmbCE=";
        let cases = [
            (
                SIGN_UP,
                r#"{"ClientId": "c", "Username": "jane"}"#,
                format!(r#"{{"ClientId": "c", "Username": "jane", "SecretHash": "{hash}"}}"#),
            ),
            (
                SIGN_UP,
                r#"{"ClientId": "c", "Username": "jane", "SecretHash": "h"}"#,
                r#"{"ClientId": "c", "Username": "jane", "SecretHash": "h"}"#.to_owned(),
            ),
            (SIGN_UP, r#"{"ClientId": "c"}"#, r#"{"ClientId": "c"}"#.to_owned()),
            (
                SIGN_IN,
                r#"{"ClientId": "c", "Parameters": {"USERNAME": "jane"}, "Metadata": {"USERNAME": "jane"}}"#,
                format!(
                    r#"{{"ClientId": "c", "Parameters": {{"USERNAME": "jane", "SECRET_HASH": "{hash}"}}, "Metadata": {{"USERNAME": "jane"}}}}"#
                ),
            ),
            (
                SIGN_IN,
                r#"{"ClientId": "c", "Parameters": {"REFRESH_TOKEN": "t"}}"#,
                r#"{"ClientId": "c", "Parameters": {"REFRESH_TOKEN": "t"}}"#.to_owned(),
            ),
            (OTHER, "{}", "{}".to_owned()),
        ];
        for (shape, given, expected) in cases {
            assert_eq!(added(shape, given), expected);
        }
    }

    #[test]
    fn operations_without_a_place_are_known() {
        assert!(
            has_place(&Operation::new("X", &TABLES).input(SIGN_UP.id()))
                && has_place(&Operation::new("X", &TABLES).input(SIGN_IN.id()))
        );
        assert!(
            !has_place(&Operation::new("X", &TABLES).input(OTHER.id()))
                && !has_place(&Operation::new("X", &TABLES))
        );
    }
}
