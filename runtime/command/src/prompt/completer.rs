//! What may stand at the cursor, for the editor's menu.

use std::time::Duration;

use reedline::{Completer, Span, Suggestion};

use super::own_words;
use crate::called::Called;
use crate::completion::candidates::{self, Candidate};
use crate::help::prose::plain;
use crate::locale;
use crate::table::Program;
use rt::config::Session;
use rt::internals::shell;

/// How long the service may take to say what there is: nobody types meanwhile.
const PATIENCE: Duration = Duration::from_secs(3);

/// Offers for a program's lines.
pub(super) struct Offers {
    program: &'static Program,
    called: Called,
    session: Session,
}

impl Offers {
    pub(super) fn new(program: &'static Program, called: Called, session: &Session) -> Offers {
        let session = Session::new(locale::environment(), session.dialect(), Some(session.profile()));
        Offers { program, called, session }
    }

    /// What begins with the word at the cursor; if nothing does, what has it somewhere, or the one of that number.
    fn find(&self, before: &[String], current: &str) -> Vec<Candidate> {
        let own = own_words(self.program, self.called, before);
        if self.called == Called::Aws && own.len() == before.len() {
            return vec![Candidate::new(self.program.name, self.program.docs)];
        }
        let own: Vec<&str> = own.iter().map(String::as_str).collect();
        let at = |current: &str| candidates::find(self.program, &self.session, &own, current, PATIENCE);
        let found = at(current);
        if !found.is_empty() || current.is_empty() || current.contains('=') {
            return found;
        }
        // Values alone are numbered: commands and options have names to go by.
        let all = at(if current.starts_with('-') { "--" } else { "" });
        let number = current.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let numbered = number.filter(|at| all.get(*at).is_some_and(|one| !one.value.starts_with("--")));
        match numbered {
            Some(at) => all.into_iter().nth(at).into_iter().collect(),
            None => {
                all.into_iter().filter(|one| one.value.contains(current.trim_start_matches('-'))).collect()
            }
        }
    }
}

impl Completer for Offers {
    fn complete(&mut self, line: &str, pos: usize) -> Vec<Suggestion> {
        let line = line.get(..pos).unwrap_or(line);
        let (before, current) = shell::split_open(line);
        let start = start_of_last(line);
        let found = self.find(&before, &current.unwrap_or_default());
        let suggest = |(at, candidate): (usize, Candidate)| {
            let goes_on = candidate.value.ends_with(['=', '{', '[', ',']);
            Suggestion {
                description: Some(description(at, &candidate)).filter(|text| !text.is_empty()),
                value: if goes_on { candidate.value } else { shell::quote(&candidate.value) },
                span: Span::new(start, pos),
                append_whitespace: !goes_on,
                ..Suggestion::default()
            }
        };
        found.into_iter().enumerate().map(suggest).collect()
    }
}

/// All that is known about a candidate; values have their number, by which they can be picked.
fn description(at: usize, candidate: &Candidate) -> String {
    let docs = plain(&candidate.docs);
    let text = if docs.is_empty() { candidate.about.clone() } else { docs };
    if candidate.is_value { format!("{}. {text}", at + 1) } else { text }
}

/// Where the last word of a line begins.
fn start_of_last(line: &str) -> usize {
    let (mut start, mut quote, mut escaped, mut inside) = (line.len(), None, false, false);
    for (at, c) in line.char_indices() {
        let blank = c.is_whitespace() && quote.is_none() && !escaped;
        if !blank && !inside {
            start = at;
        }
        inside = !blank;
        match (c, quote) {
            _ if escaped => escaped = false,
            ('\\', None | Some('"')) => escaped = true,
            (c, Some(open)) if c == open => quote = None,
            ('\'' | '"', None) => quote = Some(c),
            _ => {}
        }
    }
    if inside { start } else { line.len() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::PROGRAM;
    use rt::config::Environment;
    use rt::dialect::V2;

    fn offers(called: Called) -> Offers {
        let nothing: [(&str, &str); 0] = [];
        Offers { program: &PROGRAM, called, session: Session::new(Environment::of(nothing), &V2, None) }
    }

    fn values(called: Called, line: &str) -> Vec<String> {
        let found = offers(called).complete(line, line.len());
        found.into_iter().map(|one| format!("{}{}", &line[..one.span.start], one.value)).collect()
    }

    #[test]
    fn words_are_found_by_any_part_of_them() {
        assert_eq!(values(Called::Itself, "thing")[..3], ["list-things", "make-thing", "put-thing"]);
        assert_eq!(values(Called::Itself, "put"), ["put-thing"]);
        assert_eq!(values(Called::Aws, "th"), ["things"]);
        assert_eq!(values(Called::Aws, "things put"), ["things put-thing"]);
        assert_eq!(values(Called::Itself, "put-thing --color GR"), ["put-thing --color GREEN"]);
        assert_eq!(values(Called::Itself, "put-thing --color 2"), ["put-thing --color GREEN"]);
        assert_eq!(values(Called::Itself, "put-thing --id"), ["put-thing --thing-id"]);
    }

    #[test]
    fn what_is_required_comes_first_and_says_so() {
        let found = offers(Called::Itself).complete("put-thing ", 10);
        assert_eq!(found[0].value, "--thing-id");
        assert!(found[0].description.as_deref().is_some_and(|text| text.starts_with("Required.")));
    }

    #[test]
    fn the_last_word_begins_behind_the_last_blank() {
        for (line, start) in
            [("", 0), ("a", 0), ("a ", 2), ("a b", 2), ("a 'b c", 2), ("a b\\ c", 2), ("ä b", 3)]
        {
            assert_eq!(start_of_last(line), start, "{line}");
        }
    }
}
