//! `endpoint.rs` and `partitions.rs`: the rule set as one plain function, the partitions as a table.
//!
//! Each rule becomes an `if` whose conditions are a let-chain and whose body returns; rules that do
//! not match fall through to the next, as they do in the rule engine.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;

use super::module::{Module, importing};
use crate::error::{Error, Result};
use crate::ir::{Partition, Service};
use crate::lower::names;
use crate::name::Name;
use crate::parse::rules::{Condition, Expr, Parameter, Rule, RuleSet, Then};

/// `endpoint.rs`.
pub(super) fn module(service: &Service) -> Result<Module> {
    if service.rules.rules.is_empty() {
        return Ok(function(by_prefix(service), true));
    }
    of_rules(&service.rules)
}

/// The module of a rule set.
pub(crate) fn of_rules(set: &RuleSet) -> Result<Module> {
    let names = set.parameters.iter().map(|(n, p)| (n.clone(), parameter(n, p))).collect();
    let scope = Scope { names, ..Scope::default() };
    let (body, returns) = rules(&set.rules, &scope, true)?;
    Ok(function(body, returns))
}

fn function(body: TokenStream, returns: bool) -> Module {
    let no_rule = (!returns).then(|| quote!(Err("no endpoint rule matches".to_owned())));
    let mut used = BTreeSet::new();
    idents(&body, &mut used);
    let used = used.contains("p");
    let p = if used { quote!(p) } else { quote!(_) };
    let items = vec![quote! {
        /// Where requests go.
        pub(crate) fn resolve(#p: &rt::endpoint::Parameters<'_>) -> Result<rt::endpoint::Endpoint, String> {
            #body
            #no_rule
        }
    }];
    Module::new("endpoint.rs", "Endpoints: the model's rule set as a function.", importing(items))
}

