//! The next step: what to do about a failure, or about a request that does something else than was perhaps meant.
//!
//! In: the words, the command they name, how it ended. Out: sentences for people, from one table of rules. A hint never
//! shows a secret, and changes neither what is sent nor how the program ends.

mod files;
mod past;
mod quotes;
mod rules;
mod scene;
mod secrets;
#[cfg(test)]
mod tests;
mod words;

pub use rules::RULES;
pub(crate) use scene::Scene;

/// A rule: in a situation, a sentence.
#[derive(Debug)]
pub struct Rule {
    /// When it applies, as a reader of the reference looks for it.
    pub situation: &'static str,
    /// What is said; words in braces stand for what the situation is about.
    pub sentence: &'static str,
    /// Finds the situation, and what stands for the words in braces.
    find: fn(&Scene<'_>) -> Option<Parts>,
}

/// What stands for the words in braces of a sentence.
type Parts = Vec<(&'static str, String)>;

/// All that there is to say about a run, each a line or a few.
pub(crate) fn of(scene: &Scene<'_>) -> Vec<String> {
    RULES.iter().filter_map(|rule| Some(filled(rule.sentence, &(rule.find)(scene)?))).collect()
}

fn filled(sentence: &str, parts: &[(&str, String)]) -> String {
    let mut out = String::new();
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        out += before;
        out += parts.iter().find(|(part, _)| *part == name).map_or("…", |(_, text)| text);
        rest = after;
    }
    out + rest
}
