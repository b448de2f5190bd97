//! `marks.json`: what the model does not say of updates. Operations that set to its default what a request does not name
//! (`resets`).

use super::node::{Node, json};
use crate::error::Result;
use crate::model::Model;

const FILE: &str = "marks.json";

/// Reads `{"resets": [OPERATION, …]}` into the model.
pub(crate) fn apply(text: &str, model: &mut Model) -> Result<()> {
    let value = json(FILE, text)?;
    let root = Node::root(FILE, &value).object()?;
    for node in root.get("resets").map_or(Ok(Vec::new()), |node| node.items())? {
        let name = node.text()?;
        let operation = model.operations.get_mut(name);
        operation.ok_or_else(|| node.error(format!("the model has no operation `{name}`")))?.resets = true;
    }
    root.finish()
}
