//! `completions-1.json` and, in our own words, `resources.json`: members whose values are names of things that the service lists, and how they are listed. The
//! form is botocore's. Three things are ours: `*` among the operations stands for all that are not named, `parameters` of a
//! resource are sent as they stand, and an identifier called `Name` says what another one of its resource is about.

use std::collections::BTreeMap;

use super::node::{Node, Object, json};
use crate::error::Result;
use crate::ir::Listed;
use crate::model::Model;

/// The operations that are not named.
const ALL: &str = "*";
/// The identifier that says what a thing is about.
const NAME: &str = "Name";

/// How things are listed.
struct Resource<'a> {
    operation: &'a str,
    parameters: String,
    identifiers: BTreeMap<&'a str, &'a str>,
}

/// Reads the file. What names nothing of the model is an error.
pub(crate) fn parse(file: &str, text: &str, model: &Model) -> Result<Vec<Listed>> {
    let value = json(file, text)?;
    let root = Node::root(file, &value).object()?;
    if let Some(version) = root.get("version").filter(|version| version.text().ok() != Some("1.0")) {
        return Err(version.error("only version 1.0 is known"));
    }
    let mut resources = BTreeMap::new();
    for (name, node) in root.get("resources").map_or(Ok(Vec::new()), |node| node.entries())? {
        resources.insert(name, resource(&node, model)?);
    }
    let mut listed = Vec::new();
    for (operation, members) in root.get("operations").map_or(Ok(Vec::new()), |node| node.entries())? {
        if operation != ALL && !model.operations.contains_key(operation) {
            return Err(members.error(format!("the model has no operation `{operation}`")));
        }
        for (member, node) in members.entries()? {
            listed.push(one(operation, member, &node, &resources)?);
        }
    }
    root.finish()?;
    Ok(listed)
}

fn resource<'a>(node: &Node<'a>, model: &Model) -> Result<Resource<'a>> {
    let object = node.object()?;
    let operation = object.need("operation")?;
    let name = operation.text()?;
    if !model.operations.contains_key(name) {
        return Err(operation.error(format!("the model has no operation `{name}`")));
    }
    let identifiers = object.need("resourceIdentifier")?.entries()?;
    let identifiers = identifiers.into_iter().map(|(name, node)| Ok((name, node.text()?)));
    let parameters =
        object.get("parameters").map_or_else(|| "{}".to_owned(), |node| node.value().to_string());
    let resource = Resource { operation: name, parameters, identifiers: identifiers.collect::<Result<_>>()? };
    object.finish()?;
    Ok(resource)
}

/// A member of an operation; of several ways to complete it the first counts, as in the AWS CLI. With none it is not
/// completed, whatever holds for all others.
fn one(
    operation: &str,
    member: &str,
    node: &Node<'_>,
    resources: &BTreeMap<&str, Resource<'_>>,
) -> Result<Listed> {
    let object: Object<'_> = node.object()?;
    let ways = object.need("completions")?.items()?;
    object.finish()?;
    let mut listed =
        Listed { operation: operation.to_owned(), member: member.to_owned(), ..Listed::default() };
    let Some(way) = ways.first() else { return Ok(listed) };
    let way = way.object()?;
    let name = way.need("resourceName")?;
    let found = resources.get(name.text()?);
    let resource = found.ok_or_else(|| name.error("there is no resource of that name"))?;
    let identifier = way.need("resourceIdentifier")?;
    let values = resource.identifiers.get(identifier.text()?);
    let values = values.ok_or_else(|| identifier.error("its resource has no identifier of that name"))?;
    for (theirs, ours) in way.get("parameters").map_or(Ok(Vec::new()), |node| node.entries())? {
        listed.given.push((theirs.to_owned(), ours.text()?.to_owned()));
    }
    way.finish()?;
    listed.lists = resource.operation.to_owned();
    listed.parameters.clone_from(&resource.parameters);
    listed.values = (*values).to_owned();
    let about = resource.identifiers.get(NAME).filter(|about| *about != values);
    listed.about = about.map(|about| (*about).to_owned()).unwrap_or_default();
    Ok(listed)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODEL: &str = r#"{"version": "2.0", "metadata": {"apiVersion": "2020-01-01", "endpointPrefix": "x", "jsonVersion": "1.1",
        "protocol": "json", "serviceFullName": "X", "serviceId": "X", "signatureVersion": "v4", "targetPrefix": "X"},
        "operations": {"ListThings": {"name": "ListThings", "http": {"method": "POST", "requestUri": "/"}},
        "GetThing": {"name": "GetThing", "http": {"method": "POST", "requestUri": "/"}}}, "shapes": {}}"#;

    fn read(text: &str) -> Result<Vec<Listed>> {
        parse("resources.json", text, &crate::parse::service::parse(MODEL)?)
    }

    #[test]
    fn members_are_listed_as_resources_say() {
        let listed = read(
            r#"{"version": "1.0", "resources": {"Thing": {"operation": "ListThings", "parameters": {"Max": 60},
                "resourceIdentifier": {"Id": "Things[].Id", "Name": "Things[].Name"}}},
                "operations": {"*": {"ThingId": {"completions": [
                {"parameters": {"Of": "BoxId"}, "resourceName": "Thing", "resourceIdentifier": "Id"}]}},
                "GetThing": {"ThingId": {"completions": []}}}}"#,
        );
        let listed = listed.unwrap_or_default();
        assert_eq!(listed.len(), 2);
        let one = &listed[0];
        assert_eq!(
            (one.operation.as_str(), one.member.as_str(), one.lists.as_str()),
            ("*", "ThingId", "ListThings")
        );
        assert_eq!((one.values.as_str(), one.about.as_str()), ("Things[].Id", "Things[].Name"));
        assert_eq!(
            (one.parameters.as_str(), &one.given[..]),
            ("{\"Max\":60}", &[("Of".into(), "BoxId".into())][..])
        );
        assert_eq!(listed[1].lists, "");
    }

    #[test]
    fn what_names_nothing_is_an_error() {
        let said = |text: &str| read(text).err().map(|error| error.to_string()).unwrap_or_default();
        for (text, problem) in [
            (r#"{"version": "2.0"}"#, "only version 1.0 is known"),
            (r#"{"operations": {"Nope": {}}}"#, "the model has no operation `Nope`"),
            (
                r#"{"resources": {"R": {"operation": "Nope", "resourceIdentifier": {}}}}"#,
                "no operation `Nope`",
            ),
            (
                r#"{"operations": {"*": {"A": {"completions": [{"resourceName": "R", "resourceIdentifier": "I"}]}}}}"#,
                "there is no resource of that name",
            ),
            (r#"{"more": 1}"#, "more"),
        ] {
            assert!(said(text).contains(problem), "{text}: {}", said(text));
        }
    }
}
