//! Whether a call goes on to further pages by itself.

use crate::ByHand;
use crate::args::{CommandLine, Paging, Target, members};
use crate::bind::PagingSettings;
use crate::report::failure::{Failure, Kind};
use rt::dialect::Dialect;
use rt::paginate;
use rt::schema::Paginator;
use rt::value::{Map, Number, Value};

/// Members that a request pages by hand with.
fn tokens(rules: &'static Paginator) -> impl Iterator<Item = &'static str> {
    rules.input_tokens.iter().copied().chain(rules.limit_key)
}

/// Whether a command line pages by hand: with `--no-paginate`, or with an option of the service's own
/// for tokens and limits.
///
/// # Errors
/// If it does and has options of automatic paging as well.
pub(crate) fn is_off(line: &CommandLine, no_paginate: bool, dialect: &Dialect) -> Result<bool, Failure> {
    let Some(rules) = line.command.operation.paginator else { return Ok(no_paginate) };
    let members = members(line.command);
    let by_hand = line.values.iter().any(|setting| match setting.target {
        Target::Member(index) => tokens(rules).any(|token| token == members.at(index).name()),
        _ => false,
    });
    if !no_paginate && !by_hand {
        return Ok(false);
    }
    let used: Vec<&str> = [Paging::StartingToken, Paging::PageSize, Paging::MaxItems]
        .into_iter()
        .filter_map(|paging| used(line, paging))
        .collect();
    if used.is_empty() {
        return Ok(true);
    }
    let message = format!(
        "{}Cannot specify --no-paginate along with pagination arguments: {}",
        dialect.paging_error_prefix,
        used.join(", ")
    );
    Err(Failure::new(Kind::Parameter, message))
}

/// The option of a paging setting, if it was given something other than nothing or 0.
fn used(line: &CommandLine, paging: Paging) -> Option<&str> {
    let setting = line.values.iter().find(|s| s.target == Target::Paging(paging, None))?;
    let word = setting.words.first()?;
    let zero =
        paging != Paging::StartingToken && rt::internals::python::integer(word) == Some(Number::Int(0));
    (!word.is_empty() && !zero).then_some(setting.option.as_str())
}

/// Whether an input document pages by hand where that counts.
pub(crate) fn document_is_off(rules: &'static Paginator, parameters: &Map, dialect: &Dialect) -> bool {
    dialect.document_ends_paging && tokens(rules).any(|token| parameters.contains_key(token))
}

/// The settings as paging wants them.
pub(crate) fn settings(
    settings: PagingSettings,
    by_hand: Option<&ByHand>,
    parameters: &Map,
) -> paginate::Settings {
    let max = |number| match number {
        Number::Int(max) => max,
        Number::Big(digits) if digits.starts_with('-') => i64::MIN / 2,
        _ => i64::MAX,
    };
    paginate::Settings {
        starting_token: settings.starting_token,
        page_size: settings.page_size.or_else(|| by_hand.and_then(|by_hand| usual_size(by_hand, parameters))),
        max_items: settings.max_items.map(max),
    }
}

/// How many items are asked for at a time where nobody says it and no more is asked than this is meant for.
fn usual_size(by_hand: &ByHand, parameters: &Map) -> Option<Value> {
    let (size, beside) = (by_hand.pages.get(0)?, by_hand.pages.get(1)?);
    let is_meant = parameters.iter().all(|(name, _)| beside.split(',').any(|known| *name == *known));
    is_meant.then(|| rt::internals::python::integer(size).map(Value::Number)).flatten()
}

/// The warning that a limit makes no sense, if it does not.
pub(crate) fn warning(settings: &PagingSettings) -> Option<&'static str> {
    let positive = settings.max_items.as_ref().is_none_or(|max| max.as_f64() > 0.0);
    (!positive).then_some("warning: Non-positive values for --max-items may result in undefined behavior.\n")
}

/// The name under which settings of automatic paging reach a request that is not paged; the service
/// does not know it, which validation reports.
pub(crate) fn stray(settings: &PagingSettings) -> Option<(&'static str, Value)> {
    (*settings != PagingSettings::default()).then_some(("PaginationConfig", Value::Map(Map::new())))
}
