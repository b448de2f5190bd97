//! Items of a regular form, which most of a crate is made of, laid out as the formatter does it: in one line if there is
//! room, else each part in a line of its own. What is longer than that is left to the formatter.

use std::fmt::{Display, Write as _};

use proc_macro2::{Ident, TokenStream};

use super::tokens::{self, Scope};
use crate::ir::Structure;

/// Columns of a line.
const WIDTH: usize = 89;

/// Columns of a structure's value in one line.
const VALUE: usize = 35;

/// What stands between two marks, parted by commas.
enum Part {
    Word(String),
    Group(&'static str, Vec<Part>, &'static str),
}

impl Part {
    /// In one line.
    fn flat(&self) -> String {
        match self {
            Part::Word(word) => word.clone(),
            Part::Group(open, parts, close) => {
                let parts: Vec<String> = parts.iter().map(Part::flat).collect();
                let space = if *close == "}" && !parts.is_empty() { " " } else { "" };
                format!("{open}{space}{}{space}{close}", parts.join(", "))
            }
        }
    }

    fn may_be_flat(&self, flat: &str) -> bool {
        !matches!(self, Part::Group(_, _, "}")) || flat.len() <= VALUE
    }

    /// Appends it to a line that begins at `indent`, if there is room for so much more; `None` if a word is too long.
    fn push(&self, out: &mut String, indent: usize, more: usize) -> Option<()> {
        let column = out.len() - out.rfind('\n').map_or(0, |at| at + 1);
        let flat = self.flat();
        match self {
            _ if column + flat.len() + more <= WIDTH && self.may_be_flat(&flat) => out.push_str(&flat),
            Part::Word(_) => return None,
            Part::Group(open, parts, close) => {
                out.push_str(open);
                for (index, part) in parts.iter().enumerate() {
                    let _ = write!(out, "\n{:1$}", "", indent + 4);
                    // The comma of the last part comes with the break, for which there is always room.
                    part.push(out, indent + 4, usize::from(index + 1 < parts.len()))?;
                    out.push(',');
                }
                let _ = write!(out, "\n{:indent$}{close}", "");
            }
        }
        Some(())
    }
}

/// A macro's call with a name.
pub(super) fn call(path: &str, name: &Ident) -> Option<String> {
    let line = format!("{path}!({name});\n");
    (line.len() < WIDTH).then_some(line)
}

/// A structure's table: its name and its members.
pub(super) fn table(structure: &Structure, name: &TokenStream) -> Option<String> {
    if structure.sensitive || structure.wire.is_some() || structure.code.is_some() {
        return None;
    }
    let members: Option<Vec<Part>> = structure.fields.iter().map(|f| member(f).map(Part::Word)).collect();
    let kind = if structure.union { "rt::model::Kind::Union(" } else { "rt::model::Kind::Structure(" };
    let kind = Part::Group(kind, vec![Part::Group("&[", members?, "]")], ")");
    let parts = vec![Part::Word(quoted(&structure.name)?), kind];
    let mut out = format!("pub(crate) const {name}: rt::model::Shape = ");
    Part::Group("rt::model::Shape::new(", parts, ")").push(&mut out, 0, 1)?;
    out.push_str(";\n");
    Some(out)
}

fn member(field: &crate::ir::Field) -> Option<String> {
    if field.wire.is_some() {
        return None;
    }
    let mut out = format!("rt::model::Member::new({}, ids::{})", quoted(&field.name)?, field.shape.ident);
    for mark in tokens::marks(field) {
        let _ = write!(out, ".{mark}()");
    }
    Some(out)
}

/// A literal of a text that needs no escapes.
fn quoted(text: &str) -> Option<String> {
    text.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-.:/".contains(&b)).then(|| format!("\"{text}\""))
}

/// How a structure is walked: by the numbers of its members.
pub(super) fn reflection(structure: &Structure, scope: &Scope) -> Option<String> {
    let option = scope.option().to_string().replace(' ', "");
    let index = if structure.fields.is_empty() { "_" } else { "index" };
    let mut out = format!("impl rt::Structure for {} {{\n", structure.at.ident);
    if out.len() > WIDTH {
        return None;
    }
    out += "    #[inline]\n    fn empty() -> Self {\n        ";
    empty(structure, scope).push(&mut out, 8, 0)?;
    out += "\n    }\n    fn shape(&self) -> rt::Shape {\n";
    place(&mut out, &structure.at.id.ident)?;
    out += "    }\n";
    let _ =
        write!(out, "    #[inline]\n    fn member(&self, {index}: usize) -> {option}<rt::Field<'_>> {{\n");
    lookup(&mut out, structure, |out, field| write!(out, "self.{field}.field()"))?;
    let _ = write!(
        out,
        "    }}\n    #[inline]\n    fn member_mut(&mut self, {index}: usize) -> {option}<rt::Slot<'_>> {{\n"
    );
    lookup(&mut out, structure, |out, field| write!(out, "Some(self.{field}.slot())"))?;
    out += "    }\n}\n";
    Some(out)
}

/// The shape at a place of the tables.
fn place(out: &mut String, id: &Ident) -> Option<()> {
    let (tables, shape) = ("        schema::TABLES", format!(".shape(ids::{id})"));
    if tables.len() + shape.len() <= WIDTH {
        let _ = writeln!(out, "{tables}{shape}");
        return Some(());
    }
    let _ = writeln!(out, "{tables}\n            {shape}");
    (12 + shape.len() <= WIDTH).then_some(())
}

/// The value of which nothing is set.
fn empty(structure: &Structure, scope: &Scope) -> Part {
    if !structure.has_plain() {
        let default = scope.default_of_self(structure.fields.iter().any(|f| f.ident == "default"));
        return Part::Word(default.to_string().replace(' ', ""));
    }
    let value = |name: &dyn Display, value: &str| Part::Word(format!("{name}: {value}"));
    let values = structure.fields.iter();
    let values = values.map(|f| value(&f.ident, if f.plain { "rt::Reflect::empty()" } else { "None" }));
    Part::Group("Self {", values.collect(), "}")
}

/// What to do with the field at `index`; `None` beyond the last.
fn lookup(
    out: &mut String,
    structure: &Structure,
    then: fn(&mut String, &Ident) -> std::fmt::Result,
) -> Option<()> {
    if structure.fields.is_empty() {
        out.push_str("        None\n");
        return Some(());
    }
    out.push_str("        match index {\n");
    for (index, field) in structure.fields.iter().enumerate() {
        let start = out.len();
        let _ = write!(out, "            {index} => ");
        then(out, &field.ident).ok()?;
        out.push(',');
        if out.len() - start > WIDTH {
            return None;
        }
        out.push('\n');
    }
    out.push_str("            _ => None,\n        }\n");
    Some(())
}
