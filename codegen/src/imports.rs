//! Which of the crate's modules a file names: items that are laid out in, one `use` out. Knows nothing of the items.

/// Modules of the emitted crate that its files import.
const MODULES: [&str; 5] = ["error", "operations", "rt", "schema", "types"];

/// `use PATH::{…};` for those of the modules that the items name at the start of a path; may be empty.
pub(crate) fn of<'a>(items: impl Iterator<Item = &'a str>, path: &str) -> String {
    let mut named = [false; MODULES.len()];
    for line in items.flat_map(str::lines).filter(|line| line.contains("::")) {
        find(line, &mut named);
    }
    let used: Vec<&str> = MODULES.into_iter().zip(named).filter(|(_, is)| *is).map(|(m, _)| m).collect();
    match used.as_slice() {
        [] => String::new(),
        [one] => format!("use {path}::{one};\n"),
        many => format!("use {path}::{{{}}};\n", many.join(", ")),
    }
}

/// Notes each module that occurs as `module::…`, other than behind another `::`, outside of comments and texts.
fn find(line: &str, named: &mut [bool; MODULES.len()]) {
    if line.trim_start().starts_with("//") {
        return;
    }
    let mut is_text = false;
    for piece in pieces(line) {
        for (at, _) in piece.match_indices("::").filter(|_| !is_text) {
            let before = &piece[..at];
            let word = before.rsplit(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
            let starts = !before[..before.len() - word.len()].ends_with("::");
            if let Some(module) = MODULES.iter().position(|module| starts && *module == word) {
                named[module] = true;
            }
        }
        is_text = !is_text;
    }
}

/// What stands between the quotation marks that begin and end texts.
fn pieces(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(line);
    std::iter::from_fn(move || {
        let line = rest?;
        let mut is_escaped = false;
        let end = line.bytes().position(|byte| {
            let ends = byte == b'"' && !is_escaped;
            is_escaped = byte == b'\\' && !is_escaped;
            ends
        });
        rest = end.map(|end| &line[end + 1..]);
        Some(&line[..end.unwrap_or(line.len())])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_count_that_begin_with_a_module() {
        let of = |text: &str| of([text].into_iter(), "crate");
        assert_eq!(of("let x: types::X = y;"), "use crate::types;\n");
        assert_eq!(of("fn f(a: &rt::Shape) -> Vec<types::X> {}"), "use crate::{rt, types};\n");
        assert_eq!(of("<schema::X as error::Y>::z()"), "use crate::{error, schema};\n");
        for none in ["crate::types::X", "my_types::X", "x::rt::Y", "types: X", "/// types::X", "f(\"rt::\")"]
        {
            assert_eq!(of(none), "", "{none}");
        }
        assert_eq!(of("f(\"a\\\"rt::\", types::X, \"error::\")"), "use crate::types;\n");
    }
}
