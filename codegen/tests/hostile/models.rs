//! The models: one small service, with a name or a text put where names and texts stand.

use awsmodel_codegen::{Generated, Options, Result, Sources, generate};
use serde_json::{Value, json};

/// Names that someone might give to something.
pub(crate) const NAMES: &[&str] = &[
    "",
    "_",
    "__",
    "#",
    "@type",
    "$ref",
    "\"",
    "'",
    "a\"b",
    "a`b",
    "a'b",
    "é",
    "İ",
    "İstanbul",
    "＿",
    "日本",
    "..",
    "/",
    "../../PWN",
    "a/b",
    "a\\b",
    "\0",
    "a\nb",
    "a\rb",
    "a b",
    "a\u{202e}b",
    "--name box",
    "r#type",
    "Mod",
    "mod",
    "Index",
    "New",
    "Client",
    "Error",
    "ErrorCode",
    "con",
    "AUX",
    "nul",
    "com1",
    "LPT9",
    "1",
    "1a",
    "__a",
    "a__b",
    "a_",
    "type",
    "self",
    "Self",
    "crate",
    "super",
    "box",
    "gen",
    "async",
    "union",
    "try",
    "Option",
    "ToOwned",
    "Default",
    "Into",
    "Result",
    "Other",
    "Empty",
    "rt",
    "types",
    "operations",
    "schema",
    "{}",
    "{0}",
    "*/",
    "//",
    "#[path]",
    "${x}",
    "a-b",
    "a.b",
    "a:b",
    "ARNs",
    "p",
    "part",
    "Pages",
    "Items",
];

/// Texts with something in them that another language would act upon.
pub(crate) const TEXTS: &[&str] = &[
    "```\nPWNED();\n```",
    "```rust\nPWNED();\n```",
    "~~~\nPWNED();\n~~~",
    "```\nPWNED();",
    "```text\nPWNED();",
    "    PWNED();",
    "a\n\n    PWNED();\n\nb",
    "- a\n\n      PWNED();",
    "<pre><code>PWNED();</code></pre>",
    "<pre>PWNED();\n\nPWNED();</pre>",
    "<ul><li><pre><code>PWNED();</code></pre></li></ul>",
    "<script>PWNED()</script>",
    "&lt;script&gt;PWNED()&lt;/script&gt;",
    "<img src=x onerror=PWNED()>",
    "<a href=\"javascript:PWNED()\">x</a>",
    "[x](javascript:PWNED())",
    "[`PWNED`] and [Client]",
    "[`Client`]: javascript:PWNED",
    "x\"\nbuild = \"PWNED.rs\"\n#",
    "x'''\nbuild = 'PWNED.rs'\n",
    "\\\"; PWNED(); //",
    "*/ PWNED(); /*",
    "x\rPWNED();",
    "\u{202e}PWNED\u{2066}",
    "x\0PWNED",
    "{PWNED} {} }} {{",
    "</code></pre></div><b>PWNED",
    "| a | b |\n|---|---|\n| ``` | PWNED |",
    "# PWNED\n\n## Errors",
    "\u{feff}PWNED\u{2028}x",
];

/// A place where a name stands, marked in the model.
pub(crate) struct Place {
    pub(crate) name: &'static str,
    mark: &'static str,
}

/// Where names stand. Each mark is a name in the model below.
pub(crate) const PLACES: &[Place] = &[
    Place { name: "operation", mark: "DoIt" },
    Place { name: "request", mark: "DoItRequest" },
    Place { name: "reply", mark: "DoItReply" },
    Place { name: "structure", mark: "Part" },
    Place { name: "union", mark: "Choice" },
    Place { name: "enum", mark: "Colour" },
    Place { name: "string", mark: "Text" },
    Place { name: "list", mark: "Parts" },
    Place { name: "map", mark: "Tags" },
    Place { name: "error", mark: "Failure" },
    Place { name: "member of a request", mark: "RequestMember" },
    Place { name: "member of a reply", mark: "ReplyMember" },
    Place { name: "member of a structure", mark: "PartMember" },
    Place { name: "member of an error", mark: "FailureMember" },
    Place { name: "parameter of the rules", mark: "RuleParameter" },
    Place { name: "variable of the rules", mark: "RuleVariable" },
    Place { name: "waiter", mark: "ItDone" },
    Place { name: "value", mark: "BLUE-ISH" },
    Place { name: "error code", mark: "FailureCode" },
    Place { name: "parameter of a member", mark: "MemberParameter" },
];

