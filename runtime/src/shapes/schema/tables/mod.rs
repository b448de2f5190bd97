//! The shapes of a service in a few arrays that hold no address.
//!
//! In: [`model::Shape`](Shape)s, while a crate is compiled. Out: one text of all names, and rows that say where in it, and
//! in each other, their parts are. A program that may be loaded anywhere writes down every address of its tables when it
//! starts, and touches each page of them; of these it touches what it looks at.

mod pack;
mod rows;

use std::sync::OnceLock;

pub use pack::{Facts, Packed, Size};
pub(super) use rows::{KindRow, Limits, MemberRow, ShapeRow, Span};

use super::model::Shape;
use super::wire::Wire;
use pack::Rows;

/// All shapes of a service.
#[derive(Debug)]
pub struct Tables {
    text: &'static str,
    pub(in crate::shapes::schema) shapes: &'static [ShapeRow],
    pub(in crate::shapes::schema) members: &'static [MemberRow],
    pub(in crate::shapes::schema) texts: &'static [Span],
    pub(in crate::shapes::schema) limits: &'static [Limits],
    pub(in crate::shapes::schema) wires: &'static [&'static Wire],
    pub(in crate::shapes::schema) keys: &'static [&'static [&'static str]],
    names: &'static [Names],
}

/// Names of neighbouring members, once one of them is a key of a value.
pub type Names = OnceLock<Box<[&'static str]>>;

/// Members that have their [`Names`] in one place.
const NEIGHBOURS: usize = 32;

impl Tables {
    /// No shapes.
    pub const EMPTY: Tables = Tables {
        text: "",
        shapes: &[],
        members: &[],
        texts: &[],
        limits: &[],
        wires: &[],
        keys: &[],
        names: &[],
    };

    /// Tables that are made while a program runs; their memory is never given back.
    #[must_use]
    pub fn leak(shapes: &[Shape]) -> &'static Tables {
        let size = Size::of(&[shapes]);
        let mut rows = Rows {
            text: vec![0; size.text].leak(),
            shapes: vec![ShapeRow::EMPTY; size.shapes].leak(),
            members: vec![MemberRow::EMPTY; size.members].leak(),
            texts: vec![Span::NONE; size.texts].leak(),
            limits: vec![Limits::NONE; size.limits].leak(),
            wires: vec![&Wire::DEFAULT; size.wires].leak(),
            keys: vec![&[][..]; size.keys].leak(),
        };
        let mut end = Size::NONE;
        rows.fill(&[shapes], &mut end);
        let Rows { text, shapes, members, texts, limits, wires, keys } = rows;
        let text = std::str::from_utf8(text).unwrap_or_default();
        let names = (0..size.names()).map(|_| Names::new()).collect::<Vec<_>>().leak();
        Box::leak(Box::new(Tables { text, shapes, members, texts, limits, wires, keys, names }))
    }

    #[inline]
    pub(in crate::shapes::schema) fn text(&self, span: Span) -> &'static str {
        let start = span.at as usize;
        self.text.get(start..start + span.len as usize).unwrap_or_default()
    }

    /// The name of the member at this place, of which there is one for as long as the program runs.
    #[inline]
    pub(in crate::shapes::schema) fn kept_name(&'static self, member: usize) -> &'static &'static str {
        let names = self.names[member / NEIGHBOURS].get_or_init(|| self.neighbours(member / NEIGHBOURS));
        &names[member % NEIGHBOURS]
    }

    #[cold]
    fn neighbours(&self, place: usize) -> Box<[&'static str]> {
        let members = self.members.iter().skip(place * NEIGHBOURS).take(NEIGHBOURS);
        members.map(|row| self.text(row.name)).collect()
    }

    #[inline]
    pub(in crate::shapes::schema) fn bytes(&self, span: Span) -> &'static [u8] {
        let start = span.at as usize;
        self.text.as_bytes().get(start..start + span.len as usize).unwrap_or_default()
    }
}
