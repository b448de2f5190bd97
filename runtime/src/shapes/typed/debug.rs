//! `Debug` of structures: members that are set, secrets as `***`.

use std::fmt::{self, Debug, Formatter};

use crate::shapes::schema::reflect::{Field, Structure};
use crate::shapes::schema::{Kind, Shape};

/// What stands for a secret.
const REDACTED: &str = "***";

/// Writes the structure's name and those of its members that are set, in wire names.
///
/// # Errors
/// The formatter's own.
pub fn fmt(value: &dyn Structure, f: &mut Formatter<'_>) -> fmt::Result {
    let shape = value.shape();
    if shape.is_hidden() {
        return write!(f, "{}({REDACTED})", shape.name());
    }
    let mut out = f.debug_struct(shape.name());
    for (index, member) in shape.members().iter().enumerate() {
        if let Some(field) = value.member(index) {
            match member.is_secret() {
                true => out.field(member.name(), &format_args!("{REDACTED}")),
                false => out.field(member.name(), &Shown { field, shape: member.shape() }),
            };
        }
    }
    out.finish()
}

struct Shown<'a> {
    field: Field<'a>,
    shape: Shape,
}

impl Debug for Shown<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.shape.is_hidden() {
            return f.write_str(REDACTED);
        }
        match (self.field, self.shape.kind()) {
            (Field::Text(text), _) => Debug::fmt(text, f),
            (Field::Integer(n), _) => Debug::fmt(&n, f),
            (Field::Float(x), _) => Debug::fmt(&x, f),
            (Field::Double(x), _) => Debug::fmt(&x, f),
            (Field::Boolean(b), _) => Debug::fmt(&b, f),
            (Field::Timestamp(t), _) => write!(f, "{t}"),
            (Field::Blob(bytes), _) => write!(f, "Blob({} bytes)", bytes.len()),
            (Field::Document(value), _) => Debug::fmt(value, f),
            (Field::Structure(value), _) => self::fmt(value, f),
            (Field::List(items), Kind::List(shape)) => {
                let items = (0..items.len()).filter_map(|i| items.item(i));
                f.debug_list().entries(items.map(|field| Shown { field, shape })).finish()
            }
            (Field::Map(entries), Kind::Map { key, value: shape }) => {
                let mut out = f.debug_map();
                entries.each(&mut |name, field| {
                    let shown = if key.is_hidden() { REDACTED } else { name };
                    match field {
                        Some(_) if self.shape.is_secret_key(name) => {
                            out.entry(&shown, &format_args!("{REDACTED}"))
                        }
                        Some(field) => out.entry(&shown, &Shown { field, shape }),
                        None => out.entry(&shown, &format_args!("null")),
                    };
                });
                out.finish()
            }
            (Field::List(_) | Field::Map(_), _) => f.write_str("…"),
        }
    }
}
