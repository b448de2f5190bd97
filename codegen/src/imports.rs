//! Which of the crate's modules a file names: items that are laid out in, one `use` out. Knows nothing of the items.

/// Modules of the emitted crate that its files import.
const MODULES: [&str; 5] = ["error", "operations", "rt", "schema", "types"];

/// `use PATH::{…};` for those of the modules that the items name at the start of a path; may be empty.
pub(crate) fn of<'a>(items: impl Iterator<Item = &'a str>, path: &str) -> String {
    let mut named = [false; MODULES.len()];
    for line in items.flat_map(str::lines).filter(|line| may_name(line)) {
        find(line, &mut named);
    }
    let used: Vec<&str> = MODULES.into_iter().zip(named).filter(|(_, is)| *is).map(|(m, _)| m).collect();
    match used.as_slice() {
        [] => String::new(),
        [one] => format!("use {path}::{one};\n"),
        many => format!("use {path}::{{{}}};\n", many.join(", ")),
    }
}

/// Whether a line has a path in it, and is no comment.
fn may_name(line: &str) -> bool {
    let mut colons = line.match_indices(':');
    colons.any(|(at, _)| line.as_bytes().get(at + 1) == Some(&b':'))
        && !line.trim_start_matches(' ').starts_with("//")
}

/// Notes each module that occurs as `module::…`, other than behind another `::`, outside of texts.
fn find(line: &str, named: &mut [bool; MODULES.len()]) {
    let (bytes, mut start, mut at) = (line.as_bytes(), 0, 0);
    while let Some(byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'_' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | 0x80.. => continue,
            b'"' => at = text_end(bytes, at),
            b':' if bytes.get(at) == Some(&b':') => {
                let starts = !bytes[..start].ends_with(b"::");
                let word = &bytes[start..at - 1];
                if let Some(module) = MODULES.iter().position(|module| starts && module.as_bytes() == word) {
                    named[module] = true;
                }
                at += 1;
            }
            _ => {}
        }
        start = at;
    }
}

/// Where a text ends that begins there.
fn text_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'"' => return at,
            b'\\' => at += 1,
            _ => {}
        }
    }
    at
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
