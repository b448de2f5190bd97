//! The model's regular expressions: whether a text matches one, and a text that does.
//!
//! In: patterns as the model writes them, for Java. Out: yes or no, or a sample. A pattern counts for
//! the whole text, as it does in the services. What this parser does not know (look-ahead,
//! back-references) gives no [`Pattern`] at all, and then nothing is claimed about a text.
//!
//! A model is somebody else's file: neither its patterns nor the texts that are held against them may take more
//! than their share. What would take more is not known either.
//!
//! Unicode's categories of letters, digits and separators are the standard library's. It knows no
//! marks, symbols and punctuation; every other visible character counts as each of them.

mod parse;
mod sample;

use std::cell::Cell;
use std::collections::BTreeSet;

/// A pattern that was understood.
#[derive(Debug, PartialEq)]
pub struct Pattern(Node);

/// A part of a pattern.
#[derive(Debug, PartialEq)]
enum Node {
    /// One character of a class.
    One(Class),
    /// The beginning of the text.
    Start,
    /// Its end.
    End,
    /// Not behind a character of the class.
    NotBehind(Class),
    /// One after the other.
    Sequence(Vec<Node>),
    /// One of these.
    Choice(Vec<Node>),
    /// So many times, at least and at most.
    Repeat(Box<Node>, usize, Option<usize>),
}

/// A set of characters.
#[derive(Debug, Default, PartialEq)]
struct Class {
    negated: bool,
    items: Vec<Item>,
}

#[derive(Debug, PartialEq)]
enum Item {
    Range(char, char),
    /// A Unicode category by its first letter.
    Category(char),
    /// `\W` and its like.
    Class(Class),
}

impl Class {
    fn contains(&self, c: char) -> bool {
        let found = self.items.iter().any(|item| match item {
            Item::Range(from, to) => (*from..=*to).contains(&c),
            Item::Category(name) => in_category(*name, c),
            Item::Class(class) => class.contains(c),
        });
        found != self.negated
    }
}

fn in_category(name: char, c: char) -> bool {
    match name {
        'L' => c.is_alphabetic(),
        'N' => c.is_numeric(),
        'Z' => c.is_whitespace() && !c.is_control(),
        'C' => c.is_control(),
        'M' if c.is_ascii() => false,
        'S' if c.is_ascii() => "$+<=>^`|~".contains(c),
        'P' if c.is_ascii() => c.is_ascii_punctuation() && !in_category('S', c),
        _ => !(c.is_alphanumeric() || c.is_whitespace() || c.is_control()),
    }
}

impl Pattern {
    /// Reads a pattern; `None` if there is something in it that is not known here.
    pub fn new(text: &str) -> Option<Pattern> {
        parse::parse(text).map(Pattern)
    }

    /// Whether the whole text matches; `None` if finding out would take too long.
    pub fn matches(&self, text: &str) -> Option<bool> {
        let text: Vec<char> = text.chars().collect();
        let places = STEPS + text.len().saturating_mul(STEPS_FOR_EACH);
        let search = Search { text: &text, left: Cell::new(places) };
        Some(search.ends(&self.0, &[0])?.contains(&text.len()))
    }

    /// A text that matches and is so long, at least and at most; the same one every time.
    pub fn sample(&self, min: usize, max: usize) -> Option<String> {
        sample::sample(self, min, max)
    }
}

/// Places that a search may look at, and how many more for each character of the text.
const STEPS: usize = 1_000_000;
const STEPS_FOR_EACH: usize = 64;

/// A text that is held against a pattern.
struct Search<'a> {
    text: &'a [char],
    /// How many places may still be looked at.
    left: Cell<usize>,
}

