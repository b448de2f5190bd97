//! Packs shapes into the rows of tables. In: what codegen wrote down, while a crate is compiled. Out: arrays.

use super::super::model::{Kind, Member, Shape};
use super::super::wire::Wire;
use super::rows::{KindRow, Limits, MemberRow, Place, ShapeRow, Span};
use super::{NEIGHBOURS, Names, Tables};

/// How long the arrays are.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Bytes of text.
    pub text: usize,
    /// Shapes.
    pub shapes: usize,
    /// Members.
    pub members: usize,
    /// Values of enums, patterns and codes.
    pub texts: usize,
    /// Least and greatest lengths or values.
    pub limits: usize,
    /// Facts about how something is written.
    pub wires: usize,
    /// Lists of secret keys.
    pub keys: usize,
}

impl Size {
    pub(super) const NONE: Size =
        Size { text: 0, shapes: 0, members: 0, texts: 0, limits: 0, wires: 0, keys: 0 };

    /// What these shapes take, which may stand in several lists.
    #[must_use]
    pub const fn of(lists: &[&[Shape]]) -> Size {
        let mut size = Size::NONE;
        let mut list = 0;
        while list < lists.len() {
            let mut next = 0;
            while next < lists[list].len() {
                size.add(&lists[list][next]);
                next += 1;
            }
            list += 1;
        }
        assert!(size.shapes < u16::MAX as usize, "a service has at most 65,534 shapes");
        size
    }

    /// Places for names of members.
    #[must_use]
    pub const fn names(&self) -> usize {
        self.members.div_ceil(NEIGHBOURS)
    }

    const fn add(&mut self, shape: &Shape) {
        self.shapes += 1;
        self.text += shape.name.len() + length(shape.pattern) + length(shape.code);
        self.texts += shape.pattern.is_some() as usize + shape.code.is_some() as usize;
        self.limits += shape.is_limited() as usize;
        self.wires += shape.wire.is_some() as usize;
        self.keys += !shape.secret_keys.is_empty() as usize;
        match shape.kind {
            Kind::Structure(members) | Kind::Union(members) => {
                self.members += members.len();
                let mut next = 0;
                while next < members.len() {
                    self.text += members[next].name.len();
                    self.wires += members[next].wire.is_some() as usize;
                    next += 1;
                }
            }
            Kind::Enum(values) => {
                self.texts += values.len();
                let mut next = 0;
                while next < values.len() {
                    self.text += values[next].len();
                    next += 1;
                }
            }
            _ => {}
        }
    }
}

const fn length(text: Option<&str>) -> usize {
    match text {
        Some(text) => text.len(),
        None => 0,
    }
}

/// The arrays of [`Tables`] that hold no address, which [`tables!`](crate::tables) makes as long as they must be.
#[derive(Debug)]
pub struct Packed<
    const TEXT: usize,
    const SHAPES: usize,
    const MEMBERS: usize,
    const TEXTS: usize,
    const LIMITS: usize,
> {
    text: [u8; TEXT],
    shapes: [ShapeRow; SHAPES],
    members: [MemberRow; MEMBERS],
    texts: [Span; TEXTS],
    limits: [Limits; LIMITS],
}

/// The arrays of [`Tables`] that hold addresses, since few rows have such facts.
#[derive(Debug)]
pub struct Facts<const WIRES: usize, const KEYS: usize> {
    wires: [&'static Wire; WIRES],
    keys: [&'static [&'static str]; KEYS],
}

impl<const TEXT: usize, const SHAPES: usize, const MEMBERS: usize, const TEXTS: usize, const LIMITS: usize>
    Packed<TEXT, SHAPES, MEMBERS, TEXTS, LIMITS>
{
    /// Packs shapes, whose places are those that they have in the lists.
    #[must_use]
    pub const fn of<const WIRES: usize, const KEYS: usize>(lists: &[&[Shape]]) -> (Self, Facts<WIRES, KEYS>) {
        let mut packed = Packed {
            text: [0; TEXT],
            shapes: [ShapeRow::EMPTY; SHAPES],
            members: [MemberRow::EMPTY; MEMBERS],
            texts: [Span::NONE; TEXTS],
            limits: [Limits::NONE; LIMITS],
        };
        let mut facts = Facts { wires: [&Wire::DEFAULT; WIRES], keys: [&[]; KEYS] };
        let mut rows = Rows {
            text: &mut packed.text,
            shapes: &mut packed.shapes,
            members: &mut packed.members,
            texts: &mut packed.texts,
            limits: &mut packed.limits,
            wires: &mut facts.wires,
            keys: &mut facts.keys,
        };
        let mut end = Size::NONE;
        rows.fill(lists, &mut end);
        (packed, facts)
    }

    /// The arrays as tables.
    #[must_use]
    pub const fn tables<const WIRES: usize, const KEYS: usize>(
        &'static self,
        facts: &'static Facts<WIRES, KEYS>,
        names: &'static [Names],
    ) -> Tables {
        let Ok(text) = std::str::from_utf8(&self.text) else { panic!("names are texts") };
        let Packed { shapes, members, texts, limits, .. } = self;
        let Facts { wires, keys } = facts;
        Tables { text, shapes, members, texts, limits, wires, keys, names }
    }
}

