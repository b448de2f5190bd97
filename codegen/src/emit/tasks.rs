//! A page of operations by purpose, for readers who do not know their names yet.

use super::module::{Item, Module, file};
use crate::ir::{Operation, Place, Service, Task};
use crate::prose::plain;

/// The page; there is none if nobody has said what operations are for.
pub(super) fn modules(service: &Service) -> Option<Module> {
    if service.tasks.is_empty() {
        return None;
    }
    let mut docs = "Operations by purpose. Both clients have a method for each of them; requests show how they are called, and what can \
                    go wrong."
        .to_owned();
    for task in &service.tasks {
        docs += &section(service, task);
    }
    Some(Module::new("tasks.rs", docs, Vec::<Item>::new()))
}

fn section(service: &Service, task: &Task) -> String {
    let lines = task.operations.iter().map(|at| line(&service.operations[*at]));
    format!("\n\n# {}\n\n{}", plain::escaped(&task.title), lines.collect::<Vec<_>>().join("\n"))
}

/// A method, its request and what it does.
fn line(operation: &Operation) -> String {
    let method = file(&operation.ident);
    let place = match &operation.input {
        Some(io) if io.type_ref.place != Place::Response => {
            format!("[`{method}`](crate::types::{})", io.type_ref.ident)
        }
        _ => format!("`{method}`"),
    };
    match first_sentence(&operation.docs) {
        Some(sentence) => format!("- {place}: {sentence}"),
        None => format!("- {place}"),
    }
}

/// The first sentence of a text, if it can be told and stands by itself.
fn first_sentence(docs: &str) -> Option<String> {
    let first = docs.split("\n\n").next()?;
    let line = plain::one_line(first);
    let is_outside = |end: usize| line[..end].matches('`').count().is_multiple_of(2);
    let end =
        line.match_indices(". ").map(|(at, _)| at + 1).find(|end| is_outside(*end)).unwrap_or(line.len());
    let sentence = &line[..end];
    let is_plain = !sentence.is_empty() && is_outside(end) && !sentence.contains(['[', '<', '&', '*', '\\']);
    (is_plain && sentence.starts_with(char::is_alphabetic)).then(|| sentence.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_outside_of_code() {
        assert_eq!(
            first_sentence("Takes `a. b` and c. More.\n\nElse.").as_deref(),
            Some("Takes `a. b` and c.")
        );
        assert_eq!(first_sentence("Takes\nall").as_deref(), Some("Takes all"));
        assert_eq!(first_sentence("See [a. b](x). More."), None);
        assert_eq!(first_sentence("- a list"), None);
        assert_eq!(first_sentence(""), None);
    }
}
