//! When commands and options came and went, as the model's history has it.
//!
//! In: words of the command line. Out: sentences. What the history does not speak of is not guessed at.

use crate::table::Program;

/// What happened to a command or an option last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It came, in this version.
    Came(String),
    /// It went, in this version.
    Went(String),
    /// It went, and another one took its place.
    Became(String, &'static str),
}

/// Since when there is a command.
pub(crate) fn since_command(program: &Program, command: &str) -> Option<String> {
    match fate(program, command, "") {
        Some(Fate::Came(when)) => Some(format!("Since {when}.")),
        Some(_) => None,
        None => program.history.iter().find_map(head).map(|first| format!("Since {first} or before.")),
    }
}

/// Since when there is an option, where that is later than its command.
pub(crate) fn since_option(program: &Program, command: &str, option: &str) -> Option<String> {
    match fate(program, command, option) {
        Some(Fate::Came(when)) => Some(format!("Since {when}.")),
        _ => None,
    }
}

/// What happened to a command, or to one of its options.
pub(crate) fn fate(program: &Program, command: &str, option: &str) -> Option<Fate> {
    let is_it = |word: &str| {
        let (name, part) = word.split_once('.').unwrap_or((word, ""));
        name == command && part == option
    };
    let (mut when, mut last) = (String::new(), None);
    for text in program.history.iter() {
        if let Some(stage) = head(text) {
            when = stage;
            continue;
        }
        for word in text.split(' ') {
            match (word.get(..1), word.get(1..).unwrap_or_default()) {
                (Some("+"), word) if is_it(word) => last = Some(Fate::Came(when.clone())),
                (Some("-"), word) if is_it(word) => last = Some(Fate::Went(when.clone())),
                (Some("="), pair) => match pair.split_once('=') {
                    Some((old, new)) if is_it(old) => last = Some(Fate::Became(when.clone(), new)),
                    _ => {}
                },
                _ => {}
            }
        }
    }
    last
}

/// What begins a version: `botocore 1.4.14 2016-04-26` as people say it.
fn head(text: &'static str) -> Option<String> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    if text.starts_with(['+', '-', '=']) {
        return None;
    }
    let (name, date) = text.rsplit_once(' ')?;
    let mut parts = date.split('-');
    let (year, month) = (parts.next()?, parts.next()?.parse::<usize>().ok()?);
    Some(format!("{name} ({} {year})", MONTHS.get(month.checked_sub(1)?)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::PROGRAM;
    use crate::{Texts, texts};

    #[test]
    fn the_last_of_what_happened_counts() {
        let history = Texts::of(texts!(
            "fixture 1 2019-01-31",
            "+take-thing +lose-thing",
            "+old-thing",
            "fixture 2 2020-03-01",
            "+put-thing +put-thing.gone -take-thing =take-thing=put-thing -lose-thing",
            "fixture 3 2021-12-09",
            "+find-thing +put-thing.tags -put-thing.gone"
        ));
        let program = &Program { history, ..PROGRAM };
        let when = || "fixture 2 (March 2020)".to_owned();
        assert_eq!(fate(program, "take-thing", ""), Some(Fate::Became(when(), "put-thing")));
        assert_eq!(fate(program, "lose-thing", ""), Some(Fate::Went(when())));
        assert_eq!(fate(program, "find-thing", ""), Some(Fate::Came("fixture 3 (December 2021)".into())));
        assert_eq!(fate(program, "put-thing", "gone"), Some(Fate::Went("fixture 3 (December 2021)".into())));
        assert_eq!(fate(program, "take", ""), None);
        assert_eq!(since_command(program, "put-thing"), Some("Since fixture 2 (March 2020).".into()));
        assert_eq!(since_command(program, "lose-thing"), None);
        let first = Some("Since fixture 1 (January 2019) or before.".into());
        assert_eq!(since_command(program, "list-things"), first);
        assert_eq!(since_option(program, "put-thing", "name"), None);
        let third = Some("Since fixture 3 (December 2021).".into());
        assert_eq!(since_option(program, "put-thing", "tags"), third);
        assert_eq!(since_command(&PROGRAM, "put-thing"), None);
    }
}
