//! Operations, and which shapes they reach.

use std::collections::BTreeMap;

use super::context::{Context, MOST_DEEP, Placement, find, unique};
use super::rings::{Edges, Rings};
use super::{names, naming, pages, shapes, wire};
use crate::error::{Error, Result};
use crate::ir::{self, EndpointSource, Extras, Place};
use crate::model::{Kind, Model, Operation};
use crate::name::Name;

/// Finds every shape that is emitted and where.
pub(super) fn places(model: &Model) -> Result<BTreeMap<&Name, Placement<'_>>> {
    let mut places = BTreeMap::new();
    for operation in model.operations.values() {
        // What is not called needs neither requests nor replies.
        let is_called = unsupported(model, operation)?.is_none();
        let io = [&operation.input, &operation.output].into_iter().flatten().filter(|_| is_called);
        for name in io.chain(&operation.errors) {
            reach(model, name, &mut places)?;
        }
    }
    check_depth(model, &places)?;
    let users = users(model);
    for (name, operation) in &model.operations {
        let sides = [(&operation.input, Place::Request), (&operation.output, Place::Response)];
        for (shape, place) in sides {
            let Some(shape) = shape else { continue };
            if users.get(shape) == Some(&1) && places.contains_key(shape) {
                let placement = Placement { place, operation: Some(name) };
                places.insert(shape, placement);
            }
        }
    }
    Ok(places)
}

/// Fails if a shape stands too deep in others.
fn check_depth(model: &Model, places: &BTreeMap<&Name, Placement<'_>>) -> Result<()> {
    let reached = places.keys().filter_map(|name| model.shapes.get_key_value(&***name));
    let edges: Edges<'_> = reached.map(|(name, shape)| (name, parts(&shape.kind))).collect();
    match Rings::new(&edges).deepest(&edges) {
        Some((name, depth)) if depth > MOST_DEEP => {
            let message = format!("it is {depth} shapes deep in others; {MOST_DEEP} is the most");
            Err(Error::new("service-2.json", format!("$.shapes.{name}"), message))
        }
        _ => Ok(()),
    }
}

/// A shape and all that it is made of, however deep that is.
fn reach<'m>(model: &'m Model, name: &'m Name, places: &mut BTreeMap<&'m Name, Placement<'m>>) -> Result<()> {
    let mut open = vec![name];
    while let Some(name) = open.pop() {
        let shape = find(model, name)?;
        let placement = Placement { place: Place::Types, operation: None };
        if places.insert(name, placement).is_none() {
            open.extend(parts(&shape.kind));
        }
    }
    Ok(())
}

/// Names of the shapes that a shape is made of.
pub(super) fn parts(kind: &Kind) -> Vec<&Name> {
    match kind {
        Kind::List(item) => vec![&item.shape],
        Kind::Map(key, value) => vec![&key.shape, &value.shape],
        Kind::Structure(s) => s.members.values().map(|m| &m.shape).collect(),
        _ => Vec::new(),
    }
}

/// How many places refer to each shape: operations, and parts of other shapes.
fn users(model: &Model) -> BTreeMap<&Name, usize> {
    let in_operations =
        model.operations.values().flat_map(|o| [&o.input, &o.output].into_iter().flatten().chain(&o.errors));
    let mut users = BTreeMap::new();
    for name in in_operations.chain(model.shapes.values().flat_map(|s| parts(&s.kind))) {
        *users.entry(name).or_insert(0) += 1;
    }
    users
}

/// Lowers all operations.
pub(super) fn lower(context: &mut Context<'_>, errors: &[ir::ErrorShape]) -> Result<Vec<ir::Operation>> {
    let model = context.model;
    let methods =
        model.operations.keys().map(|n| (&**n, names::operation(context.names.operation(n)).to_string()));
    unique("the operations", "$.operations", methods)?;
    let operations = model.operations.iter().map(|(name, o)| operation(context, errors, name, o));
    let operations: Vec<ir::Operation> = operations.collect::<Result<_>>()?;
    let more = operations.iter().flat_map(|o| {
        let pages = o.pages.iter().flat_map(|p| [Some(&p.ident), p.items.as_ref().map(|i| &i.ident)]);
        let upload = o.upload.iter().map(|upload| &upload.ident);
        pages.flatten().chain(upload).chain([&o.ident]).map(|ident| (o.name.as_str(), ident.to_string()))
    });
    unique("the operations", "$.operations", more)?;
    Ok(operations)
}

