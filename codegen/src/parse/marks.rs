//! `marks.json`: what the model does not say. Operations that set to its default what a request does not name (`resets`);
//! members of replies that do not stand beside the others (`apart`): a reply has either the ones or the others, such as a
//! question or the result; functions of the crate that make values of members (`helpers`).

use super::node::{Node, json};
use crate::error::Result;
use crate::model::{Helper, Kind, Member, Model};

const FILE: &str = "marks.json";

/// Reads `{"resets": [OPERATION, …], "apart": {SHAPE: [MEMBER, …], …}, "helpers": {PATH: {"feature": …, "shapes": [SHAPE, …],
/// "members": [SHAPE.MEMBER, …]}, …}}` into the model.
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
    for (path, node) in root.get("helpers").map_or(Ok(Vec::new()), |node| node.entries())? {
        help(model, path, &node)?;
    }
    root.finish()
}

/// Marks the members whose values a function makes: those of some shapes, and some by name.
fn help(model: &mut Model, path: &str, node: &Node<'_>) -> Result<()> {
    let is_path = path
        .split("::")
        .all(|word| !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'));
    if !is_path {
        return Err(node.error(format!("`{path}` is no path of a function")));
    }
    let o = node.object()?;
    let helper = Helper { path: path.to_owned(), feature: o.need("feature")?.name()?.to_string() };
    for node in o.get("shapes").map_or(Ok(Vec::new()), |node| node.items())? {
        let name = node.name()?;
        if !model.shapes.contains_key(&name) {
            return Err(node.error(format!("the model has no shape `{name}`")));
        }
        let members = model.shapes.values_mut().filter_map(|shape| members(&mut shape.kind)).flatten();
        members.filter(|member| member.shape == name).for_each(|m| m.helper = Some(helper.clone()));
    }
    for node in o.get("members").map_or(Ok(Vec::new()), |node| node.items())? {
        let name = node.text()?;
        let missing = || node.error(format!("the model has no member `{name}`; expected `Shape.Member`"));
        let (shape, member) = name.split_once('.').ok_or_else(missing)?;
        let found = model.shapes.get_mut(shape).and_then(|shape| match &mut shape.kind {
            Kind::Structure(structure) => structure.members.get_mut(member),
            _ => None,
        });
        found.ok_or_else(missing)?.helper = Some(helper.clone());
    }
    o.finish()
}

fn members(kind: &mut Kind) -> Option<impl Iterator<Item = &mut Member>> {
    match kind {
        Kind::Structure(structure) => Some(structure.members.values_mut()),
        _ => None,
    }
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
