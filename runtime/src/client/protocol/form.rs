//! Requests as parameters of a form, and replies of XML: what `query` and `ec2` have in common.

use super::{reply, scalars, xml_body};
use crate::shapes::schema::protocol::{Asked, Fault, Given, Parts, Received, Refusal, Source};
use crate::shapes::schema::referred::Referred;
use crate::shapes::schema::{Kind, Member, Members, Operation, TimestampFormat};
use crate::shapes::value::xml::{self, Element};
use crate::shapes::value::{Map, Ordered, Value};

/// What distinguishes the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    Query,
    Ec2,
}

/// Parameters in order.
type Parameters = Vec<(String, String)>;

impl Dialect {
    /// A request.
    pub(super) fn encode(
        self,
        version: &str,
        operation: &'static Operation,
        input: Source<'_>,
    ) -> Result<Parts, Refusal> {
        let mut out = vec![
            ("Action".to_owned(), operation.name.to_owned()),
            ("Version".to_owned(), version.to_owned()),
        ];
        if let Some(shape) = operation.input_shape() {
            self.structure(&mut out, &input.values(), shape.members(), "")?;
        }
        let content_type = "application/x-www-form-urlencoded; charset=utf-8".to_owned();
        Ok(Parts {
            method: operation.all_traits().method,
            path: "/".to_owned(),
            query: String::new(),
            headers: vec![("content-type".into(), content_type)],
            body: urlencoded(&out).into_bytes(),
        })
    }

    fn name<'n>(self, at: Referred, member: &'n str) -> std::borrow::Cow<'n, str> {
        match (self, at.query_name(), at.name()) {
            (Dialect::Query, _, Some(name)) | (Dialect::Ec2, Some(name), _) => name.into(),
            (Dialect::Ec2, None, Some(name)) => {
                let mut chars = name.chars();
                let first = chars.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
                (first + chars.as_str()).into()
            }
            _ => member.into(),
        }
    }

    fn structure(
        self,
        out: &mut Parameters,
        map: &Map,
        members: Members,
        prefix: &str,
    ) -> Result<(), Refusal> {
        for (key, value) in map.iter() {
            let Some(member) = members.named(key) else { continue };
            let at = Referred::of(member);
            let name = joined(prefix, &self.name(at, key));
            self.value(out, value, at, &name)?;
        }
        Ok(())
    }

    fn value(self, out: &mut Parameters, value: &Value, at: Referred, name: &str) -> Result<(), Refusal> {
        match (at.shape.kind(), value) {
            (_, Value::Null) => {}
            (Kind::Structure(members) | Kind::Union(members), Value::Map(map)) => {
                self.structure(out, map, members, name)?;
            }
            (Kind::List(_), Value::List(items)) => self.list(out, items, at, name)?,
            (Kind::Map { .. }, Value::Map(map)) => {
                let prefix = if at.is_flattened() { name.to_owned() } else { format!("{name}.entry") };
                let (key_at, value_at) = (at.key().unwrap_or(at), at.item().unwrap_or(at));
                for (index, (key, value)) in (1..).zip(map.iter()) {
                    let part = |at, word| format!("{prefix}.{index}.{}", self.name(at, word));
                    self.value(out, &Value::from(key), key_at, &part(key_at, "key"))?;
                    self.value(out, value, value_at, &part(value_at, "value"))?;
                }
            }
            _ => out.push((name.to_owned(), scalars::text(value, at, TimestampFormat::Iso8601)?)),
        }
        Ok(())
    }

    fn list(self, out: &mut Parameters, items: &[Value], at: Referred, name: &str) -> Result<(), Refusal> {
        let item_at = at.item().unwrap_or(at);
        if items.is_empty() && self == Dialect::Query {
            out.push((name.to_owned(), String::new()));
        }
        let prefix = match (self, at.is_flattened(), item_at.name()) {
            (Dialect::Ec2, ..) | (_, true, None) => name.to_owned(),
            (_, true, Some(item)) => joined(name.rsplit_once('.').map_or("", |(outer, _)| outer), item),
            (_, false, item) => format!("{name}.{}", item.unwrap_or("member")),
        };
        let numbered = (1..).zip(items);
        numbered.into_iter().try_for_each(|(index, item): (u32, _)| {
            self.value(out, item, item_at, &format!("{prefix}.{index}"))
        })
    }
}

