//! Points in time of a request, in the form that each shape asks for.

use rt::internals::dates;
use rt::schema::{Kind, Shape, TimestampFormat};
use rt::value::Value;
use rt::{Civil, Timestamp};

/// Writes every point in time under `shape` in its wire format. The error names the first that is none.
pub(crate) fn encode(value: &mut Value, shape: &Shape) -> Result<(), String> {
    match (&shape.kind, &mut *value) {
        (Kind::Timestamp(format), _) => {
            let moment = dates::moment(value);
            *value = written(
                moment.map_err(|reason| format!("Invalid timestamp {}: {reason}", shown(value)))?,
                *format,
            );
            Ok(())
        }
        (Kind::Structure(members) | Kind::Union(members), Value::Map(map)) => {
            members.iter().try_for_each(|member| match map.get_mut(member.name) {
                Some(value) => encode(value, member.shape),
                None => Ok(()),
            })
        }
        (Kind::List(item), Value::List(items)) => items.iter_mut().try_for_each(|value| encode(value, item)),
        (Kind::Map { value: of, .. }, Value::Map(map)) => {
            map.iter_mut().try_for_each(|(_, value)| encode(value, of))
        }
        _ => Ok(()),
    }
}

fn shown(value: &Value) -> String {
    rt::json::to_string(value, rt::json::Layout::Wire)
}

/// Seconds are whole, except in ISO 8601.
fn written(moment: Timestamp, format: TimestampFormat) -> Value {
    match format {
        TimestampFormat::UnixTimestamp => moment.seconds().into(),
        TimestampFormat::Iso8601 => iso8601(moment).into(),
        TimestampFormat::Rfc822 => moment.http_date().into(),
    }
}

fn iso8601(moment: Timestamp) -> String {
    let Civil { year, month, day, hour, minute, second } = moment.civil();
    let micros = moment.subsec_nanos() / 1000;
    let fraction = if micros == 0 { String::new() } else { format!(".{micros:06}") };
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z")
}

#[cfg(test)]
mod tests {
    use super::*;
    use rt::schema::Member;

    static UNIX: Shape = Shape::new("Unix", Kind::Timestamp(TimestampFormat::UnixTimestamp));
    static ISO: Shape = Shape::new("Iso", Kind::Timestamp(TimestampFormat::Iso8601));
    static RFC: Shape = Shape::new("Rfc", Kind::Timestamp(TimestampFormat::Rfc822));
    static ISOS: Shape = Shape::new("Isos", Kind::List(&ISO));
    static ALL: Shape = Shape::new(
        "All",
        Kind::Structure(&[Member::new("unix", &UNIX), Member::new("isos", &ISOS), Member::new("rfc", &RFC)]),
    );

    #[test]
    fn each_shape_has_its_format() {
        let text = r#"{"unix": "2020-09-13T14:26:40.9+02:00", "isos": [1600000000, "1600000000.25"], "rfc": "2020-09-13T12:26:40", "x": "y"}"#;
        let mut value = rt::json::parse(text).unwrap();
        encode(&mut value, &ALL).unwrap();
        let expected = r#"{"unix": 1600000000, "isos": ["2020-09-13T12:26:40Z", "2020-09-13T12:26:40.250000Z"], "rfc": "Sun, 13 Sep 2020 12:26:40 GMT", "x": "y"}"#;
        assert_eq!(shown(&value), expected);
        assert!(encode(&mut Value::from("soon"), &UNIX).is_err());
    }
}
