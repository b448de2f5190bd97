//! `marks.json`: what the model does not say, or not rightly.
//!
//! Shapes whose values are `secret` although the model does not call them so; shapes that it calls sensitive (they belong in
//! no log) although people who look at their own request may see them `shown`; operations that set to its default what a
//! request does not name (`resets`).

use super::node::{Node, json};
use crate::error::{Error, Result};
use crate::model::Model;

const FILE: &str = "marks.json";

/// What the file says, by the names of shapes and operations.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    secret: Vec<String>,
    shown: Vec<String>,
    resets: Vec<String>,
}

/// Reads `{"secret": [SHAPE, …], "shown": [SHAPE, …], "resets": [OPERATION, …]}`.
pub(crate) fn parse(text: &str) -> Result<Marks> {
    let value = json(FILE, text)?;
    let mut marks = Marks::default();
    for (key, node) in Node::root(FILE, &value).entries()? {
        let list = match key {
            "secret" => &mut marks.secret,
            "shown" => &mut marks.shown,
            "resets" => &mut marks.resets,
            other => return Err(Error::new(FILE, format!("$.{other}"), "unknown key")),
        };
        *list = node.items()?.iter().map(|name| Ok(name.text()?.to_owned())).collect::<Result<_>>()?;
    }
    Ok(marks)
}

impl Marks {
    /// Says of every shape whether its values are secret, and of operations what they reset.
    pub(crate) fn apply(&self, model: &mut Model) -> Result<()> {
        for shape in model.shapes.values_mut() {
            shape.secret = shape.sensitive;
        }
        for (list, names, secret) in [("secret", &self.secret, true), ("shown", &self.shown, false)] {
            for (index, name) in names.iter().enumerate() {
                let shape =
                    model.shapes.get_mut(name.as_str()).ok_or_else(|| missing(list, index, "shape", name))?;
                shape.secret = secret;
            }
        }
        for (index, name) in self.resets.iter().enumerate() {
            let operation = model.operations.get_mut(name.as_str());
            operation.ok_or_else(|| missing("resets", index, "operation", name))?.resets = true;
        }
        Ok(())
    }
}

fn missing(list: &str, index: usize, what: &str, name: &str) -> Error {
    Error::new(FILE, format!("$.{list}[{index}]"), format!("the model has no {what} `{name}`"))
}
