//! Every structure of the model, with random contents: out of JSON and back, and out of shorthand and
//! back, nothing changes.
#![cfg(feature = "test-util")]
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

use cognito_idp::runtime::json::{self, Layout};
use cognito_idp::runtime::value::Map;
use cognito_idp::runtime::{typed, Kind, Shape, Structure};
use cognito_idp::test_util::STRUCTURES;
use cognito_idp::Value;

/// How often each type is tried.
const ROUNDS: u64 = 20;

/// Depth at which optional members are no longer set.
const DEEP: usize = 4;

/// A generator of numbers (SplitMix64): the same at every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % end as u64).unwrap()
    }

    fn text(&mut self, least: usize, most: usize, alphabet: &[char]) -> String {
        let length = least + self.below(most.min(least + 8) - least + 1);
        (0..length).map(|_| alphabet[self.below(alphabet.len())]).collect()
    }
}

const ANY: &[char] = &['a', 'Z', '0', ' ', '\n', '"', '\'', '\\', ',', '=', '{', '}', '[', ']', '/', 'é', '日', '😀', '\u{1}'];
const WORD: &[char] = &['a', 'b', 'Z', '0', '_'];

struct Generator {
    random: Random,
    /// Characters of texts.
    alphabet: &'static [char],
}

impl Generator {
    fn structure(&mut self, members: cognito_idp::runtime::schema::Members, depth: usize) -> Value {
        let mut map = Map::new();
        for member in members {
            if member.required() || (depth < DEEP && self.random.below(3) > 0) {
                map.insert(member.name(), self.value(member.shape(), depth + 1));
            }
        }
        Value::Map(map)
    }

    fn value(&mut self, shape: Shape, depth: usize) -> Value {
        let limit = |limit: Option<f64>, other| limit.map_or(other, |n| n as usize);
        let (least, most) = (limit(shape.min(), 0), limit(shape.max(), usize::MAX));
        match shape.kind() {
            Kind::String => Value::from(self.random.text(least, most, self.alphabet).as_str()),
            Kind::Enum(values) => Value::from(values.iter().nth(self.random.below(values.len())).unwrap()),
            Kind::Integer | Kind::Long => Value::from((least + self.random.below(50.min((most - least).saturating_add(1)))) as i64),
            Kind::Float | Kind::Double => number(&format!("{}.5", self.random.below(1000))),
            Kind::Boolean => Value::Bool(self.random.below(2) == 1),
            Kind::Timestamp(_) => number(&format!("{}", 1_600_000_000 + self.random.below(100_000_000))),
            Kind::Blob => Value::from(["", "aQ==", "aGVsbG8="][self.random.below(3)]),
            // A member that is null is one that is not set.
            Kind::Document => Value::List(vec![self.document(depth)]),
            Kind::List(item) => {
                let length = if depth >= DEEP { least } else { least + self.random.below(3) };
                Value::List((0..length.min(most)).map(|_| self.value(item, depth + 1)).collect())
            }
            Kind::Map { value, .. } => {
                let keys: Vec<String> = (0..self.random.below(3)).map(|i| format!("key{i}")).collect();
                Value::Map(keys.into_iter().map(|key| (key, self.value(value, depth + 1))).collect())
            }
            Kind::Structure(members) | Kind::Union(members) => self.structure(members, depth),
        }
    }

    fn document(&mut self, depth: usize) -> Value {
        match self.random.below(if depth < DEEP { 6 } else { 4 }) {
            0 => Value::Null,
            1 => Value::Bool(true),
            2 => number("-1.25"),
            3 => Value::from(self.random.text(0, 8, self.alphabet).as_str()),
            4 => Value::List(vec![self.document(depth + 1), self.document(depth + 1)]),
            _ => Value::Map([("k".to_owned(), self.document(depth + 1))].into_iter().collect()),
        }
    }
}

fn number(text: &str) -> Value {
    json::parse(text).unwrap()
}

/// A structure as it is sent.
fn wire(typed: &dyn Structure) -> Value {
    json::parse(&typed::to_wire(typed).unwrap()).unwrap()
}

/// A value as shorthand; `None` for what shorthand cannot say.
fn shorthand(value: &Value, shape: Shape, top: bool) -> Option<String> {
    let braced = |pairs: Vec<String>| if top { pairs.join(",") } else { format!("{{{}}}", pairs.join(",")) };
    Some(match (value, shape.kind()) {
        (_, Kind::Document) => return None,
        (Value::Map(map), Kind::Structure(_) | Kind::Union(_)) => {
            let pair = |(key, value): (&str, &Value)| {
                Some(format!("{key}={}", shorthand(value, shape.member(key)?.shape(), false)?))
            };
            braced(map.iter().map(|(k, v)| pair((k, v))).collect::<Option<_>>()?)
        }
        (Value::Map(map), Kind::Map { value: inner, .. }) => {
            let pair = |(key, value): (&str, &Value)| Some(format!("{key}={}", shorthand(value, inner, false)?));
            braced(map.iter().map(|(k, v)| pair((k, v))).collect::<Option<_>>()?)
        }
        (Value::List(items), Kind::List(item)) => {
            let items: Option<Vec<String>> = items.iter().map(|v| shorthand(v, item, false)).collect();
            format!("[{}]", items?.join(","))
        }
        (Value::String(text), _) => format!("\"{}\"", text.replace('"', "\\\"")),
        (other, _) => json::to_string(other, Layout::Dense),
    })
}

#[test]
fn json_goes_in_and_comes_out_again() {
    let mut generator = Generator { random: Random(1), alphabet: ANY };
    for ty in STRUCTURES {
        let shape = (ty.empty)().shape();
        for _ in 0..ROUNDS {
            let text = json::to_string(&generator.value(shape, 0), Layout::Wire);
            let typed = (ty.from_json)(text.as_bytes()).unwrap_or_else(|e| panic!("{}: {e}\n{text}", (ty.name)()));
            assert_eq!(wire(&*typed), json::parse(&text).unwrap(), "{}", (ty.name)());
        }
    }
}

#[test]
fn shorthand_says_the_same_as_json() {
    let mut generator = Generator { random: Random(2), alphabet: WORD };
    let mut tried = 0;
    for ty in STRUCTURES {
        let shape = (ty.empty)().shape();
        for _ in 0..ROUNDS {
            let value = generator.value(shape, 0);
            let Some(text) = shorthand(&value, shape, true).filter(|text| !text.is_empty()) else { continue };
            let typed = (ty.from_shorthand)(&text).unwrap_or_else(|e| panic!("{}: {e}\n{text}", (ty.name)()));
            assert_eq!(wire(&*typed), value, "{}: {text}", (ty.name)());
            tried += 1;
        }
    }
    assert!(tried > STRUCTURES.len() * 10, "only {tried} values could be written as shorthand");
}
