//! The generator: a model and what stands beside it. Either there is a crate whose files parse, or an error in one line.

use std::path::Component;

use awsmodel_codegen::{Options, Sources, Tree, generate};

use super::text;

pub(super) const WORDS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "null",
    "true",
    "\"type\":\"structure\"",
    "\"type\":\"list\"",
    "\"type\":\"map\"",
    "\"type\":\"string\"",
    "\"enum\":[\"a\",\"A\"]",
    "\"min\":5",
    "\"max\":-1",
    "\"pattern\":\"[\"",
    "\"box\":true",
    "\"sensitive\":true",
    "\"union\":true",
    "\"required\":[\"a\"]",
    "\"location\":\"uri\"",
    "\"flattened\":true",
    "\"documentation\":\"<p>\"",
    "self",
    "Self",
    "type",
    "crate",
    "r#fn",
    "_",
    "..",
    "/",
    "con",
    "\\u0000",
    "\\n",
    "*/",
];

pub(super) const RULE_WORDS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "null",
    "{\"ref\":\"Region\"}",
    "\"fn\":\"isSet\"",
    "\"fn\":\"aws.partition\"",
    "\"fn\":\"booleanEquals\"",
    "\"fn\":\"stringEquals\"",
    "\"fn\":\"getAttr\"",
    "\"assign\":\"x\"",
    "\"error\":\"e\"",
    "\"type\":\"tree\"",
    "\"rules\":[]",
    "\"conditions\":[]",
    "{Region}",
    "{",
    "}}",
    "{x#y}",
    "\"argv\":[]",
    "[0]",
];

pub(super) const PARTITION_WORDS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "null",
    "aws",
    "^",
    "$",
    "\\\\w",
    "(us|eu)",
    "\\\\d+",
    "[a-",
    "*",
    "\"regions\":{}",
];

const SERVICE: &str = include_str!("../../cases/model/small.json");
const RULES: &str = include_str!("../../cases/rules/small.json");
const PARTITIONS: &str = include_str!("../../cases/partitions/two.json");

pub(super) fn service(data: &[u8]) -> bool {
    generated(&Sources { service: &text(data), partitions: PARTITIONS, ..Sources::default() })
}

pub(super) fn rules(data: &[u8]) -> bool {
    let rules = &*text(data);
    generated(&Sources { service: SERVICE, rules: Some(rules), partitions: PARTITIONS, ..Sources::default() })
}

pub(super) fn partitions(data: &[u8]) -> bool {
    let partitions = &*text(data);
    generated(&Sources { service: SERVICE, rules: Some(RULES), partitions, ..Sources::default() })
}

/// Texts of a model: CommonMark of ours and HTML of others.
pub(super) fn docs(data: &[u8]) -> bool {
    let docs = serde_json::Value::from(&*text(data)).to_string();
    let service = SERVICE.replacen("\"shapes\": {", &format!("\"documentation\": {docs}, \"shapes\": {{"), 1);
    assert!(service.len() > SERVICE.len(), "the model has no place for the text");
    let overlay = format!("{{\"service\": {docs}}}");
    let sources = Sources { service: &service, partitions: PARTITIONS, ..Sources::default() };
    generated(&sources) & generated(&Sources { docs: Some(&overlay), ..sources })
}

fn generated(sources: &Sources<'_>) -> bool {
    let options = Options::new("things");
    match generate(sources, &options) {
        Ok(generated) => {
            check(&generated.tree);
            true
        }
        Err(error) => {
            let error = error.to_string();
            assert!(!error.is_empty() && !error.contains('\n'), "not one line: {error:?}");
            false
        }
    }
}

fn check(tree: &Tree) {
    for (path, text) in tree {
        assert!(path.components().all(|part| matches!(part, Component::Normal(_))), "{}", path.display());
        let fault = match path.extension().and_then(|extension| extension.to_str()) {
            Some("rs") => syn::parse_file(text).err().map(|error| error.to_string()),
            Some("toml") => text.parse::<toml_edit::DocumentMut>().err().map(|error| error.to_string()),
            _ => None,
        };
        assert_eq!(fault, None, "{}: {text}", path.display());
    }
}
