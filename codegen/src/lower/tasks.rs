//! Operations by purpose, as a list beside the model has them. What it passes over stands at the end; what the crate has not is
//! left out.

use std::collections::BTreeSet;

use crate::ir::{Operation, Task};

/// The tasks; there are none if there is no list.
pub(super) fn tasks(list: Vec<(String, Vec<String>)>, operations: &[Operation]) -> Vec<Task> {
    let mut tasks: Vec<Task> = list
        .into_iter()
        .map(|(title, names)| {
            let find = |name: &String| operations.iter().position(|operation| operation.name == *name);
            Task { title, operations: names.iter().filter_map(find).collect() }
        })
        .filter(|task| !task.operations.is_empty())
        .collect();
    let seen: BTreeSet<usize> = tasks.iter().flat_map(|task| task.operations.iter().copied()).collect();
    let rest: Vec<usize> = (0..operations.len()).filter(|at| !seen.contains(at)).collect();
    if !tasks.is_empty() && !rest.is_empty() {
        tasks.push(Task { title: "Other operations".into(), operations: rest });
    }
    tasks
}
