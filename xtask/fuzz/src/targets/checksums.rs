//! Replies with checksums: a body that is kept, and one that is passed on, have to be held to the same rules.

use std::sync::Arc;

use awsmodel_runtime::blocking::Client;
use awsmodel_runtime::transport::{HttpRequest, HttpResponse, Transport, TransportError};
use awsmodel_runtime::{Config, Extras, Location, Operation, Source, Traits, Wire, value::Map};

use crate::tables::SERVICE;

pub(super) const WORDS: &[&str] = &[
    "x-amz-checksum-crc32: ",
    "x-amz-checksum-crc32c: ",
    "x-amz-checksum-crc64nvme: ",
    "x-amz-checksum-sha1: ",
    "x-amz-checksum-sha256: ",
    "x-amz-checksum-sha512: ",
    "AAAAAA==",
    "-2",
    "\n",
    super::BETWEEN,
];

awsmodel_runtime::shapes! {
    static TEXT: Shape = Shape::new("Text", Kind::String);
    static INPUT: Shape = Shape::new(
        "Input",
        Kind::Structure(&[
            Member::new("Mode", TEXT).wire(&Wire::DEFAULT.name("x-mode").location(Location::Header))
        ]),
    );
}
static EXTRAS: Extras = Extras {
    validation: Some("Mode"),
    replies: &["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256", "SHA512", "XXHASH64"],
    ..Extras::NONE
};
static OPERATION: Operation =
    Operation::new("Get", &TABLES).input(INPUT.id()).traits(&Traits::COMMON.extras(&EXTRAS));

/// Answers with what it is.
struct Answer(HttpResponse);

impl Transport for Answer {
    fn send(&self, _: &HttpRequest) -> Result<HttpResponse, TransportError> {
        Ok(self.0.clone())
    }
}

pub(super) fn run(data: &[u8]) -> bool {
    let text = super::text(data);
    let (head, body) = super::two(&text);
    let headers = head.lines().filter_map(|line| line.split_once(": "));
    let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let answer = HttpResponse { status: 200, headers, body: body.into() };
    let config = Config {
        region: Some("r".to_owned()),
        endpoint_url: Some("http://h.example".to_owned()),
        sign: false,
        transport: Some(Arc::new(Answer(answer))),
        ..Config::default()
    };
    let client = Client::new(&SERVICE, config).unwrap_or_else(|e| panic!("{e}"));
    let (values, mut passed) = (Map::new(), Vec::new());
    let kept = client.send(&OPERATION, Source::Values(&values)).map(|reply| reply.body);
    let sent = client.send_into(&OPERATION, Source::Values(&values), &mut passed).map(drop);
    assert_eq!(passed, body.as_bytes(), "what is passed on");
    assert_eq!(
        kept.as_ref().map(drop).map_err(ToString::to_string),
        sent.map_err(|e| e.to_string()),
        "a body that is kept, and one that is passed on"
    );
    kept.is_ok()
}