impl Search<'_> {
    /// Where a match may end if it begins at one of `starts`. All places instead of one place
    /// after another: it does not matter in how many ways a place can be reached. They are sorted, each is there once.
    fn ends(&self, node: &Node, starts: &[usize]) -> Option<Vec<usize>> {
        self.left.set(self.left.get().checked_sub(starts.len() + 1)?);
        let text = self.text;
        let only = |holds: &dyn Fn(usize) -> bool| starts.iter().copied().filter(|at| holds(*at)).collect();
        Some(match node {
            Node::One(class) => {
                let fits = |at: &&usize| text.get(**at).is_some_and(|c| class.contains(*c));
                starts.iter().filter(fits).map(|at| at + 1).collect()
            }
            Node::Start => only(&|at| at == 0),
            Node::End => only(&|at| at == text.len()),
            Node::NotBehind(class) => only(&|at| at == 0 || !class.contains(text[at - 1])),
            Node::Sequence(nodes) => {
                nodes.iter().try_fold(starts.to_vec(), |at, node| self.ends(node, &at))?
            }
            Node::Choice(nodes) => {
                let mut all = BTreeSet::new();
                for node in nodes {
                    all.extend(self.ends(node, starts)?);
                }
                all.into_iter().collect()
            }
            Node::Repeat(node, min, max) => self.repeated(node, starts, *min, *max)?,
        })
    }

    fn repeated(&self, node: &Node, starts: &[usize], min: usize, max: Option<usize>) -> Option<Vec<usize>> {
        let mut fresh = starts.to_vec();
        for _ in 0..min {
            let next = self.ends(node, &fresh)?;
            // Further rounds lead to the same places, however many they are.
            if next == fresh {
                break;
            }
            fresh = next;
        }
        let mut all = BTreeSet::new();
        all.extend(&fresh);
        let mut left = max.map(|max| max.saturating_sub(min));
        while !fresh.is_empty() && left != Some(0) {
            fresh = self.ends(node, &fresh)?;
            fresh.retain(|at| all.insert(*at));
            left = left.map(|left| left - 1);
        }
        Some(all.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_texts_match() {
        let cases: [(&str, &[&str], &[&str]); 12] = [
            (r"[\w-]+_[0-9a-zA-Z]+", &["eu-west-1_Ab1", "a_b_c"], &["eu-west-1", "a_b!", "", "_"]),
            (r"[\p{L}\p{M}\p{S}\p{N}\p{P}]+", &["jané", "a+b@c.d", "日本"], &["a b", "", "a\n"]),
            (r"[\p{L}\p{Z}]+", &["a b"], &["a\tb", "1"]),
            (r"^[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?$", &["a", "a-b"], &["-a", "a-", "A"]),
            (r"[\x21\x23-\x5B\x5D-\x7E]+", &["!#az~"], &["\"", "\\"]),
            (r"^[0-9A-Za-z\.\-_]*(?<!\.)$", &["", "a.b"], &["a.", "é"]),
            (r"[^_\p{Z}][^_]+", &["ab"], &["_b", "a_", "a"]),
            (r".*\{####\}.*", &["code {####}"], &["code {###}"]),
            (r"^cognito:(default|chinese-(simplified|b))$", &["cognito:chinese-b"], &["cognito:", "default"]),
            (r"(a{2}|b{2,})", &["aa", "bbb"], &["a", "aaa", "b"]),
            (r"(?s).*", &["a\nb", ""], &[]),
            (r"\d\D\S\W", &["1ab!"], &["1ab_", "11a!"]),
        ];
        for (pattern, good, bad) in cases {
            let pattern = Pattern::new(pattern).unwrap();
            good.iter().for_each(|text| assert_eq!(pattern.matches(text), Some(true), "{pattern:?} {text}"));
            bad.iter().for_each(|text| assert_eq!(pattern.matches(text), Some(false), "{pattern:?} {text}"));
        }
    }

    #[test]
    fn what_is_not_known_is_no_pattern() {
        for unknown in
            [r"(?=a)", r"(a)\1", "[a", "(a", "a{", "*", r"\", r"(?<=a)", "a)", r"\p{Greek}", "a{3,2}"]
        {
            assert_eq!(Pattern::new(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn nested_repetition_takes_no_time() {
        let pattern = Pattern::new("(((a+)+)+)+b").unwrap();
        assert_eq!(pattern.matches(&"a".repeat(200)), Some(false));
        assert_eq!(Pattern::new(r"[\w\s]*").unwrap().matches(&"a ".repeat(20_000)), Some(true));
    }

    /// What a model may say so that it takes for ever: it is answered, or not known.
    #[test]
    fn hostile_patterns_end() {
        let long = "a".repeat(100_000);
        for (pattern, text, expected) in [
            ("a{16777216}", "aaa", Some(false)),
            ("(a?){16777216}", "aaa", Some(true)),
            ("(){16777216}", "", Some(true)),
            ("((((a?){9999999}){9999999}){9999999}){9999999}b", "aaa", Some(false)),
            ("a{0,16777216}", &long, Some(true)),
            ("(a+)+$", &long, Some(true)),
            ("(a|a)*(a|aa)*b", &long, Some(false)),
            ("((a{1,999}b?){1,999}){1,999}c", &long, Some(false)),
            ("(((a|aa){99}){99}){9}b", &long, None),
        ] {
            assert_eq!(Pattern::new(pattern).unwrap().matches(text), expected, "{pattern}");
        }
        assert_eq!(Pattern::new("a{4000000000}"), None);
        assert_eq!(Pattern::new("a{1,99999999999999999999}"), None);
        for pattern in
            ["a{16777216}", "((a{9999}){9999}){9999}", "((()*){9999999}){9999999}b", "(a{4096}|b){4096}"]
        {
            assert_eq!(Pattern::new(pattern).unwrap().sample(1, usize::MAX), None, "{pattern}");
        }
        assert_eq!(Pattern::new("b").unwrap().sample(16_000_000, usize::MAX), None);
    }

    #[test]
    fn samples_match_and_are_long_enough() {
        let cases = [
            (r"[\w-]+_[0-9a-zA-Z]+", 1, 55, "a_a"),
            (r"^[0-9a-f]{8}-[4][0-9]{3}-[89ab]$", 0, 99, "aaaaaaaa-4111-a"),
            (r"[0-9]+", 6, 6, "111111"),
            (r"(arn:[\w+]+)?", 0, 50, "arn:a"),
            (r".*\{####\}.*", 6, 140, "a{####}a"),
            (r"[^a]", 1, 1, "1"),
        ];
        for (text, min, max, expected) in cases {
            let pattern = Pattern::new(text).unwrap();
            assert_eq!(pattern.sample(min, max).as_deref(), Some(expected), "{text}");
            assert_eq!(pattern.matches(expected), Some(true), "{text}");
        }
        assert_eq!(Pattern::new("a{3}").unwrap().sample(4, 9), None);
    }
}
