//! What a type says of itself where the model has no words about it: what it belongs to.

use std::collections::BTreeMap;

use proc_macro2::Ident;

use crate::ir::{Operation, Place, RustType, Service, Structure, Type, TypeRef};

/// Places that are named; of further ones only the number is told.
const NAMED: usize = 3;

/// Where each type of a service is used.
pub(super) struct Words {
    places: BTreeMap<String, Vec<String>>,
}

impl Words {
    pub(super) fn new(service: &Service) -> Words {
        let mut words = Words { places: BTreeMap::new() };
        for error in &service.errors {
            let variant = &error.variant;
            words.add(&error.at, format!("details of the error [`{variant}`](crate::ErrorCode::{variant})"));
        }
        for operation in &service.operations {
            let sides = [("the request of", &operation.input), ("the reply to", &operation.output)];
            for (side, io) in sides {
                if let Some(io) = io {
                    words.add(&io.type_ref, format!("{side} `{}`", operation.name));
                }
            }
        }
        let shared = service.types.iter().filter_map(|ty| match ty {
            Type::Structure(s) => Some(s),
            Type::Enum(_) => None,
        });
        let own = service.operations.iter().flat_map(Operation::own_structures);
        own.chain(shared).for_each(|structure| words.add_members(structure));
        words
    }

    fn add(&mut self, at: &TypeRef, place: String) {
        self.places.entry(at.ident.to_string()).or_default().push(place);
    }

    fn add_members(&mut self, structure: &Structure) {
        for field in &structure.fields {
            if let Some(at) = leaf(&field.ty) {
                let place = format!("`{}` in {}", field.name, link(&structure.at.ident));
                self.add(at, place);
            }
        }
    }

    /// A shared type: the places that it stands in.
    pub(super) fn shared(&self, name: &str, at: &TypeRef) -> String {
        let Some(places) = self.places.get(&at.ident.to_string()) else {
            return format!("`{name}` in the service's model.");
        };
        let named = &places[..places.len().min(NAMED)];
        let more = places.len() - named.len();
        let listed = match (named, more) {
            ([one], _) => one.clone(),
            ([all @ .., last], 0) => format!("{} and {last}", all.join(", ")),
            (all, 1) => format!("{} and one place more", all.join(", ")),
            (all, more) => format!("{} and {more} places more", all.join(", ")),
        };
        let mut chars = listed.chars();
        let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
        match first.as_str() {
            "`" => format!("The value of {listed}."),
            _ => format!("{first}{}.", chars.as_str()),
        }
    }
}

/// The request of an operation, in the operation's own file.
pub(super) fn request(operation: &Operation) -> String {
    let (name, method) = (&operation.name, super::module::file(&operation.ident));
    let reply = match &operation.output {
        Some(io) => format!("The reply is {}.", near(&io.type_ref)),
        None => "The reply has no content.".to_owned(),
    };
    format!("The request of `{name}`, which the clients send by `{method}`. {reply}")
}

/// The reply of an operation, in the operation's own file.
pub(super) fn reply(operation: &Operation) -> String {
    let (name, method) = (&operation.name, super::module::file(&operation.ident));
    match &operation.input {
        Some(io) => {
            format!("The reply to {}, which the clients' `{method}` returns.", near(&io.type_ref))
        }
        None => format!("The reply to `{name}`, which the clients' `{method}` returns."),
    }
}

fn link(ident: &Ident) -> String {
    format!("[`{ident}`](crate::types::{ident})")
}

/// A link from an operation's own file.
fn near(at: &TypeRef) -> String {
    match at.place {
        Place::Types => link(&at.ident),
        _ => format!("[`{}`]", at.ident),
    }
}

/// The structure or enum that a type holds at last, through lists and maps.
fn leaf(ty: &RustType) -> Option<&TypeRef> {
    match ty {
        RustType::Enum(at) | RustType::Structure(at, _) => Some(at),
        RustType::List(inner) | RustType::Map(inner) => leaf(inner),
        _ => None,
    }
}
