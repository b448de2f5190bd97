use super::*;
use crate::client::protocol::protocols::AwsJson;
use crate::shapes::schema::Operation;
use crate::shapes::schema::endpoint::{Endpoint, Parameters};

crate::shapes! {
    static WORD: Shape = Shape::new("Word", Kind::String);
    static COUNT: Shape = Shape::new("Count", Kind::Integer);
    static FLAG: Shape = Shape::new("Flag", Kind::Boolean);
    static WORDS: Shape = Shape::new("Words", Kind::List(WORD));
    static REPLY: Shape = Shape::new(
        "Reply",
        Kind::Structure(&[
            Member::new("State", WORD),
            Member::new("Count", COUNT),
            Member::new("On", FLAG),
            Member::new("All", WORDS),
        ]),
    );
}
static OPERATION: Operation = Operation::new("GetThing", &TABLES).output(REPLY.id());
static SERVICE: Service = Service {
    full_name: "Things",
    service_id: "Things",
    endpoint_prefix: "things",
    signing_name: "things",
    api_version: "2020-01-01",
    uid: "things",
    protocol: &AwsJson::new("Things", "1.1"),
    operations: &[&OPERATION],
    endpoint: nowhere,
    partitions: &[],
};

fn nowhere(_: &Parameters<'_>) -> Result<Endpoint, String> {
    Err("nowhere".to_owned())
}

const fn when(matcher: Matcher, verdict: Verdict) -> Acceptor {
    Acceptor { matcher, verdict }
}

static READY: Waiter = Waiter {
    name: "ThingReady",
    operation: &OPERATION,
    delay: 7,
    max_attempts: 3,
    acceptors: &[
        when(Matcher::Path("State", Expected::Text("READY")), Verdict::Success),
        when(Matcher::PathAll("All", Expected::Text("y")), Verdict::Success),
        when(Matcher::PathAny("All", Expected::Text("n")), Verdict::Failure),
        when(Matcher::Path("Count", Expected::Number(3)), Verdict::Failure),
        when(Matcher::Path("On", Expected::Flag(true)), Verdict::Failure),
        when(Matcher::Status(202), Verdict::Failure),
        when(Matcher::Error("Gone"), Verdict::Success),
        when(Matcher::Error("Soon"), Verdict::Retry),
        when(Matcher::Path("State", Expected::Text("COMING")), Verdict::Retry),
    ],
};

static NO_ERROR: Waiter = Waiter {
    acceptors: &[when(Matcher::Errors(false), Verdict::Success), when(Matcher::Errors(true), Verdict::Retry)],
    ..waiter("NoError")
};

static WRONG: Waiter = Waiter {
    acceptors: &[when(Matcher::Path("length(State)", Expected::Number(1)), Verdict::Success)],
    ..waiter("Wrong")
};

const fn waiter(name: &'static str) -> Waiter {
    Waiter { name, operation: &OPERATION, delay: 1, max_attempts: 2, acceptors: &[] }
}

fn reply(status: u16, body: &str) -> Result<Reply, Error> {
    let body = body.as_bytes().to_vec();
    Ok(Reply { status, request_id: None, headers: Vec::new(), attempts: 1, body })
}

fn refusal(code: &str) -> Result<Reply, Error> {
    Err(Error::from(ServiceError {
        operation: "GetThing",
        code: code.to_owned(),
        message: "no".to_owned(),
        status: 400,
        request_id: None,
        body: Default::default(),
        retries_exhausted: None,
    }))
}

/// What comes of answers, in words; the last one repeats.
fn outcome(waiter: &'static Waiter, answers: &[Result<Reply, Error>]) -> String {
    let mut wait = Wait::new(waiter, Pace::default()).unwrap();
    for n in 0.. {
        let answer = answers.get(n).or(answers.last()).unwrap().clone();
        match wait.take(&SERVICE, answer, None) {
            Ok(Next::Done) => return format!("done after {}", n + 1),
            Ok(Next::Again(pause)) => assert_eq!(pause.as_secs(), u64::from(waiter.delay)),
            Err(error) => return error.to_string(),
        }
    }
    unreachable!()
}

#[test]
fn answers_mean_what_the_first_fitting_acceptor_says() {
    let ok = |body: &str| reply(200, body);
    let terminal = |words: &str| {
        format!("Waiter ThingReady failed: Waiter encountered a terminal failure state: {words}")
    };
    let path = |path: &str, value: &str| {
        terminal(&format!("For expression \"{path}\" we matched expected path: \"{value}\""))
    };
    let cases = [
        (vec![ok(r#"{"State": "READY"}"#)], "done after 1".to_owned()),
        (vec![ok("{}"), ok(r#"{"State": "READY"}"#)], "done after 2".to_owned()),
        (vec![ok(r#"{"All": ["y", "y"]}"#)], "done after 1".to_owned()),
        (vec![ok(r#"{"All": []}"#)], "Waiter ThingReady failed: Max attempts exceeded".to_owned()),
        (vec![ok(r#"{"All": ["y", "n"]}"#)], path("All", "n") + " at least once"),
        (vec![ok(r#"{"Count": 3}"#)], path("Count", "3")),
        (vec![ok(r#"{"On": true}"#)], path("On", "True")),
        (vec![reply(202, "{}")], terminal("Matched expected HTTP status code: 202")),
        (vec![refusal("Gone")], "done after 1".to_owned()),
        (vec![refusal("Soon"), refusal("Gone")], "done after 2".to_owned()),
        (vec![refusal("Other")], "Waiter ThingReady failed: An error occurred (Other): no".to_owned()),
        (
            vec![refusal("Soon")],
            "Waiter ThingReady failed: Max attempts exceeded. Previously accepted state: Matched expected service error \
             code: Soon"
                .to_owned(),
        ),
        // Of an answer that fits nothing the AWS CLI says what the last acceptor is.
        (
            vec![refusal("Soon"), ok("{}")],
            "Waiter ThingReady failed: Max attempts exceeded. Previously accepted state: For expression \"State\" we \
             matched expected path: \"COMING\""
                .to_owned(),
        ),
    ];
    for (answers, expected) in cases {
        assert_eq!(outcome(&READY, &answers), expected, "{answers:?}");
    }
}

#[test]
fn any_error_or_none() {
    assert_eq!(outcome(&NO_ERROR, &[reply(200, "{}")]), "done after 1");
    let failed = "Waiter NoError failed: Max attempts exceeded. Previously accepted state: Matched expected service error \
                  code: True";
    assert_eq!(outcome(&NO_ERROR, &[refusal("X")]), failed);
}

#[test]
fn what_is_no_answer_ends_it() {
    let broken = Error::new(ErrorKind::Connect, "no connection");
    assert_eq!(outcome(&READY, &[Err(broken)]), "no connection");
    let error = outcome(&WRONG, &[reply(200, "{}")]);
    assert!(error.starts_with("In function length(), invalid type for value: None"), "{error}");
}

#[test]
fn the_pace_is_the_callers_if_they_want() {
    let pace = Pace { delay: Some(Duration::from_millis(5)), max_attempts: Some(1) };
    let mut wait = Wait::new(&READY, pace).unwrap();
    let error = wait.take(&SERVICE, reply(200, "{}"), None).unwrap_err();
    assert_eq!((error.kind(), wait.delay), (ErrorKind::Wait, Duration::from_millis(5)));
    let mut wait = Wait::new(&READY, Pace::default()).unwrap();
    let caused = wait.take(&SERVICE, refusal("Other"), None).unwrap_err();
    assert!(std::error::Error::source(&caused).is_some_and(|source| source.to_string().contains("Other")));
}