/// Models of old have no rules: their endpoints come from a prefix and the partitions.
fn by_prefix(service: &Service) -> TokenStream {
    let prefix = &service.endpoint_prefix;
    match &service.global_endpoint {
        Some(host) => quote!(rt::endpoint::by_prefix(p, #prefix, Some(#host))),
        None => quote!(rt::endpoint::by_prefix(p, #prefix, None)),
    }
}

/// `partitions.rs`.
pub(crate) fn partitions(partitions: &[Partition]) -> Module {
    let partitions = partitions.iter().map(partition);
    let items = vec![quote! {
        /// The partitions; the first one takes regions that no other knows.
        pub(crate) static PARTITIONS: &[rt::endpoint::Partition] = &[#(#partitions),*];
    }];
    Module::new("partitions.rs", "AWS partitions: regions that share their domain names.", importing(items))
}

fn partition(p: &Partition) -> TokenStream {
    let Partition { name, dns_suffix, dual_stack_dns_suffix, supports_fips, supports_dual_stack, .. } = p;
    let Partition { implicit_global_region, region_prefixes, region_infix, regions, .. } = p;
    quote! {
        rt::endpoint::Partition {
            name: #name,
            dns_suffix: #dns_suffix,
            dual_stack_dns_suffix: #dual_stack_dns_suffix,
            supports_fips: #supports_fips,
            supports_dual_stack: #supports_dual_stack,
            implicit_global_region: #implicit_global_region,
            region_prefixes: &[#(#region_prefixes),*],
            region_infix: #region_infix,
            regions: &[#(#regions),*],
        }
    }
}

/// What names of the rules stand for.
#[derive(Clone, Default)]
struct Scope {
    names: BTreeMap<Name, Typed>,
    /// Variables of the function.
    taken: BTreeSet<String>,
}

impl Scope {
    fn get(&self, name: &str) -> Option<&Typed> {
        self.names.get(name)
    }

    /// A variable that no other hides or is hidden by.
    fn fresh(&mut self, wanted: &str) -> Ident {
        // Without the mark of raw identifiers a word gets its underscore like any other.
        let plain = wanted.trim_start_matches("r#");
        let mut text = if plain == wanted && plain != "p" { plain.to_owned() } else { format!("{plain}_") };
        while !self.taken.insert(text.clone()) {
            text.push('_');
        }
        names::ident(&text)
    }
}

/// An expression in Rust and what it evaluates to.
#[derive(Clone)]
struct Typed {
    tokens: TokenStream,
    ty: Ty,
    /// It is an `Option` of its type.
    optional: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Ty {
    Text,
    Texts,
    Flag,
    Partition,
    Arn,
    Url,
}

/// A link of a let-chain.
enum Clause {
    Test(TokenStream),
    Bind(Ident, TokenStream),
}

fn parameter(name: &str, parameter: &Parameter) -> Typed {
    let (tokens, optional) = match (parameter.builtin.as_deref(), parameter.boolean) {
        (Some("AWS::Region"), _) => (quote!(p.region), true),
        (Some("SDK::Endpoint"), _) => (quote!(p.endpoint), true),
        (Some("AWS::UseFIPS"), _) => (quote!(p.use_fips), false),
        (Some("AWS::UseDualStack"), _) => (quote!(p.use_dual_stack), false),
        _ if parameter.texts => (quote!(p.texts(#name)), true),
        (_, true) => (quote!(p.flag(#name)), true),
        (_, false) => (quote!(p.text(#name)), true),
    };
    let ty = match () {
        () if parameter.boolean => Ty::Flag,
        () if parameter.texts => Ty::Texts,
        () => Ty::Text,
    };
    Typed { tokens, ty, optional }
}

/// Links of a let-chain, which is an expression as deep as it is long.
const MOST_LINKS: usize = 64;

/// A rule in Rust: `if chain { body }`, or the body alone.
struct Compiled {
    chain: Vec<TokenStream>,
    body: TokenStream,
    /// The body always returns.
    returns: bool,
}

/// Rules in order, and whether they always return. At the `tail` of the function the last one is
/// an expression.
fn rules(rules: &[Rule], scope: &Scope, tail: bool) -> Result<(TokenStream, bool)> {
    let mut out = TokenStream::new();
    for rule in rules {
        let Compiled { chain, body, returns } = self::rule(rule, scope, tail)?;
        if chain.is_empty() {
            out.extend(body);
            if returns {
                return Ok((out, true));
            }
        } else {
            out.extend(quote!(if #(#chain)&&* { #body }));
        }
    }
    Ok((out, false))
}

fn rule(rule: &Rule, scope: &Scope, tail: bool) -> Result<Compiled> {
    let mut scope = scope.clone();
    let mut clauses = Vec::new();
    for condition in &rule.conditions {
        self::condition(condition, &mut scope, &mut clauses, &rule.path)?;
    }
    if clauses.len() > MOST_LINKS {
        return Err(bad(&rule.path, &format!("a rule has more than {MOST_LINKS} conditions")));
    }
    let tail = tail && clauses.is_empty();
    let end = |value: TokenStream| if tail { value } else { quote!(return #value;) };
    let (inner, body, returns) = match &rule.then {
        // A rule of one rule is a longer chain.
        Then::Rules(inner) if inner.len() == 1 => {
            let only = self::rule(&inner[0], &scope, tail)?;
            if only.chain.len() + clauses.len() <= MOST_LINKS {
                (only.chain, only.body, only.returns)
            } else {
                let Compiled { chain, body, .. } = only;
                (Vec::new(), quote!(if #(#chain)&&* { #body }), false)
            }
        }
        Then::Rules(inner) => {
            let (body, returns) = rules(inner, &scope, tail)?;
            (Vec::new(), body, returns)
        }
        Then::Error(text) => {
            let text = template(text, &scope, &rule.path)?;
            (Vec::new(), end(quote!(Err(#text))), true)
        }
        Then::Endpoint { url, signing_name, signing_region } => {
            let endpoint = endpoint(url, signing_name, signing_region, &scope, &rule.path)?;
            (Vec::new(), end(quote!(Ok(#endpoint))), true)
        }
    };
    let chain = chain(clauses, inner, &body);
    Ok(Compiled { chain, body, returns })
}

/// The links of a let-chain, with those of an inner rule behind; a binding that nothing uses becomes a test.
fn chain(clauses: Vec<Clause>, inner: Vec<TokenStream>, body: &TokenStream) -> Vec<TokenStream> {
    let mut used = BTreeSet::new();
    idents(body, &mut used);
    inner.iter().for_each(|link| idents(link, &mut used));
    let mut links: Vec<TokenStream> = inner.into_iter().rev().collect();
    for clause in clauses.into_iter().rev() {
        let link = match clause {
            Clause::Test(test) => test,
            Clause::Bind(name, value) if used.contains(&name.to_string()) => {
                quote!(let Some(#name) = #value)
            }
            Clause::Bind(_, value) => quote!(#value.is_some()),
        };
        idents(&link, &mut used);
        links.push(link);
    }
    links.reverse();
    links
}

/// Collects the identifiers of tokens.
fn idents(tokens: &TokenStream, found: &mut BTreeSet<String>) {
    for tree in tokens.clone() {
        match tree {
            TokenTree::Group(group) => idents(&group.stream(), found),
            TokenTree::Ident(ident) => drop(found.insert(ident.to_string())),
            _ => {}
        }
    }
}

fn condition(c: &Condition, scope: &mut Scope, clauses: &mut Vec<Clause>, path: &str) -> Result<()> {
    match &c.call {
        Expr::Call(name, args) if name == "isSet" => is_set(&args[..], scope, clauses, path),
        Expr::Call(name, args) if name == "not" => {
            let test = negated(args, scope, clauses, path)?;
            clauses.push(Clause::Test(test));
            Ok(())
        }
        call => {
            let value = expr(call, scope, clauses, path)?;
            match (&c.assign, value.optional, value.ty) {
                (Some(name), true, ty) => bind(name, value.tokens, ty, scope, clauses),
                (Some(name), false, _) => drop(scope.names.insert(name.clone(), value)),
                (None, true, Ty::Flag) => {
                    let tokens = value.tokens;
                    clauses.push(Clause::Test(quote!(#tokens == Some(true))));
                }
                (None, true, _) => {
                    let tokens = value.tokens;
                    clauses.push(Clause::Test(quote!(#tokens.is_some())));
                }
                (None, false, _) => clauses.push(Clause::Test(value.tokens)),
            }
            Ok(())
        }
    }
}

/// Binds the content of an optional value under its name of the rules.
fn bind(name: &Name, value: TokenStream, ty: Ty, scope: &mut Scope, clauses: &mut Vec<Clause>) {
    let ident = scope.fresh(&names::field(name).to_string());
    scope.names.insert(name.clone(), Typed { tokens: quote!(#ident), ty, optional: false });
    clauses.push(Clause::Bind(ident, value));
}

fn is_set(args: &[Expr], scope: &mut Scope, clauses: &mut Vec<Clause>, path: &str) -> Result<()> {
    let arg = args.first().ok_or_else(|| bad(path, "isSet takes one argument"))?;
    let value = expr(arg, scope, clauses, path)?;
    match arg {
        _ if !value.optional => {}
        Expr::Ref(text) => {
            if let Some(name) = scope.names.get_key_value(text.as_str()).map(|(name, _)| name.clone()) {
                bind(&name, value.tokens, value.ty, scope, clauses);
            }
        }
        _ => {
            let tokens = value.tokens;
            clauses.push(Clause::Test(quote!(#tokens.is_some())));
        }
    }
    Ok(())
}

fn negated(args: &[Expr], scope: &mut Scope, clauses: &mut Vec<Clause>, path: &str) -> Result<TokenStream> {
    match args {
        [Expr::Call(name, inner)] if name == "isSet" => {
            let value = inner.first().ok_or_else(|| bad(path, "isSet takes one argument"))?;
            let value = expr(value, scope, clauses, path)?;
            let tokens = value.tokens;
            Ok(if value.optional { quote!(#tokens.is_none()) } else { quote!(false) })
        }
        [inner] => {
            let value = expr(inner, scope, clauses, path)?;
            let tokens = value.tokens;
            Ok(if value.optional { quote!(#tokens != Some(true)) } else { quote!(!(#tokens)) })
        }
        _ => Err(bad(path, "not takes one argument")),
    }
}

fn expr(e: &Expr, scope: &mut Scope, clauses: &mut Vec<Clause>, path: &str) -> Result<Typed> {
    match e {
        Expr::Text(text) => argument(text, scope, path),
        Expr::Flag(flag) => Ok(Typed { tokens: quote!(#flag), ty: Ty::Flag, optional: false }),
        Expr::Number(_) => Err(bad(path, "a number stands where text is expected")),
        Expr::Ref(name) => {
            scope.get(name).cloned().ok_or_else(|| bad(path, &format!("`{name}` is not defined")))
        }
        Expr::Call(name, args) => call(name, args, scope, clauses, path),
    }
}

fn call(
    name: &str,
    args: &[Expr],
    scope: &mut Scope,
    clauses: &mut Vec<Clause>,
    path: &str,
) -> Result<Typed> {
    let optional = |tokens, ty| Ok(Typed { tokens, ty, optional: true });
    match (name, args) {
        ("booleanEquals" | "stringEquals", [a, b]) => equals(a, b, scope, clauses, path),
        ("getAttr", [object, Expr::Text(attribute)]) => {
            let object = certain(object, scope, clauses, path)?;
            self::attribute(&object, attribute)
                .ok_or_else(|| bad(path, &format!("no attribute `{attribute}`")))
        }
        ("aws.partition", [region]) => {
            let region = certain(region, scope, clauses, path)?.tokens;
            optional(quote!(p.partition(#region)), Ty::Partition)
        }
        ("aws.parseArn", [arn]) => {
            let arn = certain(arn, scope, clauses, path)?.tokens;
            optional(quote!(rt::endpoint::Arn::parse(#arn)), Ty::Arn)
        }
        ("parseURL", [url]) => {
            let url = certain(url, scope, clauses, path)?.tokens;
            optional(quote!(rt::endpoint::Url::parse(#url)), Ty::Url)
        }
        ("isValidHostLabel", [label, Expr::Flag(dots)]) => {
            let label = certain(label, scope, clauses, path)?.tokens;
            let tokens = quote!(rt::endpoint::is_valid_host_label(#label, #dots));
            Ok(Typed { tokens, ty: Ty::Flag, optional: false })
        }
        ("substring", [text, Expr::Number(from), Expr::Number(to), Expr::Flag(reverse)]) => {
            let text = certain(text, scope, clauses, path)?.tokens;
            let (from, to) = (*from as usize, *to as usize);
            optional(quote!(rt::endpoint::substring(#text, #from, #to, #reverse)), Ty::Text)
        }
        _ => Err(bad(path, &format!("the function `{name}` is not supported with these arguments"))),
    }
}

/// An argument that must have a value: if it may have none, the chain first checks that it does.
fn certain(e: &Expr, scope: &mut Scope, clauses: &mut Vec<Clause>, path: &str) -> Result<Typed> {
    let value = expr(e, scope, clauses, path)?;
    if !value.optional {
        return Ok(value);
    }
    let name = match e {
        Expr::Ref(text) => scope.names.get_key_value(text.as_str()).map(|(name, _)| name.clone()),
        _ => None,
    };
    if let Some(name) = name {
        bind(&name, value.tokens, value.ty, scope, clauses);
        return expr(e, scope, clauses, path);
    }
    let ident = scope.fresh("part");
    let tokens = quote!(#ident);
    clauses.push(Clause::Bind(ident, value.tokens));
    Ok(Typed { tokens, ty: value.ty, optional: false })
}

fn equals(a: &Expr, b: &Expr, scope: &mut Scope, clauses: &mut Vec<Clause>, path: &str) -> Result<Typed> {
    let (a, b) = (expr(a, scope, clauses, path)?, expr(b, scope, clauses, path)?);
    let flag = |tokens: &TokenStream| match tokens.to_string().as_str() {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    };
    let (x, y) = (&a.tokens, &b.tokens);
    let tokens = match (a.optional, b.optional, flag(x), flag(y)) {
        (false, false, Some(true), _) => quote!(#y),
        (false, false, _, Some(true)) => quote!(#x),
        (false, false, Some(false), _) => quote!(!#y),
        (false, false, _, Some(false)) => quote!(!#x),
        (true, false, ..) => quote!(#x == Some(#y)),
        (false, true, ..) => quote!(Some(#x) == #y),
        _ => quote!(#x == #y),
    };
    Ok(Typed { tokens, ty: Ty::Flag, optional: false })
}

fn attribute(object: &Typed, attribute: &str) -> Option<Typed> {
    let base = &object.tokens;
    let text = |tokens| Typed { tokens, ty: Ty::Text, optional: false };
    let flag = |tokens| Typed { tokens, ty: Ty::Flag, optional: false };
    Some(match (object.ty, attribute) {
        (Ty::Texts, item) => {
            let index: usize = item.strip_prefix('[')?.strip_suffix(']')?.parse().ok()?;
            let tokens = quote!(#base.get(#index).map(String::as_str));
            Typed { tokens, ty: Ty::Text, optional: true }
        }
        (Ty::Partition, "name") => text(quote!(#base.name)),
        (Ty::Partition, "dnsSuffix") => text(quote!(#base.dns_suffix)),
        (Ty::Partition, "dualStackDnsSuffix") => text(quote!(#base.dual_stack_dns_suffix)),
        (Ty::Partition, "implicitGlobalRegion") => text(quote!(#base.implicit_global_region)),
        (Ty::Partition, "supportsFIPS") => flag(quote!(#base.supports_fips)),
        (Ty::Partition, "supportsDualStack") => flag(quote!(#base.supports_dual_stack)),
        (Ty::Arn, "partition") => text(quote!(#base.partition)),
        (Ty::Arn, "service") => text(quote!(#base.service)),
        (Ty::Arn, "region") => text(quote!(#base.region)),
        (Ty::Arn, "accountId") => text(quote!(#base.account_id)),
        (Ty::Arn, part) => {
            let index: usize = part.strip_prefix("resourceId[")?.strip_suffix(']')?.parse().ok()?;
            Typed { tokens: quote!(#base.resource_id(#index)), ty: Ty::Text, optional: true }
        }
        (Ty::Url, "scheme") => text(quote!(#base.scheme)),
        (Ty::Url, "authority") => text(quote!(#base.authority)),
        (Ty::Url, "path") => text(quote!(#base.path)),
        (Ty::Url, "isIp") => flag(quote!(#base.is_ip)),
        _ => return None,
    })
}

fn endpoint(
    url: &Expr,
    signing_name: &Option<String>,
    signing_region: &Option<String>,
    scope: &Scope,
    path: &str,
) -> Result<TokenStream> {
    let url = match url {
        Expr::Text(text) => template(text, scope, path)?,
        other => {
            let value = expr(other, &mut scope.clone(), &mut Vec::new(), path)?.tokens;
            quote!(#value)
        }
    };
    let set = |field: &str, text: &Option<String>| -> Result<Option<TokenStream>> {
        let Some(text) = text else { return Ok(None) };
        let (field, text) = (names::ident(field), template(text, scope, path)?);
        Ok(Some(quote!(#field: Some(#text),)))
    };
    let (name, region) = (set("signing_name", signing_name)?, set("signing_region", signing_region)?);
    Ok(match (&name, &region) {
        (None, None) => quote!(rt::endpoint::Endpoint::new(#url)),
        _ => quote!(rt::endpoint::Endpoint { #name #region ..rt::endpoint::Endpoint::new(#url) }),
    })
}

/// Text that is compared or looked into; a template in it is filled first.
fn argument(text: &str, scope: &Scope, path: &str) -> Result<Typed> {
    let hole = text.strip_prefix('{').and_then(|t| t.strip_suffix('}')).filter(|t| !t.contains(['{', '}']));
    let tokens = match hole {
        _ if !text.contains('{') => quote!(#text),
        Some(hole) => hole_value(hole, scope, path)?,
        None => {
            let text = template(text, scope, path)?;
            quote!(#text.as_str())
        }
    };
    Ok(Typed { tokens, ty: Ty::Text, optional: false })
}

/// Text with `{Name}` and `{Name#attribute}` in it, as an owned string.
fn template(text: &str, scope: &Scope, path: &str) -> Result<TokenStream> {
    let (mut format, mut values) = (String::new(), Vec::new());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (hole, tail) = after.split_once('}').ok_or_else(|| bad(path, "a brace is not closed"))?;
        format.push_str(&literal(before));
        format.push_str("{}");
        values.push(hole_value(hole, scope, path)?);
        rest = tail;
    }
    if values.is_empty() {
        return Ok(quote!(#text.to_owned()));
    }
    format.push_str(&literal(rest));
    if let ("{}", [value]) = (format.as_str(), values.as_slice()) {
        return Ok(quote!(#value.to_string()));
    }
    Ok(quote!(format!(#format, #(#values),*)))
}

/// Text of a format string that is to stand as it is.
fn literal(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

fn hole_value(hole: &str, scope: &Scope, path: &str) -> Result<TokenStream> {
    let (name, attribute) = hole.split_once('#').map_or((hole, None), |(n, a)| (n, Some(a)));
    let base = scope.get(name).ok_or_else(|| bad(path, &format!("`{name}` is not defined")))?;
    let value = match attribute {
        None => base.clone(),
        Some(a) => self::attribute(base, a).ok_or_else(|| bad(path, &format!("no attribute `{a}`")))?,
    };
    let tokens = value.tokens;
    Ok(if value.optional { quote!(#tokens.unwrap_or_default()) } else { tokens })
}

fn bad(path: &str, message: &str) -> Error {
    Error::new("endpoint-rule-set-1.json", path, message)
}
