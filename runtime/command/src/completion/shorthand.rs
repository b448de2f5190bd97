//! What may come next inside a shorthand value.

use rt::schema::{Kind, Members, Shape};

/// What a pair of brackets holds.
enum Frame {
    /// Members by name, with those that are set already.
    Members(Members, Vec<String>),
    /// Values of a map, whose keys are anybody's choice.
    Values(Shape),
    /// Items of a list.
    Items(Shape),
}

/// What the piece at the end of the text is.
enum Piece {
    Key,
    Value(Shape),
    /// Nothing that is known.
    Other,
}

/// Continuations of `text`, each the whole text and more, with the member it sets if it is a key.
pub(super) fn complete(shape: Shape, text: &str) -> Vec<(String, Option<(Shape, usize)>)> {
    let Some(top) = frame(shape) else { return Vec::new() };
    let mut shapes = vec![shape];
    let (frames, piece, start) = walk(top, text, &mut shapes);
    let (head, tail) = text.split_at(start);
    match (piece, frames.last()) {
        (Piece::Key, Some(Frame::Members(members, set))) => {
            let is_open = |name: &str| name.starts_with(tail) && !set.iter().any(|known| known == name);
            let owner = shapes.last().copied().unwrap_or(shape);
            let mut open = Vec::new();
            for (index, member) in members.iter().enumerate() {
                if is_open(member.name()) {
                    open.push((format!("{head}{}=", member.name()), Some((owner, index))));
                }
            }
            open
        }
        (Piece::Value(shape), _) => {
            let mut values = values(shape);
            values.retain(|value| value.starts_with(tail));
            values.iter().map(|value| (format!("{head}{value}"), None)).collect()
        }
        _ => Vec::new(),
    }
}

/// The values of a single word, where they are known.
pub(super) fn values(shape: Shape) -> Vec<&'static str> {
    match shape.kind() {
        Kind::Enum(values) => values.iter().collect(),
        Kind::Boolean => vec!["true", "false"],
        _ => Vec::new(),
    }
}

fn frame(shape: Shape) -> Option<Frame> {
    match shape.kind() {
        Kind::Structure(members) | Kind::Union(members) => Some(Frame::Members(members, Vec::new())),
        Kind::Map { value, .. } => Some(Frame::Values(value)),
        _ => None,
    }
}

/// The frames that are open at the end of the text, what its last piece is, and where that starts.
/// `shapes` follows the frames.
fn walk(top: Frame, text: &str, shapes: &mut Vec<Shape>) -> (Vec<Frame>, Piece, usize) {
    let (mut frames, mut piece, mut start) = (vec![top], Piece::Key, 0);
    for (at, c) in text.char_indices() {
        let token = &text[start..at];
        match (c, &piece) {
            ('=', Piece::Key) => piece = assigned(frames.last_mut(), token),
            ('{', Piece::Value(shape)) if token.is_empty() => {
                shapes.push(*shape);
                frames.extend(frame(*shape));
                piece = Piece::Key;
            }
            ('[', Piece::Value(shape)) if token.is_empty() => {
                let Kind::List(item) = shape.kind() else { return (frames, Piece::Other, at) };
                shapes.push(*shape);
                frames.push(Frame::Items(item));
                piece = Piece::Value(item);
            }
            (',', _) => {
                piece = match frames.last() {
                    Some(Frame::Items(item)) => Piece::Value(*item),
                    _ => Piece::Key,
                };
            }
            ('}' | ']', _) => {
                frames.pop();
                shapes.pop();
                piece = Piece::Other;
            }
            _ => continue,
        }
        start = at + c.len_utf8();
    }
    (frames, piece, start)
}

/// What stands behind `token=`.
fn assigned(frame: Option<&mut Frame>, token: &str) -> Piece {
    match frame {
        Some(Frame::Members(members, set)) => {
            set.push(token.to_owned());
            members.named(token).map_or(Piece::Other, |m| Piece::Value(m.shape()))
        }
        Some(Frame::Values(value)) => Piece::Value(*value),
        _ => Piece::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    rt::shapes! {
        static WORD: Shape = Shape::new("Word", Kind::String);
        static FLAG: Shape = Shape::new("Flag", Kind::Boolean);
        static COLOR: Shape = Shape::new("Color", Kind::Enum(&["RED", "ROSE", "BLUE"]));
        static COLORS: Shape = Shape::new("Colors", Kind::List(COLOR));
        static INNER: Shape =
            Shape::new("Inner", Kind::Structure(&[Member::new("Name", WORD), Member::new("On", FLAG)]));
        static OUTER: Shape = Shape::new(
            "Outer",
            Kind::Structure(&[
                Member::new("Color", COLOR),
                Member::new("Colors", COLORS),
                Member::new("Inner", INNER),
            ]),
        );
    }

    #[test]
    fn keys_and_values_at_every_depth() {
        let cases: [(&str, &[&str]); 9] = [
            ("", &["Color=", "Colors=", "Inner="]),
            ("Co", &["Color=", "Colors="]),
            ("Color=R", &["Color=RED", "Color=ROSE"]),
            ("Color=RED,", &["Color=RED,Colors=", "Color=RED,Inner="]),
            ("Inner={", &["Inner={Name=", "Inner={On="]),
            ("Inner={Name=x,On=t", &["Inner={Name=x,On=true"]),
            ("Inner={On=true},C", &["Inner={On=true},Color=", "Inner={On=true},Colors="]),
            ("Colors=[RED,B", &["Colors=[RED,BLUE"]),
            ("Nope=x", &[]),
        ];
        for (text, expected) in cases {
            let found: Vec<String> = complete(OUTER, text).into_iter().map(|(text, _)| text).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
