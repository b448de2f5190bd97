//! Arithmetic that keeps integers exact, whatever their size.

use std::cmp::Ordering;

use crate::shapes::value::Number;

/// Order by value, an integer and a float without rounding either; none with NaN.
pub(super) fn compare(left: &Number, right: &Number) -> Option<Ordering> {
    match (left, right) {
        (Number::Float(a), Number::Float(b)) => a.partial_cmp(b),
        (Number::Float(a), b) => compare_integer(b, *a).map(Ordering::reverse),
        (a, Number::Float(b)) => compare_integer(a, *b),
        (a, b) => Some(compare_integers(a, b)),
    }
}

/// An integer against a float: first against its whole part, then against its fraction.
fn compare_integer(integer: &Number, float: f64) -> Option<Ordering> {
    match whole(float) {
        Some(part) => {
            let fraction = 0.0.partial_cmp(&float.fract())?;
            Some(compare_integers(integer, &part).then(fraction))
        }
        None => 0.0.partial_cmp(&float),
    }
}

fn compare_integers(left: &Number, right: &Number) -> Ordering {
    if let (Number::Int(a), Number::Int(b)) = (left, right) {
        return a.cmp(b);
    }
    let (left, right) = (left.to_string(), right.to_string());
    let size = |digits: &str| (digits.len(), digits.to_owned());
    match (left.strip_prefix('-'), right.strip_prefix('-')) {
        (None, None) => size(&left).cmp(&size(&right)),
        (Some(left), Some(right)) => size(right).cmp(&size(left)),
        (negative, _) => {
            if negative.is_some() {
                Ordering::Less
            } else {
                Ordering::Greater
            }
        }
    }
}

/// A float cut to an integer; none if it is infinite or not a number.
pub(super) fn whole(x: f64) -> Option<Number> {
    Number::integer(&format!("{:.0}", x.trunc()))
}

/// The number without its sign.
pub(super) fn absolute(number: &Number) -> Number {
    match number {
        Number::Float(x) => Number::Float(x.abs()),
        integer => Number::integer(integer.to_string().trim_start_matches('-')).unwrap_or(Number::Int(0)),
    }
}

/// The sum from left to right. It is an integer until the first float, or until it needs more
/// than 128 bits.
pub(super) fn sum<'a>(numbers: impl Iterator<Item = &'a Number>) -> Number {
    numbers.fold(Number::Int(0), |total, next| add(&total, next))
}

fn add(left: &Number, right: &Number) -> Number {
    let wide = |n: &Number| match n {
        Number::Float(_) => None,
        integer => integer.to_string().parse::<i128>().ok(),
    };
    let exact = wide(left).zip(wide(right)).and_then(|(a, b)| a.checked_add(b));
    let exact = exact.and_then(|sum| Number::integer(&sum.to_string()));
    exact.unwrap_or_else(|| Number::Float(left.as_f64() + right.as_f64()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shapes::value::Value;
    use crate::shapes::value::json::parse;

    fn numbers(json: &str) -> Vec<Number> {
        let number = |value: &Value| match value {
            Value::Number(number) => Some(number.clone()),
            _ => None,
        };
        parse(json).unwrap_or_default().as_list().unwrap_or_default().iter().filter_map(number).collect()
    }

    #[test]
    fn numbers_are_ordered_without_rounding() {
        let ascending = numbers(
            "[-Infinity, -123456789012345678901, -12345678901234567890, -1.5, -1, 0, 0.5, 1, \
             9007199254740992.0, 9007199254740993, 12345678901234567891, 123456789012345678900, 1e300]",
        );
        for (i, a) in ascending.iter().enumerate() {
            for (j, b) in ascending.iter().enumerate() {
                assert_eq!(compare(a, b), Some(i.cmp(&j)), "{a} {b}");
            }
        }
        assert_eq!(compare(&Number::Int(1), &Number::Float(f64::NAN)), None);
        assert_eq!(compare(&Number::Int(1), &Number::Float(1.0)), Some(Ordering::Equal));
    }

    #[test]
    fn sums_stay_integers() {
        let cases = [
            ("[]", "0"),
            ("[9223372036854775807, 1]", "9223372036854775808"),
            ("[1, 2.5]", "3.5"),
            ("[1e16, 1]", "1e+16"),
        ];
        for (json, expected) in cases {
            assert_eq!(sum(numbers(json).iter()).to_string(), expected, "{json}");
        }
    }
}
