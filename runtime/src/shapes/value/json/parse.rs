//! The reader. One pass over the text, no recursion deeper than [`MAX_DEPTH`].

use std::borrow::Cow;
use std::fmt;

use super::known::{Known, find, item, key};
use super::plain::plain;
use crate::shapes::schema::{Kind, Member, Members, Shape};
use crate::shapes::text::surrogates;
use crate::shapes::value::{Key, Map, Number, Value};

/// Nesting beyond this is an error, so that hostile input cannot exhaust the stack.
const MAX_DEPTH: usize = 512;

/// Integers have no more digits, as in Python: to read more takes more than its share of time.
const MAX_DIGITS: usize = 4300;

/// How many values are read before it is asked whether to go on.
const ASKING: u32 = 1024;

const UNTERMINATED: &str = "Unterminated string starting at";
const DEEP_LIST: &str = "maximum recursion depth exceeded while decoding a JSON array from a unicode string";
const DEEP_MAP: &str = "maximum recursion depth exceeded while decoding a JSON object from a unicode string";

/// What is wrong with a JSON text, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// Python's words for it, such as `Expecting value`.
    pub message: &'static str,
    /// Line, counted from 1.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
    /// Characters before it in the whole text.
    pub offset: usize,
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: line {} column {} (char {})", self.message, self.line, self.column, self.offset)
    }
}

impl std::error::Error for ParseError {}

impl ParseError {
    /// Whether it may be JSON, but is nested deeper than is read.
    #[must_use]
    pub fn is_too_deep(&self) -> bool {
        matches!(self.message, DEEP_LIST | DEEP_MAP)
    }
}

/// Reads one JSON value that fills the whole text.
///
/// # Errors
/// [`ParseError`] in the words of Python's `json` module.
pub fn parse(text: &str) -> Result<Value, ParseError> {
    parse_while(text, None, &|| true)
}

/// As [`parse`], as long as it may go on, which is asked every thousand values; what is known of the value by a shape.
pub(crate) fn parse_while(text: &str, known: Known, go_on: &dyn Fn() -> bool) -> Result<Value, ParseError> {
    let mut reader = Reader { text, at: 0, depth: 0, go_on, values: 0, places: Vec::new() };
    let result = reader.document(known);
    result.map_err(|(message, at)| locate(text, message, at))
}

