//! Secrets from the terminal: `prompt://` as the value of a secret option, or of a key of a secret map.
//!
//! Only the whole word `prompt://` asks. Every longer text is sent as it is, and `prompt://` itself can be sent out of a
//! file (`file://NAME`) or an input document, whose words ask nothing. A secret that is set anew is asked for twice.

use crate::ask;
use crate::report::failure::Failure;
use rt::schema::{Kind, Shape};
use rt::value::Value;

/// The word that asks.
const WORD: &str = "prompt://";

/// Words of names of passwords that are there already.
const OLD: [&str; 3] = ["previous", "current", "old"];

/// Asks for each secret of a value that is to be asked for. `option` is the whole word.
pub(super) fn fill(value: &mut Value, option: &str, shape: Shape) -> Result<(), Failure> {
    match value {
        Value::String(word) if shape.secret() && word == WORD => {
            let name = option.trim_start_matches('-');
            *word = ask(name, is_new_member(name))?;
            Ok(())
        }
        Value::Map(map) if matches!(shape.kind(), Kind::Map { .. }) => {
            map.iter_mut().try_for_each(|(key, value)| match value {
                Value::String(word) if word == WORD && (shape.secret() || shape.is_secret_key(key)) => {
                    *word = ask(key, is_new_key(key))?;
                    Ok(())
                }
                _ => Ok(()),
            })
        }
        _ => Ok(()),
    }
}

fn ask(name: &str, is_new: bool) -> Result<String, Failure> {
    let question = question(name);
    if is_new { ask::hidden_twice(&question) } else { ask::hidden(&question) }
}

/// `Previous password: ` for `previous-password`, `New password: ` for `NEW_PASSWORD`.
fn question(name: &str) -> String {
    let text = words(name).join(" ");
    let first = text.chars().next().map(|c| c.to_uppercase().collect::<String>()).unwrap_or_default();
    format!("{first}{}: ", text.chars().skip(1).collect::<String>())
}

/// A password is set where it is an option of its own and no earlier one is meant.
fn is_new_member(name: &str) -> bool {
    let words = words(name);
    let is = |word: &str| words.iter().any(|w| w == word);
    is("password") && !OLD.iter().any(|old| is(old))
}

/// Keys of sign-in parameters ask for the password that is there, unless they say otherwise.
fn is_new_key(name: &str) -> bool {
    let words = words(name);
    words.iter().any(|word| word == "new") && words.iter().any(|word| word == "password")
}

fn words(name: &str) -> Vec<String> {
    name.split(['-', '_', ' ']).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_and_what_is_new() {
        for (name, text, member, key) in [
            ("password", "Password: ", true, false),
            ("previous-password", "Previous password: ", false, false),
            ("proposed-password", "Proposed password: ", true, false),
            ("NEW_PASSWORD", "New password: ", true, true),
            ("access-token", "Access token: ", false, false),
        ] {
            assert_eq!((question(name).as_str(), is_new_member(name), is_new_key(name)), (text, member, key));
        }
    }

    #[test]
    fn other_texts_and_other_options_ask_nothing() {
        rt::shapes! {
            static TEXT: Shape = Shape::new("Text", Kind::String);
            static SECRET: Shape = Shape::new("Secret", Kind::String).sensitive();
        }
        for (word, shape) in [("prompt://x", SECRET), ("prompt:/", SECRET), ("prompt://", TEXT)] {
            let mut value = Value::from(word);
            assert_eq!(fill(&mut value, "--x", shape), Ok(()));
            assert_eq!(value, Value::from(word));
        }
    }
}
