//! Rules of the protocols, each with a request or a reply that shows it.

#[cfg(feature = "cbor")]
use super::protocols::RpcV2Cbor;
use super::protocols::{AwsJson, Ec2, Query, RestJson, RestXml};
use crate::shapes::schema::protocol::{Asked, Given, Protocol, Received, Sink, Source};
use crate::shapes::schema::reflect::{Field, Reflect as _, Slot, Structure};
use crate::shapes::schema::wire::{Location, Wire};
use crate::shapes::schema::{Operation, Shape, TimestampFormat, Traits};
use crate::shapes::value::json::{self, Layout};
use crate::shapes::value::{Map, Value};

crate::shapes! {
    static TEXT: Shape = Shape::new("Text", Kind::String);
    static NUMBER: Shape = Shape::new("Number", Kind::Integer);
    static FLAG: Shape = Shape::new("Flag", Kind::Boolean);
    static TIME: Shape = Shape::new("Time", Kind::Timestamp(TimestampFormat::Unsaid));
    static BLOB: Shape = Shape::new("Blob", Kind::Blob);
    static TEXTS: Shape = Shape::new("Texts", Kind::List(TEXT));
    static FLAT: Shape =
        Shape::new("Flat", Kind::List(TEXT)).wire(&Wire::DEFAULT.item(&Wire::DEFAULT.name("Item")));
    static TAGS: Shape = Shape::new("Tags", Kind::Map { key: TEXT, value: TEXT });
    static INNER: Shape = Shape::new("Inner", Kind::Structure(&[Member::new("A", TEXT)]));
    static GONE: Shape = Shape::new("Gone", Kind::Structure(&[Member::new("A", TEXT)])).code("Gone");
    static BODY: Shape = Shape::new(
        "Body",
        Kind::Structure(&[
            Member::new("Text", TEXT).wire(&Wire::DEFAULT.name("text")),
            Member::new("Number", NUMBER),
            Member::new("Flag", FLAG),
            Member::new("Time", TIME),
            Member::new("Blob", BLOB),
            Member::new("Texts", TEXTS),
            Member::new("Flat", FLAT).wire(&Wire::DEFAULT.flattened()),
            Member::new("Tags", TAGS),
            Member::new("Inner", INNER),
        ]),
    );
    static PLACES: Shape = Shape::new(
        "Places",
        Kind::Structure(&[
            Member::new("Label", TEXT).wire(&Wire::DEFAULT.location(Location::Label)),
            Member::new("Rest", TEXT).wire(&Wire::DEFAULT.location(Location::Label)),
            Member::new("Query", TEXTS).wire(&Wire::DEFAULT.name("q").location(Location::Query)),
            Member::new("Since", TIME).wire(&Wire::DEFAULT.name("since").location(Location::Query)),
            Member::new("Header", TIME).wire(&Wire::DEFAULT.name("X-Time").location(Location::Header)),
            Member::new("Group", TAGS).wire(&Wire::DEFAULT.name("X-G-").location(Location::Headers)),
            Member::new("Status", NUMBER).wire(&Wire::DEFAULT.location(Location::Status)),
            Member::new("Text", TEXT),
        ]),
    );
    static STREAM: Shape =
        Shape::new("Stream", Kind::Structure(&[Member::new("Data", BLOB)])).wire(&Wire::DEFAULT.payload("Data"));
    static REAL: Shape = Shape::new("Real", Kind::Double);
    static TYPED: Shape = Shape::new(
        "Typed",
        Kind::Structure(&[
            Member::new("Json", TEXT)
                .json_value()
                .wire(&Wire::DEFAULT.name("x-json").location(Location::Header)),
            Member::new("Real", REAL),
        ]),
    );
    static CHOICE: Shape = Shape::new(
        "Choice",
        Kind::Union(&[Member::new("A", TEXT), Member::new("B", TEXT).wire(&Wire::DEFAULT.name("b"))]),
    );
    static CHOOSES: Shape = Shape::new("Chooses", Kind::Structure(&[Member::new("Choice", CHOICE)]));
}

