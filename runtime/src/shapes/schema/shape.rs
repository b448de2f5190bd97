//! Shapes as everything walks them: small values that say where in a service's tables something is.

use std::fmt;

use super::place::ShapeId;
use super::tables::{KindRow, MemberRow, ShapeRow, Span, Tables};
use super::values::Values;
use super::wire::Wire;

/// A named type of the model.
#[derive(Clone, Copy)]
pub struct Shape {
    tables: &'static Tables,
    at: u16,
}

/// What values of a shape look like.
pub type Kind = super::kind::Kind<Values, Shape, Members>;

/// A member of a structure or union.
#[derive(Clone, Copy)]
pub struct Member {
    tables: &'static Tables,
    at: u32,
}

/// The members of a structure or union.
#[derive(Clone, Copy)]
pub struct Members {
    tables: &'static Tables,
    start: u32,
    end: u32,
}

impl Tables {
    /// The shape at this place.
    #[must_use]
    pub const fn shape(&'static self, id: ShapeId) -> Shape {
        assert!((id.at() as usize) < self.shapes.len(), "the shape is one of another service");
        self.own(id)
    }

    /// The shape at a place that these tables name.
    #[inline]
    const fn own(&'static self, id: ShapeId) -> Shape {
        Shape { tables: self, at: id.at() }
    }
}

impl Shape {
    /// The tables of its service.
    #[must_use]
    pub const fn tables(self) -> &'static Tables {
        self.tables
    }

    /// Its place in these tables.
    #[must_use]
    pub const fn id(self) -> ShapeId {
        ShapeId::new(self.at)
    }

    #[inline]
    fn row(self) -> &'static ShapeRow {
        // A shape is made of places in these tables only.
        &self.tables.shapes[usize::from(self.at)]
    }

    /// The model's name, such as `UserPoolIdType`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.tables.text(self.row().name)
    }

    /// What values of this shape look like.
    #[must_use]
    pub fn kind(self) -> Kind {
        let tables = self.tables;
        match self.row().kind {
            KindRow::String => Kind::String,
            KindRow::Enum(values) => Kind::Enum(Values::new(tables, values)),
            KindRow::Integer => Kind::Integer,
            KindRow::Long => Kind::Long,
            KindRow::Float => Kind::Float,
            KindRow::Double => Kind::Double,
            KindRow::Boolean => Kind::Boolean,
            KindRow::Timestamp(format) => Kind::Timestamp(format),
            KindRow::Blob => Kind::Blob,
            KindRow::Document => Kind::Document,
            KindRow::List(item) => Kind::List(tables.own(item)),
            KindRow::Map { key, value } => Kind::Map { key: tables.own(key), value: tables.own(value) },
            KindRow::Structure(members) => Kind::Structure(Members::new(tables, members)),
            KindRow::Union(members) => Kind::Union(Members::new(tables, members)),
        }
    }

    /// Least length (strings, lists, maps, blobs) or value (numbers). Fractions occur for floats.
    #[must_use]
    pub fn min(self) -> Option<f64> {
        self.row().limits.of(self.tables.limits)?.min
    }

    /// Greatest length or value.
    #[must_use]
    pub fn max(self) -> Option<f64> {
        self.row().limits.of(self.tables.limits)?.max
    }

    /// Regular expression for strings, as the model writes it.
    #[must_use]
    pub fn pattern(self) -> Option<&'static str> {
        self.row().pattern.of(self.tables.texts).map(|span| self.tables.text(span))
    }

    /// Whether values must not be shown in logs.
    #[must_use]
    pub fn sensitive(self) -> bool {
        self.row().sensitive
    }

    /// Whether values are secret also where a person looks at their own request.
    #[must_use]
    pub fn secret(self) -> bool {
        self.row().secret
    }

    /// For maps: keys whose values are secret, however they are capitalized.
    #[must_use]
    pub fn secret_keys(self) -> &'static [&'static str] {
        self.row().secret_keys.of(self.tables.keys).unwrap_or_default()
    }

    /// Whether the value under a key of a map is secret.
    #[must_use]
    pub fn is_secret_key(self, key: &str) -> bool {
        self.secret_keys().iter().any(|secret| secret.eq_ignore_ascii_case(key))
    }

    /// How it is written where that is not the protocol's default.
    #[must_use]
    #[inline]
    pub fn wire(self) -> Option<&'static Wire> {
        self.row().wire.of(self.tables.wires)
    }

    /// Of an error: its code on the wire, which differs from its name in a few services.
    #[must_use]
    pub fn code(self) -> Option<&'static str> {
        self.row().code.of(self.tables.texts).map(|span| self.tables.text(span))
    }

    /// Whether values belong in no log, recording or `Debug`: what the model calls sensitive, and what is secret
    /// even to people who look at their own request.
    #[must_use]
    pub fn is_hidden(self) -> bool {
        self.sensitive() || self.secret()
    }

    /// Members of a structure or union; none for every other kind.
    #[must_use]
    pub fn members(self) -> Members {
        self.structure().unwrap_or_default()
    }

    /// The member that the model calls `name`.
    #[must_use]
    pub fn member(self, name: &str) -> Option<Member> {
        self.members().named(name)
    }

    /// The model's word for the type: `string`, `structure`, `list`, … Documents are structures.
    #[must_use]
    pub fn type_name(self) -> &'static str {
        match self.row().kind {
            KindRow::String | KindRow::Enum(_) => "string",
            KindRow::Integer => "integer",
            KindRow::Long => "long",
            KindRow::Float => "float",
            KindRow::Double => "double",
            KindRow::Boolean => "boolean",
            KindRow::Timestamp(_) => "timestamp",
            KindRow::Blob => "blob",
            KindRow::List(_) => "list",
            KindRow::Map { .. } => "map",
            KindRow::Document | KindRow::Structure(_) | KindRow::Union(_) => "structure",
        }
    }

    /// The members of a structure or union; `None` for every other kind.
    #[must_use]
    pub fn structure(self) -> Option<Members> {
        match self.row().kind {
            KindRow::Structure(members) | KindRow::Union(members) => Some(Members::new(self.tables, members)),
            _ => None,
        }
    }

    /// Whether values are single words rather than containers. Documents are not.
    #[must_use]
    pub fn is_scalar(self) -> bool {
        let is_container = matches!(
            self.row().kind,
            KindRow::List(_)
                | KindRow::Map { .. }
                | KindRow::Structure(_)
                | KindRow::Union(_)
                | KindRow::Document
        );
        !is_container
    }

    /// The values of an enum in the model's order; none for every other kind.
    #[must_use]
    pub fn enum_values(self) -> Values {
        match self.kind() {
            Kind::Enum(values) => values,
            _ => Values::new(self.tables, Span::NONE),
        }
    }
}

