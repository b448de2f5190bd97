//! What a word without quotes means: the grammar is [`word`]'s, which the writer of YAML goes by as well.

use super::error::YamlError;
use crate::output::yaml::resolve::{Word, word};
use rt::internals::dates;
use rt::value::{Date, Number, Value};

/// Python reads no longer integers.
const MAX_DIGITS: usize = 4300;

/// The value of a plain word.
///
/// # Errors
/// [`YamlError::Value`] if it has the form of a number or a date and is none.
pub(super) fn plain(text: &str) -> Result<Value, YamlError> {
    Ok(match word(text) {
        Word::Null => Value::Null,
        Word::Bool => Value::Bool(text.starts_with(['t', 'T'])),
        Word::Integer => Value::Number(integer(text)?),
        Word::Float => float(text).ok_or_else(|| wrong(text))?.into(),
        Word::Time => {
            let seconds = time(text).map_err(YamlError::Value)?;
            Value::Number(Number::Date(Box::new(Date { seconds, written: text.into() })))
        }
        Word::Mark => return Err(YamlError::Syntax(format!("{text} is no value"))),
        Word::Text => Value::from(text),
    })
}

fn wrong(text: &str) -> YamlError {
    // The text itself may be a secret that somebody wrote without quotes.
    YamlError::Value(format!(
        "a word of {} characters has the form of a number and is none",
        text.chars().count()
    ))
}

/// Decimal, `0o17`, `0x1f` and `0b101`, with `_` anywhere between digits.
pub(super) fn integer(text: &str) -> Result<Number, YamlError> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let plain = digits.replace('_', "");
    let (base, plain) = match plain.get(..2) {
        Some("0x") => (16, &plain[2..]),
        Some("0o") => (8, &plain[2..]),
        Some("0b") => (2, &plain[2..]),
        _ => (10, plain.as_str()),
    };
    if plain.len() > MAX_DIGITS {
        return Err(YamlError::Value(format!("Exceeds the limit ({MAX_DIGITS} digits) for integers")));
    }
    let decimal = if base == 10 { Some(plain.to_owned()) } else { decimal(plain, base) };
    let sign = if text.starts_with('-') { "-" } else { "" };
    decimal.and_then(|decimal| Number::integer(&(sign.to_owned() + &decimal))).ok_or_else(|| wrong(text))
}

/// Digits of another base as decimal ones, however many they are.
fn decimal(digits: &str, base: u32) -> Option<String> {
    const PART: u64 = 1_000_000_000;
    let mut parts: Vec<u64> = Vec::new();
    for c in digits.chars() {
        let mut carry = u64::from(c.to_digit(base)?);
        for part in &mut parts {
            let sum = *part * u64::from(base) + carry;
            (*part, carry) = (sum % PART, sum / PART);
        }
        parts.extend((carry > 0).then_some(carry));
    }
    let text: String = parts.iter().rev().map(|part| format!("{part:09}")).collect();
    (!digits.is_empty()).then(|| if text.is_empty() { "0".to_owned() } else { text })
}

/// A number with a point or an exponent, `.inf` and `.nan`.
pub(super) fn float(text: &str) -> Option<f64> {
    let plain = text.replace('_', "").to_lowercase();
    match plain.trim_start_matches(['-', '+']) {
        ".inf" if plain.starts_with('-') => Some(f64::NEG_INFINITY),
        ".inf" => Some(f64::INFINITY),
        ".nan" => Some(f64::NAN),
        number if number.starts_with(|c: char| c.is_ascii_digit() || c == '.') => plain.parse().ok(),
        _ => None,
    }
}

/// A date, with a time or without, as seconds since the epoch: the form that the wire wants. The parts are
/// brought into the form that all dates have.
fn time(text: &str) -> Result<f64, String> {
    let end = text.find(['T', 't', ' ', '\t']).unwrap_or(text.len());
    let (date, clock) = text.split_at(end);
    let clock = clock.trim_start_matches(['T', 't', ' ', '\t']);
    let digits = |c: char| c.is_ascii_digit() || c == ':';
    let (clock, rest) = clock.split_at(clock.find(|c| !digits(c)).unwrap_or(clock.len()));
    let zone_at = rest.find(['Z', '+', '-']).unwrap_or(rest.len());
    let (fraction, zone) = rest.split_at(zone_at);
    let fraction = fraction.trim_matches(['.', ' ', '\t']);
    let clock = if clock.is_empty() { "00:00:00" } else { clock };
    let point = if fraction.is_empty() { "" } else { "." };
    let written = dates::parse(&format!("{date}T{clock}{point}{fraction}{zone}"))?;
    let offset = i128::from(written.offset.unwrap_or(0)) * 1_000_000_000;
    Ok(written.clock.offset(-offset).as_seconds_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        match plain(text) {
            Ok(Value::String(text)) => format!("'{text}'"),
            Ok(value) => rt::json::to_string(&value, rt::json::Layout::Wire),
            Err(_) => "error".to_owned(),
        }
    }

    /// What ruamel.yaml makes of the same words.
    #[test]
    fn words() {
        let cases = "yes='yes' ON='ON' True=true ~=null Null=null nULL='nULL' 0x-63='0x-63' -0x1F=-31 0x='0x' 0x_=error \
            -_=error _1='_1' +_=error 0b1_0=2 0b='0b' 0b2='0b2' 0o8='0o8' 0o17=15 -0o7=-7 017=17 010=10 08=8 1_000=1000 \
            1__0=10 0_=0 -0=0 +1=1 -0b11=-3 +0x1=1 0X1F='0X1F' 0B1='0B1' 0O7='0O7' 0xg='0xg' 1e3=1000.0 1E5=100000.0 \
            1e='1e' 1.e3=1000.0 1.=1.0 .5=0.5 -.5=-0.5 .5e3='.5e3' .5e-3=0.0005 ._=error -._5=-0.5 .e3='.e3' -.='-.' \
            1_e3=1000.0 1e+_3='1e+_3' 1_2.3_4=12.34 12:30='12:30' 190:20:30='190:20:30' 1:2.5='1:2.5' 1.2.3='1.2.3' \
            0x1FFFFFFFFFFFFFFFFFFF=151115727451828646838271 -0x8000000000000000=-9223372036854775808 .inf=Infinity \
            -.INF=-Infinity +.inf=Infinity .nan=NaN .NaN=NaN +.nan='+.nan' 1e400=Infinity 2020-13-45=error \
            2020-02-30=error 0000-01-01=error 2020-1-1='2020-1-1' 2020-09-13=1599955200.0 2020-1-1T1:02:03=1577840523.0 \
            2020-01-01T10:00:00.-5=1577890800.0 2020-01-01T10:00:00+99:00=error 2020-09-13T12:26:40=1600000000.0 \
            2020-09-13t12:26:40.5Z=1600000000.5 2020-01-01T10:00=\'2020-01-01T10:00\'";
        for case in cases.replace("\\'", "'").split_whitespace() {
            let (text, expected) = case.rsplit_once('=').unwrap_or_default();
            assert_eq!(shown(text), expected, "{text}");
        }
        assert_eq!(shown("2020-01-01 10:00:00 -05:30"), "1577892600.0");
        assert_eq!(shown("+49 30 1"), "'+49 30 1'");
        for text in ["1", "0x1", "0b1"].map(|start| start.to_owned() + &"1".repeat(5000)) {
            assert_eq!(shown(&text), "error");
        }
    }
}
