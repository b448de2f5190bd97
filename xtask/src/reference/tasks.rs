//! Commands by what people want to do: `tasks.json` beside the model, `[[title, [operation, …]], …]`.

use std::collections::BTreeSet;

use anyhow::{Context as _, Result, bail};
use awsmodel_command::{Command, Program};

/// Commands that serve one purpose.
pub(crate) struct Task<'a> {
    /// What they are for.
    pub(crate) title: String,
    /// The commands.
    pub(crate) commands: Vec<&'a Command>,
}

/// The tasks of a model. Operations that the text passes over, all of them if there is no text, stand
/// at the end; of a program that has only some of the model's operations, the others are left out.
pub(crate) fn read<'a>(
    text: Option<&str>,
    program: &'a Program,
    chosen: Option<&[String]>,
) -> Result<Vec<Task<'a>>> {
    let entries: Vec<(String, Vec<String>)> = match text {
        Some(text) => serde_json::from_str(text).context("tasks.json")?,
        None => Vec::new(),
    };
    let mut seen = BTreeSet::new();
    let mut tasks = Vec::new();
    for (title, operations) in entries {
        let mut commands = Vec::new();
        let is_chosen = |name: &&String| chosen.is_none_or(|chosen| chosen.contains(name));
        for name in operations.iter().filter(is_chosen) {
            let command = program.commands.iter().find(|c| c.operation.name == name);
            let command = command.with_context(|| format!("tasks.json: no operation `{name}`"))?;
            if !seen.insert(command.name()) {
                bail!("tasks.json: operation `{name}` stands in two tasks");
            }
            commands.push(command);
        }
        if !commands.is_empty() || operations.is_empty() {
            tasks.push(Task { title, commands });
        }
    }
    let rest: Vec<_> = program.commands.iter().filter(|c| !seen.contains(c.name())).collect();
    if !rest.is_empty() {
        let title = if tasks.is_empty() { "Commands" } else { "Other commands" };
        tasks.push(Task { title: title.into(), commands: rest });
    }
    Ok(tasks)
}
