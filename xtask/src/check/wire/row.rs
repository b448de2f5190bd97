//! Recorded rows: JSON lines in, command lines and what is expected of them out.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde_json::{Map, Value};

/// A command line, a service's answers, and what the AWS CLI made of them.
pub(super) struct Row {
    pub(super) id: String,
    pub(super) responses: Vec<Value>,
    row: Value,
}

/// What stands for the server's address and the folder in which a row runs.
pub(super) struct Place<'a> {
    pub(super) url: &'a str,
    pub(super) home: &'a str,
}

impl Place<'_> {
    fn filled(&self, text: &str) -> String {
        text.replace("{ENDPOINT}", self.url).replace("{HOME}", self.home)
    }

    /// A text without what is different each time.
    pub(super) fn hidden(&self, text: &str) -> String {
        text.replace(self.url, "{ENDPOINT}").replace(self.home, "{HOME}")
    }
}

/// The environment of every row.
const VARIABLES: [(&str, &str); 10] = [
    ("LANG", "C.UTF-8"),
    ("TERM", "dumb"),
    ("COLUMNS", "80"),
    ("TZ", "UTC"),
    ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
    ("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
    ("AWS_DEFAULT_REGION", "us-east-1"),
    ("AWS_EC2_METADATA_DISABLED", "true"),
    ("AWS_PAGER", ""),
    ("AWS_MAX_ATTEMPTS", "1"),
];

impl Row {
    /// The rows of a file.
    pub(super) fn read(path: &Path) -> Result<Vec<Row>> {
        let text = fs::read_to_string(path)?;
        let rows = text.lines().filter(|line| !line.is_empty()).map(|line| {
            let row: Value = serde_json::from_str(line).with_context(|| path.display().to_string())?;
            let responses = row["responses"].as_array().cloned().unwrap_or_default();
            let id = row["id"].as_str().unwrap_or_default().to_owned();
            Ok(Row { id, responses, row })
        });
        rows.collect()
    }

    /// The command that it calls.
    pub(super) fn command(&self) -> &str {
        self.row["argv"][0].as_str().unwrap_or_default()
    }

    pub(super) fn words(&self, place: &Place<'_>) -> Vec<String> {
        let words = self.row["argv"].as_array().into_iter().flatten();
        words.filter_map(Value::as_str).map(|word| place.filled(word)).collect()
    }

    pub(super) fn variables(&self, place: &Place<'_>) -> Vec<(String, String)> {
        let fixed = VARIABLES.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let own = object(&self.row["env"]);
        let own = own.map(|(name, value)| (name.clone(), place.filled(value.as_str().unwrap_or_default())));
        fixed.into_iter().chain([("HOME".to_owned(), place.home.to_owned())]).chain(own).collect()
    }

    /// Files that it reads; those that are no text are lists of bytes.
    pub(super) fn files(&self, place: &Place<'_>) -> Vec<(String, Vec<u8>)> {
        let bytes = |value: &Value| match value {
            Value::Array(bytes) => bytes.iter().filter_map(|b| b.as_u64()?.try_into().ok()).collect(),
            text => place.filled(text.as_str().unwrap_or_default()).into_bytes(),
        };
        object(&self.row["files"]).map(|(name, value)| (name.clone(), bytes(value))).collect()
    }

    /// The first difference from what is expected.
    pub(super) fn differs(&self, status: Option<i32>, printed: &str, sent: &[Value]) -> Option<String> {
        let expected = &self.row["expect"];
        let requests = expected["requests"].as_array().map(Vec::as_slice).unwrap_or_default();
        if expected["exit"].as_i64() != status.map(i64::from) {
            return Some(format!("exit status {status:?}, not {}", expected["exit"]));
        }
        if expected["stdout"].as_str() != Some(printed) {
            return Some(format!("printed {printed:?}, not {}", expected["stdout"]));
        }
        if requests.len() != sent.len() {
            return Some(format!("{} requests, not {}", sent.len(), requests.len()));
        }
        let pairs = requests.iter().zip(sent).filter(|(expected, sent)| expected != sent);
        pairs.map(|(expected, sent)| format!("sent {sent}, not {expected}")).next()
    }
}

fn object(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flat_map(Map::iter)
}
