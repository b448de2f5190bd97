//! An input to fill in as YAML, with what each member is for behind it.

use crate::Program;
use rt::schema::{Kind, Member, Shape};
use rt::skeleton::EPOCH;

/// The skeleton of an input; `{}` where there is none.
pub(crate) fn write(program: &Program, shape: Option<Shape>) -> String {
    let mut writer = Writer { program, out: String::new(), open: Vec::new() };
    match shape {
        Some(shape) if !shape.members().is_empty() => writer.structure(shape, "", false),
        _ => writer.out.push_str("{}\n"),
    }
    writer.out
}

struct Writer<'a> {
    program: &'a Program,
    out: String,
    /// Names of the structures that are being written, outermost first.
    open: Vec<&'static str>,
}

impl Writer<'_> {
    /// Members, one a line. The first of a list's item stands behind the dash.
    fn structure(&mut self, shape: Shape, indent: &str, in_item: bool) {
        self.open.push(shape.name());
        for (index, member) in shape.members().iter().enumerate() {
            if !(in_item && index == 0) {
                self.out.push_str(indent);
            }
            let comment = self.comment(shape, index, member);
            // The first comment of a block stands off by one blank more, as ruamel.yaml sets it.
            let gap = if index == 0 { "  " } else { " " };
            let comment = comment.map(|text| format!("{gap}# {text}")).unwrap_or_default();
            self.out.push_str(member.name());
            self.out.push(':');
            self.value(member.shape(), indent, &comment);
        }
        self.open.pop();
    }

    /// What stands behind `key:` or `-`, with the comment and the lines below.
    fn value(&mut self, shape: Shape, indent: &str, comment: &str) {
        let deeper = format!("{indent}  ");
        match shape.kind() {
            Kind::Structure(members) | Kind::Union(members)
                if !members.is_empty() && !self.is_recursive(shape) =>
            {
                self.line(comment);
                self.structure(shape, &deeper, false);
            }
            Kind::List(item) => {
                self.line(comment);
                self.out.push_str(indent);
                self.item(item, indent);
            }
            Kind::Map { value, .. } => {
                self.line(comment);
                self.out.push_str(&deeper);
                self.out.push_str("KeyName:");
                self.value(value, &deeper, "");
            }
            _ => {
                self.out.push(' ');
                self.out.push_str(&scalar(shape));
                self.line(comment);
            }
        }
    }

    fn item(&mut self, shape: Shape, indent: &str) {
        self.out.push('-');
        match shape.kind() {
            Kind::Structure(members) | Kind::Union(members)
                if !members.is_empty() && !self.is_recursive(shape) =>
            {
                self.out.push(' ');
                self.structure(shape, &format!("{indent}  "), true);
            }
            Kind::List(item) => {
                self.out.push(' ');
                self.item(item, &format!("{indent}  "));
            }
            _ => self.value(shape, indent, ""),
        }
    }

    fn is_recursive(&self, shape: Shape) -> bool {
        self.open.iter().filter(|open| **open == shape.name()).count() > 1
    }

    fn line(&mut self, comment: &str) {
        self.out.push_str(comment);
        self.out.push('\n');
    }

    fn comment(&self, shape: Shape, index: usize, member: Member) -> Option<String> {
        let docs = self.program.shape_docs(shape.name()).and_then(|docs| docs.member(index));
        let mut parts = Vec::new();
        if member.required() {
            parts.push("[REQUIRED]".to_owned());
        }
        parts.extend(docs.map(first_sentence).filter(|text| !text.is_empty()));
        if let Kind::Enum(values) = member.shape().kind() {
            parts.push(format!("Valid values are: {}.", values.join(", ")));
        }
        (!parts.is_empty()).then(|| parts.join(" "))
    }
}

fn scalar(shape: Shape) -> String {
    match shape.kind() {
        Kind::Enum(values) => word(values.first().unwrap_or_default()),
        Kind::Integer | Kind::Long => "0".to_owned(),
        Kind::Float | Kind::Double => "0.0".to_owned(),
        Kind::Boolean => "true".to_owned(),
        Kind::Timestamp(_) => EPOCH.replace('T', " "),
        Kind::Blob => "!!binary ''".to_owned(),
        Kind::String => "''".to_owned(),
        _ => "{}".to_owned(),
    }
}

/// A value of an enum, quoted unless it is a word that YAML takes for itself.
fn word(text: &str) -> String {
    let plain = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/'))
        && !matches!(text.to_lowercase().as_str(), "true" | "false" | "null");
    if plain { text.to_owned() } else { format!("'{}'", text.replace('\'', "''")) }
}

/// The first sentence of CommonMark, without its marks.
fn first_sentence(docs: &str) -> String {
    let paragraph = docs.split("\n\n").next().unwrap_or_default().replace('\n', " ");
    let end = paragraph.find(". ").map_or(paragraph.len(), |at| at + 1);
    let mut text = String::new();
    let mut rest = paragraph[..end].trim();
    while let Some(at) = rest.find(['`', '*', '[']) {
        text.push_str(&rest[..at]);
        let link = rest[at..].strip_prefix('[').and_then(|r| r.split_once("]("));
        match link.and_then(|(label, r)| Some((label, r.split_once(')')?.1))) {
            Some((label, after)) => {
                text.push_str(label);
                rest = after;
            }
            None => {
                text.push_str(if rest[at..].starts_with('[') { "[" } else { "" });
                rest = &rest[at + 1..];
            }
        }
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::PROGRAM;

    #[test]
    fn members_in_order_with_comments() {
        let input = PROGRAM.service.operation("PutThing").and_then(|o| o.input_shape());
        let expected = "ThingId: ''  # [REQUIRED]\nSize: 0\nEnabled: true\nNames:\n- ''\n\
                        Attribute:\n  Name: ''  # [REQUIRED]\n  Value: ''\n\
                        Attributes:\n- Name: ''  # [REQUIRED]\n  Value: ''\n\
                        Tags:\n  KeyName: ''\nPicture: !!binary ''\nSettings: {}\n\
                        Color: RED # Valid values are: RED, GREEN.\n";
        assert_eq!(write(&PROGRAM, input), expected);
        assert_eq!(write(&PROGRAM, None), "{}\n");
    }

    #[test]
    fn sentences_lose_their_marks() {
        let docs = "The `id` of a\n[pool](https://x). More.\n\nEven more.";
        assert_eq!(first_sentence(docs), "The id of a pool.");
        assert_eq!(first_sentence("no end [1"), "no end [1");
    }
}