/// Where texts stand: a JSON pointer of a file.
pub(crate) struct TextPlace {
    file: File,
    pointer: &'static str,
}

#[derive(Clone, Copy)]
enum File {
    Service,
    Rules,
    Waiters,
    Docs,
    Examples,
}

const fn at(file: File, pointer: &'static str) -> TextPlace {
    TextPlace { file, pointer }
}

pub(crate) const TEXT_PLACES: &[TextPlace] = &[
    at(File::Service, "/documentation"),
    at(File::Service, "/operations/DoIt/documentation"),
    at(File::Service, "/shapes/Part/documentation"),
    at(File::Service, "/shapes/Part/members/PartMember/documentation"),
    at(File::Service, "/shapes/Failure/documentation"),
    at(File::Service, "/shapes/Colour/documentation"),
    at(File::Service, "/metadata/serviceFullName"),
    at(File::Service, "/metadata/serviceId"),
    at(File::Service, "/metadata/endpointPrefix"),
    at(File::Service, "/metadata/targetPrefix"),
    at(File::Service, "/metadata/uid"),
    at(File::Service, "/operations/DoIt/http/requestUri"),
    at(File::Service, "/operations/DoIt/endpoint/hostPrefix"),
    at(File::Service, "/shapes/Colour/enum/0"),
    at(File::Service, "/shapes/Text/pattern"),
    at(File::Rules, "/rules/0/error"),
    at(File::Rules, "/rules/1/endpoint/url"),
    at(File::Waiters, "/waiters/ItDone/acceptors/0/argument"),
    at(File::Waiters, "/waiters/ItDone/acceptors/0/expected"),
    at(File::Waiters, "/waiters/ItDone/acceptors/1/expected"),
    at(File::Docs, "/Service"),
    at(File::Docs, "/DoIt"),
    at(File::Docs, "/DoItRequest.RequestMember"),
    at(File::Docs, "/Colour.BLUE-ISH"),
    at(File::Docs, "/DoItReply"),
    at(File::Examples, "/DoIt/0/title"),
    at(File::Examples, "/DoIt/0/command"),
    at(File::Examples, "/DoIt/0/output"),
];

/// A model and how it is to be generated.
pub(crate) struct Case {
    pub(crate) title: String,
    pub(crate) options: Options,
    service: String,
    rules: String,
    waiters: String,
    docs: String,
    examples: String,
}

fn options() -> Options {
    Options::new("hostile")
}

impl Case {
    fn new(title: String, service: &Value) -> Case {
        let (rules, docs, examples) = (rules().to_string(), docs().to_string(), examples().to_string());
        let (service, waiters) = (service.to_string(), waiters().to_string());
        Case { title, options: options(), service, rules, waiters, docs, examples }
    }

    /// The name in a place.
    pub(crate) fn named(place: &Place, name: &str) -> Case {
        let mut case = Case::new(format!("{} {name:?}", place.name), &service());
        for text in [&mut case.service, &mut case.rules, &mut case.waiters] {
            *text = text.replace(&quoted(place.mark), &quoted(name));
        }
        case
    }

