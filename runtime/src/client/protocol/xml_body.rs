//! Values as elements of XML, and elements as values: what the protocols that write XML have in common.

use super::{scalars, unions};
use crate::shapes::schema::protocol::Refusal;
use crate::shapes::schema::referred::Referred;
use crate::shapes::schema::{Kind, Members, TimestampFormat};
use crate::shapes::value::xml::{self, Element};
use crate::shapes::value::{Key, Map, Ordered, Value};

/// Reads a document.
pub(super) fn parse(body: &[u8]) -> Result<Element, Refusal> {
    xml::read(body).map_err(|reason| format!("The service's reply is no XML: {reason}").into())
}

/// The members of a structure that stand in an element.
pub(super) fn members(element: &Element, members: Members) -> Result<Map, Refusal> {
    let mut children: Ordered<Vec<&Element>> = Ordered::new();
    for child in &element.children {
        children.get_or_default(&child.name).push(child);
    }
    let mut out = Map::new();
    for member in members {
        let at = Referred::of(member);
        if at.location().is_outside_of_replies() {
            continue;
        }
        let name = key_name(at, member.name());
        let own = member.wire_name();
        let value = match children.get(name).or_else(|| children.get(own)) {
            Some(elements) => Some(value(elements, at)?),
            None if at.is_attribute() => attribute(element, name).map(Value::from),
            None => None,
        };
        if let Some(value) = value {
            out.insert(Key::known(member.kept_name()), value);
        }
    }
    Ok(out)
}

fn attribute<'e>(element: &'e Element, name: &str) -> Option<&'e str> {
    element.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
}

/// The name of the elements that hold a member: items of a flattened list have their own.
fn key_name<'n>(at: Referred, member: &'n str) -> &'n str
where
    'static: 'n,
{
    let is_flat_list = matches!(at.shape.kind(), Kind::List(_)) && at.is_flattened();
    let of_item = at.item().filter(|_| is_flat_list).and_then(Referred::name);
    of_item.or_else(|| at.name()).unwrap_or(member)
}

/// The value of elements of one name: more than one where a container is flattened.
fn value(elements: &[&Element], at: Referred) -> Result<Value, Refusal> {
    let Some(first) = elements.first() else { return Ok(Value::Null) };
    match at.shape.kind() {
        Kind::Union(parts) => {
            let mut names: Vec<&str> = first.children.iter().map(|child| child.name.as_str()).collect();
            names.dedup();
            match unions::check(at.shape, &names)? {
                Some(unknown) => Ok(unknown),
                None => members(first, parts).map(Value::Map),
            }
        }
        Kind::Structure(parts) => members(first, parts).map(Value::Map),
        Kind::List(_) => {
            let item = at.item().unwrap_or(at);
            let mut items = Vec::new();
            for element in contained(elements, at) {
                items.push(value(&[element], item)?);
            }
            Ok(Value::List(items))
        }
        Kind::Map { .. } => {
            let mut entries = Map::new();
            for element in contained(elements, at) {
                let (key, value) = entry(element, at)?;
                entries.insert(key, value);
            }
            Ok(Value::Map(entries))
        }
        _ => scalars::read(&first.text, at),
    }
}

fn contained<'e>(elements: &'e [&'e Element], at: Referred) -> Box<dyn Iterator<Item = &'e Element> + 'e> {
    match elements {
        [one] if !at.is_flattened() => Box::new(one.children.iter()),
        many => Box::new(many.iter().copied()),
    }
}

fn entry(element: &Element, at: Referred) -> Result<(String, Value), Refusal> {
    let (key_at, value_at) = (at.key().unwrap_or(at), at.item().unwrap_or(at));
    let (mut key, mut of_key) = (String::new(), Value::Null);
    for part in &element.children {
        match part.name.as_str() {
            name if name == key_at.name().unwrap_or("key") => key.clone_from(&part.text),
            name if name == value_at.name().unwrap_or("value") => of_key = value(&[part], value_at)?,
            other => return Err(format!("Unknown tag: {other}").into()),
        }
    }
    Ok((key, of_key))
}

/// A value as an element of this name. Flattened containers make several, an attribute none.
pub(super) fn elements(value: &Value, at: Referred, name: &str, into: &mut Element) -> Result<(), Refusal> {
    match (at.shape.kind(), value) {
        (_, Value::Null) => {}
        (Kind::Structure(members) | Kind::Union(members), Value::Map(map)) => {
            let mut element = named(at, name);
            structure(map, members, &mut element)?;
            into.children.push(element);
        }
        (Kind::List(_), Value::List(items)) => {
            let item_at = at.item().unwrap_or(at);
            if at.is_flattened() {
                return items.iter().try_for_each(|item| elements(item, item_at, name, into));
            }
            let mut element = named(at, name);
            let item_name = item_at.name().unwrap_or("member");
            items.iter().try_for_each(|item| elements(item, item_at, item_name, &mut element))?;
            into.children.push(element);
        }
        (Kind::Map { .. }, Value::Map(map)) => entries(map, at, name, into)?,
        (_, value) => {
            let mut element = named(at, name);
            element.text = scalars::text(value, at, TimestampFormat::Iso8601)?;
            into.children.push(element);
        }
    }
    Ok(())
}

/// The members of a structure into its element.
pub(super) fn structure(map: &Map, members: Members, element: &mut Element) -> Result<(), Refusal> {
    for (key, value) in map.iter() {
        let Some(member) = members.named(key) else { continue };
        let at = Referred::of(member);
        let name = at.name().unwrap_or(key);
        if at.is_attribute() {
            let text = scalars::text(value, at, TimestampFormat::Iso8601)?;
            element.attributes.push((name.to_owned(), text));
        } else {
            elements(value, at, name, element)?;
        }
    }
    Ok(())
}

fn entries(map: &Map, at: Referred, name: &str, into: &mut Element) -> Result<(), Refusal> {
    let (key_at, value_at) = (at.key().unwrap_or(at), at.item().unwrap_or(at));
    let is_flattened = at.is_flattened();
    let mut outer = named(at, name);
    for (key, value) in map.iter() {
        let mut entry = Element::new(if is_flattened { name } else { "entry" });
        elements(&Value::from(key), key_at, key_at.name().unwrap_or("key"), &mut entry)?;
        elements(value, value_at, value_at.name().unwrap_or("value"), &mut entry)?;
        let place = if is_flattened { &mut *into } else { &mut outer };
        place.children.push(entry);
    }
    if !is_flattened {
        into.children.push(outer);
    }
    Ok(())
}

/// An element with the namespace that the model gives it.
pub(super) fn named(at: Referred, name: &str) -> Element {
    let mut element = Element::new(name);
    if let Some(namespace) = at.namespace() {
        let attribute = match namespace.prefix {
            "" => "xmlns".to_owned(),
            prefix => format!("xmlns:{prefix}"),
        };
        element.attributes.push((attribute, namespace.uri.to_owned()));
    }
    element
}

/// An element and what is in it as a value of texts, for members that no model tells of.
pub(super) fn untyped(element: &Element) -> Value {
    if element.children.is_empty() {
        return Value::from(element.text.as_str());
    }
    Value::Map(element.children.iter().map(|child| (child.name.as_str(), untyped(child))).collect())
}