fn joined(prefix: &str, name: &str) -> String {
    if prefix.is_empty() { name.to_owned() } else { format!("{prefix}.{name}") }
}

fn urlencoded(parameters: &Parameters) -> String {
    let pair = |(name, value): &(String, String)| format!("{}={}", plus(name), plus(value));
    parameters.iter().map(pair).collect::<Vec<_>>().join("&")
}

fn plus(text: &str) -> String {
    crate::client::signing::sigv4::percent_encode(text).replace("%20", "+")
}

/// The members of a reply, below the element that wraps them if there is one.
pub(super) fn decode(operation: &'static Operation, reply: Received<'_>) -> Result<Value, Refusal> {
    // A reply is XML also where nothing of it counts.
    let root = xml_body::parse(reply.body)?;
    let Some(shape) = operation.output_shape() else { return Ok(Value::Map(Map::new())) };
    let start = match operation.all_traits().result_wrapper {
        Some(wrapper) => {
            root.child(wrapper).ok_or_else(|| format!("The service's reply has no element {wrapper}"))?
        }
        None => &root,
    };
    xml_body::members(start, shape.members()).map(Value::Map)
}

/// The error in a document. What one that has no error in it is called is for the protocol to say: nothing, or `Unknown`.
pub(super) fn fault(
    operation: &'static Operation,
    reply: Received<'_>,
    unsaid: &str,
) -> Result<Fault, Refusal> {
    let root = xml_body::parse(reply.body)?;
    let is_error = root.name == "Error" && unsaid.is_empty();
    let error = root.child("Errors").unwrap_or(&root).child("Error").or(is_error.then_some(&root));
    let unsaid = if is_error { UNKNOWN } else { unsaid };
    let text = |element: &Element, name: &str| element.child(name).map(|child| child.text.clone());
    let id = ["RequestId", "RequestID", "requestId"].iter().find_map(|name| text(&root, name));
    // An element without text is Python's `None`.
    let said = |names: &[&str]| {
        let found = error.and_then(|error| names.iter().find_map(|name| text(error, name)));
        found.map_or_else(|| unsaid.to_owned(), |text| if text.is_empty() { "None".to_owned() } else { text })
    };
    let (code, message) = (said(&["Code"]), said(&["Message", "message"]));
    let children = error.map(|error| error.children.as_slice()).unwrap_or_default();
    let mut members: Map =
        children.iter().map(|child| (child.name.as_str(), xml_body::untyped(child))).collect();
    if let Some((shape, error)) = reply::shape_of(operation, &code).zip(error) {
        members.extend(xml_body::members(error, shape.members()).unwrap_or_default());
    }
    Ok(Fault { code, message, request_id: id, members })
}

/// What botocore calls an error of which nothing is said.
pub(super) const UNKNOWN: &str = "Unknown";

/// The operation that a form names.
pub(super) fn asked(
    operations: &'static [&'static Operation],
    request: Asked<'_>,
) -> Option<&'static Operation> {
    let action = parameters(request.body).into_iter().find(|(name, _)| name == "Action")?.1;
    operations.iter().find(|operation| operation.name == action).copied()
}

fn parameters(body: &[u8]) -> Parameters {
    let text = String::from_utf8_lossy(body);
    let decoded = |word: &str| decode_plus(word);
    let pair = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decoded(name), decoded(value))
    };
    text.split('&').filter(|p| !p.is_empty()).map(pair).collect()
}

fn decode_plus(text: &str) -> String {
    crate::shapes::text::percent::decode(&text.replace('+', " "))
}

impl Dialect {
    /// The values of a form, as a server reads them.
    pub(super) fn input(self, operation: &'static Operation, request: Asked<'_>) -> Value {
        let parameters = parameters(request.body);
        let mut tree = Tree::default();
        for (name, value) in &parameters {
            tree.insert(name.split('.'), value);
        }
        let members = operation.input_shape().map(|shape| shape.members()).unwrap_or_default();
        Value::Map(self.read_structure(&tree, members))
    }

    fn read_structure(self, tree: &Tree<'_>, members: Members) -> Map {
        let read = |member: Member| {
            let at = Referred::of(member);
            let name = self.name(at, member.name());
            let flat_name = at.item().filter(|_| at.is_flattened() && self == Dialect::Query);
            let flat_name = flat_name.and_then(Referred::name);
            let part = tree.child(&name).or_else(|| tree.child(flat_name?))?;
            Some((member.name(), self.read_value(part, at)))
        };
        members.iter().filter_map(read).collect()
    }

