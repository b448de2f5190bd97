//! Which of the crate's modules a file names: items that are laid out in, one `use` out. Knows nothing of the items.

/// Modules of the emitted crate that its files import.
const MODULES: [&str; 6] = ["error", "ids", "operations", "rt", "schema", "types"];

/// `use PATH::{…};` for those of the modules that the items name at the start of a path; may be empty.
pub(crate) fn of<'a>(items: impl Iterator<Item = &'a str>, path: &str) -> String {
    let mut named = [false; MODULES.len()];
    for text in items {
        find(text, &mut named);
    }
    let used: Vec<&str> = MODULES.into_iter().zip(named).filter(|(_, is)| *is).map(|(m, _)| m).collect();
    match used.as_slice() {
        [] => String::new(),
        [one] => format!("use {path}::{one};\n"),
        many => format!("use {path}::{{{}}};\n", many.join(", ")),
    }
}

/// Notes each module that occurs as `module::…`, other than behind another `::`, outside of comments and texts.
fn find(text: &str, named: &mut [bool; MODULES.len()]) {
    for (at, _) in text.match_indices(':').filter(|(at, _)| text[at + 1..].starts_with(':')) {
        let before = &text[..at];
        // Most are known after a few lines.
        let module = (0..MODULES.len()).find(|module| !named[*module] && before.ends_with(MODULES[*module]));
        let Some(module) = module else { continue };
        let before = &before[..at - MODULES[module].len()];
        let begins = !before.ends_with(|c: char| c.is_alphanumeric() || c == '_') && !before.ends_with("::");
        named[module] = begins && is_code(&before[before.rfind('\n').map_or(0, |end| end + 1)..]);
    }
}

/// Whether what comes behind the beginning of a line is in no comment and no text.
fn is_code(line: &str) -> bool {
    let (mut is_text, mut is_escaped) = (false, false);
    for byte in line.bytes() {
        is_text ^= byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
    }
    !is_text && !line.trim_start_matches(' ').starts_with("//")
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
        assert_eq!(of("    /// types::X\n    x // y"), "");
        for none in ["crate::types::X", "my_types::X", "x::rt::Y", "types: X", "/// types::X", "f(\"rt::\")"]
        {
            assert_eq!(of(none), "", "{none}");
        }
        assert_eq!(of("f(\"a\\\"rt::\", types::X, \"error::\")"), "use crate::types;\n");
    }
}
