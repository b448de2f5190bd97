//! Reading a model's folder.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use awsmodel_codegen::Sources;
use serde_json::Value;

use crate::workspace::root;

/// A model's files as text.
pub(crate) struct Texts {
    service: String,
    paginators: Option<String>,
    waiters: Option<String>,
    rules: Option<String>,
    partitions: String,
    docs: Option<String>,
    examples: Option<String>,
    names: Option<String>,
    aws_cli: Option<String>,
    secrets: Option<String>,
    marks: Option<String>,
    tasks: Option<String>,
    pairs: Option<String>,
    completions: Option<String>,
    resources: Option<String>,
    history: Option<String>,
}

impl Texts {
    /// Reads `DIR/service-2.json[.gz]` and whatever stands beside it. Partitions are the folder's own,
    /// or those of botocore's data folder two levels up, or the project's.
    pub(crate) fn read(folder: &Path) -> Result<Texts> {
        let own = read(&folder.join("partitions.json"))?;
        let botocore = || read(&folder.join("../../partitions.json"));
        let project = || read(&root().join("model/partitions.json"));
        let partitions = own.map_or_else(botocore, |p| Ok(Some(p)))?.map_or_else(project, |p| Ok(Some(p)))?;
        Ok(Texts {
            service: merged(folder, "service-2")?
                .with_context(|| format!("{} has no service-2.json", folder.display()))?,
            paginators: merged(folder, "paginators-1")?,
            waiters: merged(folder, "waiters-2")?,
            rules: read(&folder.join("endpoint-rule-set-1.json"))?,
            partitions: partitions.context("no partitions.json")?,
            docs: read(&folder.join("docs.json"))?,
            examples: read(&folder.join("examples.json"))?,
            names: read(&folder.join("names.json"))?,
            aws_cli: words(folder)?,
            secrets: read(&folder.join("secrets.json"))?,
            marks: read(&folder.join("marks.json"))?,
            tasks: read(&folder.join("tasks.json"))?,
            pairs: read(&folder.join("pairs.json"))?,
            completions: read(&folder.join("completions-1.json"))?,
            resources: read(&folder.join("resources.json"))?,
            history: read(&folder.join("history.json"))?,
        })
    }

    /// What codegen takes.
    pub(crate) fn sources(&self) -> Sources<'_> {
        Sources {
            service: &self.service,
            paginators: self.paginators.as_deref(),
            waiters: self.waiters.as_deref(),
            rules: self.rules.as_deref(),
            partitions: &self.partitions,
            docs: self.docs.as_deref(),
            examples: self.examples.as_deref(),
            names: self.names.as_deref(),
            aws_cli: self.aws_cli.as_deref(),
            secrets: self.secrets.as_deref(),
            marks: self.marks.as_deref(),
            tasks: self.tasks.as_deref(),
            pairs: self.pairs.as_deref(),
            completions: self.completions.as_deref(),
            resources: self.resources.as_deref(),
            history: self.history.as_deref(),
        }
    }
}

/// What the AWS CLI calls the commands and options of a service by hand: its part of `model/aws-cli.json`. The service's
/// name is that of the folder with its versions.
fn words(folder: &Path) -> Result<Option<String>> {
    let folder = folder.canonicalize()?;
    let service = folder.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy();
    let Some(text) = read(&root().join("model/aws-cli.json"))? else { return Ok(None) };
    let all: Value = serde_json::from_str(&text).context("model/aws-cli.json")?;
    Ok(all.get(&*service).map(Value::to_string))
}

/// The text of `NAME.json`, with what `NAME.sdk-extras.json` changes in it, if there is one.
fn merged(folder: &Path, name: &str) -> Result<Option<String>> {
    let text = read(&folder.join(format!("{name}.json")))?;
    let extras = read(&folder.join(format!("{name}.sdk-extras.json")))?;
    let (Some(base), Some(extras)) = (&text, extras) else { return Ok(text) };
    let (mut base, extras): (Value, Value) = (serde_json::from_str(base)?, serde_json::from_str(&extras)?);
    if let Some(changes) = extras.get("merge") {
        merge(&mut base, changes);
    }
    Ok(Some(base.to_string()))
}

/// Objects grow together; whatever else is there is replaced.
fn merge(base: &mut Value, changes: &Value) {
    match (base, changes) {
        (Value::Object(base), Value::Object(changes)) => {
            for (key, change) in changes {
                merge(base.entry(key).or_insert(Value::Null), change);
            }
        }
        (base, change) => *base = change.clone(),
    }
}

/// The text of a file, or of its gzipped twin; `None` if there is neither.
pub(crate) fn read(path: &Path) -> Result<Option<String>> {
    if path.exists() {
        return Ok(Some(
            fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?,
        ));
    }
    let mut zipped = path.as_os_str().to_owned();
    zipped.push(".gz");
    let zipped = PathBuf::from(zipped);
    if !zipped.exists() {
        return Ok(None);
    }
    let file = fs::File::open(&zipped)?;
    let mut text = String::new();
    let read = flate2::read::GzDecoder::new(file).read_to_string(&mut text);
    read.with_context(|| format!("cannot read {}", zipped.display()))?;
    Ok(Some(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_merged_in_order() {
        let mut base = serde_json::json!({"b": {"x": 1, "y": [1]}, "a": 0});
        merge(&mut base, &serde_json::json!({"b": {"y": [2], "z": 3}, "c": "new"}));
        assert_eq!(base.to_string(), r#"{"b":{"x":1,"y":[2],"z":3},"a":0,"c":"new"}"#);
    }
}