static CALL: Operation =
    Operation::new("Call", &TABLES).input(BODY.id()).output(BODY.id()).errors(&[GONE.id()]);
static WRAPPED: Operation = Operation::new("Call", &TABLES)
    .input(BODY.id())
    .output(BODY.id())
    .errors(&[GONE.id()])
    .traits(&Traits::COMMON.result_wrapper("CallResult"));
static PLACE: Operation = Operation::new("Place", &TABLES)
    .input(PLACES.id())
    .output(PLACES.id())
    .traits(&Traits::COMMON.http("PUT", "/a/{Label}/{Rest+}?x"));
static PUT: Operation = Operation::new("Put", &TABLES)
    .input(STREAM.id())
    .output(STREAM.id())
    .traits(&Traits::COMMON.http("POST", "/put"));

const VALUES: &str = r#"{"Text": "a b&", "Number": 7, "Flag": true, "Time": "2020-09-13T12:26:40Z", "Blob": "AAE=",
    "Texts": ["x", "y"], "Flat": ["z"], "Tags": {"k": "v"}, "Inner": {"A": "é"}}"#;

fn map(text: &str) -> Map {
    json::parse(text).unwrap().as_map().cloned().unwrap()
}

/// Method, path, query, headers and body of a request.
fn sent(protocol: &dyn Protocol, operation: &'static Operation, values: &str) -> String {
    let parts = protocol.encode(operation, Source::Values(&map(values))).unwrap();
    let headers: Vec<String> = parts.headers.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    let body = String::from_utf8_lossy(&parts.body);
    format!("{} {}?{} [{}] {body}", parts.method, parts.path, parts.query, headers.join(", "))
}

fn received(
    protocol: &dyn Protocol,
    operation: &'static Operation,
    headers: &[(&str, &str)],
    body: &[u8],
) -> String {
    let headers: Vec<_> = headers.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
    let reply = Received { status: 202, headers: &headers, body, lasts: &|| true };
    let mut value = Value::Null;
    match protocol.decode(operation, reply, Sink::Value(&mut value)) {
        Ok(()) => json::to_string(&value, Layout::Wire),
        Err(error) => error.to_string(),
    }
}

fn fault(protocol: &dyn Protocol, headers: &[(&str, &str)], body: &[u8]) -> String {
    let headers: Vec<_> = headers.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
    let reply = Received { status: 400, headers: &headers, body, lasts: &|| true };
    match protocol.error(&CALL, reply) {
        Ok(fault) => {
            format!("{}: {} {:?}", fault.code, fault.message, fault.members.get("A").and_then(Value::as_str))
        }
        Err(error) => error.to_string(),
    }
}

