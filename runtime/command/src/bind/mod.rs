//! Words to values: what the options of a command line say, as a request's parameters.
//!
//! Words are bound one option after the other in the command's order, and the first that is wrong
//! ends it. Nothing here checks a value against the model's limits; see [`rt::validate`].

mod expected;
pub(crate) mod reuse;
pub(crate) mod secret_hash;
pub(crate) mod skeleton;
pub(crate) mod yaml;

mod blob;
mod document;
mod paramfile;
mod prompts;
mod upload;
mod value;
pub(crate) mod zip;
mod zips;

pub(crate) use blob::{BlobText, decode as decode_blobs};
pub(crate) use paramfile::Fetch;
pub(crate) use value::Binder;

use std::path::PathBuf;

use document::Language;

use crate::args::{CommandLine, ON, Paging, Setting, Target, members};
use crate::by_hand::{self, Saved};
use crate::report::failure::Failure;
use rt::internals::python;
use rt::schema::{Kind, Operation, Shape};
use rt::transport::Upload;
use rt::value::{Map, Number, Value};

/// What a command line asks for.
#[derive(Debug, Default)]
pub(crate) struct Bound {
    /// Members of the request: those that options set in the model's order, then those of the document.
    pub(crate) parameters: Map,
    /// How many of the parameters options set.
    pub(crate) from_options: usize,
    /// Settings of automatic paging.
    pub(crate) paging: PagingSettings,
    /// The kind of skeleton to print instead of sending a request.
    pub(crate) skeleton: Option<String>,
    /// The file that the body of the reply goes to.
    pub(crate) out_file: Option<PathBuf>,
    /// The file that the body of the request comes from, in the place of its parameter.
    pub(crate) upload: Option<Upload>,
    /// The part of the reply that goes to a file of its own.
    pub(crate) saved: Option<Saved>,
    /// Sentences about what `--input-from` leaves out.
    pub(crate) notes: Vec<String>,
}

/// Settings of automatic paging, as given.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct PagingSettings {
    pub(crate) starting_token: Option<String>,
    pub(crate) page_size: Option<Value>,
    pub(crate) max_items: Option<Number>,
}

/// Binds a command line. `paging_off` says that options which page by hand, or `--no-paginate`, turn
/// automatic paging off; a paging option then is the member whose name it has.
pub(crate) fn bind(binder: &Binder<'_>, line: CommandLine, paging_off: bool) -> Result<Bound, Failure> {
    by_hand::conflicts(&line)?;
    let saved = saved(&line)?;
    let members = members(line.command);
    let mut bound = Bound { saved, ..Bound::default() };
    let mut documents = Vec::new();
    for Setting { target, option, mut words } in line.values {
        let word = words.first().cloned().unwrap_or_default();
        match target {
            Target::Flag(index, on) => {
                drop(bound.parameters.insert(members.at(index).name(), Value::Bool(on)))
            }
            Target::Switch(index, on) if !on || word == ON => {
                bound.parameters.insert(members.at(index).name(), by_hand::switch(on));
            }
            Target::Own => {
                if let [word] = words.as_mut_slice() {
                    *word = binder.text(&option, word)?;
                }
                if let Some(by_hand) = line.command.by_hand {
                    by_hand::set(by_hand, option.trim_start_matches('-'), &words, &mut bound.parameters)?;
                }
            }
            Target::Member(index) if !binder.is_literal && is_upload(line.command.operation, index) => {
                bound.upload = Some(upload::upload(binder.dialect, binder.fetch, &option, &word)?);
                bound.parameters.insert(members.at(index).name(), Value::Bytes(Vec::new()));
            }
            Target::Member(index) | Target::Switch(index, _) => {
                let value = binder.value(&option, std::mem::take(&mut words), members.at(index).shape())?;
                zips::check(line.command, members.at(index).name(), &option, &value)?;
                zips::add(&mut bound.parameters, members.at(index).name(), value);
            }
            Target::Zip(at) => {
                let value = binder.value(&option, words, zips::BYTES)?;
                zips::add_archive(line.command, at, value, &mut bound.parameters)?;
            }
            Target::Paging(_, Some(index)) if paging_off => {
                let value = binder.value(&option, words, members.at(index).shape())?;
                bound.parameters.insert(members.at(index).name(), value);
            }
            Target::Paging(paging, _) => {
                let text = binder.text(&option, &word)?;
                bound.paging.set(paging, text, limit_is_text(line.command.operation));
            }
            Target::InputJson | Target::InputYaml => {
                binder.readable(&option, &word)?;
                documents.push((target, word));
            }
            Target::Skeleton => bound.skeleton = Some(word),
            Target::OutFile => bound.out_file = Some(word.into()),
        }
    }
    bound.from_options = bound.parameters.len();
    add_document(binder, &mut bound, &documents, line.command.operation.input_shape())?;
    if let Some(from) = binder.input_from {
        bound.notes = reuse::add(from, line.command, &mut bound.parameters)?;
    }
    Ok(bound)
}

