//! What the AWS CLI does by hand: a service's part of `aws-cli.json` beside the words of commands and options. Headers and parts of
//! ids go into the model, since the AWS SDKs do the same; what the command line alone does is kept by operation. What a model lacks
//! of it is passed over: it may be older or newer.

use std::collections::BTreeMap;

use super::commands::{Words, of_operation};
use super::node::{Node, Object, json};
use crate::error::Result;
use crate::ir::{ByHand, Conflict, Moved, OwnOption};
use crate::model::{Kind, Model};
use crate::name::Name;

/// How members of replies are shown otherwise than they come.
const SHOWN: [&str; 3] = ["base64", "json", "quoted-json"];
/// How many words an option takes.
const TAKES: [&str; 4] = ["flag", "one", "many", "integer"];
/// What its words are.
const READS: [&str; 7] = ["text", "integer", "number", "words", "range:", "range-", "pairs"];

/// What is done by hand, by operation.
pub(crate) type All = BTreeMap<String, ByHand>;

/// Reads the words that the AWS CLI has for a service, and what else it does by hand, as far as this model has what they
/// are for: it may be older or newer than they are.
pub(crate) fn of_aws_cli(text: &str, model: &mut Model) -> Result<(Words, All)> {
    const FILE: &str = "aws-cli.json";
    let value = json(FILE, text)?;
    let root = Node::root(FILE, &value).object()?;
    let words = Words::read(&root, &|_, name| Ok(of_operation(model, name)))?;
    let by_hand = read(&root, model)?;
    root.finish()?;
    Ok((words, by_hand))
}

/// Reads it, and puts into the model what the library does as well.
fn read(root: &Object<'_>, model: &mut Model) -> Result<All> {
    headers(root, model)?;
    last_parts(root, model)?;
    let mut all = All::new();
    for (name, node) in entries(root, "sent")? {
        let how = node.line()?.to_owned();
        if how != "base64" && !how.split(' ').all(|pair| pair.contains('=')) {
            return Err(node.error("expected `base64`, or words as `word=other`"));
        }
        if let Some((operation, member)) = name.split_once('.').filter(|_| of_operation(model, name)) {
            all.entry(operation.to_owned()).or_default().sent.push((member.to_owned(), how));
        }
    }
    for (name, node) in entries(root, "shown")? {
        let how = one_of(&node, &SHOWN)?;
        for (operation, path) in shown(model, name) {
            all.entry(operation).or_default().shown.push((path, how.clone()));
        }
    }
    if root.flag("switches")? {
        switches(model, &mut all);
    }
    for (name, node) in entries(root, "by-hand")? {
        let read = operation(&node)?;
        if model.operations.contains_key(name) {
            let by_hand = all.entry(name.to_owned()).or_default();
            let ByHand { sent, shown, options, .. } = std::mem::take(by_hand);
            *by_hand = ByHand { sent, shown, ..read };
            by_hand.options.splice(0..0, options);
        }
    }
    Ok(all)
}

fn entries<'a>(o: &Object<'a>, key: &'static str) -> Result<Vec<(&'a str, Node<'a>)>> {
    o.get(key).map_or(Ok(Vec::new()), |node| node.entries())
}

fn one_of(node: &Node<'_>, known: &[&str]) -> Result<String> {
    let text = node.text()?;
    match known.contains(&text) {
        true => Ok(text.to_owned()),
        false => Err(node.error(format!("expected one of {}", known.join(", ")))),
    }
}

/// Headers that every request of the service has.
fn headers(root: &Object<'_>, model: &mut Model) -> Result<()> {
    for (name, node) in entries(root, "headers")? {
        let header = (name.to_owned(), node.line()?.to_owned());
        model.operations.values_mut().for_each(|o| o.extras.headers.push(header.clone()));
    }
    Ok(())
}

/// Shapes of ids of which requests take the last part alone.
fn last_parts(root: &Object<'_>, model: &mut Model) -> Result<()> {
    for name in root.texts("last-parts")? {
        if let Some(shape) = model.shapes.get_mut(name.as_str()) {
            shape.wire.last_part = true;
        }
    }
    Ok(())
}

/// Where replies hold a member, which is named by its operation, or members of a shape.
fn shown(model: &Model, name: &str) -> Vec<(String, String)> {
    if let Some((operation, member)) = name.split_once('.') {
        let place = (operation.to_owned(), member.to_owned());
        return model.operations.get(operation).map(|_| place).into_iter().collect();
    }
    let mut found = Vec::new();
    for (operation, o) in &model.operations {
        let mut paths = Vec::new();
        if let Some(output) = &o.output {
            walk(model, output, name, &mut Vec::new(), &mut Vec::new(), &mut paths);
        }
        found.extend(paths.into_iter().map(|path| (operation.to_string(), path)));
    }
    found
}

