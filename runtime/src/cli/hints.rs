//! What to do about an error, for people.

use crate::schema::Shape;

/// The form that the value of an option has.
pub(crate) fn expected_form(option: &str, _shape: &Shape, _given: &str) -> String {
    option.to_owned()
}
