//! Structures to wire JSON: text without blanks, UTF-8 as it is. It is what `serde_json` makes of [`super::serialize`],
//! but for names and tokens of requests; serde writes numbers, documents, and texts with escapes.

use serde_core::Serialize;
use serde_core::ser::Error as _;
use serde_json::Error;

use super::written::Written;
use crate::shapes::schema::referred::Referred;
use crate::shapes::schema::reflect::{Field, ListField, MapField, Structure};
use crate::shapes::schema::{Member, Shape};
use crate::shapes::value::json::is_plain;

/// The wire form of a structure as JSON text.
///
/// # Errors
/// If a member holds a number that JSON has no form for, such as an infinity in a document.
pub fn to_wire(value: &dyn Structure) -> Result<String, Error> {
    text(|writer| writer.structure(value, None))
}

/// The wire form of a part of a structure.
pub(crate) fn field_to_wire(field: Field<'_>, shape: Shape) -> Result<String, Error> {
    text(|writer| writer.value(field, || Referred::new(shape, None)))
}

/// The wire form of a request, in the names of the wire: idempotency tokens that are not set get a value each from `new_token`.
///
/// # Errors
/// As [`to_wire`].
pub(crate) fn request_to_wire(value: &dyn Structure, new_token: fn() -> String) -> Result<Vec<u8>, Error> {
    let mut writer = Writer::new(true);
    writer.structure(value, Some(new_token))?;
    Ok(writer.out)
}

/// What is written in the model's names.
fn text(write: impl FnOnce(&mut Writer) -> Result<(), Error>) -> Result<String, Error> {
    let mut writer = Writer::new(false);
    write(&mut writer)?;
    String::from_utf8(writer.out).map_err(Error::custom)
}

struct Writer {
    out: Vec<u8>,
    /// Whether members have their names on the wire rather than the model's.
    wire: bool,
}

impl Writer {
    fn new(wire: bool) -> Writer {
        // As much as a short request takes.
        Writer { out: Vec::with_capacity(128), wire }
    }

    fn structure(&mut self, value: &dyn Structure, new_token: Option<fn() -> String>) -> Result<(), Error> {
        self.out.push(b'{');
        let mut is_first = true;
        for (index, member) in value.shape().members().iter().enumerate() {
            if let Some(field) = value.member(index) {
                self.member(&mut is_first, member)?;
                self.value(field, || Referred::of(member))?;
            } else if let Some(new_token) = new_token
                && member.idempotency_token()
            {
                self.member(&mut is_first, member)?;
                self.text(&new_token())?;
            }
        }
        self.out.push(b'}');
        Ok(())
    }

    /// Writes a value; what refers to it is looked up where it matters.
    #[inline]
    fn value(&mut self, field: Field<'_>, at: impl FnOnce() -> Referred) -> Result<(), Error> {
        match field {
            Field::Text(text) => self.text(text),
            Field::Integer(n) => self.serde(&n),
            Field::Float(x) => self.serde(&Written::float(x)),
            Field::Double(x) => self.serde(&Written::double(x)),
            Field::Boolean(b) => self.serde(&b),
            Field::Timestamp(t) => self.serde(&Written::timestamp(t, at())),
            Field::Blob(bytes) => self.serde(&Written::blob(bytes)),
            Field::Document(value) => self.serde(value),
            Field::Structure(value) => self.structure(value, None),
            Field::List(items) => self.list(items, at()),
            Field::Map(entries) => self.map(entries, at()),
        }
    }

    fn list(&mut self, items: &dyn ListField, at: Referred) -> Result<(), Error> {
        let at = at.item().ok_or_else(|| Error::custom("a list without its shape"))?;
        self.out.push(b'[');
        for index in 0..items.len() {
            self.comma(&mut (index == 0));
            self.value_or_null(items.item(index), at)?;
        }
        self.out.push(b']');
        Ok(())
    }

    fn map(&mut self, entries: &dyn MapField, at: Referred) -> Result<(), Error> {
        let at = at.item().ok_or_else(|| Error::custom("a map without its shape"))?;
        self.out.push(b'{');
        let (mut is_first, mut result) = (true, Ok(()));
        entries.each(&mut |key, field| {
            if result.is_ok() {
                result = self.name(&mut is_first, key).and_then(|()| self.value_or_null(field, at));
            }
        });
        self.out.push(b'}');
        result
    }

    fn value_or_null(&mut self, field: Option<Field<'_>>, at: Referred) -> Result<(), Error> {
        match field {
            Some(field) => self.value(field, || at),
            None => self.serde(&()),
        }
    }

    /// Writes what stands before the value of a member.
    #[inline]
    fn member(&mut self, is_first: &mut bool, member: Member) -> Result<(), Error> {
        self.name(is_first, if self.wire { member.wire_name() } else { member.name() })
    }

    /// Writes what stands before the value that has this name.
    #[inline]
    fn name(&mut self, is_first: &mut bool, name: &str) -> Result<(), Error> {
        self.comma(is_first);
        self.text(name)?;
        self.out.push(b':');
        Ok(())
    }

    /// Writes what stands before each value but the first.
    #[inline]
    fn comma(&mut self, is_first: &mut bool) {
        if !std::mem::take(is_first) {
            self.out.push(b',');
        }
    }

    /// Writes a text, which nearly always stands as it is.
    fn text(&mut self, text: &str) -> Result<(), Error> {
        if !is_plain::<false>(text.as_bytes()) {
            return self.serde(text);
        }
        self.out.push(b'"');
        self.out.extend_from_slice(text.as_bytes());
        self.out.push(b'"');
        Ok(())
    }

    /// Writes what serde has a form for.
    fn serde(&mut self, value: &(impl Serialize + ?Sized)) -> Result<(), Error> {
        serde_json::to_writer(&mut self.out, value)
    }
}
