//! Options that are no members: their words to parts of members, by templates.

use super::template::{self, Filling, fill, merge};
use crate::ByHand;
use crate::args::{CommandLine, Target};
use crate::report::failure::{Failure, Kind};
use crate::table::OwnOption;
use rt::Timestamp;
use rt::internals::{python, random};
use rt::json;
use rt::value::{Map, Value};

/// Fails if options stand beside each other that exclude each other.
pub(crate) fn conflicts(line: &CommandLine) -> Result<(), Failure> {
    let Some(by_hand) = line.command.by_hand else { return Ok(()) };
    let given =
        |name: &str| line.values.iter().any(|setting| setting.option.strip_prefix("--") == Some(name));
    for conflict in by_hand.conflicts().filter(|conflict| given(conflict.option)) {
        if let Some(other) = conflict.beside.split(',').find(|name| given(name)) {
            let message = conflict.message.replace("{key}", &other.replace('-', "_"));
            return Err(Failure::new(Kind::Parameter, message));
        }
    }
    let both = line.values.iter().find_map(|setting| match setting.target {
        Target::Switch(index, true) => line
            .values
            .iter()
            .find(|other| other.target == Target::Switch(index, false))
            .map(|o| (setting, o)),
        _ => None,
    });
    match both {
        Some((yes, no)) => {
            let (yes, no) = (&yes.option, &no.option);
            let message = format!("Cannot specify both the \"{yes}\" option and the \"{no}\" option.");
            Err(Failure::new(Kind::Parameter, message))
        }
        None => Ok(()),
    }
}

/// A structure of one flag, as a switch sets it.
pub(crate) fn switch(on: bool) -> Value {
    Value::Map([("Value", Value::Bool(on))].into_iter().collect())
}

/// Sets what the words of an option make.
pub(crate) fn set(
    by_hand: &ByHand,
    name: &str,
    words: &[String],
    parameters: &mut Map,
) -> Result<(), Failure> {
    let word = words.first().map(String::as_str).unwrap_or_default();
    let Some(option) = by_hand.options().find(|option| option.name == name && fits(option, word)) else {
        return Ok(());
    };
    let filling = filling(&option, words).map_err(|reason| match option.wrong {
        "" => Failure::general(reason),
        wrong => Failure::new(Kind::Parameter, wrong),
    })?;
    let mut all = Value::Map(std::mem::take(parameters));
    for (template, wins) in [(option.base, false), (option.sets, true)] {
        if let Ok(template) = json::parse(template) {
            merge(&mut all, fill(&template, &filling), wins);
        }
    }
    if let Value::Map(map) = all {
        *parameters = map;
    }
    Ok(())
}

/// Whether an option is for a word.
fn fits(option: &OwnOption, word: &str) -> bool {
    match option.when.split_once(' ') {
        Some(("is", text)) => word == text,
        Some(("begins", text)) => word.starts_with(text),
        Some(("ends", text)) => word.ends_with(text),
        _ => true,
    }
}

fn filling(option: &OwnOption, words: &[String]) -> Result<Filling, String> {
    let word = words.first().map(String::as_str).unwrap_or_default();
    let unique = format!("{}-{:.0}", Timestamp::now().seconds(), random::unit() * 1e6);
    let mut filling = Filling::new(word, words, unique);
    match option.reads {
        "integer" => drop(integer(word)?),
        "number" => filling.number = number(word)?,
        "range:" | "range-" => {
            let (low, high) = word.split_once(&option.reads["range".len()..]).unwrap_or((word, word));
            (filling.low, filling.high) = (integer(low)?, integer(high)?);
        }
        "pairs" => filling.pairs = pairs(word)?,
        _ => {}
    }
    if let Ok(number) = integer(word) {
        filling.integer = number;
    }
    Ok(filling)
}

fn integer(word: &str) -> Result<Value, String> {
    python::integer(word).map(Value::Number).ok_or_else(|| python::not_an_integer(word))
}

fn number(word: &str) -> Result<Value, String> {
    template::number(word).ok_or_else(|| "[<class 'decimal.ConversionSyntax'>]".to_owned())
}

/// `a=b,c=d`.
fn pairs(word: &str) -> Result<Vec<(String, String)>, String> {
    let mut pairs = Vec::new();
    for pair in word.split(',') {
        let parts: Vec<&str> = pair.split('=').collect();
        match parts.as_slice() {
            [key, value] => pairs.push(((*key).to_owned(), (*value).to_owned())),
            [_] => return Err("not enough values to unpack (expected 2, got 1)".to_owned()),
            _ => return Err("too many values to unpack (expected 2)".to_owned()),
        }
    }
    Ok(pairs)
}

/// Moves members into the first item of another one, where that asks for it.
pub(super) fn moved(by_hand: &ByHand, parameters: &mut Map) {
    let mut texts = by_hand.moved.iter();
    let (Some(into), Some(beside)) = (texts.next(), texts.next()) else { return };
    let asks = |item: &Value| beside.split(',').any(|name| item.get(name).is_some());
    let first = parameters.get(into).and_then(Value::as_list).and_then(|items| items.first());
    if !first.is_some_and(asks) {
        return;
    }
    while let (Some(member), Some(template)) = (texts.next(), texts.next()) {
        let (Some(value), Ok(template)) = (parameters.remove(member), json::parse(template)) else {
            continue;
        };
        let mut filling = Filling::default();
        filling.value = value;
        if let Some(Value::List(items)) = parameters.get_mut(into)
            && let Some(item) = items.first_mut()
        {
            merge(item, fill(&template, &filling), true);
        }
    }
}
