//! What the tables say of a value that is read: which members a structure has, and what they are.

use crate::shapes::schema::{Kind, Member, Members, Shape};
use crate::shapes::value::Key;

/// The shape of a value, where there is one. Of a structure no members are kept but those that it knows and that are not
/// null, in its order and under its names, for which nothing is allocated; all else is read as it stands.
pub(super) type Known = Option<Shape>;

/// What the items of a list or the values of a map are.
pub(super) fn item(shape: Shape) -> Known {
    match shape.kind() {
        Kind::List(item) | Kind::Map { value: item, .. } => Some(item),
        _ => None,
    }
}

/// Where the member stands that a body calls `name`.
pub(super) fn find(members: Members, expected: usize, name: &str) -> Option<usize> {
    members.find_on_wire(expected, name, |member| !member.is_outside_of_replies())
}

/// The name of a member in a body.
pub(super) fn key(member: Member) -> Key {
    member.other_name().map_or_else(|| Key::known(member.kept_name()), Key::from)
}