    /// Two names in a place, of which the second has a copy of what the first has.
    pub(crate) fn twins(place: &Place, (one, other): (&str, &str)) -> Case {
        let mut case = Case::named(place, one);
        case.title = format!("{} {one:?} and {other:?}", place.name);
        for file in [&mut case.service, &mut case.waiters] {
            let mut value: Value = serde_json::from_str(file).unwrap();
            copy(&mut value, one, other);
            *file = value.to_string();
        }
        case
    }

    /// The text in a place.
    pub(crate) fn telling(place: &TextPlace, text: &str) -> Case {
        let mut case = Case::new(format!("{} {text:?}", place.pointer), &service());
        let file = match place.file {
            File::Service => &mut case.service,
            File::Rules => &mut case.rules,
            File::Waiters => &mut case.waiters,
            File::Docs => &mut case.docs,
            File::Examples => &mut case.examples,
        };
        let mut value: Value = serde_json::from_str(file).unwrap();
        *value.pointer_mut(place.pointer).unwrap() = json!(text);
        *file = value.to_string();
        case
    }

    /// The crate's name.
    pub(crate) fn called(name: &str) -> Case {
        let case = Case::new(format!("crate {name:?}"), &service());
        Case { options: Options { name: name.to_owned(), ..options() }, ..case }
    }

    pub(crate) fn generate(&self) -> Result<Generated> {
        let sources = Sources {
            service: &self.service,
            rules: Some(&self.rules),
            waiters: Some(&self.waiters),
            partitions: PARTITIONS,
            docs: Some(&self.docs),
            examples: Some(&self.examples),
            ..Sources::default()
        };
        generate(&sources, &self.options)
    }
}

fn quoted(name: &str) -> String {
    json!(name).to_string()
}

/// Wherever an object has the key `one`, it gets the same under `other`; lists that have the text get the other, too.
fn copy(value: &mut Value, one: &str, other: &str) {
    match value {
        Value::Object(map) => {
            map.values_mut().for_each(|inner| copy(inner, one, other));
            if let Some(same) = map.get(one).cloned() {
                map.insert(other.to_owned(), same);
            }
        }
        Value::Array(items) => {
            items.iter_mut().for_each(|inner| copy(inner, one, other));
            if items.iter().any(|item| item == one) {
                items.push(json!(other));
            }
        }
        _ => {}
    }
}

const PARTITIONS: &str = include_str!("../fixtures/partitions.json");

fn service() -> Value {
    json!({
        "version": "2.0",
        "documentation": "<p>A service.</p>",
        "metadata": {
            "apiVersion": "2020-01-01", "endpointPrefix": "hostile", "jsonVersion": "1.1", "protocol": "json",
            "serviceFullName": "Hostile Service", "serviceId": "Hostile", "signatureVersion": "v4",
            "targetPrefix": "Hostile", "uid": "hostile-2020-01-01"
        },
        "operations": {
            "DoIt": {
                "name": "DoIt", "http": {"method": "POST", "requestUri": "/"}, "endpoint": {"hostPrefix": "a."},
                "input": {"shape": "DoItRequest"}, "output": {"shape": "DoItReply"},
                "errors": [{"shape": "Failure"}], "documentation": "<p>Does it.</p>"
            }
        },
        "shapes": {
            "DoItRequest": {
                "type": "structure", "required": ["RequestMember"],
                "members": {
                    "RequestMember": {"shape": "Text", "contextParam": {"name": "MemberParameter"}},
                    "Second": {"shape": "Part"}
                }
            },
            "DoItReply": {
                "type": "structure", "required": ["ReplyMember"],
                "members": {"ReplyMember": {"shape": "Parts"}, "Second": {"shape": "Tags"}}
            },
            "Part": {
                "type": "structure", "documentation": "<p>A part.</p>", "required": ["PartMember"],
                "members": {
                    "PartMember": {"shape": "Colour", "documentation": "<p>A member.</p>"},
                    "Second": {"shape": "Choice"}
                }
            },
            "Choice": {"type": "structure", "union": true, "members": {"A": {"shape": "Text"}, "B": {"shape": "Colour"}}},
            "Colour": {"type": "string", "documentation": "<p>A colour.</p>", "enum": ["BLUE-ISH", "RED"]},
            "Text": {"type": "string", "pattern": "[a-z]+", "min": 1},
            "Parts": {"type": "list", "member": {"shape": "Part"}},
            "Tags": {"type": "map", "key": {"shape": "Text"}, "value": {"shape": "Text"}},
            "Failure": {
                "type": "structure", "exception": true, "documentation": "<p>A failure.</p>",
                "error": {"code": "FailureCode", "httpStatusCode": 400},
                "members": {"FailureMember": {"shape": "Text"}}
            }
        }
    })
}