/// None.
impl Default for Members {
    fn default() -> Members {
        static NONE: Tables = Tables::EMPTY;
        Members { tables: &NONE, start: 0, end: 0 }
    }
}

/// The same shape of the same service.
impl PartialEq for Shape {
    fn eq(&self, other: &Shape) -> bool {
        self.at == other.at && std::ptr::eq(self.tables, other.tables)
    }
}

impl Eq for Shape {}

impl fmt::Debug for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Shape({})", self.name())
    }
}

impl Member {
    #[inline]
    fn row(self) -> &'static MemberRow {
        &self.tables.members[self.at as usize]
    }

    /// Whether a text is the name itself, and not one that reads the same.
    #[inline]
    pub(crate) fn is_named_by(self, text: &str) -> bool {
        std::ptr::eq(text.as_bytes(), self.tables.bytes(self.row().name))
    }

    /// Whether it stands in the body of a message, under the model's name.
    #[inline]
    pub(crate) fn is_plain(self) -> bool {
        self.tables.wires.is_empty()
    }

    /// [`Member::name`], kept in one place for all keys of values that have it.
    #[must_use]
    #[inline]
    pub fn kept_name(self) -> &'static &'static str {
        self.tables.kept_name(self.at as usize)
    }

    /// The model's name, such as `UserPoolId`; the one on the wire too, unless [`Member::wire`] has another.
    #[must_use]
    #[inline]
    pub fn name(self) -> &'static str {
        self.tables.text(self.row().name)
    }

    /// Its type.
    #[must_use]
    #[inline]
    pub fn shape(self) -> Shape {
        self.tables.own(self.row().shape)
    }

    /// Whether the service refuses a request without it.
    #[must_use]
    pub fn required(self) -> bool {
        self.row().required
    }

    /// Whether a random UUID is sent when the caller gives no value.
    #[must_use]
    pub fn idempotency_token(self) -> bool {
        self.row().idempotency_token
    }

    /// Whether the model discourages its use.
    #[must_use]
    pub fn deprecated(self) -> bool {
        self.row().deprecated
    }

    /// Label of the host prefix that this member fills, if any.
    #[must_use]
    pub fn host_label(self) -> bool {
        self.row().host_label
    }

    /// The value is JSON text inside a string.
    #[must_use]
    #[inline]
    pub fn json_value(self) -> bool {
        self.row().json_value
    }

    /// How it is written where that is not the protocol's default.
    #[must_use]
    #[inline]
    pub fn wire(self) -> Option<&'static Wire> {
        self.row().wire.of(self.tables.wires)
    }

    /// Whether the value is secret, though its shape is not.
    #[must_use]
    pub fn sensitive(self) -> bool {
        self.row().sensitive
    }

    /// Whether it does not stand beside the other members of a reply: a reply has either those that are apart, or the others.
    #[must_use]
    pub fn apart(self) -> bool {
        self.row().apart
    }

    /// Whether the value is secret, by itself or by its shape.
    #[must_use]
    pub fn is_secret(self) -> bool {
        self.sensitive() || self.shape().is_hidden()
    }
}

