//! A structure: the Rust type, its constructor, its table, its reflection.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::module::{Item, Module, importing};
use super::words::Words;
use super::{command, laid, tokens};
use crate::ir::{Field, Helper, Place, RustType, Structure};
use crate::lower::names::ident;
use tokens::Scope;

/// The file of a structure in `types/`.
pub(super) fn module(structure: &Structure, words: &Words, path: String) -> Module {
    let scope = Scope::new([&structure.at.ident]);
    let texts = Texts { belongs: &words.shared(&structure.name, &structure.at), usage: "" };
    let mut items = items(structure, &texts, &scope, &quote!(SHAPE));
    items.push(command::structure_docs(structure, &quote!(DOCS)).into());
    if !structure.fields.is_empty() {
        items.insert(0, reflects());
    }
    let docs = format!("[`{}`].", structure.at.ident);
    Module::new(path, docs, importing(items))
}

/// What is called on members.
pub(super) fn reflects() -> Item {
    Item::Tokens(quote!(
        use crate::rt::Reflect as _;
    ))
}

/// What is said of a structure besides the model's own words.
pub(super) struct Texts<'a> {
    /// What it is part of.
    pub(super) belongs: &'a str,
    /// How it is used, if there is anything to say.
    pub(super) usage: &'a str,
}