/// Whether a member of the request is its body, and a stream.
fn is_upload(operation: &Operation, index: usize) -> bool {
    let member = operation.input_shape().map(Shape::members).and_then(|members| members.get(index));
    member.zip(operation.upload()).is_some_and(|(member, upload)| member.name() == upload.name())
}

/// The part of the reply that goes to a file of its own, if options ask for that.
fn saved(line: &CommandLine) -> Result<Option<Saved>, Failure> {
    let given = |name: &str| {
        let setting = line.values.iter().find(|setting| setting.option.strip_prefix("--") == Some(name));
        setting.and_then(|setting| setting.words.first().cloned())
    };
    line.command.by_hand.map_or(Ok(None), |by_hand| Saved::new(by_hand, given))
}

fn add_document(
    binder: &Binder<'_>,
    bound: &mut Bound,
    documents: &[(Target, String)],
    shape: Option<Shape>,
) -> Result<(), Failure> {
    let (target, word) = match documents {
        [] => return Ok(()),
        [document] => document,
        _ => return Err(document::only_one()),
    };
    let language = if *target == Target::InputYaml { Language::Yaml } else { Language::Json };
    document::merge(&mut bound.parameters, document::read(binder.dialect, language, word, shape)?);
    Ok(())
}

/// Whether the member that limits a page is text, as in services that write all of a query as text.
fn limit_is_text(operation: &Operation) -> bool {
    let limit = operation.paginator.and_then(|rules| operation.input_shape()?.member(rules.limit_key?));
    limit.is_some_and(|limit| matches!(limit.shape().kind(), Kind::String | Kind::Enum(_)))
}

impl PagingSettings {
    /// Sets one of them. Where the service's limit is text, a page's size is.
    fn set(&mut self, paging: Paging, text: String, limit_is_text: bool) {
        match paging {
            Paging::StartingToken => self.starting_token = Some(text),
            Paging::MaxItems => self.max_items = python::integer(&text),
            Paging::PageSize => {
                let number = python::integer(&text).filter(|_| !limit_is_text).map(Value::Number);
                self.page_size = Some(number.unwrap_or(Value::String(text)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rt::schema::Paginator;

    #[test]
    fn the_size_of_a_page_is_what_the_limit_is() {
        rt::shapes! {
            static TEXT: Shape = Shape::new("Text", Kind::String);
            static NUMBER: Shape = Shape::new("Number", Kind::Integer);
            static OF_TEXT: Shape = Shape::new("A", Kind::Structure(&[Member::new("MaxItems", TEXT)]));
            static OF_NUMBER: Shape = Shape::new("B", Kind::Structure(&[Member::new("MaxItems", NUMBER)]));
        }
        static PAGES: Paginator = Paginator {
            input_tokens: &["Marker"],
            output_tokens: &["Marker"],
            more_results: None,
            limit_key: Some("MaxItems"),
            result_keys: &["Things"],
            non_aggregate_keys: &[],
        };
        let size = |input: Shape| {
            let operation = Operation::new("List", &TABLES).input(input.id()).paginator(&PAGES);
            let mut settings = PagingSettings::default();
            settings.set(Paging::PageSize, "2".to_owned(), limit_is_text(&operation));
            settings.page_size
        };
        assert_eq!(size(OF_TEXT), Some(Value::from("2")));
        assert_eq!(size(OF_NUMBER), Some(Value::Number(Number::Int(2))));
    }
}
