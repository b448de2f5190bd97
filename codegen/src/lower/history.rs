//! When commands and options came and went: names of the model as words of the command line.

use super::context::Context;
use super::{naming, operations};
use crate::ir;
use crate::name::Name;
use crate::parse::history::{History, Item};

/// The stages in words. `is_known` says whether an operation is spoken of.
pub(super) fn stages(
    context: &Context<'_>,
    history: History,
    is_known: &dyn Fn(&str) -> bool,
) -> Vec<ir::Stage> {
    let words = |items: Vec<Item>| {
        let known = items.into_iter().filter(|item| is_known(&item.operation));
        known.map(|item| word(context, &item)).collect::<Vec<_>>()
    };
    let command = |name: &Name| operations::command(context, name);
    let source = history.source;
    let stages = history.stages.into_iter().map(|stage| ir::Stage {
        name: format!("{source} {}", stage.version),
        date: stage.date,
        came: words(stage.came),
        went: words(stage.went),
        became: stage
            .became
            .iter()
            .filter(|(_, new)| is_known(new))
            .map(|(old, new)| (command(old), command(new)))
            .collect(),
    });
    stages.collect()
}

fn word(context: &Context<'_>, item: &Item) -> String {
    let command = operations::command(context, &item.operation);
    let Some(member) = &item.member else { return command };
    let own = context.names.option(&item.operation, member).map(str::to_owned);
    format!("{command}.{}", own.unwrap_or_else(|| naming::kebab(member)))
}