/// Fails if two commands, or two options of one, have the same word.
pub(super) fn check_words(context: &Context<'_>, operations: &[ir::Operation]) -> Result<()> {
    let commands = operations.iter().map(|o| (o.name.as_str(), o.command.as_str()));
    distinct("the commands", "$.operations", commands)?;
    for (operation, lowered) in context.model.operations.values().zip(operations) {
        let (Some(shape), Some(io)) = (&operation.input, &lowered.input) else { continue };
        let Kind::Structure(structure) = &context.shape(shape)?.kind else { continue };
        let words = structure.members.keys().map(|m| &**m).zip(io.options.iter().map(String::as_str));
        distinct("the options", &format!("$.operations.{}", lowered.name), words)?;
    }
    Ok(())
}

/// The word of an operation on the command line.
pub(super) fn command(context: &Context<'_>, name: &Name) -> String {
    let word = context.names.command(name).map(str::to_owned);
    word.unwrap_or_else(|| naming::kebab(context.names.operation(name)))
}

/// Fails if two names have the same word on the command line.
fn distinct<'a>(what: &str, path: &str, words: impl Iterator<Item = (&'a str, &'a str)>) -> Result<()> {
    let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
    for (name, word) in words {
        if let Some(other) = seen.insert(word, name) {
            let message = format!("{what} of `{other}` and `{name}` would both be `{word}`");
            return Err(Error::new("names.json", path, message));
        }
    }
    Ok(())
}

fn operation(
    context: &mut Context<'_>,
    errors: &[ir::ErrorShape],
    name: &Name,
    o: &Operation,
) -> Result<ir::Operation> {
    let ident = names::operation(context.names.operation(name));
    let unsupported = unsupported(context.model, o)?;
    let io = |context: &mut Context<'_>, shape: &Option<Name>| match shape {
        Some(shape) if unsupported.is_none() => io(context, name, shape).map(Some),
        _ => Ok(None),
    };
    let (input, output) = (io(context, &o.input)?, io(context, &o.output)?);
    Ok(ir::Operation {
        pages: pages::pages(context, name, o, output.as_ref())?,
        upload: upload(context, name, input.as_ref(), o)?,
        name: name.to_string(),
        ident,
        command: command(context, name),
        hidden: context.names.hides(name),
        method: o.method.clone(),
        path: o.path.clone(),
        input,
        output,
        errors: o.errors.iter().filter_map(|e| errors.iter().position(|x| x.name == **e)).collect(),
        signed: !o.unsigned && !context.model.metadata.unsigned,
        resets: o.resets,
        wire: wire::of_input(&context.model.metadata.protocol, &o.input_wire),
        result_wrapper: o.result_wrapper.clone(),
        extras: Some(o.extras.clone()).filter(|extras| *extras != Extras::default()),
        host_prefix: o.host_prefix.clone(),
        paginator: paginator(context, name),
        deprecated: o.deprecated,
        docs: context.docs.need(name, o.documentation.as_deref()),
        examples: context.examples.get(&**name).cloned().unwrap_or_default(),
        endpoint_parameters: endpoint_parameters(context.model, o),
        pair: None,
        resent: context.resent.get(&**name).cloned().unwrap_or_default(),
        by_hand: context.by_hand.get(&**name).cloned().unwrap_or_default(),
        discovery: discovery(context, o),
        waiters: Vec::new(),
        unsupported,
    })
}

/// The member of a request that is its body, if that is a stream.
fn upload(
    context: &Context<'_>,
    name: &Name,
    input: Option<&ir::Io>,
    o: &Operation,
) -> Result<Option<ir::Upload>> {
    let (Some(_), Some(shape)) = (input, &o.input) else { return Ok(None) };
    let shape = context.shape(shape)?;
    let (Kind::Structure(structure), Some(payload)) = (&shape.kind, &shape.wire.payload) else {
        return Ok(None);
    };
    let Some(member) = structure.members.get(payload.as_str()) else { return Ok(None) };
    let of_member = context.shape(&member.shape)?;
    let streams = member.wire.streaming || of_member.wire.streaming;
    let ident = names::operation(&context.names.operation(name).with("From"));
    let is_stream = streams && matches!(of_member.kind, Kind::Blob);
    Ok(is_stream.then(|| ir::Upload { ident, member: payload.clone() }))
}

