//! How values are written that JSON has no form for, whoever writes them: as numbers, or as texts.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_core::{Serialize, Serializer};

use crate::shapes::schema::TimestampFormat;
use crate::shapes::schema::referred::Referred;
use crate::shapes::time::Timestamp;
use crate::shapes::value::widened;

/// A value as it is written. Numbers are finite, and texts need no escapes.
pub(super) enum Written {
    Text(Cow<'static, str>),
    Integer(i64),
    Real(f64),
}

impl Written {
    pub(super) fn float(x: f32) -> Written {
        Written::double(widened(x))
    }

    /// Numbers that JSON lacks are written as words.
    pub(super) fn double(x: f64) -> Written {
        match x {
            x if x.is_nan() => Written::Text("NaN".into()),
            x if x.is_infinite() => Written::Text(if x > 0.0 { "Infinity" } else { "-Infinity" }.into()),
            x => Written::Real(x),
        }
    }

    /// As what refers to it says.
    pub(super) fn timestamp(t: Timestamp, at: Referred) -> Written {
        match at.times(TimestampFormat::UnixTimestamp) {
            TimestampFormat::Iso8601 => Written::Text(t.to_string().into()),
            TimestampFormat::Rfc822 => Written::Text(t.http_date().into()),
            _ if t.subsec_nanos() == 0 => Written::Integer(t.seconds()),
            _ => Written::Real(t.as_seconds_f64()),
        }
    }

    /// In base64.
    pub(super) fn blob(bytes: &[u8]) -> Written {
        Written::Text(STANDARD.encode(bytes).into())
    }
}

impl Serialize for Written {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Written::Text(text) => serializer.serialize_str(text),
            Written::Integer(n) => serializer.serialize_i64(*n),
            Written::Real(x) => serializer.serialize_f64(*x),
        }
    }
}
