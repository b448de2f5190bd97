//! The words behind one option to a value of its shape.

use super::expected;
use super::paramfile::{Content, Fetch, load};
use super::prompts;
use crate::args;
use crate::report::failure::{Failure, Kind as FailureKind};
use rt::dialect::Dialect;
use rt::internals::{mask, os, python};
use rt::json;
use rt::schema::{Kind, Shape};
use rt::shorthand::{self, BindError};
use rt::value::{Map, Value};

/// What an option was given, after files were read.
enum Given {
    /// One word, or the text of a file.
    Text(String),
    /// The bytes of a file.
    Bytes(Vec<u8>),
    /// Words of a list.
    Words(Vec<String>),
}

/// Turns words into values.
pub(crate) struct Binder<'a> {
    pub(crate) dialect: &'static Dialect,
    pub(crate) fetch: Option<Fetch<'a>>,
    /// The document that `--input-from` names.
    pub(crate) input_from: Option<&'a str>,
    /// Whether words are nothing but themselves: they point at no file, and ask for nothing.
    pub(crate) is_literal: bool,
}

impl<'a> Binder<'a> {
    /// Reads words that people typed.
    pub(crate) fn new(dialect: &'static Dialect) -> Binder<'a> {
        Binder { dialect, fetch: None, input_from: None, is_literal: false }
    }

    /// Reads words that are data of others.
    pub(crate) fn literal(dialect: &'static Dialect) -> Binder<'a> {
        Binder { is_literal: true, ..Binder::new(dialect) }
    }

    /// The value of `option`, which has the given shape.
    pub(crate) fn value(&self, option: &str, words: Vec<String>, shape: Shape) -> Result<Value, Failure> {
        let names_bytes = words.iter().any(|word| os::holds_bytes(word));
        let is_file = words.len() == 1 && words[0].starts_with("file://");
        let mut value = self.bound(option, words, shape)?;
        if !is_file && !self.is_literal {
            prompts::fill(&mut value, option, shape)?;
        }
        // Names of files have served; nothing of them may be left.
        if names_bytes {
            args::words::texts(option, &value)?
        }
        Ok(value)
    }

    fn bound(&self, option: &str, words: Vec<String>, shape: Shape) -> Result<Value, Failure> {
        let given = self.given(option, words, matches!(shape.kind(), Kind::List(_)))?;
        let argument = Argument { option, shape };
        if shorthand::is_supported(shape) && !looks_like_json(&given) {
            return self.shorthand(&argument, given);
        }
        match given {
            Given::Words(words) => argument.list(words),
            Given::Text(text) if matches!(shape.kind(), Kind::List(_)) => argument.list_in_text(&text),
            Given::Text(text) => argument.single(text, shape),
            Given::Bytes(bytes) => argument.bytes(bytes),
        }
    }

    /// The text of an option that is not a member of the input.
    pub(crate) fn text(&self, option: &str, word: &str) -> Result<String, Failure> {
        let content =
            load(self.dialect, word, self.fetch).map_err(|reason| Failure::parsing(option, reason))?;
        match content {
            Some(Content::Text(text)) => Ok(text),
            Some(Content::Bytes(_)) => {
                Err(Failure::general(format!("{option} takes text; use file:// instead of fileb://")))
            }
            None => args::words::text(option, word).map(|()| word.to_owned()),
        }
    }

    /// Fails if a word points at a file that cannot be read, or is no text.
    pub(crate) fn readable(&self, option: &str, word: &str) -> Result<(), Failure> {
        match load(self.dialect, word, self.fetch).map_err(|reason| Failure::parsing(option, reason))? {
            Some(_) => Ok(()),
            None => args::words::text(option, word),
        }
    }

    /// A lone word may point at a file; of several none does.
    fn given(&self, option: &str, mut words: Vec<String>, list: bool) -> Result<Given, Failure> {
        if words.len() == 1 && !self.is_literal {
            match load(self.dialect, &words[0], self.fetch)
                .map_err(|reason| Failure::parsing(option, reason))?
            {
                Some(Content::Text(text)) => return Ok(Given::Text(text)),
                Some(Content::Bytes(bytes)) => return Ok(Given::Bytes(bytes)),
                None => {}
            }
        }
        Ok(if list { Given::Words(words) } else { Given::Text(words.pop().unwrap_or_default()) })
    }

    fn shorthand(&self, argument: &Argument<'_>, given: Given) -> Result<Value, Failure> {
        let Argument { option, shape } = argument;
        match given {
            Given::Words(words) => {
                let item = if let Kind::List(item) = shape.kind() { item } else { *shape };
                // All words are parsed before the first is converted, which decides what error is shown.
                let (mut trees, mut values) = (Vec::new(), Vec::new());
                for word in &words {
                    trees.push(self.tree(argument, word)?);
                }
                for tree in trees {
                    values.push(self.bind(option, tree, item)?);
                }
                Ok(Value::List(values))
            }
            Given::Text(text) => match single_value(*shape, &text) {
                Some(value) => Ok(value),
                None => self.bind_alone(option, self.tree(argument, &text)?, *shape),
            },
            Given::Bytes(_) => Err(argument.takes_text()),
        }
    }

    fn tree(&self, argument: &Argument<'_>, text: &str) -> Result<shorthand::Tree, Failure> {
        shorthand::parse(text).map_err(|error| {
            let reason = match argument.is_secret() && !text.is_empty() {
                true => error.without_input(),
                false => error.with_margin(self.dialect.shorthand_margin),
            };
            Failure::parsing(argument.option, reason).hint(argument.expected_form(text))
        })
    }

    fn bind(&self, option: &str, tree: shorthand::Tree, shape: Shape) -> Result<Value, Failure> {
        shorthand::bind(tree, shape, &mut |word| self.local_file(word)).map_err(|error| match error {
            BindError::Number(_) if mask::holds_secrets(shape) => {
                Failure::general(format!("{option} was given what is no number where one is wanted"))
            }
            BindError::Document(_) => Failure::parsing(option, error),
            error => Failure::general(error.to_string()),
        })
    }

    /// A text that stands alone is never wrapped into the list that its shape wants.
    fn bind_alone(&self, option: &str, tree: shorthand::Tree, shape: Shape) -> Result<Value, Failure> {
        rt::shapes! {
            static ANYTHING: Shape = Shape::new("", Kind::String);
        }
        self.bind(option, tree, if matches!(shape.kind(), Kind::List(_)) { ANYTHING } else { shape })
    }

    /// What `@=` points at. Addresses of the web are plain text here.
    fn local_file(&self, word: &str) -> Result<Option<Value>, String> {
        if self.is_literal {
            return Ok(None);
        }
        Ok(load(self.dialect, word, None)?.map(|content| match content {
            Content::Text(text) => Value::String(text),
            Content::Bytes(bytes) => Value::Bytes(bytes),
        }))
    }
}

/// A structure that is nothing but a string called `Value` may be written as a bare word.
fn single_value(shape: Shape, text: &str) -> Option<Value> {
    let Kind::Structure(members) = shape.kind() else { return None };
    let member = members.only()?;
    let is_text = matches!(member.shape().kind(), Kind::String | Kind::Enum(_));
    let bare = member.name() == "Value" && is_text && !text.contains('=');
    bare.then(|| Value::Map([("Value", Value::from(text))].into_iter().collect::<Map>()))
}

fn looks_like_json(given: &Given) -> bool {
    let first = match given {
        Given::Text(text) => text,
        Given::Words(words) => words.first().map_or("", String::as_str),
        Given::Bytes(_) => "",
    };
    starts_like_json(first)
}

fn starts_like_json(text: &str) -> bool {
    strip(text).starts_with(['[', '{'])
}

/// Takes off what Python's `str.strip` does.
fn strip(text: &str) -> &str {
    text.trim_matches(shorthand::is_space)
}

/// An option and its shape, for messages.
struct Argument<'a> {
    option: &'a str,
    shape: Shape,
}

impl Argument<'_> {
    /// Words of a list: a lone JSON array, or one value a word.
    fn list(&self, words: Vec<String>) -> Result<Value, Failure> {
        if let [word] = words.as_slice()
            && strip(word).starts_with('[')
        {
            return self.json(word);
        }
        let first = words.first().cloned().unwrap_or_default();
        let mut items = Vec::new();
        for word in words {
            items.push(self.item(word, &first)?);
        }
        Ok(Value::List(items))
    }

