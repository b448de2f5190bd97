//! Two lists of promises, and the weight of what is different.

use std::collections::BTreeSet;
use std::fmt;

/// What is different.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Changes {
    pub(super) breaking: Vec<String>,
    pub(super) compatible: Vec<String>,
}

impl Changes {
    /// From one list to the other.
    pub(super) fn between(then: &BTreeSet<String>, now: &BTreeSet<String>) -> Changes {
        let mut changes = Changes::default();
        for line in then.difference(now) {
            changes.add(format!("- {line}"), !is_restriction(line));
        }
        for line in now.difference(then) {
            changes.add(format!("+ {line}"), breaks_when_new(line, then));
        }
        changes
    }

    fn add(&mut self, line: String, breaking: bool) {
        if breaking { self.breaking.push(line) } else { self.compatible.push(line) }
    }
}

/// What takes something from users when it is there, rather than when it is gone.
fn is_restriction(line: &str) -> bool {
    line.starts_with("non_exhaustive ")
}

/// Most of what is new breaks nothing. What users would have had to write does: a restriction of a type that was there, a value of
/// an enum that they may match in full, a function that their implementations of a trait lack.
fn breaks_when_new(line: &str, then: &BTreeSet<String>) -> bool {
    let (kind, rest) = line.split_once(' ').unwrap_or((line, ""));
    match kind {
        "non_exhaustive" => ["struct", "enum"].iter().any(|kind| then.contains(&format!("{kind} {rest}"))),
        "variant" => owner(rest).is_some_and(|owner| {
            then.contains(&format!("enum {owner}")) && !then.contains(&format!("non_exhaustive {owner}"))
        }),
        "required" => owner(rest).is_some_and(|owner| {
            then.iter().filter_map(|old| old.strip_prefix("trait ")).any(|old| head(old) == owner)
        }),
        "rust-version" => true,
        _ => false,
    }
}

/// The path that a line begins with.
fn head(rest: &str) -> &str {
    rest.split(['(', '{', ' ', '<', '=']).next().unwrap_or(rest)
}

/// The item that another belongs to: all but the last word of its path.
fn owner(rest: &str) -> Option<&str> {
    head(rest).rsplit_once("::").map(|(owner, _)| owner)
}

impl fmt::Display for Changes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (title, lines) in [("breaking", &self.breaking), ("compatible", &self.compatible)] {
            writeln!(f, "  {title}: {}", lines.len())?;
            for line in lines {
                writeln!(f, "    {line}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(lines: &[&str]) -> BTreeSet<String> {
        lines.iter().map(|line| (*line).to_owned()).collect()
    }

    #[track_caller]
    fn check(then: &[&str], now: &[&str], breaking: &[&str], compatible: &[&str]) {
        let changes = Changes::between(&set(then), &set(now));
        assert_eq!(
            (changes.breaking, changes.compatible),
            (
                breaking.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>(),
                compatible.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>(),
            )
        );
    }

    #[test]
    fn what_is_gone_or_changed_breaks_and_what_is_new_does_not() {
        check(&["fn a::f()"], &[], &["- fn a::f()"], &[]);
        check(&["fn a::f()"], &["fn a::f(x:u8)"], &["- fn a::f()"], &["+ fn a::f(x:u8)"]);
        check(&["struct a::S"], &["struct a::S", "field a::S.x:u8"], &[], &["+ field a::S.x:u8"]);
        check(&["feature x"], &["feature y"], &["- feature x"], &["+ feature y"]);
        check(
            &["rust-version 1.88"],
            &["rust-version 1.90"],
            &["- rust-version 1.88", "+ rust-version 1.90"],
            &[],
        );
    }

    #[test]
    fn enums_and_traits_count_those_who_wrote_them_out() {
        check(&["enum a::E"], &["enum a::E", "variant a::E::B"], &["+ variant a::E::B"], &[]);
        let open = ["enum a::E", "non_exhaustive a::E"];
        check(&open, &["enum a::E", "non_exhaustive a::E", "variant a::E::B"], &[], &["+ variant a::E::B"]);
        check(&["enum a::E"], &open, &["+ non_exhaustive a::E"], &[]);
        check(&open, &["enum a::E"], &[], &["- non_exhaustive a::E"]);
        check(
            &["trait a::T"],
            &["trait a::T", "required a::T::f(&self)"],
            &["+ required a::T::f(&self)"],
            &[],
        );
        check(
            &["trait a::T"],
            &["trait a::T", "provided a::T::f(&self)"],
            &[],
            &["+ provided a::T::f(&self)"],
        );
        check(
            &[],
            &["trait a::T", "required a::T::f(&self)"],
            &[],
            &["+ required a::T::f(&self)", "+ trait a::T"],
        );
    }
}
