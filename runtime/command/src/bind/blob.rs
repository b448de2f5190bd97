//! Text that was given for blobs to bytes.

use crate::report::failure::Failure;
use rt::internals::{base64_lenient, mask};
use rt::schema::{Kind, Shape};
use rt::value::Value;

/// What text that is given for a blob means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BlobText {
    /// Base64.
    Base64,
    /// The bytes themselves.
    Raw,
}

/// Turns all text under blob shapes into bytes. What is not text stays, for validation to name it.
pub(crate) fn decode(value: &mut Value, shape: Shape, text: BlobText) -> Result<(), Failure> {
    match (shape.kind(), &mut *value) {
        (Kind::Blob, Value::String(word)) => {
            *value = Value::Bytes(match text {
                BlobText::Base64 => base64(word, shape)?,
                BlobText::Raw => std::mem::take(word).into_bytes(),
            });
        }
        (Kind::Structure(members) | Kind::Union(members), Value::Map(map)) => {
            for member in members {
                if let Some(value) = map.get_mut(member.name()) {
                    decode(value, member.shape(), text)?;
                }
            }
        }
        (Kind::List(item), Value::List(items)) => {
            items.iter_mut().try_for_each(|value| decode(value, item, text))?;
        }
        (Kind::Map { value: of, .. }, Value::Map(map)) => {
            map.iter_mut().try_for_each(|(_, value)| decode(value, of, text))?;
        }
        _ => {}
    }
    Ok(())
}

fn base64(text: &str, shape: Shape) -> Result<Vec<u8>, Failure> {
    if !text.is_ascii() {
        return Err(Failure::general("string argument should contain only ASCII characters"));
    }
    base64_lenient::decode(text).ok_or_else(|| {
        let shown = if mask::holds_secrets(shape) { mask::MASK } else { text };
        Failure::general(format!("Invalid base64: \"{shown}\""))
    })
}