    fn read_value(self, tree: &Tree<'_>, at: Referred) -> Value {
        let item_at = at.item().unwrap_or(at);
        match at.shape.kind() {
            Kind::Structure(members) | Kind::Union(members) => Value::Map(self.read_structure(tree, members)),
            Kind::List(_) => {
                let is_direct = at.is_flattened() || self == Dialect::Ec2;
                let items =
                    if is_direct { Some(tree) } else { tree.child(item_at.name().unwrap_or("member")) };
                let items = items.map(Tree::numbered).unwrap_or_default();
                Value::List(items.into_iter().map(|item| self.read_value(item, item_at)).collect())
            }
            Kind::Map { .. } => {
                let key_at = at.key().unwrap_or(at);
                let entries = if at.is_flattened() { Some(tree) } else { tree.child("entry") };
                let entry = |entry: &Tree<'_>| {
                    let key = entry.child(&self.name(key_at, "key"))?.value?.to_owned();
                    Some((key, self.read_value(entry.child(&self.name(item_at, "value"))?, item_at)))
                };
                let entries = entries.map(Tree::numbered).unwrap_or_default();
                Value::Map(entries.into_iter().filter_map(entry).collect())
            }
            _ => {
                let text = tree.value.unwrap_or_default();
                scalars::read(text, at).unwrap_or_else(|_| Value::from(text))
            }
        }
    }
}

/// Names of parameters by their parts.
#[derive(Default)]
struct Tree<'a> {
    value: Option<&'a str>,
    children: Ordered<Tree<'a>>,
}

impl<'a> Tree<'a> {
    fn insert(&mut self, path: impl Iterator<Item = &'a str>, value: &'a str) {
        /// Names in names in names.
        const MAX_DEPTH: usize = 128;
        let mut place = self;
        for part in path.take(MAX_DEPTH) {
            place = place.children.get_or_default(part);
        }
        place.value = Some(value);
    }

    fn child(&self, name: &str) -> Option<&Tree<'a>> {
        self.children.get(name)
    }

    /// Parts that are called by numbers, in their order; `01` comes before `1`.
    fn numbered(&self) -> Vec<&Tree<'a>> {
        let numbered = self.children.iter();
        let numbered = numbered.filter_map(|(name, tree)| Some((name.parse::<u64>().ok()?, name, tree)));
        let mut numbered: Vec<_> = numbered.collect();
        numbered.sort_unstable_by_key(|(number, name, _)| (*number, *name));
        numbered.into_iter().map(|(_, _, tree)| tree).collect()
    }
}

/// A reply of these values.
pub(super) fn give(operation: &'static Operation, output: &Value, ec2: bool) -> Result<Given, Refusal> {
    let mut root = Element::new(format!("{}Response", operation.name));
    if let (Some(shape), Value::Map(map)) = (operation.output_shape(), output) {
        match operation.all_traits().result_wrapper {
            Some(wrapper) => {
                let mut result = Element::new(wrapper);
                xml_body::structure(map, shape.members(), &mut result)?;
                root.children.push(result);
            }
            None => xml_body::structure(map, shape.members(), &mut root)?,
        }
    }
    if ec2 {
        root.children.push(Element::of_text("requestId", "00000000-0000-4000-8000-000000000000"));
    }
    Ok(document(&root))
}

/// A reply that is an error.
pub(super) fn refuse(code: &str, message: &str, ec2: bool) -> Given {
    let mut error = Element::new("Error");
    error.children = vec![Element::of_text("Code", code), Element::of_text("Message", message)];
    let mut root = Element::new(if ec2 { "Response" } else { "ErrorResponse" });
    if ec2 {
        let mut errors = Element::new("Errors");
        errors.children.push(error);
        error = errors;
    }
    root.children.push(error);
    document(&root)
}

/// A document as a body.
pub(super) fn document(root: &Element) -> Given {
    let body = xml::write(root).into_bytes();
    Given { status: None, headers: vec![("Content-Type".to_owned(), "text/xml".to_owned())], body }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_come_in_the_order_of_their_numbers() {
        let mut tree = Tree::default();
        for name in ["10", "1", "x", "2", "01"] {
            tree.insert(std::iter::once(name), name);
        }
        let order: Vec<_> = tree.numbered().iter().map(|part| part.value).collect();
        assert_eq!(order, ["01", "1", "2", "10"].map(Some));
    }
}
