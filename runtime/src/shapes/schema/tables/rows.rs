//! The rows of the tables: a shape, a member, and where their parts are. They hold no address.

use super::super::place::ShapeId;

/// A part of the text, or of an array.
#[derive(Clone, Copy, Debug)]
pub(in crate::shapes::schema) struct Span {
    pub(in crate::shapes::schema) at: u32,
    pub(in crate::shapes::schema) len: u32,
}

impl Span {
    pub(in crate::shapes::schema) const NONE: Span = Span { at: 0, len: 0 };

    pub(in crate::shapes::schema) const fn new(at: usize, len: usize) -> Span {
        assert!(at + len <= u32::MAX as usize, "the tables are too long");
        Span { at: at as u32, len: len as u32 }
    }
}

/// A shape in the tables.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ShapeRow {
    pub(in crate::shapes::schema) name: Span,
    pub(in crate::shapes::schema) kind: KindRow,
    /// In the texts.
    pub(in crate::shapes::schema) pattern: Place,
    /// In the texts.
    pub(in crate::shapes::schema) code: Place,
    /// In the limits.
    pub(in crate::shapes::schema) limits: Place,
    pub(in crate::shapes::schema) wire: Place,
    pub(in crate::shapes::schema) secret_keys: Place,
    pub(in crate::shapes::schema) sensitive: bool,
    pub(in crate::shapes::schema) secret: bool,
}

/// What values of a shape look like: an enum's values are texts, and members are rows.
pub(in crate::shapes::schema) type KindRow = super::super::kind::Kind<Span, ShapeId, Span>;

/// A member in the tables.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MemberRow {
    pub(in crate::shapes::schema) name: Span,
    pub(in crate::shapes::schema) shape: ShapeId,
    pub(in crate::shapes::schema) required: bool,
    pub(in crate::shapes::schema) idempotency_token: bool,
    pub(in crate::shapes::schema) deprecated: bool,
    pub(in crate::shapes::schema) host_label: bool,
    pub(in crate::shapes::schema) json_value: bool,
    pub(in crate::shapes::schema) sensitive: bool,
    pub(in crate::shapes::schema) apart: bool,
    pub(in crate::shapes::schema) wire: Place,
}

/// The place in a list of what few rows have; [`Place::NOWHERE`] for the others. Three bytes, since services may have more
/// members that are written under another name than shapes.
#[derive(Clone, Copy, Debug)]
pub(in crate::shapes::schema) struct Place([u8; 3]);

impl Place {
    pub(in crate::shapes::schema) const NOWHERE: Place = Place([u8::MAX; 3]);

    pub(in crate::shapes::schema) const fn new(at: usize) -> Place {
        assert!(at < 0xff_ffff, "the tables are too long");
        let [low, middle, high, _] = (at as u32).to_le_bytes();
        Place([low, middle, high])
    }

    #[inline]
    pub(in crate::shapes::schema) fn of<T: Copy>(self, list: &[T]) -> Option<T> {
        let Place([low, middle, high]) = self;
        list.get(u32::from_le_bytes([low, middle, high, 0]) as usize).copied()
    }
}

/// Least and greatest length or value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub(in crate::shapes::schema) min: Option<f64>,
    pub(in crate::shapes::schema) max: Option<f64>,
}

impl Limits {
    pub(in crate::shapes::schema) const NONE: Limits = Limits { min: None, max: None };
}

impl ShapeRow {
    pub(in crate::shapes::schema) const EMPTY: ShapeRow = ShapeRow {
        name: Span::NONE,
        kind: KindRow::Document,
        pattern: Place::NOWHERE,
        code: Place::NOWHERE,
        limits: Place::NOWHERE,
        sensitive: false,
        secret: false,
        wire: Place::NOWHERE,
        secret_keys: Place::NOWHERE,
    };
}

impl MemberRow {
    pub(in crate::shapes::schema) const EMPTY: MemberRow = MemberRow {
        name: Span::NONE,
        shape: ShapeId::new(0),
        required: false,
        idempotency_token: false,
        deprecated: false,
        host_label: false,
        json_value: false,
        sensitive: false,
        apart: false,
        wire: Place::NOWHERE,
    };
}

#[cfg(test)]
mod tests {
    use super::super::super::model::{Kind, Member, Shape};
    use super::super::super::wire::Wire;
    use super::super::Tables;
    use super::*;

    /// More than two bytes can number.
    const MANY: usize = 70_000;

    #[test]
    fn few_shapes_may_have_many_facts() {
        let named: &'static [&'static str] = vec!["v"; MANY].leak();
        let wire: &'static Wire = Box::leak(Box::new(Wire::DEFAULT.name("other")));
        let last: &'static Wire = Box::leak(Box::new(Wire::DEFAULT.name("last")));
        let member = Member::new("M", ShapeId::new(0));
        let mut members = vec![member.wire(wire); MANY];
        members.extend([member.wire(last), member]);
        let tables = Tables::leak(&[
            Shape::new("Enum", Kind::Enum(named)),
            Shape::new("Text", Kind::String).pattern("a+").wire(last),
            Shape::new("All", Kind::Structure(members.leak())).code("Code"),
        ]);
        let [values, text, all] = [0, 1, 2].map(|at| tables.shape(ShapeId::new(at)));
        assert_eq!((values.enum_values().len(), values.pattern(), values.code()), (MANY, None, None));
        assert_eq!((text.pattern(), text.code(), all.code()), (Some("a+"), None, Some("Code")));
        let name = |at: usize| all.members().at(at).wire().and_then(|wire| wire.name);
        assert_eq!([MANY - 1, MANY, MANY + 1].map(name), [Some("other"), Some("last"), None]);
        assert_eq!((text.wire().and_then(|wire| wire.name), all.wire().is_some()), (Some("last"), false));
    }
}
