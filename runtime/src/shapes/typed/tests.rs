//! What is sent is what serde makes of a structure, but for the names and tokens of requests.

use std::collections::BTreeMap;

use serde_core::{Serialize, Serializer};

use super::{request_to_wire, serialize, to_wire};
use crate::shapes::schema::Shape;
use crate::shapes::schema::reflect::{Field, Reflect, Slot, Structure};
use crate::shapes::schema::wire::Wire;
use crate::shapes::time::Timestamp;
use crate::shapes::value::blob::Blob;
use crate::shapes::value::{Value, json};

crate::shapes! {
    static TEXT: Shape = Shape::new("Text", Kind::String);
    static REAL: Shape = Shape::new("Real", Kind::Double);
    static TEXTS: Shape = Shape::new("Texts", Kind::List(TEXT));
    static REALS: Shape = Shape::new("Reals", Kind::Map { key: TEXT, value: REAL });
    static SINGLE: Shape = Shape::new("Single", Kind::Float);
    static SECONDS: Shape = Shape::new("Seconds", Kind::Timestamp(crate::TimestampFormat::Unsaid));
    static DATE: Shape = Shape::new("Date", Kind::Timestamp(crate::TimestampFormat::Iso8601));
    static BLOB: Shape = Shape::new("Blob", Kind::Blob);
    static DOCUMENT: Shape = Shape::new("Document", Kind::Document);
    static ALL: Shape = Shape::new("All", Kind::Structure(&[
        Member::new("Texts", TEXTS).wire(&const { Wire::DEFAULT.name("texts") }),
        Member::new("Reals", REALS),
        Member::new("Single", SINGLE),
        Member::new("Seconds", SECONDS),
        Member::new("Date", DATE),
        Member::new("Blob", BLOB),
        Member::new("Document", DOCUMENT),
        Member::new("Inner", ALL),
        Member::new("A \"token\"", TEXT).idempotency_token(),
    ]));
}

#[derive(Default)]
struct All {
    texts: Option<Vec<Option<String>>>,
    reals: Option<BTreeMap<String, Option<f64>>>,
    single: Option<f32>,
    seconds: Option<Timestamp>,
    date: Option<Timestamp>,
    blob: Option<Blob>,
    document: Option<Value>,
    inner: Option<Box<All>>,
    token: Option<String>,
}

impl Structure for All {
    fn empty() -> All {
        All::default()
    }

    fn shape(&self) -> Shape {
        ALL
    }

    fn member(&self, index: usize) -> Option<Field<'_>> {
        let members: [&dyn Reflected; 9] = [
            &self.texts,
            &self.reals,
            &self.single,
            &self.seconds,
            &self.date,
            &self.blob,
            &self.document,
            &self.inner,
            &self.token,
        ];
        members.get(index)?.seen()
    }

    fn member_mut(&mut self, _: usize) -> Option<Slot<'_>> {
        None
    }
}

/// [`Reflect`] for reading, of whatever type.
trait Reflected {
    fn seen(&self) -> Option<Field<'_>>;
}

impl<T: Reflect> Reflected for T {
    fn seen(&self) -> Option<Field<'_>> {
        self.field()
    }
}

impl Serialize for All {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

fn all() -> All {
    let odd = ['"', '\\', '\n', '\u{1}', '\u{1f}', '\u{7f}', 'é', '日', '😀', '/', ' '];
    let plain = (0..30).map(|length| Some("abcdefghijklmnopqrstuvwxyz0123"[..length].to_owned()));
    let odd =
        (0..30).flat_map(|at| odd.map(|c| Some(format!("{}{c}{}", "a".repeat(at), "b".repeat(at % 7)))));
    let reals =
        [0.1, -0.0, 1e15, 1e16, 1e21, 1e-7, 5e-324, f64::MAX, f64::NAN, f64::INFINITY, f64::NEG_INFINITY];
    let reals = reals.map(|x| (format!("{x:?}\t"), Some(x)));
    All {
        texts: Some(plain.chain(odd).chain([None]).collect()),
        reals: Some(reals.into_iter().chain([("null".to_owned(), None)]).collect()),
        single: Some(0.1),
        seconds: Timestamp::from_seconds_f64(1_700_000_000.123),
        date: Some(Timestamp::from_seconds(1_600_000_000)),
        blob: Some(Blob::from(b"\xff\xfe\xfd".to_vec())),
        document: json::parse(r#"{"a": [1, -1.5, null, true, "x\ny", {}], "": []}"#).ok(),
        inner: Some(Box::new(All {
            seconds: Some(Timestamp::from_seconds(-1)),
            texts: Some(Vec::new()),
            ..All::default()
        })),
        token: None,
    }
}

#[test]
fn what_is_sent_is_what_serde_makes_of_it() {
    let sent = to_wire(&all()).unwrap_or_default();
    assert_eq!(sent, serde_json::to_string(&all()).unwrap_or_default());
    let inner = r#""Single":0.1,"Seconds":1700000000.123,"Date":"2020-09-13T12:26:40Z","Blob":"//79","Document":{"a":[1,-1.5,null,true,"x\ny",{}],"":[]},"Inner":{"Texts":[],"Seconds":-1}}"#;
    assert!(sent.ends_with(inner), "{sent}");
    assert_eq!(to_wire(&All::default()).unwrap_or_default(), "{}");
}

#[test]
fn requests_have_names_of_the_wire_and_tokens() {
    let request = All { texts: Some(Vec::new()), inner: Some(Box::default()), ..All::default() };
    let sent = request_to_wire(&request, || "new".to_owned()).unwrap_or_default();
    assert_eq!(String::from_utf8_lossy(&sent), r#"{"texts":[],"Inner":{},"A \"token\"":"new"}"#);
}

#[test]
fn numbers_without_a_form_in_documents_are_refused() {
    let document = All { document: Some(Value::from(f64::NAN)), ..All::default() };
    let errors = [to_wire(&document).err(), serde_json::to_string(&document).err()];
    assert_eq!(
        errors.map(|e| e.map(|e| e.to_string())),
        [const { "the number NaN has no JSON form" }; 2].map(|e| Some(e.to_owned()))
    );
}
