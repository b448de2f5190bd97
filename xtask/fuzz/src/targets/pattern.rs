//! Patterns of the model: a text, and the sample that the pattern gives of itself.

use awsmodel_runtime::test_util::Pattern;

use super::{text, two};

pub(super) const WORDS: &[&str] = &[
    "[",
    "]",
    "[^",
    "-",
    "\\w",
    "\\p{L}",
    "\\S",
    "\\s",
    "\\d",
    "*",
    "+",
    "?",
    "{1,5}",
    "{3}",
    "{0,}",
    "(",
    ")",
    "|",
    "^",
    "$",
    "(?!",
    "(?<!",
    "(?:",
    ".",
    "\\u0020",
    "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+",
    "&&",
];

/// Longer patterns and texts only take longer.
const LONGEST: usize = 200;

pub(super) fn run(data: &[u8]) -> bool {
    let text = text(data);
    let (pattern, subject) = two(&text);
    let short = |text: &str| text.chars().take(LONGEST).collect::<String>();
    let Some(pattern) = Pattern::new(&short(pattern)) else { return false };
    pattern.matches(&short(subject));
    for (least, most) in [(0, 0), (1, 8), (5, 128)] {
        if let Some(sample) = pattern.sample(least, most) {
            let length = sample.chars().count();
            assert!((least..=most).contains(&length), "{sample:?} is not {least} to {most} long");
            assert_ne!(pattern.matches(&sample), Some(false), "{sample:?} does not match");
        }
    }
    true
}