fn waiters() -> Value {
    json!({
        "version": 2,
        "waiters": {
            "ItDone": {
                "operation": "DoIt", "delay": 1, "maxAttempts": 2,
                "acceptors": [
                    {"matcher": "path", "argument": "ReplyMember", "expected": "done", "state": "success"},
                    {"matcher": "error", "expected": "FailureCode", "state": "retry"}
                ]
            }
        }
    })
}

fn rules() -> Value {
    let is_set = |name: &str| json!({"fn": "isSet", "argv": [{"ref": name}]});
    json!({
        "version": "1.0",
        "parameters": {
            "Region": {"type": "String", "builtIn": "AWS::Region", "required": false, "documentation": "x"},
            "RuleParameter": {"type": "String", "required": false, "documentation": "x"}
        },
        "rules": [
            {"type": "error", "error": "a failure", "conditions": [is_set("RuleParameter")]},
            {
                "type": "endpoint",
                "conditions": [
                    is_set("Region"),
                    {"fn": "aws.partition", "argv": [{"ref": "Region"}], "assign": "RuleVariable"},
                    {"fn": "stringEquals", "argv": [{"fn": "getAttr", "argv": [{"ref": "RuleVariable"}, "name"]}, "aws"]}
                ],
                "endpoint": {"url": "https://hostile.{Region}.example.com", "properties": {}, "headers": {}}
            }
        ]
    })
}

fn docs() -> Value {
    json!({
        "Service": "Ours.", "DoIt": "Does it.", "DoItRequest.RequestMember": "A member.", "Colour.BLUE-ISH": "A blue.",
        "DoItReply": "What comes."
    })
}

fn examples() -> Value {
    json!({"DoIt": [{"title": "An example", "command": "hostile do-it", "output": "{}"}]})
}

