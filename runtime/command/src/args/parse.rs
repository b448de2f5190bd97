//! One parser: words in; occurrences of options, the positional argument, and the words that were
//! not understood out.
//!
//! The rules are those of Python's `argparse` (3.11), on which scripts rely: unique prefixes,
//! `--option=value`, negative numbers as values, `--`. It never interprets a value beyond its
//! [`Check`], and never prints.

use super::grammar::{Arity, Check, Grammar, Opt, Positional};
use rt::internals::python;

/// What a parser found.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Parsed {
    /// Options in the order in which they stood, by their index in the grammar.
    pub(crate) options: Vec<(usize, Vec<String>)>,
    /// The positional argument.
    pub(crate) positional: Option<String>,
    /// Words that nothing claimed, in order.
    pub(crate) rest: Vec<String>,
}

/// Why a parser stopped early.
#[derive(Debug, PartialEq)]
pub(crate) enum Stop {
    /// The words are wrong.
    Error(ArgumentError),
    /// An option that ends parsing was met; its index.
    Halted(usize),
}

/// What is wrong with the words. How it reads depends on the dialect, see [`super::messages`].
#[derive(Debug, PartialEq)]
pub(crate) enum ArgumentError {
    /// A prefix fits several options.
    Ambiguous { word: String, candidates: Vec<String> },
    /// A value is missing.
    ExpectedOne { option: String },
    /// A switch was given a value.
    UnwantedValue { option: String, value: String },
    /// A value is not a number.
    NotANumber { option: String, kind: &'static str, value: String },
    /// A value is not one of the choices.
    Choice { argument: String, value: String, choices: Vec<String> },
    /// Required arguments are missing.
    Required(Vec<String>),
}

/// Runs one parser over `words`.
pub(crate) fn parse(grammar: &Grammar<'_>, words: &[String]) -> Result<Parsed, Stop> {
    let kinds = classify(grammar, words)?;
    let mut run = Run { grammar, words, kinds, out: Parsed::default(), positional_done: false };
    run.all()?;
    run.required()?;
    Ok(run.out)
}

/// What a word is before its neighbours are looked at.
enum Word {
    /// An option of the grammar, perhaps with `=value`.
    Known(usize, Option<String>),
    /// Looks like an option.
    Unknown,
    /// A value.
    Value,
    /// The first `--`.
    Dashes,
}

fn classify(grammar: &Grammar<'_>, words: &[String]) -> Result<Vec<Word>, Stop> {
    let mut only_values = false;
    let mut kinds = Vec::with_capacity(words.len());
    for word in words {
        kinds.push(match word.as_str() {
            _ if only_values => Word::Value,
            "--" => {
                only_values = true;
                Word::Dashes
            }
            word => classify_word(grammar.options, word).map_err(Stop::Error)?,
        });
    }
    Ok(kinds)
}

fn classify_word(options: &[Opt<'_>], word: &str) -> Result<Word, ArgumentError> {
    if !word.starts_with('-') {
        return Ok(Word::Value);
    }
    let exact = |w: &str| options.iter().position(|o| o.word == w);
    if let Some(index) = exact(word) {
        return Ok(Word::Known(index, None));
    }
    if word == "-" {
        return Ok(Word::Value);
    }
    let (prefix, value) = match word.split_once('=') {
        Some((prefix, value)) => (prefix, Some(value.to_owned())),
        None => (word, None),
    };
    if let Some(index) = exact(prefix).filter(|_| value.is_some()) {
        return Ok(Word::Known(index, value));
    }
    let long = word.starts_with("--");
    let fits = |o: &Opt<'_>| long && !o.exact && o.word.starts_with(prefix);
    let mut candidates = options.iter().enumerate().filter(|(_, o)| fits(o));
    match (candidates.next(), candidates.next()) {
        (Some((index, _)), None) => Ok(Word::Known(index, value)),
        (Some(_), Some(_)) => {
            let candidates = options.iter().filter(|o| fits(o)).map(|o| o.word.to_owned()).collect();
            Err(ArgumentError::Ambiguous { word: word.to_owned(), candidates })
        }
        _ if is_negative_number(word) || word.contains(' ') => Ok(Word::Value),
        _ => Ok(Word::Unknown),
    }
}

/// `-1`, `-.5`, `-1.5`; not `-1e5`.
fn is_negative_number(word: &str) -> bool {
    let digits = |s: &str| s.chars().all(|c| c.is_numeric());
    let Some(number) = word.strip_prefix('-') else { return false };
    match number.split_once('.') {
        Some((whole, fraction)) => digits(whole) && digits(fraction) && !fraction.is_empty(),
        None => digits(number) && !number.is_empty(),
    }
}

struct Run<'a> {
    grammar: &'a Grammar<'a>,
    words: &'a [String],
    kinds: Vec<Word>,
    out: Parsed,
    positional_done: bool,
}

impl Run<'_> {
    fn all(&mut self) -> Result<(), Stop> {
        let mut at = 0;
        while let Some(option_at) = (at..self.words.len()).find(|i| self.is_option(*i)) {
            if at < option_at {
                let after = self.take_positional(at)?;
                if after > at {
                    at = after;
                    continue;
                }
                self.out.rest.extend_from_slice(&self.words[at..option_at]);
            }
            at = self.take_option(option_at)?;
        }
        at = self.take_positional(at)?;
        self.out.rest.extend_from_slice(&self.words[at..]);
        Ok(())
    }

