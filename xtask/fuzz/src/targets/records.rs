//! Records of runs over many: CSV, JSON lines, YAML documents. The first byte says which.

use awsmodel_command::internals;
use awsmodel_runtime::dialect::V2;

use crate::tables::PROGRAM;

pub(super) const WORDS: &[&str] = &[
    "\n",
    "\r\n",
    ",",
    "\"",
    "\"\"",
    "\u{feff}",
    "Text",
    "text",
    "--size",
    "Enabled",
    "true",
    "Attributes",
    "Tags",
    "k=v",
    "[",
    "]",
    "{",
    "}",
    ": ",
    "---\n",
    "...\n",
    "# ",
    "%YAML 1.2\n",
    "- ",
    "&a ",
    "*a",
    "\\u0000",
    "null",
    "1e999",
    "file://x",
    "@=",
];

/// One bad record costs no other: whatever is read, each is a request or says what is wrong.
pub(super) fn run(data: &[u8]) -> bool {
    let Some((first, rest)) = data.split_first() else { return false };
    let format = ["csv", "jsonl", "yaml"][usize::from(*first) % 3];
    let Some(command) = PROGRAM.command("put-thing") else { return false };
    match internals::records(command, &V2, format, rest.to_vec()) {
        Ok(records) => {
            assert!(
                records.iter().all(|record| record.as_ref().err().is_none_or(|reason| !reason.is_empty()))
            );
            records.iter().any(Result::is_ok)
        }
        Err(reason) => {
            assert!(!reason.is_empty());
            false
        }
    }
}