/// Depths and sizes, and a part of what is said about them; `fine` if they make a crate.
pub(crate) fn deep() -> Vec<(Case, &'static str)> {
    let lists = |n: usize| nested(n, |inner| json!({"type": "list", "member": {"shape": inner}}));
    let structures =
        |n: usize| nested(n, |inner| json!({"type": "structure", "members": {"Inner": {"shape": inner}}}));
    let mut ring = structures(20_000);
    ring["shapes"]["Level0"] = json!({"type": "structure", "members": {"Ring": {"shape": "Level20000"}}});
    let small_ring = {
        let mut model = structures(40);
        model["shapes"]["Level0"] = json!({"type": "structure", "members": {"Ring": {"shape": "Level40"}}});
        model
    };
    let documented = |html: String| {
        let mut model = service();
        model["documentation"] = json!(html);
        model
    };
    let patterned = |pattern: &str| {
        let mut model = service();
        model["shapes"]["Text"]["pattern"] = json!(pattern);
        model
    };
    let case = |title: &str, model: &Value| Case::new(title.to_owned(), model);
    let text = |title: &str, service: String| Case { service, ..case(title, &service_of(0)) };
    let ruled = |title: &str, rules: String| Case { rules, ..case(title, &service()) };
    let told = |title: &str, docs: String| Case {
        docs: json!({"Service": docs}).to_string(),
        ..case(title, &service())
    };
    vec![
        (case("40 lists", &lists(40)), "fine"),
        (case("40 structures", &structures(40)), "fine"),
        (case("a ring of 41 structures", &small_ring), "fine"),
        (case("20,000 lists", &lists(20_000)), "shapes deep in others; 64 is the most"),
        (case("20,000 structures", &structures(20_000)), "shapes deep in others; 64 is the most"),
        (case("a ring of 20,001 structures", &ring), "shapes deep in others; 64 is the most"),
        (text("deep JSON", "[".repeat(100_000)), "nested deeper than 127 levels"),
        (text("deep objects", "{\"a\":".repeat(100_000)), "nested deeper than 127 levels"),
        (case("tags", &documented("<b>".repeat(100_000))), "its tags are nested deeper than 64"),
        (case("paragraphs", &documented("<p>x".repeat(10_000))), "fine"),
        (told("quotations", format!("{} x", ">".repeat(20_000))), "fine"),
        (told("brackets", "[".repeat(20_000)), "fine"),
        (told("stars", "*a_".repeat(10_000)), "fine"),
        (case("a pattern", &patterned("a{4000000000}")), "repeats more than 1000000 times"),
        (case("a nested pattern", &patterned("((a{1000}){1000}){1000}")), "repeats more than 1000000 times"),
        (case("groups", &patterned(&"(".repeat(1_000))), "groups nested deeper than 32"),
        (ruled("trees", tree(30)), "fine"),
        (ruled("deep trees", tree(1_000)), "nested deeper than 127 levels"),
        (ruled("conditions", conditions(20_000)), "a rule has more than 64 conditions"),
        (ruled("chained rules", conditions(60)), "fine"),
        (ruled("many rules", many_rules(200)), "fine"),
        (case("500 operations", &service_of(500)), "fine"),
        (case("a structure of 1,000 members", &wide(1_000)), "fine"),
    ]
}

/// Shapes each in the next, the outermost in the request.
fn nested(levels: usize, level: impl Fn(String) -> Value) -> Value {
    let mut model = service();
    let shapes = model["shapes"].as_object_mut().unwrap();
    shapes.insert("Level0".into(), json!({"type": "string"}));
    for n in 1..=levels {
        shapes.insert(format!("Level{n}"), level(format!("Level{}", n - 1)));
    }
    shapes["DoItRequest"]["members"]["Second"] = json!({"shape": format!("Level{levels}")});
    model
}

/// Written as text: values this deep are not for `serde_json` either.
fn tree(depth: usize) -> String {
    let open = r#"{"type": "tree", "conditions": [], "rules": ["#.repeat(depth);
    let close = "]}".repeat(depth);
    let rule = format!(r#"{open}{{"type": "error", "error": "x", "conditions": []}}{close}"#);
    rules().to_string().replacen(r#""rules":["#, &format!(r#""rules":[{rule},"#), 1)
}

fn conditions(number: usize) -> String {
    let mut set = rules();
    let condition = json!({"fn": "stringEquals", "argv": [{"ref": "Region"}, "x"]});
    set["rules"][0]["conditions"] = json!(vec![condition; number]);
    set.to_string()
}

fn many_rules(number: usize) -> String {
    let mut set = rules();
    let rule = set["rules"][0].clone();
    set["rules"] = json!(vec![rule; number]);
    set.to_string()
}

fn service_of(operations: usize) -> Value {
    let mut model = service();
    let one = json!({"name": "x", "http": {"method": "POST", "requestUri": "/"}});
    let all = model["operations"].as_object_mut().unwrap();
    all.extend((0..operations).map(|n| (format!("Operation{n}"), one.clone())));
    model
}

fn wide(members: usize) -> Value {
    let mut model = service();
    let all = model["shapes"]["DoItRequest"]["members"].as_object_mut().unwrap();
    all.extend((0..members).map(|n| (format!("Member{n}"), json!({"shape": "Text"}))));
    model
}
