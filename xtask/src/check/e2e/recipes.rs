//! The page of recipes, and the sessions that the README shows: each is run as it stands, and prints what stands below it.
//!
//! `…` in what is printed stands for anything, also for lines.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use super::Shell;
use crate::make::job;
use crate::reference::written::{self, Written, blocks};

/// The passages that save a pool, and make another one of it.
const SAVED: [&str; 2] = ["Back up a pool", "Restore it as another pool"];

/// A folder in which recipes leave files for those that follow.
struct Run<'a> {
    shell: &'a Shell,
    folder: PathBuf,
    /// What recipes find in their environment.
    variables: Vec<(&'static str, String)>,
}

/// Runs what needs no proof of passwords, and the README's sessions; the number of those that were checked.
pub(super) fn recipes(shell: &Shell, root: &Path) -> Result<usize> {
    let page = page(root)?;
    let run = Run::new(shell, "recipes", vec![("POOL", pool(shell, "example")?)])?;
    let signed_in = |text: &str| text.contains("$CLIENT");
    let mut passed = 0;
    for passage in page.passages.iter().filter(|passage| !signed_in(&passage.text)) {
        run.recipe(&passage.title, &passage.text)?;
        passed += 1;
    }
    Ok(passed + restored(shell, &page)? + sessions(shell, root)?)
}

/// Runs the others, for a user who is there.
pub(super) fn signed_in(shell: &Shell, root: &Path, variables: Vec<(&'static str, String)>) -> Result<usize> {
    let page = page(root)?;
    let run = Run::new(shell, "signed-in", variables)?;
    let passages: Vec<_> = page.passages.iter().filter(|passage| passage.text.contains("$CLIENT")).collect();
    passages.iter().try_for_each(|passage| run.recipe(&passage.title, &passage.text))?;
    Ok(passages.len())
}

fn page(root: &Path) -> Result<Written> {
    let path = root.join(job::MODEL).join(job::RECIPES);
    written::read(written::RECIPES, &fs::read_to_string(&path).with_context(|| path.display().to_string())?)
}

/// Saves a pool of more users than a page holds, and looks whether the other one is the same.
fn restored(shell: &Shell, page: &Written) -> Result<usize> {
    let old = pool(shell, "old")?;
    super::filled::fill(shell, &old)?;
    let run = Run::new(shell, "restored", vec![("POOL", old.clone())])?;
    let mut new = String::new();
    for title in SAVED {
        let passage = page.passages.iter().find(|passage| passage.title == title);
        let passage = passage.with_context(|| format!("there is no recipe {title:?}"))?;
        let code: String =
            blocks(&passage.text).filter(|(word, _)| *word == "sh").map(|(_, code)| code).collect();
        let printed = run.sh(&format!("{code}\nprintf '\\n%s' \"${{NEW-}}\""))?;
        new = printed.lines().last().unwrap_or_default().to_owned();
    }
    super::filled::same(shell, &old, &new)
}

/// The README's consoles that name a pool, one behind the other.
fn sessions(shell: &Shell, root: &Path) -> Result<usize> {
    let readme = fs::read_to_string(root.join("README.md"))?;
    let shown = |(word, code): &(&str, &str)| *word == "console" && code.contains("$POOL");
    let sessions: String = blocks(&readme).filter(shown).map(|(_, code)| code).collect();
    let (commands, printed) = typed(&sessions);
    let calls = commands.matches("cognito-idp ").count();
    ensure!(calls > 0, "the README shows no session");
    Run::new(shell, "session", Vec::new())?.prints("the README's session", &commands, &printed)?;
    Ok(calls)
}

/// What was typed in a console, and what was printed. A line that ends in a backslash goes on.
fn typed(session: &str) -> (String, String) {
    let (mut commands, mut printed, mut goes_on) = (String::new(), String::new(), false);
    for line in session.lines() {
        let command = line.strip_prefix("$ ").or_else(|| goes_on.then_some(line));
        let out = if command.is_some() { &mut commands } else { &mut printed };
        *out += command.unwrap_or(line);
        out.push('\n');
        goes_on = command.is_some_and(|command| command.ends_with('\\'));
    }
    (commands, printed)
}

fn pool(shell: &Shell, name: &str) -> Result<String> {
    let create = ["create-user-pool", "--pool-name", name, "--query", "UserPool.Id", "--output", "text"];
    Ok(shell.ok(&create)?.trim().to_owned())
}

impl Run<'_> {
    fn new<'a>(shell: &'a Shell, name: &str, variables: Vec<(&'static str, String)>) -> Result<Run<'a>> {
        let folder = std::env::temp_dir().join(format!("{name}-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        Ok(Run { shell, folder, variables })
    }

    /// Runs a recipe's shell blocks, and compares with its blocks of text.
    fn recipe(&self, title: &str, text: &str) -> Result<()> {
        let of = |wanted: &str| {
            blocks(text).filter(|(word, _)| *word == wanted).map(|(_, code)| code).collect::<String>()
        };
        let (code, printed) = (of("sh"), of("text"));
        ensure!(
            !code.is_empty() && !printed.is_empty(),
            "{title}: a recipe is a block for sh, and what it prints"
        );
        self.prints(title, &code, &printed)
    }

    fn prints(&self, title: &str, code: &str, wanted: &str) -> Result<()> {
        let printed = self.sh(code)?;
        let (wanted, printed) = (wanted.trim(), printed.trim());
        ensure!(fits(wanted, printed), "{title}: expected\n{wanted}\n\ngot\n{printed}");
        eprintln!("ok: {title}");
        Ok(())
    }

    /// What a script prints, errors included.
    fn sh(&self, code: &str) -> Result<String> {
        let programs = self.shell.program.parent().context("the program has no folder")?;
        let mut command = Command::new("sh");
        command.args(["-uc", &format!("exec 2>&1\n{code}")]).current_dir(&self.folder);
        command.env_clear().envs(self.shell.variables()).env("HOME", &self.folder);
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command.env("PATH", format!("{}:/usr/bin:/bin", programs.display()));
        let output = command.output().context("cannot start sh")?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

impl Drop for Run<'_> {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Whether a text is one with gaps.
fn fits(wanted: &str, text: &str) -> bool {
    let Some((first, rest)) = wanted.split_once('…') else { return wanted == text };
    let Some(mut text) = text.strip_prefix(first) else { return false };
    let pieces: Vec<&str> = rest.split('…').collect();
    let (last, between) = pieces.split_last().unwrap_or((&"", &[]));
    for piece in between {
        match text.split_once(piece) {
            Some((_, behind)) => text = behind,
            None => return false,
        }
    }
    text.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_anything_and_the_rest_is_not() {
        for (wanted, text, is) in [
            ("a", "a", true),
            ("a", "ab", false),
            ("a…", "ab\nc", true),
            ("…b…d", "abcd", true),
            ("…b…d", "abcde", false),
            ("a…b…b", "ab", false),
            ("{\"Id\": \"…\"}", "{\"Id\": \"x\"}", true),
        ] {
            assert_eq!(fits(wanted, text), is, "{wanted} {text}");
        }
    }

    #[test]
    fn what_is_typed_may_have_several_lines() {
        let (commands, printed) = typed("$ a \\\n    b\nx\n$ c\ny\nz\n");
        assert_eq!((commands.as_str(), printed.as_str()), ("a \\\n    b\nc\n", "x\ny\nz\n"));
    }
}