    /// The text of a file for a list: a JSON array, else every character is an item of its own.
    fn list_in_text(&self, text: &str) -> Result<Value, Failure> {
        match strip(text).chars().next() {
            None => Err(self.empty()),
            Some('[') => self.json(text),
            Some(_) => self.list(text.chars().map(String::from).collect()),
        }
    }

    fn item(&self, word: String, first: &str) -> Result<Value, Failure> {
        let item = if let Kind::List(item) = self.shape.kind() { item } else { self.shape };
        let failure = |failure: Failure| match (failure.kind, item.is_scalar()) {
            // A number that cannot be read is reported with the list's first word.
            (FailureKind::General, true) => Failure::parsing(self.option, self.shown(first)),
            _ => failure,
        };
        self.single(word, item).map_err(failure)
    }

    fn single(&self, text: String, shape: Shape) -> Result<Value, Failure> {
        match shape.kind() {
            Kind::Document => self.json(&text),
            Kind::Integer | Kind::Long => integer(&text).map_err(|failure| self.without(failure)),
            Kind::Float | Kind::Double => float(&text).map_err(|failure| self.without(failure)),
            Kind::Boolean => Ok(Value::Bool(!text.eq_ignore_ascii_case("false") && !text.is_empty())),
            Kind::String | Kind::Enum(_) | Kind::Timestamp(_) | Kind::Blob => Ok(Value::String(text)),
            Kind::Structure(_) | Kind::Union(_) | Kind::Map { .. } => self.container(&text, '{'),
            Kind::List(_) => self.container(&text, '['),
        }
    }

