//! [`Model`] to [`ir::Service`]: the only stage that looks shapes up and makes names.

mod boxing;
pub(crate) mod closure;
mod context;
mod docs;
mod history;
pub(crate) mod names;
mod naming;
mod operations;
mod pages;
mod pairs;
mod paths;
mod rings;
mod shapes;
mod sign_in;
mod structures;
mod tasks;
mod waiters;
mod wire;

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::error::Result;
use crate::ir;
use crate::model::Model;
use crate::parse::{
    beside::Renames, history::History, partitions::Partition, rules::RuleSet, words::Example,
};
use boxing::Boxing;
use context::Context;
use docs::Docs;

/// Everything that a crate is made of besides the model itself.
pub(crate) struct Extras {
    pub(crate) listed: Vec<ir::Listed>,
    pub(crate) history: History,
    /// Operations that were chosen, if not all are emitted.
    pub(crate) chosen: Option<Vec<String>>,
    pub(crate) program: String,
    pub(crate) rules: RuleSet,
    pub(crate) partitions: Vec<Partition>,
    pub(crate) overlay: BTreeMap<String, String>,
    pub(crate) examples: IndexMap<String, Vec<Example>>,
    pub(crate) names: Renames,
    pub(crate) by_hand: BTreeMap<String, ir::ByHand>,
    pub(crate) tasks: Vec<(String, Vec<String>)>,
    pub(crate) resent: BTreeMap<String, ir::Resent>,
}

/// Decides everything.
pub(crate) fn lower(model: &Model, extras: Extras) -> Result<ir::Service> {
    let mut context = Context {
        model,
        boxing: Boxing::new(model),
        docs: Docs::new(extras.overlay),
        names: extras.names,
        by_hand: extras.by_hand,
        resent: extras.resent,
        examples: extras.examples,
        places: operations::places(model)?,
        codes: shapes::codes(model)?,
        ids: BTreeMap::new(),
    };
    context.ids = shapes::ids(&context)?;
    let meta = &model.metadata;
    let errors = shapes::errors(&mut context)?;
    let mut operations = operations::lower(&mut context, &errors)?;
    let types = shapes::types(&mut context)?;
    pairs::find(&mut operations, &types);
    waiters::find(&context, &mut operations)?;
    operations::check_words(&context, &operations)?;
    let plain = shapes::plain(&context)?;
    let is_there = |name: &str| name.is_empty() || model.operations.contains_key(name);
    let listed = extras.listed.into_iter().filter(|listed| is_there(&listed.lists)).collect();
    let is_known = |name: &str| extras.chosen.as_ref().is_none_or(|chosen| chosen.iter().any(|c| c == name));
    let history = history::stages(&context, extras.history, &is_known);
    let mut docs = context.docs.of("Service", model.documentation.as_deref());
    if model.deprecated {
        docs += "\n\nDeprecated: the service discourages its use.";
    }
    let mut idle: Vec<String> = context.docs.idle().iter().map(|key| format!("docs.json: {key}")).collect();
    let strangers = context.examples.keys().filter(|name| !model.operations.contains_key(name.as_str()));
    idle.extend(strangers.map(|name| format!("examples.json: {name}")));
    Ok(ir::Service {
        listed,
        history,
        program: extras.program,
        full_name: meta.full_name.clone(),
        service_id: meta.service_id.clone(),
        endpoint_prefix: meta.endpoint_prefix.clone(),
        signing_name: meta.signing_name.as_ref().unwrap_or(&meta.endpoint_prefix).clone(),
        api_version: meta.api_version.clone(),
        uid: meta.uid.clone().unwrap_or_else(|| format!("{}-{}", meta.endpoint_prefix, meta.api_version)),
        protocol: meta.protocol.clone(),
        global_endpoint: meta.global_endpoint.clone(),
        docs,
        tasks: tasks::tasks(extras.tasks, &operations),
        operations,
        types,
        plain,
        errors,
        sign_in: sign_in::speaks_protocol(model),
        rules: extras.rules,
        partitions: extras.partitions,
        idle,
        undocumented: context.docs.into_missing(),
    })
}
