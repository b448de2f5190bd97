//! Names in Rust for names of the model. One word splitter (the AWS CLI's own) feeds them all.
//!
//! A name that is checked ([`Name`]) always has one. Where it would be a word of the language, a file that means
//! something else or a method of our own, an underscore stands behind it; names of the model never end in one.

use proc_macro2::{Ident, Span};

use super::naming;
use crate::name::Name;

/// Words that can be identifiers only with `r#`.
pub(crate) const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Words that cannot be identifiers at all.
pub(crate) const PATH_WORDS: &[&str] = &["crate", "self", "super", "Self"];

/// The index of a folder.
const INDEX: &str = "mod";

/// Methods that the emitted clients have for themselves or by their traits.
const CLIENT_METHODS: &[&str] = &[
    "new",
    "builder",
    "from_env",
    "with",
    "with_http_client",
    "with_metadata",
    "inner",
    "sign_in",
    "refresh",
    "register_device",
    "session",
    "build",
    "carry",
    "clone",
    "fmt",
];

/// A field: `user_pool_id`.
pub(crate) fn field(name: &Name) -> Ident {
    word(snake(name))
}

/// A module, which is also a file.
pub(crate) fn module(name: &Name) -> Ident {
    let text = snake(name);
    if text == INDEX || is_device(&text) { underscored(&text) } else { word(text) }
}

/// A method of the clients and the module of its operation.
pub(crate) fn operation(name: &Name) -> Ident {
    let text = snake(name);
    if CLIENT_METHODS.contains(&text.as_str()) { underscored(&text) } else { module(name) }
}

/// Whether Windows takes a file of that name, whatever its ending, for a device.
pub(crate) fn is_device(name: &str) -> bool {
    let numbered = |prefix: &str| {
        name.strip_prefix(prefix).is_some_and(|n| n.len() == 1 && n.chars().all(|c| c.is_ascii_digit()))
    };
    matches!(name, "con" | "prn" | "aux" | "nul" | "conin" | "conout") || numbered("com") || numbered("lpt")
}

/// A part of a longer name: `user_pool_exists`.
pub(crate) fn bare(name: &Name) -> String {
    snake(name)
}

/// A static: `USER_POOL_ID_TYPE`.
pub(crate) fn screaming(name: &Name) -> Ident {
    ident(&snake(name).to_uppercase())
}

/// A static that keeps the model's spelling.
pub(crate) fn verbatim(name: &Name) -> Ident {
    word(start_with_letter(plain(name)))
}

/// A type: the model's name as it is, its first letter a capital.
pub(crate) fn type_name(name: &Name) -> Ident {
    let mut text = plain(name);
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    word(start_with_letter(text))
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
        _ => word(start_with_letter(out)),
    }
}

/// The words of a name: `user_pool_id`.
fn snake(name: &Name) -> String {
    start_with_letter(naming::words(&plain(name)).join("_"))
}

/// The name with underscores for all that no identifier has.
fn plain(name: &Name) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect()
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

/// A word that may be one of the language.
fn word(text: String) -> Ident {
    match text.as_str() {
        keyword if KEYWORDS.contains(&keyword) => Ident::new_raw(keyword, Span::call_site()),
        word if PATH_WORDS.contains(&word) => underscored(word),
        word => ident(word),
    }
}

fn underscored(word: &str) -> Ident {
    ident(&format!("{word}_"))
}

/// An identifier that is known to be good.
pub(crate) fn ident(text: &str) -> Ident {
    Ident::new(text, Span::call_site())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Name {
        Name::of_member(text).unwrap()
    }

    #[test]
    fn every_name_makes_identifiers() {
        let odd =
            ["@type", "$ref", "#1", "a--b", "_x_", "1", "__1", "Self", "a.b:c/d", "-a", "ARNs", "xURLs"];
        for text in KEYWORDS.iter().chain(PATH_WORDS).chain(&odd) {
            let name = name(text);
            for make in [field, module, operation, screaming, verbatim, type_name] {
                let made = make(&name).to_string();
                assert!(syn::parse_str::<Ident>(&made).is_ok(), "{text} became {made}");
            }
        }
    }

    #[test]
    fn files_and_methods_of_ours_are_left_alone() {
        for (text, expected) in [("Mod", "mod_"), ("CON", "con_"), ("Com1", "com1_"), ("Com10", "com10")] {
            assert_eq!(module(&name(text)).to_string(), expected);
        }
        for (text, expected) in
            [("New", "new_"), ("SignIn", "sign_in_"), ("Mod", "mod_"), ("Client", "client")]
        {
            assert_eq!(operation(&name(text)).to_string(), expected);
        }
        assert_eq!(field(&name("New")).to_string(), "new");
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
            ("é\0", "Ue9U0"),
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
        assert_eq!(type_name(&name("eventScopeCode")).to_string(), "EventScopeCode");
        assert_eq!(type_name(&name("MFAOptionType")).to_string(), "MFAOptionType");
        assert_eq!(type_name(&name("2Fast")).to_string(), "_2Fast");
    }
}
