//! `waiters-2.json`.

use serde_json::Value;

use super::node::{Node, Object, json};
use crate::error::Result;
use crate::model::{Acceptor, Expected, Matcher, Model, Waiter};

const FILE: &str = "waiters-2.json";

/// Reads the waiters of a model.
pub(crate) fn apply(text: &str, model: &mut Model) -> Result<()> {
    let value = json(FILE, text)?;
    let root = Node::root(FILE, &value).object()?;
    if root.need("version")?.number()? != 2.0 {
        return Err(root.error("waiters of version 2 are read alone"));
    }
    let named = root.need("waiters")?.named()?;
    root.finish()?;
    for (name, node) in named {
        let waiter = waiter(node.object()?, model)?;
        model.waiters.insert(name, waiter);
    }
    Ok(())
}

fn waiter(o: Object<'_>, model: &Model) -> Result<Waiter> {
    // Words of the upstream.
    o.known(&["description"]);
    let operation = o.need("operation")?;
    let name = operation.name()?;
    if !model.operations.contains_key(&name) {
        return Err(operation.error(format!("the model has no operation `{name}`")));
    }
    let acceptors = o.need("acceptors")?.items()?;
    let acceptors = acceptors.iter().map(|node| acceptor(node.object()?)).collect::<Result<Vec<_>>>()?;
    let (delay, max_attempts) = (whole(&o.need("delay")?)?, whole(&o.need("maxAttempts")?)?);
    o.finish()?;
    Ok(Waiter { operation: name, delay, max_attempts, acceptors })
}

fn acceptor(o: Object<'_>) -> Result<Acceptor> {
    let (state, expected) = (o.need("state")?, o.need("expected")?);
    let verdict = match state.text()? {
        "success" => "Success",
        "failure" => "Failure",
        "retry" => "Retry",
        other => return Err(state.error(format!("there is no state `{other}`"))),
    };
    let path = || o.need_line("argument");
    let matcher = match o.need_text("matcher")?.as_str() {
        "path" => Matcher::Path(path()?, value(&expected)?),
        "pathAll" => Matcher::PathAll(path()?, value(&expected)?),
        "pathAny" => Matcher::PathAny(path()?, value(&expected)?),
        "status" => {
            let status = u16::try_from(whole(&expected)?);
            Matcher::Status(status.map_err(|_| expected.error("expected an HTTP status"))?)
        }
        "error" => match expected.value() {
            Value::Bool(any) => Matcher::Errors(*any),
            _ => Matcher::Error(expected.text()?.to_owned()),
        },
        other => return Err(o.error(format!("there is no matcher `{other}`"))),
    };
    o.finish()?;
    Ok(Acceptor { matcher, verdict })
}

fn value(node: &Node<'_>) -> Result<Expected> {
    match node.value() {
        Value::Bool(flag) => Ok(Expected::Flag(*flag)),
        Value::Number(number) => {
            number.as_i64().map(Expected::Number).ok_or_else(|| node.error("expected a whole number"))
        }
        _ => Ok(Expected::Text(node.text()?.to_owned())),
    }
}

fn whole(node: &Node<'_>) -> Result<u32> {
    let number = node.number()?;
    let is_whole = number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number);
    is_whole.then_some(number as u32).ok_or_else(|| node.error("expected a whole number from 0 on"))
}
