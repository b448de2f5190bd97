//! `marks.json`: what the model does not say. Operations that set to its default what a request does not name (`resets`);
//! members of replies that do not stand beside the others (`apart`): a reply has either the ones or the others, such as a
//! question or the result.

use super::node::{Node, json};
use crate::error::Result;
use crate::model::{Kind, Model};

const FILE: &str = "marks.json";

/// Reads `{"resets": [OPERATION, …], "apart": {SHAPE: [MEMBER, …], …}}` into the model.
pub(crate) fn apply(text: &str, model: &mut Model) -> Result<()> {
    let value = json(FILE, text)?;
    let root = Node::root(FILE, &value).object()?;
    for node in root.get("resets").map_or(Ok(Vec::new()), |node| node.items())? {
        let name = node.text()?;
        let operation = model.operations.get_mut(name);
        operation.ok_or_else(|| node.error(format!("the model has no operation `{name}`")))?.resets = true;
    }
    for (shape, members) in root.get("apart").map_or(Ok(Vec::new()), |node| node.entries())? {
        apart(model, shape, &members)?;
    }
    root.finish()
}

/// Marks the members of a structure that stand apart.
fn apart(model: &mut Model, name: &str, members: &Node<'_>) -> Result<()> {
    let shape = model.shapes.get_mut(name);
    let shape = shape.ok_or_else(|| members.error(format!("the model has no shape `{name}`")))?;
    let Kind::Structure(structure) = &mut shape.kind else {
        return Err(members.error(format!("`{name}` is no structure")));
    };
    for node in members.items()? {
        let member = node.text()?;
        let found = structure.members.get_mut(member);
        found.ok_or_else(|| node.error(format!("`{name}` has no member `{member}`")))?.apart = true;
    }
    Ok(())
}