/// A message and the byte offset that it is about.
type Failure = (&'static str, usize);

fn locate(text: &str, message: &'static str, at: usize) -> ParseError {
    let before = &text[..at];
    let line_start = before.rfind('\n').map_or(0, |i| i + 1);
    ParseError {
        message,
        line: before.matches('\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
        offset: before.chars().count(),
    }
}

/// Reads the value of a member, given its name.
type ReadMember<'r, 'a> = &'r mut dyn FnMut(&mut Reader<'a>, Cow<'a, str>) -> Result<(), Failure>;

struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    go_on: &'a dyn Fn() -> bool,
    /// Values that have been begun.
    values: u32,
    /// Members of the structures that have been begun, each at its place.
    places: Vec<Value>,
}

impl<'a> Reader<'a> {
    fn document(&mut self, known: Known) -> Result<Value, Failure> {
        if self.text.starts_with('\u{feff}') {
            return Err(("Unexpected UTF-8 BOM (decode using utf-8-sig)", 0));
        }
        self.blanks();
        let value = self.value(known)?;
        self.blanks();
        if self.at < self.text.len() { Err(("Extra data", self.at)) } else { Ok(value) }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn value(&mut self, known: Known) -> Result<Value, Failure> {
        self.values = self.values.wrapping_add(1);
        if self.values.is_multiple_of(ASKING) && !(self.go_on)() {
            return Err(("Out of time", self.at));
        }
        match self.peek() {
            Some(b'"') => self.string().map(|text| Value::String(text.into_owned())),
            Some(b'{') => self.nested(Self::object, known),
            Some(b'[') => self.nested(Self::array, known),
            _ => self.literal(),
        }
    }

    fn nested(
        &mut self,
        read: fn(&mut Self, Known) -> Result<Value, Failure>,
        known: Known,
    ) -> Result<Value, Failure> {
        if self.depth == MAX_DEPTH {
            return Err((if self.peek() == Some(b'{') { DEEP_MAP } else { DEEP_LIST }, self.at));
        }
        self.depth += 1;
        let value = read(self, known);
        self.depth -= 1;
        value
    }

    fn literal(&mut self) -> Result<Value, Failure> {
        let word = match self.peek() {
            Some(b'n') => Some(("null", Value::Null)),
            Some(b't') => Some(("true", Value::Bool(true))),
            Some(b'f') => Some(("false", Value::Bool(false))),
            Some(b'N') => Some(("NaN", Value::Number(Number::Float(f64::NAN)))),
            Some(b'I') => Some(("Infinity", Value::Number(Number::Float(f64::INFINITY)))),
            Some(b'-') => Some(("-Infinity", Value::Number(Number::Float(f64::NEG_INFINITY)))),
            _ => None,
        };
        if let Some((word, value)) = word
            && self.text[self.at..].starts_with(word)
        {
            self.at += word.len();
            return Ok(value);
        }
        let start = self.at;
        let number = self.number().ok_or(("Expecting value", start))?;
        match number {
            Value::Number(Number::Big(digits)) if digits.trim_start_matches('-').len() > MAX_DIGITS => {
                Err(("Exceeds the limit (4300 digits) for integer string conversion", start))
            }
            number => Ok(number),
        }
    }

    /// `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?`; what does not belong is left for the caller.
    fn number(&mut self) -> Option<Value> {
        let bytes = self.text.as_bytes();
        let digits = |from: usize| bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
        let start = self.at;
        let mut end = start + usize::from(bytes.get(start) == Some(&b'-'));
        end += match bytes.get(end)? {
            b'0' => 1,
            b'1'..=b'9' => digits(end),
            _ => return None,
        };
        let whole = end;
        if bytes.get(end) == Some(&b'.') && digits(end + 1) > 0 {
            end += 1 + digits(end + 1);
        }
        if matches!(bytes.get(end), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
            let exponent = digits((end + 1 + sign).min(bytes.len()));
            end += if exponent > 0 { 1 + sign + exponent } else { 0 };
        }
        self.at = end;
        let text = &self.text[start..end];
        let number = if end == whole { Number::integer(text)? } else { Number::Float(text.parse().ok()?) };
        Some(Value::Number(number))
    }

    fn array(&mut self, known: Known) -> Result<Value, Failure> {
        let item = known.and_then(item);
        self.at += 1;
        let mut items = Vec::new();
        self.blanks();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(Value::List(items));
        }
        loop {
            items.push(self.value(item)?);
            self.blanks();
            match self.peek() {
                Some(b']') => break,
                Some(b',') => self.at += 1,
                _ => return Err(("Expecting ',' delimiter", self.at)),
            }
            self.blanks();
        }
        self.at += 1;
        Ok(Value::List(items))
    }

    fn object(&mut self, known: Known) -> Result<Value, Failure> {
        if let Some(Kind::Structure(members)) = known.map(Shape::kind) {
            return self.structure(members);
        }
        let (mut map, item) = (Map::new(), known.and_then(item));
        self.members(&mut |reader, name| {
            let value = reader.value(item)?;
            map.insert(Key::from(name), value);
            Ok(())
        })?;
        Ok(Value::Map(map))
    }

    /// An object of which the members are known: values go to their places, whatever their order.
    fn structure(&mut self, members: Members) -> Result<Value, Failure> {
        let (start, mut expected) = (self.places.len(), 0);
        self.places.resize_with(start + members.len(), Value::default);
        self.members(&mut |reader, name| {
            let at = find(members, expected, &name);
            let value = reader.value(at.and_then(|at| members.get(at)).map(Member::shape))?;
            if let Some(at) = at {
                reader.places[start + at] = value;
                expected = at + 1;
            }
            Ok(())
        })?;
        let is_set = |value: &Value| !matches!(value, Value::Null);
        let mut entries =
            Vec::with_capacity(self.places[start..].iter().filter(|value| is_set(value)).count());
        let values = members.iter().zip(self.places.drain(start..));
        entries.extend(values.filter(|(_, value)| is_set(value)).map(|(member, value)| (key(member), value)));
        Ok(Value::Map(Map::of_distinct(entries)))
    }

    /// The members of an object; `read` is given their names and reads their values.
    fn members(&mut self, read: ReadMember<'_, 'a>) -> Result<(), Failure> {
        const NO_NAME: &str = "Expecting property name enclosed in double quotes";
        self.at += 1;
        self.blanks();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(());
        }
        loop {
            if self.peek() != Some(b'"') {
                return Err((NO_NAME, self.at));
            }
            let name = self.string()?;
            self.blanks();
            if self.peek() != Some(b':') {
                return Err(("Expecting ':' delimiter", self.at));
            }
            self.at += 1;
            self.blanks();
            read(self, name)?;
            self.blanks();
            match self.peek() {
                Some(b'}') => break,
                Some(b',') => self.at += 1,
                _ => return Err(("Expecting ',' delimiter", self.at)),
            }
            self.blanks();
        }
        self.at += 1;
        Ok(())
    }

    /// A text, borrowed if it has no escapes.
    fn string(&mut self) -> Result<Cow<'a, str>, Failure> {
        let begin = self.at;
        self.at += 1;
        let mut out = Cow::Borrowed(self.piece());
        loop {
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => out.to_mut().push(self.escape(begin)?),
                Some(_) => return Err(("Invalid control character at", self.at)),
                None => return Err((UNTERMINATED, begin)),
            }
            out += self.piece();
        }
        self.at += 1;
        Ok(out)
    }

    /// What stands as it is, up to what does not.
    fn piece(&mut self) -> &'a str {
        let rest = &self.text[self.at..];
        let piece = &rest[..plain::<false>(rest.as_bytes())];
        self.at += piece.len();
        piece
    }

    /// An escape of the text that begins there.
    fn escape(&mut self, begin: usize) -> Result<char, Failure> {
        let at = self.at;
        self.at += 2;
        Ok(match self.text.as_bytes().get(at + 1).ok_or((UNTERMINATED, begin))? {
            b'"' => '"',
            b'\\' => '\\',
            b'/' => '/',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => self.unicode_escape(at)?,
            _ => return Err(("Invalid \\escape", at)),
        })
    }

    /// `\uXXXX`, two of them for a character beyond U+FFFF. A half of such a pair has no place in UTF-8; something
    /// stands for it.
    fn unicode_escape(&mut self, at: usize) -> Result<char, Failure> {
        let unit = self.hex4(at + 2).ok_or(("Invalid \\uXXXX escape", at + 1))?;
        self.at = at + 6;
        if (0xd800..0xdc00).contains(&unit)
            && self.text[self.at..].starts_with("\\u")
            && let Some(low @ 0xdc00..=0xdfff) = self.hex4(self.at + 2)
        {
            self.at += 6;
            let point = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
            return Ok(char::from_u32(point).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        Ok(char::from_u32(unit).unwrap_or_else(|| surrogates::stand_in(unit)))
    }

    fn hex4(&self, at: usize) -> Option<u32> {
        let digits = self.text.get(at..at + 4)?;
        digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())?
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_those_of_python() {
        let cases = [
            ("", "Expecting value: line 1 column 1 (char 0)"),
            ("{", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
            ("{a=b}", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
            ("[1 2]", "Expecting ',' delimiter: line 1 column 4 (char 3)"),
            ("{\"a\" 1}", "Expecting ':' delimiter: line 1 column 6 (char 5)"),
            ("[1]\n x", "Extra data: line 2 column 2 (char 5)"),
            ("\"é", "Unterminated string starting at: line 1 column 1 (char 0)"),
            ("\"é\\x\"", "Invalid \\escape: line 1 column 3 (char 2)"),
            ("\"a\nb\"", "Invalid control character at: line 1 column 3 (char 2)"),
            ("\"\\u12g4\"", "Invalid \\uXXXX escape: line 1 column 3 (char 2)"),
        ];
        for (text, expected) in cases {
            assert_eq!(parse(text).map_err(|e| e.to_string()), Err(expected.to_owned()), "{text}");
        }
    }

    #[test]
    fn values() {
        assert_eq!(parse("\"\\ud83d\\ude00\""), Ok("😀".into()));
        assert_eq!(
            parse("[1.50, -0, 1e5]")
                .map(|v| crate::shapes::value::json::to_string(&v, crate::shapes::value::json::Layout::Wire)),
            Ok("[1.5, 0, 100000.0]".into())
        );
        assert_eq!(parse("{\"a\":1,\"b\":2,\"a\":3}").ok().and_then(|v| v.get("a").cloned()), Some(3.into()));
    }

    #[test]
    fn members_are_found_without_looking_at_all_of_them() {
        let work = |count: usize| {
            let members = (0..count).map(|i| format!("\"k{i}\":{i}")).collect::<Vec<_>>();
            let text = format!("{{{},\"k0\":0}}", members.join(","));
            crate::shapes::value::comparisons(|| assert!(parse(&text).is_ok()))
        };
        assert!(work(20_000) <= 2 * work(10_000) + 1000);
    }

    #[test]
    fn size_is_bounded() {
        let message = |text: &str| parse(text).map_err(|e| e.message).err();
        assert_eq!(message(&"[".repeat(100_000)), Some(DEEP_LIST));
        assert_eq!(message(&"{\"a\":".repeat(513)), Some(DEEP_MAP));
        assert_eq!(message(&("[".repeat(512) + &"]".repeat(512))), None);
        assert!(message(&"9".repeat(4301)).is_some_and(|m| m.starts_with("Exceeds")));
        assert_eq!(message(&("-".to_owned() + &"9".repeat(4300))), None);
    }

    /// Twice the text is twice the questions, and the first `no` ends it.
    #[test]
    fn it_is_asked_whether_to_go_on() {
        let asked = std::cell::Cell::new(0);
        let count = |length: usize, most: usize| {
            asked.set(0);
            let go_on = || {
                asked.set(asked.get() + 1);
                asked.get() <= most
            };
            let text = format!("[{}1]", "{\"a\":[]},".repeat(length));
            (parse_while(&text, None, &go_on).map_err(|e| e.message).err(), asked.get())
        };
        assert_eq!((count(10_240, usize::MAX), count(20_480, usize::MAX)), ((None, 20), (None, 40)));
        assert_eq!(count(20_480, 3), (Some("Out of time"), 4));
    }
}
