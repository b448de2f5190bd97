//! [`ir::Service`] to modules of tokens: one file here for each kind of output.

mod client;
mod command;
mod endpoint;
mod enums;
mod errors;
mod front;
mod index;
mod methods;
mod operations;
mod sample;
mod schema;
mod structures;
mod tokens;

use proc_macro2::TokenStream;

use crate::Options;
use crate::error::Result;
use crate::ir;

/// A source file to be: its path below `src/`, what it says of itself, its items.
pub(crate) struct Module {
    pub(crate) path: String,
    pub(crate) docs: String,
    pub(crate) items: Vec<TokenStream>,
}

impl Module {
    fn new(path: impl Into<String>, docs: impl Into<String>, items: Vec<TokenStream>) -> Module {
        Module { path: path.into(), docs: docs.into(), items }
    }
}

/// Every module of the crate.
pub(crate) fn modules(service: &ir::Service, options: &Options) -> Result<Vec<Module>> {
    let mut modules = index::modules(service, options);
    modules.extend(operations::modules(service, options));
    modules.extend(service.types.iter().map(|ty| match ty {
        ir::Type::Structure(structure) => structures::module(structure),
        ir::Type::Enum(enumeration) => enums::module(enumeration),
    }));
    modules.extend(schema::modules(service));
    modules.push(errors::module(service));
    modules.push(client::module(service));
    modules.push(endpoint::module(service)?);
    modules.push(endpoint::partitions(service));
    modules.push(command::module(service, options));
    Ok(modules)
}
