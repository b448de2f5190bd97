//! CBOR as values: bytes in, a value out. Depth is bounded, and no length that the bytes claim is believed before they are
//! there. Points in time (tag 1) are their numbers.

use minicbor::Decoder;
use minicbor::data::{IanaTag, Tag, Type};
use minicbor::decode::Error;

use crate::shapes::value::{Map, Number, Value, widened};

/// Values in values in values.
const MAX_DEPTH: usize = 128;

/// Reads one value, and nothing must follow it. The error says what is wrong.
pub(super) fn read(bytes: &[u8]) -> Result<Value, String> {
    let mut decoder = Decoder::new(bytes);
    let value = value(&mut decoder, MAX_DEPTH).map_err(|e| e.to_string())?;
    match decoder.position() == bytes.len() {
        true => Ok(value),
        false => Err("something follows it".to_owned()),
    }
}

fn value(decoder: &mut Decoder<'_>, depth: usize) -> Result<Value, Error> {
    let depth = depth.checked_sub(1).ok_or(Error::message("its values stand too deep in each other"))?;
    Ok(match decoder.datatype()? {
        Type::Bool => Value::Bool(decoder.bool()?),
        Type::Null => {
            decoder.null()?;
            Value::Null
        }
        Type::Undefined => {
            decoder.undefined()?;
            Value::Null
        }
        Type::F16 => Value::from(half(decoder)?),
        Type::F32 => Value::from(widened(decoder.f32()?)),
        Type::F64 => Value::from(decoder.f64()?),
        Type::Bytes | Type::BytesIndef => {
            let parts = decoder.bytes_iter()?.collect::<Result<Vec<_>, _>>()?;
            Value::Bytes(parts.concat())
        }
        Type::String | Type::StringIndef => Value::from(text(decoder)?),
        Type::Array | Type::ArrayIndef => list(decoder, depth)?,
        Type::Map | Type::MapIndef => map(decoder, depth)?,
        Type::Tag => match decoder.tag()? {
            tag if tag == Tag::from(IanaTag::Timestamp) => value(decoder, depth)?,
            _ => return Err(Error::message("it has a tag other than that of points in time")),
        },
        Type::Simple | Type::Break | Type::Unknown(_) => {
            return Err(Error::message("it has an unknown type"));
        }
        _ => {
            let number = i128::from(decoder.int()?);
            Value::Number(Number::integer(&number.to_string()).unwrap_or(Number::Int(0)))
        }
    })
}

/// A number of half precision: five bits of exponent and ten of fraction. A crate for it would bring a parser of Rust along.
fn half(decoder: &mut Decoder<'_>) -> Result<f64, Error> {
    let at = decoder.position();
    let bytes = decoder.input().get(at + 1..at + 3).and_then(|bytes| bytes.try_into().ok());
    let bits = u16::from_be_bytes(bytes.ok_or_else(Error::end_of_input)?);
    decoder.set_position(at + 3);
    let (exponent, fraction) = (i32::from(bits >> 10 & 0x1f), f64::from(bits & 0x3ff));
    let size = match exponent {
        0 => fraction * 2f64.powi(-24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (1024.0 + fraction) * 2f64.powi(exponent - 25),
    };
    Ok(if bits >> 15 == 0 { size } else { -size })
}

fn text(decoder: &mut Decoder<'_>) -> Result<String, Error> {
    Ok(decoder.str_iter()?.collect::<Result<Vec<_>, _>>()?.concat())
}

fn list(decoder: &mut Decoder<'_>, depth: usize) -> Result<Value, Error> {
    let mut left = decoder.array()?;
    let mut items = Vec::new();
    while more(decoder, &mut left)? {
        items.push(value(decoder, depth)?);
    }
    Ok(Value::List(items))
}

fn map(decoder: &mut Decoder<'_>, depth: usize) -> Result<Value, Error> {
    let mut left = decoder.map()?;
    let mut map = Map::new();
    while more(decoder, &mut left)? {
        let key = text(decoder)?;
        map.insert(key, value(decoder, depth)?);
    }
    Ok(Value::Map(map))
}

/// Whether a container goes on: for as many as it said, or up to its end.
fn more(decoder: &mut Decoder<'_>, left: &mut Option<u64>) -> Result<bool, Error> {
    match left {
        Some(0) => Ok(false),
        Some(left) => {
            *left -= 1;
            Ok(true)
        }
        None if decoder.datatype()? == Type::Break => {
            decoder.set_position(decoder.position() + 1);
            Ok(false)
        }
        None => Ok(true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shapes::value::json::{Layout, to_string};

    #[test]
    fn values() {
        let cases: [(&[u8], &str); 9] = [
            (b"\x18\x64", "100"),
            (b"\x3b\xff\xff\xff\xff\xff\xff\xff\xff", "-18446744073709551616"),
            (b"\xf9\x3c\x00", "1.0"),
            (b"\xfa\x3d\xcc\xcc\xcd", "0.1"),
            (b"\xbf\x61a\x9f\x01\xf5\xff\x61b\xf6\xff", r#"{"a": [1, true], "b": null}"#),
            (b"\x7f\x61x\x61y\xff", "\"xy\""),
            (b"\x5f\x41\x00\x41\x01\xff", "\"AAE=\""),
            (b"\xc1\x1a\x5f\x5e\x10\x00", "1600000000"),
            (b"\xf7", "null"),
        ];
        for (bytes, expected) in cases {
            assert_eq!(to_string(&read(bytes).unwrap(), Layout::Wire), expected, "{bytes:x?}");
        }
    }

    #[test]
    fn hostile_bytes_are_refused() {
        let deep = [b"\x81".repeat(1000), b"\x00".to_vec()].concat();
        let cases: [&[u8]; 8] = [
            b"",
            b"\x01\x01",
            b"\x9b\xff\xff\xff\xff\xff\xff\xff\xff",
            b"\x7b\xff\xff\xff\xff\xff\xff\xff\xff",
            b"\xc0\x00",
            b"\xff",
            b"\x61\xff",
            &deep,
        ];
        for bytes in cases {
            assert!(read(bytes).is_err(), "{bytes:x?}");
        }
    }

    #[test]
    fn numbers_of_half_precision() {
        for (bits, number) in [
            (0x0000, 0.0),
            (0x3c00, 1.0),
            (0xc000, -2.0),
            (0x3555, 0.333_251_953_125),
            (0x7bff, 65504.0),
            (0x0400, 2f64.powi(-14)),
            (0x0001, 2f64.powi(-24)),
            (0x03ff, 1023.0 * 2f64.powi(-24)),
            (0x7c00, f64::INFINITY),
            (0xfc00, f64::NEG_INFINITY),
        ] {
            let [high, low] = u16::to_be_bytes(bits);
            assert_eq!(read(&[0xf9, high, low]), Ok(Value::from(number)), "{bits:x}");
        }
        assert!(matches!(read(&[0xf9, 0x7e, 0]), Ok(Value::Number(n)) if n.as_f64().is_nan()));
        assert!(read(&[0xf9, 0x7e]).is_err() && read(&[0xf9]).is_err());
    }
}