    fn container(&self, text: &str, open: char) -> Result<Value, Failure> {
        match strip(text).chars().next() {
            None => Err(self.empty()),
            Some(c) if c == open => self.json(text),
            Some(_) => Err(Failure::parsing(self.option, format!("Invalid JSON:\n{}", self.shown(text)))
                .hint(self.expected_form(text))),
        }
    }

    /// The bytes of a file. Only blobs want them; numbers and documents are read, as Python reads them out of bytes.
    fn bytes(&self, bytes: Vec<u8>) -> Result<Value, Failure> {
        match self.shape.kind() {
            Kind::Blob | Kind::String | Kind::Enum(_) | Kind::Timestamp(_) => Ok(Value::Bytes(bytes)),
            Kind::List(item) => self.list_in_bytes(&bytes, item),
            Kind::Structure(_) | Kind::Union(_) | Kind::Map { .. } => Err(self.takes_text()),
            _ => match String::from_utf8(bytes) {
                Ok(text) => self.single(text, self.shape),
                Err(_) => Err(Failure::parsing(self.option, "the file's content is not text")),
            },
        }
    }

    /// A list of bytes is a list of numbers. Where texts are wanted, validation names them.
    fn list_in_bytes(&self, bytes: &[u8], item: Shape) -> Result<Value, Failure> {
        if !item.is_scalar() || matches!(item.kind(), Kind::Boolean) {
            return Err(self.takes_text());
        }
        Ok(Value::List(bytes.iter().map(|byte| Value::from(i64::from(*byte))).collect()))
    }

    /// The AWS CLI's words, which are Python's; what they mean comes behind them.
    fn takes_text(&self) -> Failure {
        Failure::general("'in <string>' requires string as left operand, not int").hint(self.option)
    }

    fn json(&self, text: &str) -> Result<Value, Failure> {
        json::parse(text).map_err(|error| {
            let shown = self.shown(text);
            Failure::parsing(self.option, format!("Invalid JSON: {error}\nJSON received: {shown}"))
                .hint(self.expected_form(text))
        })
    }

    /// Whether messages may not repeat what was given.
    fn is_secret(&self) -> bool {
        mask::holds_secrets(self.shape)
    }

    /// What was given, as messages show it.
    fn shown<'t>(&self, text: &'t str) -> &'t str {
        if self.is_secret() { mask::MASK } else { text }
    }

    fn expected_form(&self, text: &str) -> String {
        expected::form(self.option, self.shape, if self.is_secret() { "" } else { text })
    }

    /// The failure, or one without the value that it repeats.
    fn without(&self, failure: Failure) -> Failure {
        match self.is_secret() {
            true => Failure::general(format!("{} was given what is no number", self.option)),
            false => failure,
        }
    }

    fn empty(&self) -> Failure {
        Failure::general(format!("{} was given nothing where JSON is expected", self.option))
    }
}

fn integer(text: &str) -> Result<Value, Failure> {
    python::integer(text).map(Value::Number).ok_or_else(|| Failure::general(python::not_an_integer(text)))
}

fn float(text: &str) -> Result<Value, Failure> {
    let message = || format!("could not convert string to float: {}", python::repr(text));
    python::float(text).map(Value::from).ok_or_else(|| Failure::general(message()))
}
