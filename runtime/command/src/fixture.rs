//! A small program for tests: one command with a member of every kind, one that has pages.

use crate::{AllDocs, Command, Program, STUB_SERVER, Texts, Wait, Words, joined, texts};
use rt::endpoint::Endpoint;
use rt::schema::waiter::{Acceptor, Expected, Matcher, Verdict, Waiter};
use rt::schema::{Operation, Paginator, Service};

rt::shapes! {
    pub(crate) static TEXT: Shape = Shape::new("Text", Kind::String).min(1.0);
    static NUMBER: Shape = Shape::new("Number", Kind::Integer).min(0.0);
    static FLAG: Shape = Shape::new("Flag", Kind::Boolean);
    static BLOB: Shape = Shape::new("Picture", Kind::Blob);
    static ANY: Shape = Shape::new("Settings", Kind::Document);
    static COLOR: Shape = Shape::new("Color", Kind::Enum(&["RED", "GREEN"]));
    static TEXTS: Shape = Shape::new("Texts", Kind::List(TEXT));
    static TAGS: Shape = Shape::new("Tags", Kind::Map { key: TEXT, value: TEXT });
    static ATTRIBUTE: Shape = Shape::new(
        "Attribute",
        Kind::Structure(&[Member::new("Name", TEXT).required(), Member::new("Value", TEXT)]),
    );
    static ATTRIBUTES: Shape = Shape::new("Attributes", Kind::List(ATTRIBUTE));
    static PUT_INPUT: Shape = Shape::new(
        "PutThingRequest",
        Kind::Structure(&[
            Member::new("ThingId", TEXT).required(),
            Member::new("Size", NUMBER),
            Member::new("Enabled", FLAG),
            Member::new("Names", TEXTS),
            Member::new("Attribute", ATTRIBUTE),
            Member::new("Attributes", ATTRIBUTES),
            Member::new("Tags", TAGS),
            Member::new("Picture", BLOB),
            Member::new("Settings", ANY),
            Member::new("Color", COLOR),
        ]),
    );
    static MAKE_INPUT: Shape = Shape::new(
        "MakeThingRequest",
        Kind::Structure(&[
            Member::new("DryRun", FLAG),
            Member::new("Token", TEXT).required().idempotency_token(),
        ]),
    );
    static SECRET: Shape = Shape::new("Secret", Kind::String).sensitive();
    static PARAMETERS: Shape = Shape::new("Parameters", Kind::Map { key: TEXT, value: TEXT }).sensitive();
    static SIGN_IN_INPUT: Shape = Shape::new(
        "SignInRequest",
        Kind::Structure(&[
            Member::new("ClientId", TEXT),
            Member::new("Parameters", PARAMETERS),
            Member::new("Password", SECRET),
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

pub(crate) static PUT: Operation =
    Operation::new("PutThing", &TABLES).input(PUT_INPUT.id()).output(PUT_INPUT.id());

pub(crate) static MAKE: Operation = Operation::new("MakeThing", &TABLES).input(MAKE_INPUT.id()).resets();

static SIGN_IN: Operation = Operation::new("SignIn", &TABLES).input(SIGN_IN_INPUT.id()).unsigned();

pub(crate) static LIST: Operation =
    Operation::new("ListThings", &TABLES).input(LIST_INPUT.id()).output(LIST_OUTPUT.id()).paginator(&PAGES);
static PAGES: Paginator = Paginator {
    input_tokens: &["NextToken"],
    output_tokens: &["NextToken"],
    more_results: None,
    limit_key: Some("MaxResults"),
    result_keys: &["Things"],
    non_aggregate_keys: &[],
};

static SERVICE: Service = Service {
    full_name: "Example Things",
    service_id: "Things",
    endpoint_prefix: "things",
    signing_name: "things",
    api_version: "2020-01-01",
    uid: "things-2020-01-01",
    protocol: &rt::protocol::AwsJson::new("ThingService", "1.1"),
    operations: &[&LIST, &MAKE, &PUT, &SIGN_IN],
    endpoint: |_| Ok(Endpoint::new("https://things.example")),
    partitions: &[],
};

static READY: Waiter = Waiter {
    name: "ThingReady",
    operation: &PUT,
    delay: 2,
    max_attempts: 5,
    acceptors: &[Acceptor {
        matcher: Matcher::Path("Color", Expected::Text("GREEN")),
        verdict: Verdict::Success,
    }],
};

static LISTED: Waiter =
    Waiter { name: "ThingListed", operation: &LIST, delay: 2, max_attempts: 5, acceptors: &[] };

/// The same program, with something to wait for.
pub(crate) static WAITING: Program = Program {
    name: "things",
    version: "1.2.3",
    service: &SERVICE,
    docs: "",
    commands: COMMANDS,
    resources: Texts::of(texts!()),
    history: Texts::of(texts!()),
    waits: &[
        &Wait {
            command: Command {
                words: joined!(Words {
                    name: "thing-listed",
                    options: Texts::of(texts!("max-results", "next-token")),
                    docs: "Waits until it is listed. Asks.",
                    examples: Texts::of(texts!()),
                }),
                operation: &LIST,
                pair: None,
                resent: None,
                by_hand: None,
            },
            waiter: &LISTED,
        },
        &Wait {
            command: Command {
                words: joined!(Words {
                    name: "thing-ready",
                    options: Texts::of(texts!("thing-id", "size")),
                    docs: "Waits until it is green. Asks.",
                    examples: Texts::of(texts!()),
                }),
                operation: &PUT,
                pair: None,
                resent: None,
                by_hand: None,
            },
            waiter: &READY,
        },
    ],
    extras: &[],
    shapes: AllDocs::NONE,
};

pub(crate) static PROGRAM: Program = Program {
    name: "things",
    version: "1.2.3",
    service: &SERVICE,
    docs: "",
    commands: COMMANDS,
    waits: &[],
    extras: &[&STUB_SERVER],
    shapes: AllDocs::NONE,
    history: Texts::of(texts!()),
    resources: Texts::of(texts!(
        "*",
        "ThingId",
        "ListThings",
        "{\"MaxResults\": 2}",
        "",
        "Things[]",
        "",
        "MakeThing",
        "Token",
        "",
        "",
        "",
        "",
        ""
    )),
};

static COMMANDS: &[Command] = &[
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
            name: "make-thing",
            options: Texts::of(texts!("dry-run", "token")),
            docs: "",
            examples: Texts::of(texts!()),
        }),
        operation: &MAKE,
        pair: None,
        resent: None,
        by_hand: None,
    },
    Command {
        words: joined!(Words {
            name: "put-thing",
            options: Texts::of(texts!(
                "thing-id",
                "size",
                "enabled",
                "names",
                "attribute",
                "attributes",
                "tags",
                "picture",
                "settings",
                "color"
            )),
            docs: "",
            examples: Texts::of(texts!()),
        }),
        operation: &PUT,
        pair: None,
        resent: None,
        by_hand: None,
    },
    Command {
        words: joined!(Words {
            name: "sign-in",
            options: Texts::of(texts!("client-id", "parameters", "password")),
            docs: "",
            examples: Texts::of(texts!()),
        }),
        operation: &SIGN_IN,
        pair: None,
        resent: None,
        by_hand: None,
    },
];
