//! Shorthand to typed structures: `FromStr` of emitted types.

use std::fmt;

use crate::shapes::schema::Shape;
use crate::shapes::schema::reflect::Structure;
use crate::shapes::shorthand;
use crate::shapes::value::Value;
use crate::shapes::walks::validate::validate;

/// A text that is not shorthand for the structure that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShorthandError {
    message: String,
    position: Option<usize>,
}

impl ShorthandError {
    /// Where the syntax breaks, in characters from the start; `None` if the syntax is fine and the
    /// content does not fit.
    #[must_use]
    pub fn position(&self) -> Option<usize> {
        self.position
    }

    fn content(error: impl fmt::Display) -> ShorthandError {
        ShorthandError { message: error.to_string(), position: None }
    }
}

impl fmt::Display for ShorthandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ShorthandError {}

/// Reads a structure from shorthand such as `Name=email,Value=a@b.example`. No file is read:
/// `@=file://…` is literal text here.
///
/// # Errors
/// [`ShorthandError`] with the position of a syntax error, or what does not fit the structure.
pub fn from_shorthand<T: Structure>(text: &str) -> Result<T, ShorthandError> {
    let mut value = T::empty();
    fill(&mut value, text)?;
    Ok(value)
}

/// The part that is the same for every type, compiled once.
fn fill(target: &mut dyn Structure, text: &str) -> Result<(), ShorthandError> {
    let value = read(text, target.shape())?;
    let json = serde_json::to_vec(&value).map_err(ShorthandError::content)?;
    super::de::fill(target, &json).map_err(ShorthandError::content)
}

/// Reads a list of structures, one text for each, as the command line takes them.
///
/// # Errors
/// The error of the first text that is wrong.
pub fn list_from_shorthand<T: Structure>(
    texts: impl IntoIterator<Item = impl AsRef<str>>,
) -> Result<Vec<T>, ShorthandError> {
    texts.into_iter().map(|text| from_shorthand(text.as_ref())).collect()
}

fn read(text: &str, shape: Shape) -> Result<Value, ShorthandError> {
    let syntax =
        |e: shorthand::SyntaxError| ShorthandError { position: Some(e.position()), message: e.to_string() };
    let tree = shorthand::parse(text).map_err(syntax)?;
    let value = shorthand::bind(tree, shape, &mut |_| Ok(None)).map_err(ShorthandError::content)?;
    validate(&value, shape).map_err(ShorthandError::content)?;
    Ok(value)
}
