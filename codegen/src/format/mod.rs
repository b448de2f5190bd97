//! Tokens of items to lines. Knows no model, and no emitted code in particular.

mod boxes;
mod code;
mod lines;
mod printer;

use std::fmt::Write as _;

use proc_macro2::TokenStream;

/// Most items are shorter.
const MOST: usize = 4096;

/// The items, as `prettyplease` lays them out. Most are laid out here, since it takes a parser that knows all of Rust
/// several times as long; `prettyplease` has the rest.
///
/// # Errors
/// If they are not Rust, as far as they have to be parsed.
pub(crate) fn formatted(tokens: TokenStream) -> syn::Result<String> {
    let mut code = String::with_capacity(MOST);
    let written = write!(code, "{tokens}").ok();
    match written.and_then(|()| printer::print(&code)) {
        Some(text) => Ok(text),
        None => Ok(prettyplease::unparse(&syn::parse2(tokens)?)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::ToTokens as _;
    use std::fs;
    use std::path::{Path, PathBuf};

    /// Every emitted source file of the fixtures, and of the project's own crate.
    fn files() -> Vec<PathBuf> {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let (mut found, mut open) =
            (Vec::new(), vec![here.join("tests/fixtures"), here.join("../generated/src")]);
        while let Some(folder) = open.pop() {
            for path in fs::read_dir(&folder).into_iter().flatten().map(|entry| entry.unwrap().path()) {
                match path.extension() {
                    _ if path.is_dir() => open.push(path),
                    Some(ending) if ending == "rs" => found.push(path),
                    _ => {}
                }
            }
        }
        found
    }

    #[test]
    fn what_is_laid_out_here_looks_as_the_formatter_s() {
        let (mut ours, mut all) = (0, 0);
        for path in files() {
            let file = syn::parse_file(&fs::read_to_string(&path).unwrap()).unwrap();
            for item in file.items {
                let tokens = item.to_token_stream();
                let theirs =
                    prettyplease::unparse(&syn::File { shebang: None, attrs: Vec::new(), items: vec![item] });
                all += 1;
                if let Some(text) = printer::print(&tokens.to_string()) {
                    ours += 1;
                    assert_eq!(text, theirs, "in {}", path.display());
                }
            }
        }
        assert!(all > 1_000 && ours * 100 > all * 95, "{ours} of {all}");
    }

    #[test]
    fn what_is_not_known_is_left_to_the_formatter() {
        for text in [
            "fn f<T>(t: T) {}",
            "async fn f() {}",
            "fn f() { if a { b } }",
            "fn f() -> bool { a == b }",
            "fn f() { a.b[0]; }",
            "fn f() { 'a: loop {} }",
            "const A: [u8; 1] = [1];",
            "static A: &[u8] = &[1, 2];",
            "struct A(B);",
            "impl<T> A for B<T> {}",
            "trait A {}",
            "#[a = \"b\"] struct A {}",
            "use a::{b::c, d};",
            "m! { $a }",
        ] {
            assert_eq!(printer::print(text), None, "{text}");
            let tokens: TokenStream = text.parse().unwrap();
            assert!(formatted(tokens).is_ok(), "{text}");
        }
        for text in ["struct", "fn f( {", "impl {}", "pub", "static A: B =", "\u{3b1}"] {
            assert_eq!(printer::print(text), None, "{text}");
        }
    }
}
