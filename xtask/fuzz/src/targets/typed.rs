//! Typed structures: JSON of a reply, read into a structure and into values. Both agree, and what was read can be sent.

use awsmodel_runtime::json;
use awsmodel_runtime::schema::protocol::{Received, Sink};
use awsmodel_runtime::test_util::StructureType;
use awsmodel_runtime::{Structure, Value, typed};
use cognito_idp::SERVICE;
use cognito_idp::test_util::STRUCTURES;

use super::{alike, choose, shown, text, two};

pub(super) fn run(data: &[u8]) -> bool {
    let text = text(data);
    let (name, body) = two(&text);
    let taken = structure(name).is_some_and(|ty| match (ty.from_json)(body.as_bytes()) {
        Ok(structure) => {
            let sent = wire(&*structure);
            let again = (ty.from_json)(shown(&sent).as_bytes());
            let again = again.unwrap_or_else(|e| panic!("{}: {e}: {}", (ty.name)(), shown(&sent)));
            assert_eq!(shown(&wire(&*again)), shown(&sent), "{}", (ty.name)());
            true
        }
        Err(error) => {
            assert!(!error.to_string().is_empty());
            false
        }
    });
    taken | both(name, body)
}

/// The structure of that name, else any.
fn structure(name: &str) -> Option<&'static StructureType> {
    let named = STRUCTURES.iter().find(|ty| (ty.empty)().shape().name() == name);
    named.or_else(|| choose(STRUCTURES, name))
}

fn wire(structure: &dyn Structure) -> Value {
    let text = typed::to_wire(structure).unwrap_or_else(|e| panic!("{e}"));
    json::parse(&text).unwrap_or_else(|e| panic!("{e}: {text}"))
}

/// A reply to an operation, by the decoder of values and by that of structures.
fn both(name: &str, body: &str) -> bool {
    let named = name.strip_suffix("Response").and_then(|name| SERVICE.operation(name));
    let Some(operation) = named.or_else(|| choose(SERVICE.operations, name).copied()) else { return false };
    let is_output = |empty: &dyn Structure| operation.output_shape().is_some_and(|out| out == empty.shape());
    let Some(ty) = STRUCTURES.iter().find(|ty| is_output(&*(ty.empty)())) else { return false };
    let reply = Received { status: 200, headers: &[], body: body.as_bytes(), lasts: &|| true };
    let (mut structure, mut value) = ((ty.empty)(), Value::Null);
    let typed = SERVICE.protocol.decode(operation, reply, Sink::Typed(&mut *structure));
    let untyped = SERVICE.protocol.decode(operation, reply, Sink::Value(&mut value));
    if typed.is_err() {
        return false;
    }
    untyped.unwrap_or_else(|e| panic!("only the structure takes it: {e}"));
    let sent = wire(&*structure);
    let members = sent.as_map().into_iter().flat_map(|map| map.iter());
    for (name, member) in members {
        assert!(
            covers(value.get(name), member),
            "{name} of {}: {} and {}",
            operation.name,
            shown(&value),
            shown(&sent)
        );
    }
    true
}

/// Whether a value says all that a structure's says.
fn covers(value: Option<&Value>, typed: &Value) -> bool {
    match (value, typed) {
        (Some(Value::Map(value)), Value::Map(typed)) => {
            typed.iter().all(|(key, typed)| covers(value.get(key), typed))
        }
        (Some(Value::List(values)), Value::List(typed)) => values.len() >= typed.len(),
        (Some(Value::String(_)), Value::Number(_)) => true,
        (Some(value), typed) => alike(value, typed),
        // What is required and was not sent is empty in a structure.
        (None, _) => true,
    }
}