#[test]
fn requests_in_a_form() {
    let common =
        "Action=Call&Version=1&text=a+b%26&Number=7&Flag=true&Time=2020-09-13T12%3A26%3A40Z&Blob=AAE%3D";
    let head = "POST /? [content-type: application/x-www-form-urlencoded; charset=utf-8]";
    assert_eq!(
        sent(&Query::new("1"), &CALL, VALUES),
        format!(
            "{head} {common}&Texts.member.1=x&Texts.member.2=y&Item.1=z&Tags.entry.1.key=k&Tags.entry.1.value=v&Inner.A=%C3%A9"
        )
    );
    let capital = common.replace("text", "Text");
    assert_eq!(
        sent(&Ec2::new("1"), &CALL, VALUES),
        format!(
            "{head} {capital}&Texts.1=x&Texts.2=y&Flat.1=z&Tags.entry.1.key=k&Tags.entry.1.value=v&Inner.A=%C3%A9"
        )
    );
    assert!(sent(&Query::new("1"), &CALL, r#"{"Texts": []}"#).ends_with("&Texts="));
}

#[test]
fn members_in_every_place() {
    let values = r#"{"Label": "l/ l", "Rest": "r/ r", "Query": ["1", "2"], "Since": 0, "Header": 0, "Group": {"A": "b"}, "Text": "t"}"#;
    let head = "PUT /a/l%2F%20l/r/%20r?x&q=1&q=2&since=1970-01-01T00%3A00%3A00Z [X-Time: Thu, 01 Jan 1970 00:00:00 GMT, X-G-A: b";
    assert_eq!(
        sent(&RestJson, &PLACE, values),
        format!("{head}, content-type: application/json] {{\"Text\": \"t\"}}")
    );
    assert_eq!(sent(&RestXml, &PLACE, values), format!("{head}] <Places><Text>t</Text></Places>"));
    let headers = [("x-time", "Thu, 01 Jan 1970 00:00:00 GMT"), ("x-g-A", "b")];
    let expected =
        r#"{"Header": "Thu, 01 Jan 1970 00:00:00 GMT", "Group": {"A": "b"}, "Status": 202, "Text": "t"}"#;
    assert_eq!(received(&RestJson, &PLACE, &headers, br#"{"Text":"t"}"#), expected);
    assert_eq!(received(&RestXml, &PLACE, &headers, b"<P><Text>t</Text></P>"), expected);
    assert!(RestJson.encode(&PLACE, Source::Values(&Map::new())).is_err());
}

#[test]
fn bodies_that_are_a_member() {
    for protocol in [&RestJson as &dyn Protocol, &RestXml] {
        assert_eq!(sent(protocol, &PUT, r#"{"Data": "aGk="}"#), "POST /put? [] hi");
        assert_eq!(received(protocol, &PUT, &[], b"hi"), r#"{"Data": "aGk="}"#);
    }
}

#[test]
fn replies_of_xml() {
    let inner = "<text>a b&amp;</text><Number>7</Number><Flag>true</Flag><Time>2020-09-13T12:26:40Z</Time><Blob>AAE=</Blob>\
        <Texts><member>x</member><member>y</member></Texts><Item>z</Item>\
        <Tags><entry><key>k</key><value>v</value></entry></Tags><Inner><A>&#233;</A></Inner><New/>";
    let expected = json::to_string(&Value::Map(map(VALUES)), Layout::Wire);
    let wrapped = format!("<CallResponse><CallResult>{inner}</CallResult></CallResponse>");
    assert_eq!(received(&Query::new("1"), &WRAPPED, &[], wrapped.as_bytes()), expected);
    let plain = format!("<R xmlns='u'>{inner}</R>");
    for protocol in [&Ec2::new("1") as &dyn Protocol, &RestXml] {
        assert_eq!(received(protocol, &CALL, &[], plain.as_bytes()), expected);
    }
    let query = Query::new("1");
    let bad = received(&query, &CALL, &[], b"<R><Number>x</Number></R>");
    assert_eq!(bad, "invalid literal for int() with base 10: 'x'");
    assert!(received(&query, &CALL, &[], b"<R>").starts_with("The service's reply is no XML: "));
}

#[test]
fn faults() {
    let xml = b"<ErrorResponse><Error><Code>Gone</Code><Message>m</Message><A>a</A></Error></ErrorResponse>";
    let ec2 =
        b"<Response><Errors><Error><Code>Gone</Code><Message>m</Message><A>a</A></Error></Errors></Response>";
    type Case<'a> = (&'a dyn Protocol, &'a [(&'a str, &'a str)], &'a [u8]);
    let cases: &[Case<'_>] = &[
        (&Query::new("1"), &[], xml),
        (&Ec2::new("1"), &[], ec2),
        (&RestXml, &[], xml),
        (&RestJson, &[("X-Amzn-ErrorType", "Gone:http://x")], br#"{"message":"m","A":"a"}"#),
        (&RestJson, &[], br#"{"code":"x#Gone","message":"m","A":"a"}"#),
        (&AwsJson::new("T", "1.1"), &[], br#"{"__type":"x#Gone","message":"m","A":"a"}"#),
        #[cfg(feature = "cbor")]
        (&RpcV2Cbor::new("S"), &[], b"\xa3\x66__type\x66x#Gone\x67message\x61m\x61A\x61a"),
    ];
    for (protocol, headers, body) in cases.iter().copied() {
        assert_eq!(fault(protocol, headers, body), "Gone: m Some(\"a\")", "{protocol:?}");
    }
    assert_eq!(fault(&RestXml, &[], b"no XML"), "400: Bad Request None");
}

/// What a client writes, a server reads; and the reverse.
#[test]
fn both_sides_agree() {
    let places = r#"{"Label": "l", "Rest": "r/s", "Query": ["1"], "Text": "t"}"#;
    let cases: &[(&dyn Protocol, &'static Operation, &str)] = &[
        (&AwsJson::new("T", "1.1"), &CALL, VALUES),
        (&RestJson, &CALL, VALUES),
        (&RestXml, &CALL, VALUES),
        #[cfg(feature = "cbor")]
        (&RpcV2Cbor::new("S"), &CALL, VALUES),
        (&Query::new("1"), &WRAPPED, VALUES),
        (&Ec2::new("1"), &CALL, VALUES),
        (&RestJson, &PLACE, places),
        (&RestXml, &PLACE, places),
    ];
    for (protocol, operation, values) in cases.iter().copied() {
        let values = map(values);
        let parts = protocol.encode(operation, Source::Values(&values)).unwrap();
        let headers: Vec<_> = parts.headers.iter().map(|(n, v)| (n.to_string(), v.clone())).collect();
        let asked = Asked {
            method: parts.method,
            path: &parts.path,
            query: &parts.query,
            headers: &headers,
            body: &parts.body,
        };
        let known: &'static [&'static Operation] = Box::leak(Box::new([operation]));
        assert_eq!(protocol.asked(known, asked).map(|o| o.name), Some(operation.name), "{protocol:?}");
        let input = protocol.input(operation, asked).unwrap();
        let shown = |value: &Value| {
            json::to_string(value, Layout::Wire).replace("1600000000", "\"2020-09-13T12:26:40Z\"")
        };
        assert_eq!(shown(&input), json::to_string(&Value::Map(values.clone()), Layout::Wire), "{protocol:?}");
        let Given { headers, body, .. } = protocol.give(operation, &Value::Map(values)).unwrap();
        let reply = Received { status: 200, headers: &headers, body: &body, lasts: &|| true };
        let mut value = Value::Null;
        protocol.decode(operation, reply, Sink::Value(&mut value)).unwrap();
        assert_eq!(value.get("Text"), input.get("Text"), "{protocol:?}");
        let Given { headers, body, .. } = protocol.refuse("Gone", "m");
        let reply = Received { status: 400, headers: &headers, body: &body, lasts: &|| true };
        let fault = protocol.error(operation, reply).unwrap();
        assert_eq!((fault.code.as_str(), fault.message.as_str()), ("Gone", "m"), "{protocol:?}");
    }
}

static TYPE: Operation = Operation::new("Type", &TABLES)
    .input(TYPED.id())
    .output(TYPED.id())
    .traits(&Traits::COMMON.http("POST", "/"));

/// A type as it is emitted.
#[derive(Default)]
struct Typed {
    json: Option<String>,
    real: Option<f64>,
}

impl Structure for Typed {
    fn empty() -> Typed {
        Typed::default()
    }

    fn shape(&self) -> Shape {
        TYPED
    }

    fn member(&self, index: usize) -> Option<Field<'_>> {
        if index == 0 { self.json.field() } else { self.real.field() }
    }

    fn member_mut(&mut self, index: usize) -> Option<Slot<'_>> {
        Some(if index == 0 { self.json.slot() } else { self.real.slot() })
    }
}

#[test]
fn json_in_a_header_is_a_text_in_types() {
    let read = |header: &str| {
        let headers = [("x-json".to_owned(), header.to_owned())];
        let reply = Received { status: 200, headers: &headers, body: b"{}", lasts: &|| true };
        let mut typed = Typed::default();
        RestJson.decode(&TYPE, reply, Sink::Typed(&mut typed)).map_err(|e| e.to_string())?;
        Ok::<_, String>(typed.json.unwrap_or_default())
    };
    for (header, text) in [("eyJhIjogWzFdfQ==", r#"{"a":[1]}"#), ("dHJ1ZQ==", "true"), ("IngsIg==", "x,")] {
        assert_eq!(read(header), Ok(text.to_owned()));
    }
    let typed = Typed { json: Some(r#"{"a": [1]}"#.to_owned()), real: None };
    let parts = RestJson.encode(&TYPE, Source::Typed(&typed, String::new)).unwrap();
    assert_eq!(parts.headers[0].1, "eyJhIjpbMV19");
}

#[test]
fn numbers_come_to_their_last_digit() {
    for text in ["123456789.12345679", "0.1", "-1.7976931348623157e308", "5e-324", "9007199254740993.5"] {
        let body = format!("{{\"Real\": {text}}}");
        for protocol in [&AwsJson::new("T", "1.1") as &dyn Protocol, &RestJson] {
            let mut typed = Typed::default();
            let reply = Received { status: 200, headers: &[], body: body.as_bytes(), lasts: &|| true };
            protocol.decode(&TYPE, reply, Sink::Typed(&mut typed)).unwrap();
            assert_eq!(typed.real, text.parse().ok(), "{text}");
        }
    }
}

static CHOOSE: Operation = Operation::new("Choose", &TABLES).output(CHOOSES.id());
static NOTHING: Operation = Operation::new("Nothing", &TABLES);

#[test]
fn unions_have_one_member() {
    let many = "Invalid service response: Choice must have one and only one member set.";
    let cases = [
        (r#"{"A": "x"}"#, "<A>x</A>", r#"{"Choice": {"A": "x"}}"#),
        (r#"{"b": "x", "A": null, "__type": "t"}"#, "<b>x</b>", r#"{"Choice": {"B": "x"}}"#),
        (r#"{"C": 1}"#, "<C/>", r#"{"Choice": {"SDK_UNKNOWN_MEMBER": {"name": "C"}}}"#),
        (r#"{"A": "x", "b": "y"}"#, "<A>x</A><b>y</b>", many),
        ("{}", "", many),
    ];
    for (object, elements, expected) in cases {
        let text = format!(r#"{{"Choice": {object}}}"#);
        let xml = format!("<ChooseResponse><Choice>{elements}</Choice></ChooseResponse>");
        for protocol in [&AwsJson::new("T", "1.1") as &dyn Protocol, &RestJson] {
            assert_eq!(received(protocol, &CHOOSE, &[], text.as_bytes()), expected, "{text}");
        }
        for protocol in [&Query::new("1") as &dyn Protocol, &Ec2::new("1"), &RestXml] {
            assert_eq!(received(protocol, &CHOOSE, &[], xml.as_bytes()), expected, "{xml}");
        }
    }
}

#[cfg(feature = "cbor")]
#[test]
fn unions_of_cbor_have_one_member() {
    let many = "Invalid service response: Choice must have one and only one member set.";
    // {"Choice": {"A": "x", "b": "y"}}
    let cbor = b"\xa1\x66Choice\xa2\x61A\x61x\x61b\x61y";
    assert_eq!(received(&RpcV2Cbor::new("S"), &CHOOSE, &[], cbor), many);
}

#[test]
fn replies_without_members_are_of_the_protocol_too() {
    for body in [&b"no XML"[..], b"", b"<a><b>"] {
        for protocol in [&Query::new("1") as &dyn Protocol, &Ec2::new("1")] {
            assert!(
                received(protocol, &NOTHING, &[], body).starts_with("The service's reply is no XML"),
                "{body:?}"
            );
        }
        // What the other protocols do not look at may be anything.
        for protocol in [&RestXml as &dyn Protocol, &RestJson, &AwsJson::new("T", "1.1")] {
            assert_eq!(received(protocol, &NOTHING, &[], body), "{}");
        }
    }
    assert_eq!(received(&Query::new("1"), &NOTHING, &[], b"<NothingResponse/>"), "{}");
}
