//! Operations by purpose, as a list beside the model has them. What it passes over stands at the end.

use std::collections::BTreeSet;

use crate::error::{Error, Result};
use crate::ir::{Operation, Task};

/// The tasks; there are none if there is no list.
pub(super) fn tasks(list: Vec<(String, Vec<String>)>, operations: &[Operation]) -> Result<Vec<Task>> {
    let mut seen = BTreeSet::new();
    let mut tasks = Vec::new();
    for (place, (title, names)) in list.into_iter().enumerate() {
        let find = |(at, name): (usize, &String)| {
            let error = |why: &str| {
                Error::new("tasks.json", format!("$[{place}][1][{at}]"), format!("{why} `{name}`"))
            };
            let found = operations.iter().position(|operation| operation.name == *name);
            let found = found.ok_or_else(|| error("the model has no operation"))?;
            if seen.insert(found) { Ok(found) } else { Err(error("two tasks have the operation")) }
        };
        let operations = names.iter().enumerate().map(find).collect::<Result<_>>()?;
        tasks.push(Task { title, operations });
    }
    let rest: Vec<usize> = (0..operations.len()).filter(|at| !seen.contains(at)).collect();
    if !tasks.is_empty() && !rest.is_empty() {
        tasks.push(Task { title: "Other operations".into(), operations: rest });
    }
    Ok(tasks)
}
