//! [`ir::Service`] to modules of tokens: one file here for each kind of output.

mod client;
mod command;
mod current;
pub(crate) mod endpoint;
mod enums;
mod errors;
mod folder;
mod front;
mod ids;
mod index;
mod inside;
mod laid;
mod lists;
mod methods;
pub(crate) mod module;
mod operations;
mod pages;
mod sample;
mod schema;
mod statics;
mod structures;
mod table;
mod tasks;
mod test_util;
pub(crate) mod tokens;
mod volumes;
pub(crate) mod waiters;
mod words;

use quote::quote;

use crate::error::Result;
use crate::ir;
use crate::options::{Inside, Options};
use module::Module;

/// Every module of the crate, or of the module in another crate that it is.
pub(crate) fn modules(service: &ir::Service, options: &Options) -> Result<Vec<Module>> {
    match &options.inside {
        None => whole(service, options),
        Some(inside) => within(service, inside),
    }
}

fn whole(service: &ir::Service, options: &Options) -> Result<Vec<Module>> {
    let mut modules = shared(service, &methods::Methods::new(service, options))?;
    modules.extend(errors::modules(service));
    modules.push(client::module(service));
    modules.extend(table::modules(service));
    modules.extend(tasks::modules(service));
    modules.extend(test_util::modules(service));
    modules.push(endpoint::partitions(&service.partitions));
    modules.extend(command::modules(service));
    if modules.iter().any(lists::is_joined) {
        modules.push(lists::join());
    }
    modules.extend(index::roots(service, options, &modules));
    Ok(modules)
}

fn within(service: &ir::Service, inside: &Inside) -> Result<Vec<Module>> {
    let mut modules = shared(service, &inside::Methods)?;
    modules.push(inside::client(service));
    modules.extend(table::modules(service));
    if modules.iter().any(lists::is_joined) {
        modules.push(lists::join());
    }
    if inside.partitions.is_none() {
        modules.push(endpoint::partitions(&service.partitions));
    }
    let mut modules = inside::moved(modules, inside)?;
    modules.extend(inside.partitions.as_deref().map(inside::partitions).transpose()?);
    modules.push(inside::root(service, inside, &modules)?);
    Ok(modules)
}

/// Operations, types and tables.
fn shared(service: &ir::Service, front: &dyn operations::Front) -> Result<Vec<Module>> {
    let words = words::Words::new(service);
    let (operations, types) = (index::operations(service), index::types(service));
    let mut modules = operations.index("One module for each operation.", None);
    let requests = index::requests(service);
    let exported = (!requests.is_empty()).then(|| {
        quote!(
            pub use crate::requests::*;
        )
    });
    modules.extend(types.index("Every structure and enum of the model.", exported));
    modules.extend(requests);
    modules.extend(operations::modules(service, front, &operations));
    modules.extend(service.types.iter().map(|ty| match ty {
        ir::Type::Structure(structure) => {
            structures::module(structure, &words, types.path(&structure.at.module))
        }
        ir::Type::Enum(enumeration) => enums::module(enumeration, &words, types.path(&enumeration.at.module)),
    }));
    modules.extend(schema::modules(service));
    modules.extend(ids::modules(service));
    modules.push(endpoint::module(service)?);
    Ok(modules)
}
