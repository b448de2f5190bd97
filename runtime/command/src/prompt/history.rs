//! Lines of earlier times, in a file that only its owner may read. A line with a secret in it is not kept.

use std::path::PathBuf;

use crate::args;
use crate::completion::folder;
use crate::table::Program;
use rt::config::Session;
use rt::internals::{bounded, mask, private};

/// So many lines are kept.
pub(super) const MOST: usize = 500;

/// Where lines are kept, if the user has a folder for such things.
pub(super) struct History(Option<PathBuf>);

impl History {
    pub(super) fn open(program: &Program, session: &Session) -> History {
        History(folder::of(session, program.name).map(|folder| folder.join("history")))
    }

    /// The lines, the oldest first.
    pub(super) fn lines(&self) -> Vec<String> {
        let text = self.0.as_ref().and_then(|path| bounded::read_to_string(path, bounded::TOKEN).ok());
        text.unwrap_or_default().lines().map(str::to_owned).collect()
    }

    /// Adds a line.
    pub(super) fn add(&self, program: &Program, line: &str, words: &[String]) {
        let (Some(path), false) = (&self.0, line.contains('\n') || holds_secrets(program, words)) else {
            return;
        };
        let mut lines = self.lines();
        lines.retain(|old| old != line.trim());
        lines.push(line.trim().to_owned());
        let from = lines.len().saturating_sub(MOST);
        let _ = private::write(path, &(lines[from..].join("\n") + "\n"));
    }
}

/// Whether an option among the words takes secrets, or a document that may.
fn holds_secrets(program: &Program, words: &[String]) -> bool {
    let Some(command) = words.iter().find_map(|word| program.command(word)) else { return true };
    let members = args::members(command);
    words.iter().filter_map(|word| word.strip_prefix("--")).any(|word| {
        let name = word.split_once('=').map_or(word, |(name, _)| name);
        // Unique beginnings count as options too.
        let meant = command.options().iter().zip(members).filter(|(option, _)| option.starts_with(name));
        name.starts_with("cli-input")
            || meant.into_iter().any(|(_, member)| mask::holds_secrets(member.shape()) || member.sensitive())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::PROGRAM;
    use rt::config::Environment;
    use rt::dialect::V2;

    #[test]
    fn lines_are_kept_once_and_without_secrets() {
        let home = std::env::temp_dir().join(format!("history-{}", std::process::id()));
        let path = home.to_string_lossy().into_owned();
        let variables = [("XDG_CACHE_HOME", path.as_str()), ("LOCALAPPDATA", path.as_str())];
        let history = History::open(&PROGRAM, &Session::new(Environment::of(variables), &V2, None));
        let add = |line: &str| {
            let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
            history.add(&PROGRAM, line, &words);
        };
        for line in
            ["list-things", "put-thing --thing-id a", "sign-in --client-id c --password p", "list-things"]
        {
            add(line);
        }
        add("sign-in --pass p");
        assert_eq!(history.lines(), ["put-thing --thing-id a", "list-things"]);
        let _ = std::fs::remove_dir_all(home);
    }
}