/// The same member of the same structure.
impl PartialEq for Member {
    fn eq(&self, other: &Member) -> bool {
        self.at == other.at && std::ptr::eq(self.tables, other.tables)
    }
}

impl Eq for Member {}

impl fmt::Debug for Member {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Member({}: {})", self.name(), self.shape().name())
    }
}

impl Members {
    #[inline]
    fn new(tables: &'static Tables, span: Span) -> Members {
        Members { tables, start: span.at, end: span.at + span.len }
    }

    #[inline]
    fn rows(self) -> &'static [MemberRow] {
        self.tables.members.get(self.start as usize..self.end as usize).unwrap_or_default()
    }

    /// Each of them, in the model's order.
    #[inline]
    pub fn iter(self) -> Iter {
        Iter { tables: self.tables, places: self.start..self.end }
    }

    /// How many there are.
    #[must_use]
    pub const fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The one at a position.
    #[must_use]
    #[inline]
    pub fn get(self, index: usize) -> Option<Member> {
        (index < self.len()).then(|| Member { tables: self.tables, at: self.start + index as u32 })
    }

    /// Whether each stands in the body of a message, under the model's name: so it is where nothing in a service's tables says otherwise.
    #[inline]
    pub(crate) const fn are_plain(self) -> bool {
        self.tables.wires.is_empty()
    }

    /// The position of the member that the model calls `name`. Services write members in one order, so that the search begins
    /// where it is `expected`, behind the one before it.
    #[inline]
    pub(crate) fn find(self, expected: usize, name: &str) -> Option<usize> {
        match self.get(expected) {
            Some(member) if self.is_called(member.row(), name) => Some(expected),
            _ => self.search(expected, name),
        }
    }

    /// The rest of [`Members::find`].
    fn search(self, expected: usize, name: &str) -> Option<usize> {
        let is_it = |row: &MemberRow| self.is_called(row, name);
        let (before, behind) = self.rows().split_at(expected.min(self.len()));
        match behind.iter().position(is_it) {
            Some(at) => Some(before.len() + at),
            None => before.iter().position(is_it),
        }
    }

    #[inline]
    fn is_called(self, row: &MemberRow, name: &str) -> bool {
        row.name.len as usize == name.len() && self.tables.bytes(row.name) == name.as_bytes()
    }

    /// [`Members::find`] by anything else than the name.
    pub(crate) fn place(self, expected: usize, is_it: impl Fn(Member) -> bool + Copy) -> Option<usize> {
        if self.get(expected).is_some_and(is_it) {
            return Some(expected);
        }
        let find = |skipped: usize, most: usize| {
            let found = self.iter().skip(skipped).take(most).position(is_it);
            found.map(|index| skipped + index)
        };
        find(expected, usize::MAX).or_else(|| find(0, expected))
    }

    /// The one at a position that was found here.
    ///
    /// # Panics
    /// If there is none.
    #[must_use]
    pub fn at(self, index: usize) -> Member {
        assert!(index < self.len(), "there is no member {index}");
        Member { tables: self.tables, at: self.start + index as u32 }
    }

    /// The one that has none beside it.
    #[must_use]
    pub fn only(self) -> Option<Member> {
        if self.len() == 1 { self.get(0) } else { None }
    }

    /// The one that the model calls `name`.
    #[must_use]
    pub fn named(self, name: &str) -> Option<Member> {
        self.get(self.position(name)?)
    }

    /// The position of the one that the model calls `name`.
    #[must_use]
    #[inline]
    pub fn position(self, name: &str) -> Option<usize> {
        self.find(0, name)
    }
}

impl IntoIterator for Members {
    type Item = Member;
    type IntoIter = Iter;

    #[inline]
    fn into_iter(self) -> Iter {
        self.iter()
    }
}

/// Each member of a structure or union, in the model's order.
#[derive(Clone, Debug)]
pub struct Iter {
    tables: &'static Tables,
    places: std::ops::Range<u32>,
}

impl Iterator for Iter {
    type Item = Member;

    #[inline]
    fn next(&mut self) -> Option<Member> {
        self.places.next().map(|at| Member { tables: self.tables, at })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.places.size_hint()
    }
}

impl DoubleEndedIterator for Iter {
    fn next_back(&mut self) -> Option<Member> {
        self.places.next_back().map(|at| Member { tables: self.tables, at })
    }
}

impl ExactSizeIterator for Iter {}

impl fmt::Debug for Members {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
