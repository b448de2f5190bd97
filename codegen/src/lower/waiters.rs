//! Waiters: which operation's file each stands in, what it is called, and what it says of itself.

use super::context::{Context, unique};
use super::{names, naming};
use crate::error::Result;
use crate::ir;
use crate::model::{Expected, Matcher};
use crate::prose::plain::code;

/// Gives each operation that can be called its waiters, sorted by name.
pub(super) fn find(context: &Context<'_>, operations: &mut [ir::Operation]) -> Result<()> {
    let mut waiters: Vec<_> = context.model.waiters.iter().collect();
    waiters.sort_by(|a, b| a.0.cmp(b.0));
    for (name, waiter) in waiters {
        let operation = operations.iter_mut().find(|o| *o.name == *waiter.operation && o.is_command());
        let Some(operation) = operation else { continue };
        let called = context.names.waiter(name);
        operation.waiters.push(ir::Waiter {
            name: name.to_string(),
            method: names::ident(&format!("wait_until_{}", names::bare(called))),
            table: names::ident(&format!("WAIT_UNTIL_{}", names::screaming(called))),
            command: naming::kebab(called),
            until: until(&waiter.acceptors),
            delay: waiter.delay,
            max_attempts: waiter.max_attempts,
            acceptors: waiter.acceptors.clone(),
        });
    }
    let methods = operations.iter().flat_map(|o| {
        let waiters = o.waiters.iter().map(|w| (w.name.as_str(), w.method.to_string()));
        waiters.chain([(o.name.as_str(), o.ident.to_string())])
    });
    unique("the waiters and operations", "$.waiters", methods)
}

/// What one waits for, as a part of a sentence.
fn until(acceptors: &[ir::Acceptor]) -> String {
    let Some(acceptor) = acceptors.iter().find(|acceptor| acceptor.verdict == "Success") else {
        return "something ends it".to_owned();
    };
    match &acceptor.matcher {
        Matcher::Path(path, value) => format!("{} of the reply is {}", code(path), words(value)),
        Matcher::PathAll(path, value) => {
            format!("each item of {} of the reply is {}", code(path), words(value))
        }
        Matcher::PathAny(path, value) => {
            format!("an item of {} of the reply is {}", code(path), words(value))
        }
        Matcher::Status(status) => format!("the reply has the HTTP status {status}"),
        Matcher::Error(error) => format!("the service answers with the error {}", code(error)),
        Matcher::Errors(true) => "the service answers with an error".to_owned(),
        Matcher::Errors(false) => "the service answers without an error".to_owned(),
    }
}

fn words(value: &Expected) -> String {
    match value {
        Expected::Text(text) => code(text),
        Expected::Number(number) => number.to_string(),
        Expected::Flag(flag) => flag.to_string(),
    }
}