    fn is_option(&self, at: usize) -> bool {
        matches!(self.kinds[at], Word::Known(..) | Word::Unknown)
    }

    fn values_from(&self, at: usize) -> usize {
        self.kinds.get(at..).unwrap_or_default().iter().take_while(|k| matches!(k, Word::Value)).count()
    }

    fn take_option(&mut self, at: usize) -> Result<usize, Stop> {
        let Word::Known(index, value) = &mut self.kinds[at] else {
            self.out.rest.push(self.words[at].clone());
            return Ok(at + 1);
        };
        let (index, value) = (*index, value.take());
        let option = &self.grammar.options[index];
        let (values, next) = match value {
            Some(value) if option.arity == Arity::Flag => {
                let option = option.word.to_owned();
                return Err(Stop::Error(ArgumentError::UnwantedValue { option, value }));
            }
            Some(value) => (vec![value], at + 1),
            None => self.following_values(option, at + 1).map_err(Stop::Error)?,
        };
        for value in &values {
            check(option, value).map_err(Stop::Error)?;
        }
        if option.halts {
            return Err(Stop::Halted(index));
        }
        self.out.options.push((index, values));
        Ok(next)
    }

    /// The words behind an option that are its values, and where they end.
    fn following_values(&self, option: &Opt<'_>, from: usize) -> Result<(Vec<String>, usize), ArgumentError> {
        let available = self.values_from(from);
        let count = match option.arity {
            Arity::Flag => 0,
            Arity::One if available == 0 => {
                return Err(ArgumentError::ExpectedOne { option: option.word.to_owned() });
            }
            Arity::Optional(missing) if available == 0 => return Ok((vec![missing.to_owned()], from)),
            Arity::Equals(missing) => return Ok((vec![missing.to_owned()], from)),
            Arity::One | Arity::Optional(_) => 1,
            Arity::Many => available,
        };
        Ok((self.words[from..from + count].to_vec(), from + count))
    }

    /// Takes the positional argument if it stands at `at`; a `--` on either side goes with it.
    fn take_positional(&mut self, at: usize) -> Result<usize, Stop> {
        if self.positional_done {
            return Ok(at);
        }
        let dashes = |at: usize| usize::from(matches!(self.kinds.get(at), Some(Word::Dashes)));
        let word_at = at + dashes(at);
        let present = matches!(self.kinds.get(word_at), Some(Word::Value));
        let end = match (self.grammar.positional, present) {
            (
                Positional::Choice { .. } | Positional::OptionalChoice { .. } | Positional::Required(_),
                false,
            ) => {
                return Ok(at);
            }
            (_, true) => word_at + 1 + dashes(word_at + 1),
            (Positional::Optional, false) => word_at,
        };
        if let (Positional::Choice { name, choices } | Positional::OptionalChoice { name, choices }, true) =
            (self.grammar.positional, present)
        {
            check_choice(name, choices, &self.words[word_at]).map_err(Stop::Error)?;
        }
        self.positional_done = true;
        self.out.positional = present.then(|| self.words[word_at].clone());
        Ok(end)
    }

    fn required(&self) -> Result<(), Stop> {
        let given = |index: usize| self.out.options.iter().any(|(i, _)| *i == index);
        let options = self.grammar.options.iter().enumerate();
        let mut missing: Vec<String> = options
            .filter(|(index, option)| option.required && !given(*index))
            .map(|(_, option)| option.word.to_owned())
            .collect();
        match self.grammar.positional {
            Positional::Choice { name, .. } | Positional::Required(name) if !self.positional_done => {
                missing.push(name.to_owned());
            }
            _ => {}
        }
        if missing.is_empty() { Ok(()) } else { Err(Stop::Error(ArgumentError::Required(missing))) }
    }
}

fn check(option: &Opt<'_>, value: &str) -> Result<(), ArgumentError> {
    let not_a_number =
        |kind| ArgumentError::NotANumber { option: option.word.to_owned(), kind, value: value.to_owned() };
    match option.check {
        Check::Text => Ok(()),
        Check::Integer => python::integer(value).map(drop).ok_or_else(|| not_a_number("int")),
        Check::Float => python::float(value).map(drop).ok_or_else(|| not_a_number("float")),
        Check::Choice(_) if option.further.contains(&value) => Ok(()),
        Check::Choice(choices) => check_choice(option.word, choices, value),
    }
}

fn check_choice(argument: &str, choices: &[&str], value: &str) -> Result<(), ArgumentError> {
    if choices.contains(&value) {
        return Ok(());
    }
    Err(no_choice(argument, choices, value))
}

/// The error that a value is none of the choices.
pub(super) fn no_choice(argument: &str, choices: &[&str], value: &str) -> ArgumentError {
    ArgumentError::Choice {
        argument: argument.to_owned(),
        value: value.to_owned(),
        choices: choices.iter().map(|&c| c.to_owned()).collect(),
    }
}
