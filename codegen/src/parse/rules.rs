//! `endpoint-rule-set-1.json`.

use indexmap::IndexMap;
use serde_json::Value;

use super::node::{Node, Object, json};
use crate::error::Result;
use crate::name::Name;

const FILE: &str = "endpoint-rule-set-1.json";

/// A rule set.
#[derive(Debug, Default)]
pub struct RuleSet {
    /// Parameters by name.
    pub(crate) parameters: IndexMap<Name, Parameter>,
    /// Rules, tried in order.
    pub(crate) rules: Vec<Rule>,
}

/// A parameter of the rules.
#[derive(Debug)]
pub(crate) struct Parameter {
    /// What fills it, such as `AWS::Region`; operations fill the others.
    pub(crate) builtin: Option<String>,
    /// A switch rather than text.
    pub(crate) boolean: bool,
    /// A list of texts.
    pub(crate) texts: bool,
}

/// A rule: conditions and what follows if all hold.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) conditions: Vec<Condition>,
    pub(crate) then: Then,
    /// JSON path, for messages.
    pub(crate) path: String,
}

/// What a rule leads to.
#[derive(Debug)]
pub(crate) enum Then {
    Rules(Vec<Rule>),
    Error(String),
    Endpoint { url: Expr, signing_name: Option<String>, signing_region: Option<String> },
}

/// A call that must be true or have a value, which may be kept under a name.
#[derive(Debug)]
pub(crate) struct Condition {
    pub(crate) call: Expr,
    pub(crate) assign: Option<Name>,
}

/// An expression.
#[derive(Debug)]
pub(crate) enum Expr {
    Text(String),
    Flag(bool),
    Number(i64),
    Ref(String),
    Call(String, Vec<Expr>),
}

/// Reads a rule set.
pub(crate) fn parse(text: &str) -> Result<RuleSet> {
    let value = json(FILE, text)?;
    let root = Node::root(FILE, &value).object()?;
    root.known(&["version"]);
    let parameters = root.need("parameters")?.named()?;
    let parameters = parameters.into_iter().map(|(name, node)| Ok((name, parameter(&node)?)));
    let set = RuleSet { parameters: parameters.collect::<Result<_>>()?, rules: rules(&root.need("rules")?)? };
    root.finish()?;
    Ok(set)
}

fn parameter(node: &Node<'_>) -> Result<Parameter> {
    let o = node.object()?;
    o.known(&["required", "default", "documentation", "deprecated"]);
    let kind = o.need_text("type")?;
    let parameter = Parameter {
        builtin: o.text("builtIn")?,
        boolean: kind.eq_ignore_ascii_case("boolean"),
        texts: kind.eq_ignore_ascii_case("stringArray"),
    };
    o.finish()?;
    Ok(parameter)
}

fn rules(node: &Node<'_>) -> Result<Vec<Rule>> {
    node.items()?.iter().map(rule).collect()
}

fn rule(node: &Node<'_>) -> Result<Rule> {
    let o = node.object()?;
    let tag = o.need("type")?;
    let then = match tag.text()? {
        "tree" => Then::Rules(rules(&o.need("rules")?)?),
        "error" => Then::Error(o.need_text("error")?),
        "endpoint" => endpoint(&o.need("endpoint")?.object()?)?,
        other => return Err(tag.error(format!("unknown rule type `{other}`"))),
    };
    let conditions = o.need("conditions")?.items()?.iter().map(condition).collect::<Result<_>>()?;
    o.known(&["documentation"]);
    o.finish()?;
    let path = node.error("").path;
    Ok(Rule { conditions, then, path })
}

fn endpoint(o: &Object<'_>) -> Result<Then> {
    o.known(&["headers"]);
    let url = expr(&o.need("url")?)?;
    let Some(properties) = o.get("properties") else {
        return Ok(Then::Endpoint { url, signing_name: None, signing_region: None });
    };
    let properties = properties.object()?;
    properties.known(&["metricValues"]);
    let scheme = match properties.get("authSchemes") {
        Some(schemes) => schemes.items()?.first().map(|n| n.object()).transpose()?,
        None => None,
    };
    let field = |key| scheme.as_ref().map_or(Ok(None), |s| s.text(key));
    let (signing_name, signing_region) = (field("signingName")?, field("signingRegion")?);
    properties.finish()?;
    Ok(Then::Endpoint { url, signing_name, signing_region })
}

fn condition(node: &Node<'_>) -> Result<Condition> {
    let assign = node.object()?.get("assign").map(|n| n.name()).transpose()?;
    Ok(Condition { call: expr(node)?, assign })
}

fn expr(node: &Node<'_>) -> Result<Expr> {
    Ok(match node.value() {
        Value::String(text) => Expr::Text(text.clone()),
        Value::Bool(flag) => Expr::Flag(*flag),
        Value::Number(n) => Expr::Number(n.as_i64().ok_or_else(|| node.error("expected a whole number"))?),
        _ => {
            let o = node.object()?;
            o.known(&["assign"]);
            let expr = match o.text("ref")? {
                Some(name) => Expr::Ref(name),
                None => {
                    let args = o.need("argv")?.items()?.iter().map(expr_of).collect::<Result<_>>()?;
                    Expr::Call(o.need_text("fn")?, args)
                }
            };
            o.finish()?;
            expr
        }
    })
}

fn expr_of(node: &Node<'_>) -> Result<Expr> {
    expr(node)
}