/// Paths to members of the shape `wanted`; lists stand in them as what they hold.
fn walk<'a>(
    model: &'a Model,
    at: &'a Name,
    wanted: &str,
    above: &mut Vec<&'a str>,
    path: &mut Vec<&'a str>,
    found: &mut Vec<String>,
) {
    if above.contains(&&**at) {
        return;
    }
    above.push(at);
    match model.shapes.get(at).map(|shape| &shape.kind) {
        Some(Kind::Structure(structure)) => {
            for (name, member) in &structure.members {
                path.push(name);
                match *member.shape == *wanted {
                    true => found.push(path.join(".")),
                    false => walk(model, &member.shape, wanted, above, path, found),
                }
                path.pop();
            }
        }
        Some(Kind::List(item)) => walk(model, &item.shape, wanted, above, path, found),
        _ => {}
    }
    above.pop();
}

/// Structures of one flag called `Value` are given as switches: `--x`, `--no-x`, and `--x Value=…` as ever.
fn switches(model: &Model, all: &mut All) {
    for (operation, o) in &model.operations {
        let request = o.input.as_ref().and_then(|input| model.shapes.get(input)).map(|shape| &shape.kind);
        let Some(Kind::Structure(request)) = request else { continue };
        for (name, member) in &request.members {
            let is_switch = match model.shapes.get(&member.shape).map(|shape| &shape.kind) {
                Some(Kind::Structure(s)) => {
                    s.members.len() == 1
                        && s.members.get("Value").is_some_and(|value| {
                            matches!(
                                model.shapes.get(&value.shape).map(|shape| &shape.kind),
                                Some(Kind::Boolean)
                            )
                        })
                }
                _ => false,
            };
            if is_switch {
                all.entry(operation.to_string()).or_default().switches.push(name.to_string());
            }
        }
    }
}

fn operation(node: &Node<'_>) -> Result<ByHand> {
    let o = node.object()?;
    let options = o.get("options").map_or(Ok(Vec::new()), |node| node.items())?;
    let conflicts = o.get("conflicts").map_or(Ok(Vec::new()), |node| node.items())?;
    let by_hand = ByHand {
        options: options.iter().map(own_option).collect::<Result<_>>()?,
        conflicts: conflicts.iter().map(conflict).collect::<Result<_>>()?,
        optional: o.texts("optional")?,
        removed: o.texts("removed")?,
        defaults: document(&o, "defaults")?,
        pages: o.get("pages").map_or(Ok(Vec::new()), |node| pages(&node))?,
        saved: o.get("saved").map_or(Ok(Vec::new()), |node| saved(&node))?,
        moved: o.get("moved").map(|node| moved(&node)).transpose()?,
        ..ByHand::default()
    };
    o.finish()?;
    Ok(by_hand)
}

/// JSON as text; empty where there is none.
fn document(o: &Object<'_>, key: &'static str) -> Result<String> {
    let Some(node) = o.get(key) else { return Ok(String::new()) };
    node.entries()?;
    Ok(node.value().to_string())
}

fn own_option(node: &Node<'_>) -> Result<OwnOption> {
    let o = node.object()?;
    let known = |key: &'static str, known: &[&str], usual: &str| {
        o.get(key).map_or(Ok(usual.to_owned()), |node| one_of(&node, known))
    };
    let option = OwnOption {
        name: o.need_line("name")?,
        takes: known("takes", &TAKES, "one")?,
        reads: known("reads", &READS, "text")?,
        when: o.line("when")?.unwrap_or_default(),
        base: document(&o, "base")?,
        sets: document(&o, "sets")?,
        wrong: o.line("wrong")?.unwrap_or_default(),
        required: o.flag("required")?,
        docs: o.text("docs")?.unwrap_or_default(),
    };
    o.finish()?;
    Ok(option)
}

fn conflict(node: &Node<'_>) -> Result<Conflict> {
    let o = node.object()?;
    let conflict = Conflict {
        option: o.need_line("option")?,
        beside: o.texts("beside")?,
        message: o.need_text("message")?,
    };
    o.finish()?;
    Ok(conflict)
}

fn pages(node: &Node<'_>) -> Result<Vec<String>> {
    let o = node.object()?;
    let size = o.number("size")?.filter(|size| *size >= 1.0).ok_or_else(|| o.error("`size` is missing"))?;
    let pages = vec![size.to_string(), o.texts("beside")?.join(",")];
    o.finish()?;
    Ok(pages)
}

fn saved(node: &Node<'_>) -> Result<Vec<String>> {
    let o = node.object()?;
    let of = o.need_line("of")?;
    let saved = vec![o.need_line("to")?, o.need_line("which")?, of, o.texts("choices")?.join(",")];
    o.finish()?;
    Ok(saved)
}

fn moved(node: &Node<'_>) -> Result<Moved> {
    let o = node.object()?;
    let mut members = Vec::new();
    for (name, node) in entries(&o, "members")? {
        node.entries()?;
        members.push((name.to_owned(), node.value().to_string()));
    }
    let moved = Moved { into: o.need_line("into")?, beside: o.texts("beside")?, members };
    o.finish()?;
    Ok(moved)
}
