//! A small service of our own, with a member of every kind.

use awsmodel_command::{AllDocs, ByHand, Command, Program, Resent, Texts, Words, joined, texts};
use awsmodel_runtime::schema::wire::{Location, Wire};
use awsmodel_runtime::{Endpoint, Operation, Paginator, Service, TimestampFormat, Traits, protocol};

awsmodel_runtime::shapes! {
    static TEXT: Shape = Shape::new("Text", Kind::String);
    static NUMBER: Shape = Shape::new("Number", Kind::Integer);
    static LONG: Shape = Shape::new("Long", Kind::Long);
    static DOUBLE: Shape = Shape::new("Double", Kind::Double);
    static FLAG: Shape = Shape::new("Flag", Kind::Boolean);
    static TIME: Shape = Shape::new("Time", Kind::Timestamp(TimestampFormat::Unsaid));
    static BLOB: Shape = Shape::new("Blob", Kind::Blob);
    static ANY: Shape = Shape::new("Any", Kind::Document);
    static COLOR: Shape = Shape::new("Color", Kind::Enum(&["RED", "GREEN"]));
    static TEXTS: Shape = Shape::new("Texts", Kind::List(TEXT));
    static TAGS: Shape = Shape::new("Tags", Kind::Map { key: TEXT, value: TEXT });
    static INNER: Shape =
        Shape::new("Inner", Kind::Structure(&[Member::new("Name", TEXT), Member::new("Value", NUMBER)]));
    static GONE: Shape = Shape::new("Gone", Kind::Structure(&[Member::new("A", TEXT)])).code("Gone");
    static INNERS: Shape = Shape::new("Inners", Kind::List(INNER));
    /// A structure that also contains itself.
    pub(crate) static EVERYTHING: Shape = Shape::new(
        "Everything",
        Kind::Structure(&[
            Member::new("Text", TEXT),
            Member::new("Size", NUMBER),
            Member::new("Long", LONG),
            Member::new("Double", DOUBLE),
            Member::new("Enabled", FLAG),
            Member::new("Picture", BLOB),
            Member::new("Color", COLOR),
            Member::new("Names", TEXTS),
            Member::new("Tags", TAGS),
            Member::new("Attribute", INNER),
            Member::new("Attributes", INNERS),
            Member::new("Inner", EVERYTHING),
        ]),
    );
    static PUT_INPUT: Shape = Shape::new(
        "PutThingRequest",
        Kind::Structure(&[
            Member::new("Text", TEXT),
            Member::new("Size", NUMBER),
            Member::new("Enabled", FLAG),
            Member::new("Names", TEXTS),
            Member::new("Attribute", INNER),
            Member::new("Attributes", INNERS),
            Member::new("Tags", TAGS),
            Member::new("Picture", BLOB),
            Member::new("Color", COLOR),
            Member::new("Flat", TEXTS).wire(&Wire::DEFAULT.flattened()),
            Member::new("Settings", ANY),
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
            Member::new("Text", TEXT),
            Member::new("Tags", TAGS),
        ]),
    );
    static LIST_INPUT: Shape = Shape::new(
        "ListThingsRequest",
        Kind::Structure(&[Member::new("MaxResults", NUMBER), Member::new("NextToken", TEXT)]),
    );
    static LIST_OUTPUT: Shape = Shape::new(
        "ListThingsResponse",
        Kind::Structure(&[Member::new("Things", TEXTS), Member::new("NextToken", TEXT)]),
    );
}

/// How `ListThings` is paged.
pub(crate) static PAGES: Paginator = Paginator {
    input_tokens: &["NextToken"],
    output_tokens: &["NextToken"],
    more_results: None,
    limit_key: Some("MaxResults"),
    result_keys: &["Things"],
    non_aggregate_keys: &[],
};

static LIST: Operation =
    Operation::new("ListThings", &TABLES).input(LIST_INPUT.id()).output(LIST_OUTPUT.id()).paginator(&PAGES);

/// Members in the path, the query and headers.
pub(crate) static PLACE: Operation = Operation::new("PlaceThing", &TABLES)
    .input(PLACES.id())
    .output(PLACES.id())
    .errors(&[GONE.id()])
    .traits(&Traits::COMMON.http("PUT", "/a/{Label}/{Rest+}?x"));

/// Members in the body.
pub(crate) static PUT: Operation = Operation::new("PutThing", &TABLES)
    .input(PUT_INPUT.id())
    .output(PUT_INPUT.id())
    .errors(&[GONE.id()])
    .traits(&Traits::COMMON.http("POST", "/put"));

/// The service.
pub(crate) static SERVICE: Service = Service {
    full_name: "Example Things",
    service_id: "Things",
    endpoint_prefix: "things",
    signing_name: "things",
    api_version: "2020-01-01",
    uid: "things-2020-01-01",
    protocol: &protocol::AwsJson::new("Things", "1.1"),
    operations: &[&LIST, &PLACE, &PUT],
    endpoint: |_| Ok(Endpoint::new("https://things.example")),
    partitions: &[],
};

/// Its command line.
pub(crate) static PROGRAM: Program = Program {
    name: "things",
    version: "1.2.3",
    service: &SERVICE,
    docs: "",
    commands: &[
        Command {
            words: joined!(Words {
                name: "list-things",
                options: Texts::of(texts!("max-results", "next-token")),
                docs: "",
                examples: Texts::of(texts!()),
            }),
            operation: &LIST,
            pair: None,
            resent: None,
            by_hand: None,
        },
        Command {
            words: joined!(Words {
                name: "put-thing",
                options: Texts::of(texts!(
                    "text",
                    "size",
                    "enabled",
                    "names",
                    "attribute",
                    "attributes",
                    "tags",
                    "picture",
                    "color",
                    "flat",
                    "settings"
                )),
                docs: "",
                examples: Texts::of(texts!()),
            }),
            operation: &PUT,
            pair: None,
            resent: Some(&Resent {
                names: Texts::of(texts!("Text", "Name")),
                items: Texts::of(texts!("Attributes", "Name", "skip", "a")),
                refused: Texts::of(texts!("Attribute.Name", "Size", "", "", "x", "Tags.a", "", "", "", "y")),
            }),
            by_hand: Some(&BY_HAND),
        },
    ],
    waits: &[],
    extras: &[],
    shapes: AllDocs::NONE,
    resources: Texts::of(texts!()),
    history: Texts::of(texts!()),
};

/// Rules that hold words, places and paths of every kind.
static BY_HAND: ByHand = ByHand {
    sent: Texts::of(texts!("Text", "base64")),
    shown: Texts::of(texts!("Tags.a", "json", "Text", "quoted-json", "Name", "base64")),
    switches: Texts::of(texts!()),
    options: Texts::of(texts!(
        "own",
        "many",
        "words",
        "",
        "",
        "{\"Tags\":{\"a\":\"{count}\"}}",
        "",
        "",
        "",
        "own-pairs",
        "one",
        "pairs",
        "",
        "",
        "{\"Tags\":{\"{key}\":\"{of key}\"}}",
        "",
        "",
        ""
    )),
    optional: Texts::of(texts!()),
    removed: Texts::of(texts!()),
    defaults: "{\"Size\": 1}",
    conflicts: Texts::of(texts!("own", "own-pairs", "not both")),
    pages: Texts::of(texts!()),
    saved: Texts::of(texts!()),
    moved: Texts::of(texts!()),
};
