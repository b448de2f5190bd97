//! Which words mean something else than text when they stand without quotes, by YAML 1.2.

/// What a reader takes a bare word for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    Null,
    Bool,
    Integer,
    Float,
    Time,
    /// `<<` and `=`, which have a meaning of their own.
    Mark,
    Text,
}

/// What a reader takes the bare word for.
pub(crate) fn word(word: &str) -> Word {
    match word {
        "" | "~" | "null" | "Null" | "NULL" => Word::Null,
        "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => Word::Bool,
        "<<" | "=" => Word::Mark,
        _ if is_integer(word) => Word::Integer,
        _ if is_float(word) => Word::Float,
        _ if is_time(word) => Word::Time,
        _ => Word::Text,
    }
}

/// Whether it takes it for anything but text.
pub(super) fn is_special(text: &str) -> bool {
    let may_be_special = |c: char| c.is_ascii_digit() || "+-.~nNtTfF<=".contains(c);
    (text.is_empty() || text.starts_with(may_be_special)) && word(text) != Word::Text
}

fn is_integer(word: &str) -> bool {
    if !word.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-')) {
        return false;
    }
    let digits = unsigned(word);
    let in_base = |prefix, base| digits.strip_prefix(prefix).is_some_and(|rest| all_digits(rest, base));
    all_digits(digits, 10) || in_base("0b", 2) || in_base("0o", 8) || in_base("0x", 16)
}

fn is_float(word: &str) -> bool {
    let number = unsigned(word);
    if matches!(number, ".inf" | ".Inf" | ".INF") || matches!(word, ".nan" | ".NaN" | ".NAN") {
        return true;
    }
    let (mantissa, exponent) = match number.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (number, None),
    };
    let signed = exponent.is_none_or(|e| e.starts_with(['+', '-']));
    let exponent_fits = exponent.is_none_or(|e| decimal(unsigned(e)));
    let whole = |digits: &str| digits.starts_with(|c: char| c.is_ascii_digit()) && all_digits(digits, 10);
    exponent_fits
        && match mantissa.split_once('.') {
            Some(("", fraction)) => all_digits(fraction, 10) && signed,
            Some((digits, fraction)) => whole(digits) && (fraction.is_empty() || all_digits(fraction, 10)),
            None => whole(mantissa) && exponent.is_some(),
        }
}

/// `2020-09-13`, or that with a time of day and perhaps an offset.
fn is_time(word: &str) -> bool {
    let Some((date, time)) = word.split_once(['T', 't', ' ', '\t']) else { return is_date(word, 2) };
    let blanks = word.as_bytes().get(date.len()).is_some_and(|b| matches!(b, b' ' | b'\t'));
    let time = if blanks { time.trim_start_matches([' ', '\t']) } else { time };
    is_date(date, 1) && is_clock(time)
}

/// Year, month and day; months and days have two digits, or at least `least`.
fn is_date(word: &str, least: usize) -> bool {
    // Not more than `2020-09-13`, which nearly no text is.
    if word.len() > 10 || word.as_bytes().get(4) != Some(&b'-') {
        return false;
    }
    match word.split('-').collect::<Vec<_>>()[..] {
        [year, month, day] => digits(year, 4..=4) && digits(month, least..=2) && digits(day, least..=2),
        _ => false,
    }
}

fn is_clock(word: &str) -> bool {
    let end = word.find(|c: char| !c.is_ascii_digit() && c != ':').unwrap_or(word.len());
    let (clock, rest) = word.split_at(end);
    let [hour, minute, second] = clock.split(':').collect::<Vec<_>>()[..] else { return false };
    let rest = rest.strip_prefix('.').map_or(rest, |r| r.trim_start_matches(|c: char| c.is_ascii_digit()));
    let zone = rest.trim_start_matches([' ', '\t']);
    digits(hour, 1..=2)
        && digits(minute, 2..=2)
        && digits(second, 2..=2)
        && (rest.is_empty() || is_zone(zone))
}

fn is_zone(word: &str) -> bool {
    let Some(offset) = word.strip_prefix(['+', '-']) else { return word == "Z" };
    match offset.split_once(':') {
        Some((hour, minute)) => digits(hour, 1..=2) && digits(minute, 2..=2),
        None => digits(offset, 1..=2),
    }
}

fn unsigned(word: &str) -> &str {
    word.strip_prefix(['+', '-']).unwrap_or(word)
}

/// Digits of a base with `_` anywhere between, before or after.
fn all_digits(word: &str, base: u32) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_digit(base) || c == '_')
}

fn decimal(word: &str) -> bool {
    digits(word, 1..=usize::MAX)
}

fn digits(word: &str, count: std::ops::RangeInclusive<usize>) -> bool {
    count.contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::is_special;

    #[test]
    fn special_words() {
        let words = "~ null True FALSE << = 0 -1 +1 1_000 08 0o17 0x1F 0b1 -_ 1.5 1. 1e3 -1E+3 .5 .5e-3 -.inf .NaN \
                     2020-01-01 2020-1-1T1:02:03 2020-09-13T12:26:40+00:00 2020-09-13t12:26:40.5Z 2020-01-01T00:00:00.-5";
        for word in words.split_whitespace().chain([""]).chain(["2020-01-01 \t10:00:00 -05:30"]) {
            assert!(is_special(word), "{word}");
        }
    }

    #[test]
    fn plain_words() {
        let words = "yes OFF n nUll tRue _1 0x 0o8 0b2 1e .5e3 . -. 1.2.3 +.nan 1a 12:30 2020-1-1 2020-01-1 \
                     20-01-01 2020-01-01T10:00 2020-01-01T10:00:00z 2020-01-01T10:00:00+0100 =a é";
        for word in words.split_whitespace() {
            assert!(!is_special(word), "{word}");
        }
    }
}
