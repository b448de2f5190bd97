//! Unions of replies: one member is set, no fewer and no more. A member that a newer service knows is told by its name, as the
//! AWS CLI does.

use crate::shapes::schema::Shape;
use crate::shapes::schema::protocol::Refusal;
use crate::shapes::value::{Map, Value};

/// What stands for a member that the model does not have.
const UNKNOWN: &str = "SDK_UNKNOWN_MEMBER";

/// Looks at the names on the wire that are set. The value is that of a member that the model does not have.
///
/// # Errors
/// If there is none, or more than one.
pub(super) fn check(shape: Shape, names: &[&str]) -> Result<Option<Value>, Refusal> {
    let [name] = names else {
        let message =
            format!("Invalid service response: {} must have one and only one member set.", shape.name());
        return Err(message.into());
    };
    if shape.members().iter().any(|member| member.wire_name() == *name) {
        return Ok(None);
    }
    let told: Map = [("name", Value::from(*name))].into_iter().collect();
    Ok(Some(Value::Map([(UNKNOWN, Value::Map(told))].into_iter().collect())))
}

/// The names that are set in an object.
pub(super) fn set(map: &Map) -> Vec<&str> {
    let set = map.iter().filter(|(name, value)| *name != "__type" && **value != Value::Null);
    set.map(|(name, _)| name).collect()
}