/// Arrays that are being filled.
pub(super) struct Rows<'a> {
    pub(super) text: &'a mut [u8],
    pub(super) shapes: &'a mut [ShapeRow],
    pub(super) members: &'a mut [MemberRow],
    pub(super) texts: &'a mut [Span],
    pub(super) limits: &'a mut [Limits],
    pub(super) wires: &'a mut [&'static Wire],
    pub(super) keys: &'a mut [&'static [&'static str]],
}

impl Rows<'_> {
    pub(super) const fn fill(&mut self, lists: &[&[Shape]], end: &mut Size) {
        let mut list = 0;
        while list < lists.len() {
            let mut next = 0;
            while next < lists[list].len() {
                let row = self.shape(&lists[list][next], end);
                self.shapes[end.shapes] = row;
                end.shapes += 1;
                next += 1;
            }
            list += 1;
        }
    }

    const fn shape(&mut self, shape: &Shape, end: &mut Size) -> ShapeRow {
        ShapeRow {
            name: self.text(shape.name, end),
            kind: self.kind(&shape.kind, end),
            pattern: self.maybe(shape.pattern, end),
            code: self.maybe(shape.code, end),
            limits: self.limits(shape, end),
            sensitive: shape.sensitive,
            secret: shape.secret,
            wire: self.wire(shape.wire, end),
            secret_keys: self.keys(shape.secret_keys, end),
        }
    }

    const fn kind(&mut self, kind: &Kind, end: &mut Size) -> KindRow {
        match *kind {
            Kind::String => KindRow::String,
            Kind::Enum(values) => KindRow::Enum(self.values(values, end)),
            Kind::Integer => KindRow::Integer,
            Kind::Long => KindRow::Long,
            Kind::Float => KindRow::Float,
            Kind::Double => KindRow::Double,
            Kind::Boolean => KindRow::Boolean,
            Kind::Timestamp(format) => KindRow::Timestamp(format),
            Kind::Blob => KindRow::Blob,
            Kind::Document => KindRow::Document,
            Kind::List(item) => KindRow::List(item),
            Kind::Map { key, value } => KindRow::Map { key, value },
            Kind::Structure(members) => KindRow::Structure(self.members(members, end)),
            Kind::Union(members) => KindRow::Union(self.members(members, end)),
        }
    }

    const fn members(&mut self, members: &[Member], end: &mut Size) -> Span {
        let start = end.members;
        end.members += members.len();
        let mut next = 0;
        while next < members.len() {
            let member = &members[next];
            self.members[start + next] = MemberRow {
                name: self.text(member.name, end),
                shape: member.shape,
                required: member.required,
                idempotency_token: member.idempotency_token,
                deprecated: member.deprecated,
                host_label: member.host_label,
                json_value: member.json_value,
                sensitive: member.sensitive,
                apart: member.apart,
                wire: self.wire(member.wire, end),
            };
            next += 1;
        }
        Span::new(start, members.len())
    }

    const fn values(&mut self, values: &[&str], end: &mut Size) -> Span {
        let start = end.texts;
        end.texts += values.len();
        let mut next = 0;
        while next < values.len() {
            self.texts[start + next] = self.text(values[next], end);
            next += 1;
        }
        Span::new(start, values.len())
    }

    const fn wire(&mut self, wire: Option<&'static Wire>, end: &mut Size) -> Place {
        let Some(wire) = wire else { return Place::NOWHERE };
        self.wires[end.wires] = wire;
        end.wires += 1;
        Place::new(end.wires - 1)
    }

    const fn keys(&mut self, keys: &'static [&'static str], end: &mut Size) -> Place {
        if keys.is_empty() {
            return Place::NOWHERE;
        }
        self.keys[end.keys] = keys;
        end.keys += 1;
        Place::new(end.keys - 1)
    }

    const fn limits(&mut self, shape: &Shape, end: &mut Size) -> Place {
        if !shape.is_limited() {
            return Place::NOWHERE;
        }
        self.limits[end.limits] = Limits { min: shape.min, max: shape.max };
        end.limits += 1;
        Place::new(end.limits - 1)
    }

    const fn maybe(&mut self, text: Option<&str>, end: &mut Size) -> Place {
        let Some(text) = text else { return Place::NOWHERE };
        self.texts[end.texts] = self.text(text, end);
        end.texts += 1;
        Place::new(end.texts - 1)
    }

    const fn text(&mut self, text: &str, end: &mut Size) -> Span {
        let (_, rest) = self.text.split_at_mut(end.text);
        let (place, _) = rest.split_at_mut(text.len());
        place.copy_from_slice(text.as_bytes());
        end.text += text.len();
        Span::new(end.text - text.len(), text.len())
    }
}
