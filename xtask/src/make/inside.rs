//! Modules of other crates that are emitted: which operations of which models, and where to. In: `model/inside.json`. Out: a
//! job for each. Of several modules in one place the first has the partitions of AWS, and the others use its.

use std::fs;

use anyhow::{Context as _, Result};
use awsmodel_codegen::{Inside, Options};
use serde_json::Value;

use super::job::Job;
use crate::workspace::root;

const LIST: &str = "model/inside.json";

/// Every module.
pub(super) fn jobs() -> Result<Vec<Job>> {
    let text = fs::read_to_string(root().join(LIST)).with_context(|| format!("cannot read {LIST}"))?;
    let places: Value = serde_json::from_str(&text).context(LIST)?;
    let places = places.as_array().with_context(|| format!("{LIST} is no array"))?;
    let jobs = places.iter().enumerate().map(|(at, place)| Entry(place, format!("$[{at}]")).jobs());
    Ok(jobs.collect::<Result<Vec<_>>>()?.concat())
}

/// An object of the list, and where it stands.
struct Entry<'a>(&'a Value, String);

impl Entry<'_> {
    /// The modules of one place: `folder`, and its `path` and that of its `runtime` in the crate.
    fn jobs(&self) -> Result<Vec<Job>> {
        let (folder, path, runtime) = (self.text("folder")?, self.text("path")?, self.text("runtime")?);
        let mut partitions = None;
        let modules = self.items("modules")?.into_iter().map(|module| {
            let (name, model) = (module.text("name")?, module.text("model")?);
            let operations = module.items("operations")?.into_iter();
            let operations = operations.map(|Entry(name, at)| text(name, &at).map(str::to_owned));
            let inside_root = format!("{path}::{name}");
            let shared = partitions.clone();
            partitions.get_or_insert_with(|| format!("{inside_root}::partitions"));
            Ok(Job {
                model: root().join("model").join(model),
                out: root().join(folder).join(name),
                options: Options {
                    origin: format!("model/{model}/service-2.json"),
                    operations: Some(operations.collect::<Result<_>>()?),
                    inside: Some(Inside {
                        root: inside_root,
                        runtime: runtime.to_owned(),
                        partitions: shared,
                    }),
                    ..Options::new(name)
                },
            })
        });
        modules.collect()
    }

    fn text(&self, key: &str) -> Result<&str> {
        text(&self.0[key], &format!("{}.{key}", self.1))
    }

    fn items(&self, key: &str) -> Result<Vec<Entry<'_>>> {
        let at = format!("{}.{key}", self.1);
        let items = self.0[key].as_array().with_context(|| format!("{LIST} at {at}: expected an array"))?;
        Ok(items.iter().enumerate().map(|(i, item)| Entry(item, format!("{at}[{i}]"))).collect())
    }
}

fn text<'a>(value: &'a Value, at: &str) -> Result<&'a str> {
    value.as_str().with_context(|| format!("{LIST} at {at}: expected a text"))
}
