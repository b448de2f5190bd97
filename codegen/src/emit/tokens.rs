//! Small nouns that several emitters need.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::ir::{Field, Io, Limits, Location, Namespace, Place, RustType, TypeRef, Wire};
use crate::lower::names::ident;
use crate::options::{COMMAND, RUNTIME};

/// Between the lines of a text, which is one attribute until it is laid out.
pub(crate) const NEXT_LINE: char = '\u{1}';

/// `///` lines.
pub(crate) fn docs(text: &str) -> Option<TokenStream> {
    let mut lines = String::with_capacity(text.len() + 8);
    for (index, line) in text.lines().enumerate() {
        lines.extend((index > 0).then_some(NEXT_LINE));
        lines.push_str(if line.is_empty() { "" } else { " " });
        lines.push_str(line);
    }
    let lines = literal(&lines);
    (!text.is_empty()).then(|| quote!(#[doc = #lines]))
}

/// A text as it is, without escapes that somebody would have to read again.
fn literal(text: &str) -> Literal {
    let runs = text.split('"').skip(1).map(|rest| rest.len() - rest.trim_start_matches('#').len());
    let hashes = "#".repeat(runs.max().map_or(0, |longest| longest + 1));
    let raw = format!("r{hashes}\"{text}\"{hashes}");
    raw.parse().unwrap_or_else(|_| Literal::string(text))
}

/// A text, which may be long, with escapes. The tokens' own rule looks every character up.
pub(crate) fn text(text: &str) -> Literal {
    let mut quoted = String::with_capacity(text.len() + text.len() / 8 + 2);
    quoted.push('"');
    for byte in text.bytes() {
        match byte {
            b'"' => quoted.push_str("\\\""),
            b'\\' => quoted.push_str("\\\\"),
            b'\n' => quoted.push_str("\\n"),
            b' '..=b'~' => quoted.push(byte.into()),
            _ => return Literal::string(text),
        }
    }
    quoted.push('"');
    quoted.parse().unwrap_or_else(|_| Literal::string(text))
}

/// `#[deprecated]`, or nothing.
pub(crate) fn deprecated(is: bool) -> Option<TokenStream> {
    is.then(|| quote!(#[deprecated]))
}

/// Names of the prelude that a type of the model may hide within its own file.
pub(crate) struct Scope {
    hidden: Vec<String>,
}

impl Scope {
    /// The scope of a file that defines these types.
    pub(crate) fn new<'a>(types: impl IntoIterator<Item = &'a Ident>) -> Scope {
        Scope { hidden: types.into_iter().map(Ident::to_string).collect() }
    }

    fn hides(&self, name: &str) -> bool {
        self.hidden.iter().any(|h| h == name)
    }

    fn std(&self, name: &str, path: TokenStream) -> TokenStream {
        if self.hides(name) {
            return path;
        }
        let ident = ident(name);
        quote!(#ident)
    }

    pub(crate) fn option(&self) -> TokenStream {
        self.std("Option", quote!(std::option::Option))
    }

    pub(crate) fn string(&self) -> TokenStream {
        self.std("String", quote!(std::string::String))
    }

    pub(crate) fn result(&self) -> TokenStream {
        self.std("Result", quote!(std::result::Result))
    }

    pub(crate) fn from(&self) -> TokenStream {
        self.std("From", quote!(std::convert::From))
    }

    pub(crate) fn default(&self) -> TokenStream {
        self.std("Default", quote!(std::default::Default))
    }

    pub(crate) fn into(&self) -> TokenStream {
        self.std("Into", quote!(std::convert::Into))
    }

    /// A borrowed text, owned.
    pub(crate) fn owned(&self, text: &TokenStream) -> TokenStream {
        match self.hides("ToOwned") {
            true => quote!(std::borrow::ToOwned::to_owned(#text)),
            false => quote!(#text.to_owned()),
        }
    }

    /// The default of the type that is defined, also where a method of its own is called so.
    pub(crate) fn default_of_self(&self, has_method: bool) -> TokenStream {
        match has_method || self.hides("Default") {
            true => quote!(std::default::Default::default()),
            false => quote!(Self::default()),
        }
    }

    /// A type in Rust.
    pub(crate) fn ty(&self, ty: &RustType) -> TokenStream {
        match ty {
            RustType::String => self.string(),
            RustType::Integer => quote!(i32),
            RustType::Long => quote!(i64),
            RustType::Float => quote!(f32),
            RustType::Double => quote!(f64),
            RustType::Boolean => quote!(bool),
            RustType::Timestamp => quote!(rt::Timestamp),
            RustType::Blob => quote!(rt::Blob),
            RustType::Document => quote!(rt::Value),
            RustType::Enum(at) | RustType::Structure(at, false) => type_path(at),
            RustType::Structure(at, true) => {
                let (boxed, path) = (self.std("Box", quote!(std::boxed::Box)), type_path(at));
                quote!(#boxed<#path>)
            }
            RustType::List(item) => {
                let (vec, item) = (self.std("Vec", quote!(std::vec::Vec)), self.ty(item));
                quote!(#vec<#item>)
            }
            RustType::Map(value) => {
                let (string, value) = (self.string(), self.ty(value));
                quote!(std::collections::BTreeMap<#string, #value>)
            }
        }
    }
}

/// `types::X`: every type is exported there.
pub(crate) fn type_path(at: &TypeRef) -> TokenStream {
    let ident = &at.ident;
    quote!(types::#ident)
}

/// The Rust type of a request or a reply, as its operation's file names it.
pub(crate) fn io_type(io: &Io) -> TokenStream {
    match io.type_ref.place {
        Place::Types => type_path(&io.type_ref),
        _ => {
            let ident = &io.type_ref.ident;
            quote!(#ident)
        }
    }
}

/// The calls that set a shape's constraints.
pub(crate) fn limits(limits: &Limits) -> TokenStream {
    let float = |x: f64| Literal::f64_unsuffixed(x);
    let min = limits.min.map(float).map(|x| quote!(.min(#x)));
    let max = limits.max.map(float).map(|x| quote!(.max(#x)));
    let pattern = limits.pattern.as_ref().map(|p| quote!(.pattern(#p)));
    let sensitive = secrecy(limits.sensitive, limits.secret);
    let keys = &limits.secret_keys;
    let secret_keys = (!keys.is_empty()).then(|| quote!(.secret_keys(&[#(#keys),*])));
    quote!(#min #max #pattern #sensitive #secret_keys)
}

/// The call that sets how something is written on the wire.
pub(crate) fn wire(wire: Option<&Wire>) -> Option<TokenStream> {
    let facts = facts(wire?);
    Some(quote!(.wire(#facts)))
}

fn facts(wire: &Wire) -> TokenStream {
    let Wire { flattened, attribute, streaming, last_part, .. } = wire;
    let name = wire.name.as_ref().map(|name| quote!(.name(#name)));
    let query_name = wire.query_name.as_ref().map(|name| quote!(.query_name(#name)));
    let location = location(wire.location).map(|at| quote!(.location(rt::Location::#at)));
    let flattened = flattened.then(|| quote!(.flattened()));
    let attribute = attribute.then(|| quote!(.attribute()));
    let streaming = streaming.then(|| quote!(.streaming()));
    let last_part = last_part.then(|| quote!(.last_part()));
    let namespace =
        wire.namespace.as_ref().map(|Namespace { prefix, uri }| quote!(.namespace(#prefix, #uri)));
    let times = wire.times.map(ident).map(|format| quote!(.times(rt::TimestampFormat::#format)));
    let payload = wire.payload.as_ref().map(|member| quote!(.payload(#member)));
    let item = wire.item.as_deref().map(facts).map(|facts| quote!(.item(#facts)));
    let key = wire.key.as_deref().map(facts).map(|facts| quote!(.key(#facts)));
    quote! {
        &rt::Wire::DEFAULT #name #query_name #location #flattened #attribute #streaming #last_part #namespace #times #payload #item #key
    }
}

fn location(location: Location) -> Option<Ident> {
    Some(ident(match location {
        Location::Body => return None,
        Location::Label => "Label",
        Location::Query => "Query",
        Location::Header => "Header",
        Location::Headers => "Headers",
        Location::Status => "Status",
    }))
}

/// The calls that say of a shape who may see its values: not logs, and not those who look at their own request, unless
/// our data says otherwise.
pub(crate) fn secrecy(sensitive: bool, secret: bool) -> Option<TokenStream> {
    sensitive.then(|| if secret { quote!(.sensitive()) } else { quote!(.sensitive().shown()) })
}

/// About as many lines as the formatter gives to an item of a list or an import.
pub(crate) fn lines(item: &TokenStream) -> usize {
    if item.to_string().len() > 95 { 3 } else { 1 }
}

/// The runtime's crate, as the emitted crate's dependency is called in Rust.
pub(crate) fn runtime() -> Ident {
    ident(&RUNTIME.replace('-', "_"))
}

/// The name of the command line's crate in Rust.
pub(crate) fn command() -> Ident {
    ident(&COMMAND.replace('-', "_"))
}

/// What there is to say of a member.
pub(crate) fn marks(field: &Field) -> impl Iterator<Item = &'static str> {
    let marks = [
        (field.required, "required"),
        (field.idempotency_token, "idempotency_token"),
        (field.deprecated, "deprecated"),
        (field.host_label, "host_label"),
        (field.json_value, "json_value"),
        (field.sensitive, "sensitive"),
        (field.apart, "apart"),
    ];
    marks.into_iter().filter(|(is, _)| *is).map(|(_, mark)| mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_mean_their_texts() {
        let many = format!("a \"{} b", "#".repeat(300));
        let texts = ["", "a", "a \"b\" c", "\"#", "a\\", "\"##\"#", "a\n\tb", "\u{e4}\r\u{1}\0", "'", &many];
        for text in texts {
            for literal in [literal(text), super::text(text)] {
                let read: syn::LitStr = syn::parse_str(&literal.to_string()).unwrap();
                assert_eq!(read.value(), text);
            }
            assert_eq!(super::text(text).to_string(), Literal::string(text).to_string());
        }
    }
}
