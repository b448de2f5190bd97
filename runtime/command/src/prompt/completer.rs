//! What may stand at the cursor, for the menu.
//!
//! In: a line up to the cursor. Out: what may stand in the place of its last word. Nothing here draws, or changes the line.

use std::time::Duration;

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

/// What may stand in the place of the last word.
pub(super) struct Offer {
    /// Where that word begins.
    pub(super) start: usize,
    /// What is written there.
    pub(super) text: String,
    /// What the menu calls it.
    pub(super) name: String,
    /// What it means.
    pub(super) description: String,
}

impl Offer {
    fn of(start: usize, at: usize, candidate: Candidate) -> Offer {
        let description = description(at, &candidate);
        let goes_on = candidate.value.ends_with(['=', '{', '[', ',']);
        let quoted = || shell::quote(&candidate.value) + " ";
        let text = if goes_on { candidate.value.clone() } else { quoted() };
        Offer { start, text, name: candidate.value, description }
    }
}

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

    /// What may follow a line, in the place of the word at its end.
    pub(super) fn of(&self, line: &str) -> Vec<Offer> {
        let (before, current) = shell::split_open(line);
        let start = start_of_last(line);
        let found = self.find(&before, &current.unwrap_or_default()).into_iter().enumerate();
        found.map(|(at, candidate)| Offer::of(start, at, candidate)).collect()
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
        let mut all = at(if current.starts_with('-') { "--" } else { "" });
        let number = current.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let numbered = number.filter(|at| all.get(*at).is_some_and(|one| !one.value.starts_with("--")));
        match numbered {
            Some(at) => vec![all.swap_remove(at)],
            None => {
                all.retain(|one| one.value.contains(current.trim_start_matches('-')));
                all
            }
        }
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
pub(super) mod tests {
    use super::*;
    use crate::fixture::PROGRAM;
    use rt::config::Environment;
    use rt::dialect::V2;

    /// Offers of the program that the tests have.
    pub(in crate::prompt) fn offers(called: Called) -> Offers {
        let nothing: [(&str, &str); 0] = [];
        Offers { program: &PROGRAM, called, session: Session::new(Environment::of(nothing), &V2, None) }
    }

    fn values(called: Called, line: &str) -> Vec<String> {
        let found = offers(called).of(line);
        found.into_iter().map(|one| format!("{}{}", &line[..one.start], one.text.trim_end())).collect()
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
        let found = offers(Called::Itself).of("put-thing ");
        assert_eq!((found[0].name.as_str(), found[0].text.as_str()), ("--thing-id", "--thing-id "));
        assert!(found[0].description.starts_with("Required."));
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
