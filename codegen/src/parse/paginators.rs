//! `paginators-1.json`.

use indexmap::IndexMap;

use super::node::{Node, Object, json};
use crate::error::Result;
use crate::model::Paginator;

const FILE: &str = "paginators-1.json";

/// Reads paginators by operation.
pub(crate) fn parse(text: &str) -> Result<IndexMap<String, Paginator>> {
    let value = json(FILE, text)?;
    let root = Node::root(FILE, &value).object()?;
    root.known(&["version"]);
    let entries = root.need("pagination")?.entries()?;
    root.finish()?;
    entries.iter().map(|(name, node)| Ok(((*name).to_owned(), paginator(node)?))).collect()
}

fn paginator(node: &Node<'_>) -> Result<Paginator> {
    let o = node.object()?;
    o.known(&["py_input_token"]);
    let paginator = Paginator {
        input_tokens: one_or_many(&o, "input_token")?,
        output_tokens: one_or_many(&o, "output_token")?,
        more_results: o.text("more_results")?,
        limit_key: o.text("limit_key")?,
        result_keys: one_or_many(&o, "result_key")?,
        non_aggregate_keys: one_or_many(&o, "non_aggregate_keys")?,
    };
    if paginator.input_tokens.len() != paginator.output_tokens.len() {
        return Err(o.error("input_token and output_token differ in number"));
    }
    o.finish()?;
    Ok(paginator)
}

fn one_or_many(o: &Object<'_>, key: &'static str) -> Result<Vec<String>> {
    match o.get(key) {
        None => Ok(Vec::new()),
        Some(node) if node.value().is_array() => node.texts(),
        Some(node) => Ok(vec![node.text()?.to_owned()]),
    }
}
