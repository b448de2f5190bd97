//! Values for examples: the least that an operation accepts.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Operation, RustType, Service, Structure, Type, TypeRef};

/// Finds the structures that samples are made of.
pub(super) struct Samples<'a> {
    types: BTreeMap<String, &'a Type>,
    own: BTreeMap<String, &'a Structure>,
}

impl<'a> Samples<'a> {
    pub(super) fn new(service: &'a Service) -> Samples<'a> {
        let types = service.types.iter().map(|ty| (ty.at().ident.to_string(), ty));
        let own = service.operations.iter().flat_map(Operation::own_structures);
        Samples { types: types.collect(), own: own.map(|s| (s.at.ident.to_string(), s)).collect() }
    }

    /// A request with its required members, or any other structure.
    pub(super) fn structure(&self, at: &TypeRef) -> TokenStream {
        self.structure_inside(at, 0)
    }

    fn structure_inside(&self, at: &TypeRef, depth: usize) -> TokenStream {
        let ident = &at.ident;
        let name = ident.to_string();
        let structure = match (self.own.get(&name), self.types.get(&name)) {
            (Some(structure), _) => Some(*structure),
            (None, Some(Type::Structure(structure))) => Some(structure),
            _ => None,
        };
        let fields = structure.map(|s| s.fields.as_slice()).unwrap_or_default();
        if fields.iter().all(|f| !f.plain) {
            return quote!(types::#ident::default());
        }
        let arguments =
            fields.iter().filter(|f| f.plain).map(|f| self.value(&f.ty, &f.ident.to_string(), depth));
        quote!(types::#ident::new(#(#arguments),*))
    }

    fn value(&self, ty: &RustType, name: &str, depth: usize) -> TokenStream {
        match ty {
            RustType::String => {
                let name = name.trim_start_matches("r#");
                quote!(#name)
            }
            RustType::Integer => quote!(10),
            RustType::Long => quote!(10),
            RustType::Float | RustType::Double => quote!(1.0),
            RustType::Boolean => quote!(true),
            RustType::Enum(at) => self.variant(at),
            RustType::Structure(at, boxed) if depth < 4 => {
                let value = self.structure_inside(at, depth + 1);
                if *boxed { quote!(Box::new(#value)) } else { value }
            }
            RustType::List(item) if depth < 4 => {
                let item = match &**item {
                    RustType::String => quote!("item".into()),
                    item => self.value(item, "item", depth + 1),
                };
                quote!(vec![#item])
            }
            _ => quote!(Default::default()),
        }
    }

    fn variant(&self, at: &TypeRef) -> TokenStream {
        let ident = &at.ident;
        let first = match self.types.get(&ident.to_string()) {
            Some(Type::Enum(e)) => e.variants.first().map(|v| &v.ident),
            _ => None,
        };
        match first {
            Some(first) => quote!(types::#ident::#first),
            None => quote!(types::#ident::from("value")),
        }
    }
}
