//! Questions to the person at the terminal; without one, standard input answers line by line.
//!
//! Questions go to the terminal or to standard error, never to standard output. That nobody is there to answer is always
//! the same failure.

use std::io::{self, IsTerminal as _, Write as _};

use crate::locale;
use crate::report::failure::{Failure, Kind};
use crate::show::{echo, interrupt};
use rt::internals::bounded;

/// How often a person may try.
pub(crate) const TRIES: u32 = 3;

/// An answer that may be seen.
pub(crate) fn line(question: &str) -> Result<String, Failure> {
    if io::stdin().is_terminal() {
        let _ = write!(io::stderr(), "{question}");
        let _ = io::stderr().flush();
    }
    let bytes = bounded::line_bytes(&mut io::stdin().lock(), bounded::TOKEN)
        .map_err(|error| Failure::new(Kind::Parameter, format!("standard input: {error}")))?;
    if bytes.is_empty() {
        return Err(nobody(question));
    }
    let text = locale::decode_file(bytes).ok_or_else(|| {
        Failure::new(Kind::Parameter, format!("The answer is not text: {}", question.trim_end()))
    })?;
    Ok(bare(&text).to_owned())
}

/// An answer that must not be seen.
pub(crate) fn secret(question: &str) -> Result<String, Failure> {
    if io::stdin().is_terminal() { hidden(question) } else { line(question) }
}

/// A secret that is new: on a terminal it is asked for twice.
pub(crate) fn new_secret(question: &str) -> Result<String, Failure> {
    if io::stdin().is_terminal() { hidden_twice(question) } else { line(question) }
}

/// A secret from the terminal, whatever standard input is.
pub(crate) fn hidden(question: &str) -> Result<String, Failure> {
    interrupt::listen();
    echo::around(|| rpassword::prompt_password(question)).map_err(|error| match error.kind() {
        // The signal was raised for what listens; nobody has failed to answer.
        io::ErrorKind::Interrupted => interrupt::wait(),
        _ => nobody(question),
    })
}

/// As [`hidden`], twice, until both are the same.
pub(crate) fn hidden_twice(question: &str) -> Result<String, Failure> {
    for _ in 0..TRIES {
        let first = hidden(question)?;
        if hidden("The same once more: ")? == first {
            return Ok(first);
        }
        let _ = writeln!(io::stderr(), "These two differ.");
    }
    Err(Failure::new(Kind::Parameter, format!("No two equal answers were given: {}", question.trim_end())))
}

/// The failure that a question finds nobody.
pub(crate) fn nobody(question: &str) -> Failure {
    let question = question.trim_end();
    Failure::new(Kind::Parameter, format!("There is nobody to answer: {question}"))
}

/// A line without its end and without the mark that some editors and shells put in front of a text.
pub(crate) fn bare(line: &str) -> &str {
    line.trim_start_matches('\u{feff}').trim_end_matches(['\r', '\n'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_line_ends_are_no_part_of_an_answer() {
        for (line, answer) in
            [("a\n", "a"), ("a\r\n", "a"), ("\u{feff}a", "a"), (" a b \n", " a b "), ("\n", ""), ("", "")]
        {
            assert_eq!(bare(line), answer, "{line:?}");
        }
    }
}
