//! What a pattern of the model may cost: whoever matches it builds its repetitions. Beyond the limits a pattern is an
//! error of the model; no more is checked here, since what a pattern means is for who matches it.

/// The longest pattern, in bytes; AWS's longest has 1,195.
pub(crate) const LONGEST: usize = 8_192;
/// Groups within groups; AWS has 8.
pub(crate) const MOST_DEEP: usize = 32;
/// Characters that a text may be made of by the numbers in braces, with a repetition within another multiplied; AWS
/// has 100,000.
pub(crate) const LARGEST: u64 = 1_000_000;

/// Says why a pattern is too much, if it is.
pub(super) fn check(pattern: &str) -> Result<(), String> {
    if pattern.len() > LONGEST {
        return Err(format!("a pattern of {} bytes; the longest has {LONGEST}", pattern.len()));
    }
    // For each open group what it has come to, and the last part of it, which a repetition would multiply.
    let mut groups = vec![(0_u64, 0_u64)];
    let mut rest = pattern.chars();
    while let Some(c) = rest.next() {
        let part = match c {
            '(' => {
                groups.push((0, 0));
                if groups.len() > MOST_DEEP {
                    return Err(format!("a pattern with groups nested deeper than {MOST_DEEP}"));
                }
                continue;
            }
            ')' if groups.len() > 1 => {
                groups.pop().map_or(1, |(before, last)| before.saturating_add(last)).max(1)
            }
            '{' => {
                if let Some(times) = repetition(rest.as_str())
                    && let Some((before, last)) = groups.last_mut()
                {
                    *last = last.saturating_mul(times.max(1));
                    if before.saturating_add(*last) > LARGEST {
                        return Err(format!("a pattern that repeats more than {LARGEST} times"));
                    }
                }
                continue;
            }
            '[' => {
                skip_class(&mut rest);
                1
            }
            '\\' => {
                rest.next();
                1
            }
            _ => 1,
        };
        if let Some((before, last)) = groups.last_mut() {
            *before = before.saturating_add(*last);
            *last = part;
        }
    }
    let all =
        groups.iter().fold(0_u64, |sum, (before, last)| sum.saturating_add(*before).saturating_add(*last));
    if all > LARGEST { Err(format!("a pattern that repeats more than {LARGEST} times")) } else { Ok(()) }
}

/// The greatest number of `{2,3}`, seen from behind the brace; `None` if it is no repetition.
fn repetition(rest: &str) -> Option<u64> {
    let (inside, _) = rest.split_once('}')?;
    let is_numbers = inside.chars().all(|c| c.is_ascii_digit() || c == ',');
    if !is_numbers || !inside.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    // A number that is too long for its type is too large in any case.
    inside.split(',').filter(|n| !n.is_empty()).map(|n| n.parse().unwrap_or(u64::MAX)).max()
}

fn skip_class(rest: &mut std::str::Chars<'_>) {
    let mut first = true;
    while let Some(c) = rest.next() {
        match c {
            '\\' => drop(rest.next()),
            ']' if !first => return,
            '^' if first => continue,
            _ => {}
        }
        first = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repetitions_are_bounded() {
        for good in [
            "a{100000}",
            "^(?:[a-z]{1,64}){1,1000}$",
            "a{,3}b{x}",
            r"\{4000000000\}",
            "[{]{3}",
            "a|b{0,5}",
            "",
            ")",
        ] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        for bad in [
            "a{4000000000}",
            "a{1,99999999999999999999999}",
            "a{4000000000,}",
            "(a{1000}){1001}",
            "((a{100}){100}){101}",
            "((((a{99}b{2}){99}){99}){99}){99}",
            "[a]{1000001}",
        ] {
            assert!(check(bad).is_err(), "{bad}");
        }
        assert!(check(&"(".repeat(1_000)).is_err());
        assert!(check(&"a".repeat(10_000)).is_err());
    }
}
