//! Updates that start from what is there: which read shows the state that an update replaces, what tells both of them
//! which one is meant, and which of the update's members the state has.
//!
//! Decided by the model alone: `UpdateThing` belongs to `DescribeThing` or `GetThing` if the update takes all that the
//! read must be given, and what the read replies, or a structure in it, has members of the update. `pairs.json` beside
//! the model says which members the reply calls differently; it makes no pairs.

use super::paths;
use super::structures::{inner, structure};
use crate::ir::{Carried, Field, Operation, Pair, ReadAs, RustType, Structure, Type};

/// What begins the name of an operation that replaces a state, and of one that reads it.
const UPDATES: [&str; 4] = ["Update", "Set", "Put", "Modify"];
const READS: [&str; 2] = ["Describe", "Get"];

/// Parts of names of the moment at which a state was changed.
const CHANGED: [&str; 3] = ["modif", "updat", "chang"];

/// Finds the state of each update. `types` has the structures that stand by themselves.
pub(super) fn find(operations: &mut [Operation], types: &[Type]) {
    let found: Vec<_> = operations.iter().map(|update| of(update, operations, types)).collect();
    for (operation, pair) in operations.iter_mut().zip(found) {
        operation.pair = pair;
    }
    for operation in operations {
        let steps = paths::of(operation, types);
        for (refusal, steps) in operation.resent.refused.iter_mut().zip(steps) {
            (refusal.steps, refusal.beside_steps) = steps;
        }
    }
}

fn of(update: &Operation, operations: &[Operation], types: &[Type]) -> Option<Pair> {
    let request = structure(update.input.as_ref()?, types).filter(|_| update.is_command())?;
    let read = read_of(&update.name, operations)?;
    let asked = match &read.input {
        Some(io) => structure(io, types)?.fields.as_slice(),
        None => &[],
    };
    let identifies = |field: &&Field| {
        is_name(field) && request.fields.iter().any(|own| own.name == field.name && same(&own.ty, &field.ty))
    };
    if asked.iter().any(|field| field.required && !identifies(&field)) {
        return None;
    }
    let identified_by: Vec<String> =
        asked.iter().filter(identifies).map(|field| field.name.clone()).collect();
    let rest: Vec<&Field> =
        request.fields.iter().filter(|field| !identified_by.contains(&field.name)).collect();
    let reply = structure(read.output.as_ref()?, types)?;
    let (state, member) = state_of(reply, &rest, &update.resent.names, types)?;
    let carried = carried(&rest, state, &update.resent.names);
    let optional = request.fields.iter().filter(|field| identified_by.contains(&field.name) && !field.plain);
    let named = self::carried(&optional.collect::<Vec<_>>(), state, &[]);
    let has = |name: &str| carried.iter().any(|one| one.member == name);
    let left = rest.iter().filter(|field| !has(&field.name) && !field.idempotency_token);
    let is_sent = |field: &&Field| {
        identified_by.contains(&field.name) || carried.iter().any(|one| one.read == field.name)
    };
    Some(Pair {
        read: read.name.clone(),
        read_ident: read.ident.clone(),
        member: member.map(|field| field.name.clone()),
        state: state.at.clone(),
        left: left.map(|field| field.name.clone()).collect(),
        unsent: state.fields.iter().filter(|field| !is_sent(field)).map(|field| field.name.clone()).collect(),
        changed: state.fields.iter().find(|field| tells_of_change(field)).map(|field| field.name.clone()),
        identified_by,
        named,
        carried,
    })
}

/// The operation that reads what another replaces: the same noun behind another verb.
fn read_of<'o>(update: &str, operations: &'o [Operation]) -> Option<&'o Operation> {
    let nouns = UPDATES.iter().filter_map(|verb| update.strip_prefix(verb)).filter(|noun| !noun.is_empty());
    let names = nouns.flat_map(|noun| READS.map(|verb| format!("{verb}{noun}")));
    names.filter_map(|name| operations.iter().find(|o| o.name == name && o.is_command())).next()
}

/// The state in a reply: the reply itself, or the structure in it that has more of the update's members.
fn state_of<'t>(
    reply: &'t Structure,
    update: &[&Field],
    names: &[ReadAs],
    types: &'t [Type],
) -> Option<(&'t Structure, Option<&'t Field>)> {
    let nested = reply.fields.iter().filter_map(|field| Some((inner(&field.ty, types)?, Some(field))));
    let mut best = (0, None);
    for (state, field) in std::iter::once((reply, None)).chain(nested) {
        let count = carried(update, state, names).len();
        if count > best.0 {
            best = (count, Some((state, field)));
        }
    }
    best.1
}

/// The members of an update that a state has too, by their name or by the one that our data says.
fn carried(update: &[&Field], state: &Structure, names: &[ReadAs]) -> Vec<Carried> {
    let twin = |field: &Field| {
        let called = names.iter().find(|name| name.member == field.name).map(|name| name.read.as_str());
        let has = |name: &str| state.fields.iter().find(|f| f.name == name && same(&f.ty, &field.ty));
        has(&field.name).or_else(|| has(called?))
    };
    let carried = update.iter().filter(|field| !field.idempotency_token).filter_map(|field| {
        let read = twin(field)?;
        Some(Carried {
            member: field.name.clone(),
            read: read.name.clone(),
            ident: field.ident.clone(),
            read_ident: read.ident.clone(),
            plain: field.plain,
            read_plain: read.plain,
            copy: is_copy(&field.ty),
        })
    });
    carried.collect()
}

/// Whether a member may say which one is meant. Switches do not, nor does what has no end.
fn is_name(field: &Field) -> bool {
    let says_little = matches!(field.ty, RustType::Boolean | RustType::Blob | RustType::Document);
    !field.idempotency_token && !says_little
}

fn tells_of_change(field: &Field) -> bool {
    let name = field.name.to_lowercase();
    matches!(field.ty, RustType::Timestamp) && CHANGED.iter().any(|part| name.contains(part))
}

fn is_copy(ty: &RustType) -> bool {
    use RustType::{Boolean, Double, Float, Integer, Long, Timestamp};
    matches!(ty, Boolean | Double | Float | Integer | Long | Timestamp)
}

fn same(one: &RustType, other: &RustType) -> bool {
    match (one, other) {
        (RustType::Enum(a), RustType::Enum(b)) => a.ident == b.ident,
        (RustType::Structure(a, boxed), RustType::Structure(b, also)) => a.ident == b.ident && boxed == also,
        (RustType::List(a), RustType::List(b)) | (RustType::Map(a), RustType::Map(b)) => same(a, b),
        _ => std::mem::discriminant(one) == std::mem::discriminant(other),
    }
}
