//! Names in Rust for names of the model. One word splitter (the AWS CLI's own) feeds them all.

use proc_macro2::{Ident, Span};

use super::naming;

/// Words that can be identifiers only with `r#`.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Words that cannot be identifiers at all; they get an underscore.
const PATH_WORDS: &[&str] = &["crate", "self", "super"];

/// A field, method or module: `user_pool_id`.
pub(crate) fn snake(name: &str) -> Ident {
    let text = start_with_letter(naming::words(name).join("_"));
    match text.as_str() {
        keyword if KEYWORDS.contains(&keyword) => Ident::new_raw(keyword, Span::call_site()),
        word if PATH_WORDS.contains(&word) => ident(&format!("{word}_")),
        word => ident(word),
    }
}

/// A static: `USER_POOL_ID_TYPE`.
pub(crate) fn screaming(name: &str) -> Ident {
    ident(&start_with_letter(naming::words(name).join("_").to_uppercase()))
}

/// A type: the model's name as it is, its first letter a capital.
pub(crate) fn type_name(name: &str) -> Ident {
    let mut text: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    match start_with_letter(text).as_str() {
        "Self" => ident("Self_"),
        text => ident(text),
    }
}

/// A variant: the words of the value, each with a capital. Digits of neighbouring words stay
/// apart (`1.1` is `_1_1`), and characters that no identifier has are spelled (`*` is `U2A`).
pub(crate) fn variant(value: &str) -> Ident {
    let mut out = String::new();
    for word in naming::words(&spell_symbols(value)) {
        let digits_meet =
            out.ends_with(|c: char| c.is_ascii_digit()) && word.starts_with(|c: char| c.is_ascii_digit());
        out.push_str(if digits_meet { "_" } else { "" });
        let mut chars = word.chars();
        out.extend(chars.next().map(|c| c.to_ascii_uppercase()));
        out.push_str(chars.as_str());
    }
    match out.as_str() {
        "" => ident("Empty"),
        // The catch-all variant of every enum is `Other(String)`.
        "Other" => ident("OtherValue"),
        "Self" => ident("Self_"),
        _ => ident(&start_with_letter(out)),
    }
}

/// Separators of words stay; whatever else an identifier cannot hold becomes its code point.
fn spell_symbols(value: &str) -> String {
    let mut out = String::new();
    for c in value.chars() {
        match c {
            c if c.is_ascii_alphanumeric() => out.push(c),
            '-' | '_' | '.' | ' ' | '/' | ':' | '(' | ')' | ',' | '+' | '\'' => out.push('-'),
            c => out.push_str(&format!("-U{:X}-", c as u32)),
        }
    }
    out
}

fn start_with_letter(text: String) -> String {
    if text.starts_with(|c: char| c.is_ascii_digit()) { format!("_{text}") } else { text }
}

/// An identifier that is known to be good.
pub(crate) fn ident(text: &str) -> Ident {
    Ident::new(text, Span::call_site())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_keyword_makes_an_identifier() {
        for word in KEYWORDS.iter().chain(PATH_WORDS) {
            let name = snake(word).to_string();
            assert!(syn::parse_str::<Ident>(&name).is_ok(), "{word} became {name}");
        }
    }

    #[test]
    fn variants() {
        let cases = [
            ("SOFTWARE_TOKEN_MFA", "SoftwareTokenMfa"),
            ("us-east-1", "UsEast1"),
            ("1.1", "_1_1"),
            ("", "Empty"),
            ("OTHER", "OtherValue"),
            ("*", "U2A"),
            ("Self", "Self_"),
            ("UNKNOWN", "Unknown"),
            ("ES256", "Es256"),
        ];
        for (value, expected) in cases {
            assert_eq!(variant(value).to_string(), expected, "{value}");
        }
    }

    #[test]
    fn types_keep_the_models_name() {
        assert_eq!(type_name("eventScopeCode").to_string(), "EventScopeCode");
        assert_eq!(type_name("MFAOptionType").to_string(), "MFAOptionType");
        assert_eq!(type_name("2Fast").to_string(), "_2Fast");
    }
}
