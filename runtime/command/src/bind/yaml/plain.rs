//! What a word without quotes means.

use rt::Timestamp;
use rt::value::{Number, Value};

/// The value of a plain word.
pub(super) fn plain(word: &str) -> Value {
    match word {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ => integer(word)
            .map(Value::Number)
            .or_else(|| float(word).map(Value::from))
            .or_else(|| date(word).map(Value::from))
            .unwrap_or_else(|| Value::from(word)),
    }
}

/// Decimal, `0o17`, `0x1f` and `0b101`, with `_` anywhere between digits.
pub(super) fn integer(word: &str) -> Option<Number> {
    let digits = word.strip_prefix(['-', '+']).unwrap_or(word);
    let sign = &word[..word.len() - digits.len()];
    let plain = digits.replace('_', "");
    let in_base = |digits: &str, base| {
        let number = i64::from_str_radix(digits, base).ok()?;
        Some(Number::Int(if sign == "-" { -number } else { number }))
    };
    match (plain.get(..2), digits.starts_with('_')) {
        (Some("0x"), _) => in_base(&plain[2..], 16),
        (Some("0o"), _) => in_base(&plain[2..], 8),
        (Some("0b"), _) => in_base(&plain[2..], 2),
        (_, true) => None,
        _ => Number::integer(&format!("{sign}{plain}")),
    }
}

/// A number with a point or an exponent, `.inf` and `.nan`.
pub(super) fn float(word: &str) -> Option<f64> {
    let digits = word.strip_prefix(['-', '+']).unwrap_or(word);
    let negative = word.starts_with('-');
    match digits {
        ".inf" | ".Inf" | ".INF" => return Some(if negative { f64::NEG_INFINITY } else { f64::INFINITY }),
        ".nan" | ".NaN" | ".NAN" => return Some(f64::NAN),
        _ => {}
    }
    let numeric = |c: char| c.is_ascii_digit() || matches!(c, '.' | 'e' | 'E' | '+' | '-' | '_');
    let starts = digits.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    if !starts || !digits.chars().all(numeric) || !digits.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    word.replace('_', "").parse().ok()
}

/// A date, with a time or without, as seconds since the epoch: the form that the wire wants.
fn date(word: &str) -> Option<f64> {
    if !word.starts_with(|c: char| c.is_ascii_digit()) || !word.get(..10)?.contains('-') {
        return None;
    }
    let (day, time) = word.split_at(10);
    let zoned = match time.trim_start() {
        "" => format!("{day}T00:00:00Z"),
        clock if clock.contains(['Z', '+', '-']) => word.to_owned(),
        clock => format!("{day}T{}Z", clock.trim_start_matches(['T', 't'])),
    };
    Timestamp::parse_rfc3339(&zoned).map(Timestamp::as_seconds_f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words() {
        let cases = [
            ("yes", Value::from("yes")),
            ("ON", Value::from("ON")),
            ("True", Value::Bool(true)),
            ("~", Value::Null),
            ("010", Value::from(10)),
            ("0o17", Value::from(15)),
            ("-0x1F", Value::from(-31)),
            ("1_000", Value::from(1000)),
            ("1e3", Value::from(1000.0)),
            ("-.5", Value::from(-0.5)),
            (".", Value::from(".")),
            ("1.2.3", Value::from("1.2.3")),
            ("2020-09-13", Value::from(1_599_955_200.0)),
            ("2020-09-13T12:26:40", Value::from(1_600_000_000.0)),
            ("2020-09-13 12:26:40Z", Value::from(1_600_000_000.0)),
            ("+49 30 1", Value::from("+49 30 1")),
        ];
        for (word, value) in cases {
            assert_eq!(plain(word), value, "{word}");
        }
    }
}