/// The items of a structure; `table` is the name of its table.
pub(super) fn items(
    structure: &Structure,
    texts: &Texts<'_>,
    scope: &Scope,
    table: &TokenStream,
) -> Vec<Item> {
    let ident = &structure.at.ident;
    let mut items = vec![definition(structure, texts, scope).into()];
    let is_reply = structure.at.place == Place::Response;
    match (structure.has_plain(), is_reply) {
        (true, true) => items.push(default(structure, scope).into()),
        (true, false) => items.push(constructor(structure, scope).into()),
        (false, _) => {}
    }
    items.extend((!is_reply).then(|| setters(structure, scope)).flatten().map(Item::from));
    items.push(match laid::reflection(structure, scope) {
        Some(text) => Item::Text(text),
        None => reflection(structure, scope).into(),
    });
    items.push(
        laid::call("rt::structure", ident).map_or_else(|| quote!(rt::structure!(#ident);).into(), Item::Text),
    );
    items.push(match laid::table(structure, table) {
        Some(text) => Item::Text(text),
        None => shape(structure, table).into(),
    });
    items
}

fn definition(structure: &Structure, texts: &Texts<'_>, scope: &Scope) -> TokenStream {
    let ident = &structure.at.ident;
    let text = if structure.docs.is_empty() { texts.belongs } else { &structure.docs };
    let union = if structure.union { "\n\nExactly one member is set." } else { "" };
    // Words rather than the attribute: the crate itself would warn at each of its own uses.
    let note = if structure.deprecated { "\n\nDeprecated: the service discourages its use." } else { "" };
    let usage = if texts.usage.is_empty() { String::new() } else { format!("\n\n{}", texts.usage) };
    let docs = tokens::docs(&format!("{text}{union}{note}{usage}"));
    let default = (!structure.has_plain()).then(|| quote!(Default,));
    let fields = structure.fields.iter().map(|f| field(f, scope));
    quote! {
        #docs
        #[derive(Clone, #default PartialEq)]
        pub struct #ident { #(#fields)* }
    }
}

fn field(field: &Field, scope: &Scope) -> TokenStream {
    let Field { ident, name, .. } = field;
    let text = if field.docs.is_empty() { format!("The member `{name}`.") } else { field.docs.clone() };
    let docs = tokens::docs(&text);
    let helper = field.helper.as_ref().map(|Helper { path, feature }| {
        let function = path.rsplit("::").next().unwrap_or(path);
        // The empty line ends what stands before.
        let link = format!("\n See [`{function}`](crate::{path}).");
        quote!(#[cfg_attr(feature = #feature, doc = #link)])
    });
    let ty = field_type(field, scope);
    quote!(#docs #helper pub #ident: #ty,)
}

fn field_type(field: &Field, scope: &Scope) -> TokenStream {
    let ty = scope.ty(&field.ty);
    let option = scope.option();
    if field.plain { ty } else { quote!(#option<#ty>) }
}

/// A reply of which nothing is set; clients make none, but tests do.
fn default(structure: &Structure, scope: &Scope) -> TokenStream {
    let (ident, default) = (&structure.at.ident, scope.default());
    quote! {
        impl #default for #ident {
            #[inline]
            fn default() -> Self {
                rt::Structure::empty()
            }
        }
    }
}

/// Names that a setter cannot have: functions of the structure and of the traits that walk it.
const TAKEN: &[&str] = &[
    "new",
    "empty",
    "shape",
    "member",
    "member_mut",
    "field",
    "slot",
    "from_current",
    "clone",
    "eq",
    "fmt",
    "default",
    "from_str",
    "into",
    "serialize",
];

/// A method for each optional member, so that values are made without naming every field.
fn setters(structure: &Structure, scope: &Scope) -> Option<TokenStream> {
    let ident = &structure.at.ident;
    let is_free = |f: &&Field| !f.plain && !TAKEN.contains(&f.ident.to_string().trim_start_matches("r#"));
    let setters = structure.fields.iter().filter(is_free).map(|f| {
        let (name, kind) = (&f.ident, given(&f.ty, scope));
        quote!(#name(#kind);)
    });
    let setters: Vec<TokenStream> = setters.collect();
    (!setters.is_empty()).then(|| quote!(rt::setters! { #ident; #(#setters)* }))
}

/// What a setter takes, in the words of the runtime's macro.
fn given(ty: &RustType, scope: &Scope) -> TokenStream {
    let convertible = |ty: &RustType| converts(ty) || matches!(ty, RustType::Structure(..));
    match ty {
        RustType::List(item) if convertible(item) => {
            let item = scope.ty(item);
            quote!(list #item)
        }
        RustType::Map(value) if convertible(value) => {
            let value = scope.ty(value);
            quote!(map #value)
        }
        ty if converts(ty) || matches!(ty, RustType::Structure(_, true)) => {
            let ty = scope.ty(ty);
            quote!(into #ty)
        }
        ty => scope.ty(ty),
    }
}

/// `new` takes what must be there, in the model's order.
fn constructor(structure: &Structure, scope: &Scope) -> TokenStream {
    let ident = &structure.at.ident;
    let needed: Vec<&Field> = structure.fields.iter().filter(|f| f.plain).collect();
    let parameters = needed.iter().map(|f| parameter(f, scope));
    let values = structure.fields.iter().map(|f| {
        let name = &f.ident;
        match (f.plain, converts(&f.ty)) {
            (true, true) => quote!(#name: #name.into(),),
            (true, false) => quote!(#name,),
            (false, _) => quote!(#name: None,),
        }
    });
    let many = (needed.len() > 7).then(|| {
        quote!(#[expect(clippy::too_many_arguments, reason = "one for each required member of the model")])
    });
    quote! {
        impl #ident {
            /// A value of which only the required members are set.
            #[must_use]
            #many
            pub fn new(#(#parameters),*) -> Self {
                Self { #(#values)* }
            }
        }
    }
}

/// Types that callers should be able to write as literals.
pub(super) fn converts(ty: &RustType) -> bool {
    matches!(ty, RustType::String | RustType::Enum(_) | RustType::Blob)
}

/// A parameter for a field.
pub(super) fn parameter(field: &Field, scope: &Scope) -> TokenStream {
    let (name, ty, into) = (&field.ident, scope.ty(&field.ty), scope.into());
    if converts(&field.ty) { quote!(#name: impl #into<#ty>) } else { quote!(#name: #ty) }
}

/// The impl that reflection walks. Everything is `#[inline]`: such functions are compiled where they
/// are used, so a program pays for the types that it uses and the crate itself builds fast.
fn reflection(structure: &Structure, scope: &Scope) -> TokenStream {
    let (ident, id) = (&structure.at.ident, &structure.at.id.ident);
    let option = scope.option();
    let empty = if structure.has_plain() {
        let values = structure.fields.iter().map(|f| {
            let name = &f.ident;
            if f.plain { quote!(#name: rt::Reflect::empty(),) } else { quote!(#name: None,) }
        });
        quote!(Self { #(#values)* })
    } else {
        scope.default_of_self(structure.fields.iter().any(|f| f.ident == "default"))
    };
    let member = lookup(structure, |f| quote!(self.#f.field()));
    let member_mut = lookup(structure, |f| quote!(Some(self.#f.slot())));
    let index = if structure.fields.is_empty() { quote!(_) } else { quote!(index) };
    quote! {
        impl rt::Structure for #ident {
            #[inline]
            fn empty() -> Self {
                #empty
            }

            fn shape(&self) -> rt::Shape {
                schema::TABLES.shape(ids::#id)
            }

            #[inline]
            fn member(&self, #index: usize) -> #option<rt::Field<'_>> {
                #member
            }

            #[inline]
            fn member_mut(&mut self, #index: usize) -> #option<rt::Slot<'_>> {
                #member_mut
            }
        }
    }
}

/// What to do with the field at `index`; `None` beyond the last.
fn lookup(structure: &Structure, then: fn(&Ident) -> TokenStream) -> TokenStream {
    if structure.fields.is_empty() {
        return quote!(None);
    }
    let arms = structure.fields.iter().enumerate().map(|(i, field)| {
        let (i, then) = (Literal::usize_unsuffixed(i), then(&field.ident));
        quote!(#i => #then,)
    });
    quote!(match index { #(#arms)* _ => None })
}

fn shape(structure: &Structure, table: &TokenStream) -> TokenStream {
    let name = &structure.name;
    let members = structure.fields.iter().map(member);
    let kind = if structure.union { quote!(Union) } else { quote!(Structure) };
    let sensitive = tokens::secrecy(structure.sensitive, structure.secret);
    let wire = tokens::wire(structure.wire.as_ref());
    let code = structure.code.as_ref().map(|code| quote!(.code(#code)));
    quote! {
        pub(crate) const #table: rt::model::Shape =
            rt::model::Shape::new(#name, rt::model::Kind::#kind(&[#(#members),*])) #sensitive #wire #code;
    }
}

fn member(field: &Field) -> TokenStream {
    let name = &field.name;
    let id = &field.shape.ident;
    let marks = tokens::marks(field).map(ident);
    let wire = tokens::wire(field.wire.as_ref());
    quote!(rt::model::Member::new(#name, ids::#id) #(.#marks())* #wire)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, Sources};

    /// Structures of up to three members, with names of all lengths about the ends of lines.
    fn structures() -> crate::ir::Service {
        let mut shapes = vec![r#""S": {"type": "string"}"#.to_owned()];
        let mut all = Vec::new();
        for length in 1..90 {
            for count in 0..4 {
                let name = format!("A{length}x{count}{}", "n".repeat(length));
                let member = |at: usize| format!("{}{at}", "m".repeat(length));
                let members: Vec<String> =
                    (0..count).map(|at| format!(r#""{}": {{"shape": "S"}}"#, member(at))).collect();
                let required: Vec<String> = (0..count)
                    .filter(|at| at % 2 == length % 2)
                    .map(|at| format!("\"{}\"", member(at)))
                    .collect();
                shapes.push(format!(
                    r#""{name}": {{"type": "structure", "required": [{}], "members": {{{}}}}}"#,
                    required.join(", "),
                    members.join(", ")
                ));
                all.push(format!(r#""{name}": {{"shape": "{name}"}}"#));
            }
        }
        shapes.push(format!(r#""In": {{"type": "structure", "members": {{{}}}}}"#, all.join(", ")));
        let model = format!(
            r#"{{"version": "2.0", "metadata": {{"apiVersion": "2020-01-01", "endpointPrefix": "small", "protocol": "json",
                "jsonVersion": "1.1", "serviceFullName": "Small", "serviceId": "Small", "signatureVersion": "v4",
                "targetPrefix": "Small", "uid": "small-2020-01-01"}},
                "operations": {{"Put": {{"name": "Put", "http": {{"method": "POST", "requestUri": "/"}}, "input": {{"shape": "In"}}}}}},
                "shapes": {{{}}}}}"#,
            shapes.join(", ")
        );
        let partitions = include_str!("../../tests/fixtures/partitions.json");
        let sources = Sources { service: &model, partitions, ..Sources::default() };
        crate::read(&sources, &Options::new("small")).unwrap()
    }

    #[test]
    fn what_is_laid_out_here_looks_as_the_formatter_s() {
        let service = structures();
        let formatted = |tokens: TokenStream| prettyplease::unparse(&syn::parse2(tokens).unwrap());
        let (table, mut laid_out) = (quote!(SHAPE), 0);
        for structure in service.types.iter().filter_map(|ty| match ty {
            crate::ir::Type::Structure(structure) => Some(structure),
            crate::ir::Type::Enum(_) => None,
        }) {
            let (ident, scope) = (&structure.at.ident, Scope::new([&structure.at.ident]));
            for (ours, theirs) in [
                (laid::reflection(structure, &scope), reflection(structure, &scope)),
                (laid::table(structure, &table), shape(structure, &table)),
                (laid::call("rt::structure", ident), quote!(rt::structure!(#ident);)),
            ] {
                if let Some(ours) = ours {
                    laid_out += 1;
                    assert_eq!(ours, formatted(theirs));
                }
            }
        }
        assert!(laid_out > 600, "{laid_out}");
    }
}
