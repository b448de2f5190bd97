//! Shorthand that cannot be read, with its quotes set right.

use super::{Parts, Scene};
use crate::show::dry_run::quoted;
use rt::schema::{Kind, Members, Shape};
use rt::shorthand;

/// The text of an option, repaired.
pub(super) fn repaired(scene: &Scene<'_>) -> Option<Parts> {
    let failure = scene.failure?;
    scene.members().find_map(|(given, shape)| {
        let members = structure(shape).filter(|_| !shape.secret() && given.is_named_in(&failure.message))?;
        let word = given.words.iter().find(|word| shorthand::parse(word).is_err())?;
        // A blank that the shell saw has made several words of one.
        let text = with_quotes(word, members).or_else(|| with_quotes(&given.words.join(" "), members))?;
        Some(vec![("option", given.option.to_owned()), ("quoted", quoted(&text)), ("text", text)])
    })
}

/// The members of a structure, or of those in a list; none of them secret.
fn structure(shape: Shape) -> Option<Members> {
    let members = match shape.kind() {
        Kind::Structure(members) | Kind::Union(members) => members,
        Kind::List(item) => structure(item)?,
        _ => return None,
    };
    members.iter().all(|member| !(member.sensitive() || member.shape().secret())).then_some(members)
}

/// A text in which values stand in double quotes, where that makes it readable.
fn with_quotes(text: &str, members: Members) -> Option<String> {
    let pieces = pieces(text, members);
    if pieces.is_empty() {
        return None;
    }
    let piece = |(key, value): &(&str, &str)| {
        let bare = unquoted(value.trim());
        let plain = !value.is_empty() && !value.contains(['"', '\'', ',', '\\']);
        if plain { format!("{key}={value}") } else { format!("{key}=\"{}\"", escaped(bare)) }
    };
    let repaired = pieces.iter().map(piece).collect::<Vec<_>>().join(",");
    shorthand::parse(&repaired).is_ok().then_some(repaired)
}

/// Keys that members have, each with all that stands up to the next one.
fn pieces(text: &str, members: Members) -> Vec<(&str, &str)> {
    let starts: Vec<(usize, usize)> = text
        .match_indices('=')
        .filter_map(|(equals, _)| {
            let start = text[..equals].rfind(',').map_or(0, |comma| comma + 1);
            let key = text[start..equals].trim();
            members.named(key).is_some().then_some((start, equals))
        })
        .collect();
    if starts.first().is_none_or(|(start, _)| *start != 0) {
        return Vec::new();
    }
    let piece = |(at, (start, equals)): (usize, &(usize, usize))| {
        let end = starts.get(at + 1).map_or(text.len(), |(next, _)| next - 1);
        (text[*start..*equals].trim(), &text[equals + 1..end])
    };
    starts.iter().enumerate().map(piece).collect()
}

/// A value without the quotes around it, be there one or two.
fn unquoted(value: &str) -> &str {
    let first = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    let inner = first.map_or(value, |quote| value.strip_prefix(quote).unwrap_or(value));
    first.and_then(|quote| inner.strip_suffix(quote)).unwrap_or(inner)
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_get_quotes_that_the_program_sees() {
        rt::shapes! {
            static TEXT: Shape = Shape::new("Text", Kind::String);
            static PAIR: Shape =
                Shape::new("Pair", Kind::Structure(&[Member::new("Name", TEXT), Member::new("Value", TEXT)]));
        }
        let cases = [
            ("Name=x,Value='Mia's Tea'", Some(r#"Name=x,Value="Mia's Tea""#)),
            ("Value=a, b,Name=x", Some(r#"Value="a, b",Name=x"#)),
            (r#"Name=x,Value="say "hi"""#, Some(r#"Name=x,Value="say \"hi\"""#)),
            (r#"Name=x,Value="open"#, Some(r#"Name=x,Value="open""#)),
            ("Other=x,Value=a", None),
            ("x", None),
        ];
        for (text, expected) in cases {
            assert_eq!(with_quotes(text, PAIR.members()).as_deref(), expected, "{text}");
        }
    }
}