fn io(context: &mut Context<'_>, operation: &Name, shape: &Name) -> Result<ir::Io> {
    let Kind::Structure(structure) = &context.shape(shape)?.kind else {
        let path = format!("$.operations.{operation}");
        return Err(Error::new("service-2.json", path, format!("`{shape}` is not a structure")));
    };
    let option = |member| {
        let word = context.names.option(operation, member).map(str::to_owned);
        word.unwrap_or_else(|| naming::kebab(context.names.member(shape, member)))
    };
    // Behind the options of members stand those that say more of them.
    let zips = context.names.zips(operation).into_iter();
    let of_members = |zip: &String| {
        let member = zip.split_once('=').map(|(_, at)| at.split('.').next().unwrap_or(at));
        member.is_some_and(|member| structure.members.contains_key(member))
    };
    let options = structure.members.keys().map(option).chain(zips.filter(of_members)).collect();
    let type_ref = context.type_ref(shape);
    let own = match type_ref.place {
        Place::Types => None,
        _ => Some(shapes::structure(context, shape)?),
    };
    Ok(ir::Io { type_ref, own, options })
}

/// Why an operation cannot be called, if it cannot.
fn unsupported(model: &Model, o: &Operation) -> Result<Option<String>> {
    let nobody = o.needs_discovery && teller(model).is_none();
    let nobody = nobody.then(|| "its address has to be asked for, and no operation tells it".to_owned());
    Ok(event_stream(model, o)?.or_else(|| o.unsupported.clone()).or(nobody))
}

/// The operation that tells the addresses of others.
pub(super) fn teller(model: &Model) -> Option<&Name> {
    model.operations.iter().find(|(_, o)| o.tells_endpoints).map(|(name, _)| name)
}

/// The module of the operation that tells the address of this one.
fn discovery(context: &Context<'_>, o: &Operation) -> Option<proc_macro2::Ident> {
    let teller = teller(context.model).filter(|_| o.needs_discovery)?;
    Some(names::operation(context.names.operation(teller)))
}

/// Why an operation cannot be called: its request or reply holds an event stream.
fn event_stream(model: &Model, o: &Operation) -> Result<Option<String>> {
    for (side, shape) in [("request", &o.input), ("reply", &o.output)] {
        let Some(shape) = shape else { continue };
        let Kind::Structure(structure) = &find(model, shape)?.kind else { continue };
        for member in structure.members.values() {
            if matches!(&find(model, &member.shape)?.kind, Kind::Structure(s) if s.event_stream) {
                return Ok(Some(format!("its {side} is an event stream")));
            }
        }
    }
    Ok(None)
}

fn paginator(context: &Context<'_>, name: &Name) -> Option<ir::Paginator> {
    let p = context.model.paginators.get(&**name)?;
    Some(ir::Paginator {
        input_tokens: p.input_tokens.clone(),
        output_tokens: p.output_tokens.clone(),
        more_results: p.more_results.clone(),
        limit_key: p.limit_key.clone(),
        result_keys: p.result_keys.clone(),
        non_aggregate_keys: p.non_aggregate_keys.clone(),
    })
}

fn endpoint_parameters(model: &Model, o: &Operation) -> Vec<(String, EndpointSource)> {
    let constants =
        o.endpoint_constants.iter().map(|(n, c)| (n.clone(), EndpointSource::Constant(c.clone())));
    let input = o.input.as_ref().and_then(|i| model.shapes.get(i)).map(|s| &s.kind);
    let members = match input {
        Some(Kind::Structure(s)) => s.members.iter().collect(),
        _ => Vec::new(),
    };
    let filled = members.into_iter().filter_map(|(name, member)| {
        Some((member.endpoint_parameter.clone()?, EndpointSource::Member(name.to_string())))
    });
    let found = o.endpoint_paths.iter().map(|(n, path)| (n.clone(), EndpointSource::Path(path.clone())));
    constants.chain(filled).chain(found).collect()
}
