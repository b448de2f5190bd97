//! The README's recipes: a pool's users, groups and memberships, saved and restored into another pool.
//!
//! What runs here is what stands there: the shell blocks that name `$OLD` or `$NEW`.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use super::Shell;

/// Users of the pool; every fifth is disabled.
const USERS: usize = 30;

/// Restores a pool by the recipes; the number of calls that were checked.
pub(super) fn recipes(shell: &Shell, root: &Path) -> Result<usize> {
    let readme = fs::read_to_string(root.join("README.md"))?;
    let blocks = blocks(&readme);
    ensure!(blocks.len() == 2, "README.md has {} recipes, and two are expected", blocks.len());
    let (old, new) = (pool(shell)?, pool(shell)?);
    fill(shell, &old)?;
    let folder = std::env::temp_dir().join(format!("recipes-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let result = blocks.iter().try_for_each(|block| run(shell, block, &folder, &old, &new));
    fs::remove_dir_all(&folder)?;
    result?;
    for query in SHOWN {
        let shown = |pool: &str| shell.ok(&[query, &["--user-pool-id", pool]].concat());
        let (before, after) = (shown(&old)?, shown(&new)?);
        ensure!(before == after, "{query:?} shows another result in the new pool:\n{before}\n{after}");
        ensure!(before.len() > 20, "{query:?} shows nothing: {before}");
    }
    Ok(SHOWN.len() + blocks.len())
}

/// What is the same in both pools.
const SHOWN: [&[&str]; 4] = [
    &[
        "list-users",
        "--query",
        "sort_by(Users, &Username)[].[Username, Enabled, sort_by(Attributes[?Name != 'sub'], &Name)]",
    ],
    &["list-groups", "--query", "sort_by(Groups, &GroupName)[].[GroupName, Description, Precedence]"],
    &["list-users-in-group", "--group-name", "group one", "--query", "Users[].Username | sort(@)"],
    &["list-users-in-group", "--group-name", "group-2", "--query", "Users[].Username | sort(@)"],
];

/// Blocks for a shell that name one of the two pools.
fn blocks(readme: &str) -> Vec<&str> {
    let blocks = readme.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
    blocks.filter(|block| block.contains("$OLD") || block.contains("$NEW")).collect()
}

fn pool(shell: &Shell) -> Result<String> {
    let create = ["create-user-pool", "--pool-name", "recipes", "--query", "UserPool.Id", "--output", "text"];
    Ok(shell.ok(&create)?.trim().to_owned())
}

/// Users and groups to begin with, themselves made of records.
fn fill(shell: &Shell, pool: &str) -> Result<()> {
    let name = |number: usize| format!("jané-{number:02}");
    let user =
        |number: usize| format!("{},\"{number}, \"\"Street\"\" é\",{number}@example.com\n", name(number));
    let users: String = (0..USERS).map(user).collect();
    let disabled: String = (0..USERS).step_by(5).map(|number| name(number) + "\n").collect();
    let member = |number: usize| format!("{},{}\n", name(number), ["group one", "group-2"][number % 2]);
    let members: String = (0..USERS).filter(|number| number % 3 > 0).map(member).collect();
    for (command, records) in [
        ("admin-create-user", format!("Username,UserAttributes.address,UserAttributes.email\n{users}")),
        ("admin-disable-user", format!("Username\n{disabled}")),
        ("create-group", "GroupName,Description,Precedence\ngroup one,\"a, b\",3\ngroup-2,c,\n".to_owned()),
        ("admin-add-user-to-group", format!("username,group-name\n{members}")),
    ] {
        let path = std::env::temp_dir().join(format!("fill-{}.csv", std::process::id()));
        fs::write(&path, records)?;
        let file = path.to_string_lossy().into_owned();
        let ran = shell.ok(&[command, "--user-pool-id", pool, "--for-each", &file]);
        fs::remove_file(&path)?;
        ran?;
    }
    Ok(())
}

/// Runs a recipe as it stands.
fn run(shell: &Shell, block: &str, folder: &Path, old: &str, new: &str) -> Result<()> {
    let programs = shell.program.parent().context("the program has no folder")?;
    let mut command = Command::new("sh");
    command.args(["-euc", block]).current_dir(folder).env_clear().envs(shell.variables());
    command.envs([("OLD", old), ("NEW", new)]);
    command.env("PATH", format!("{}:/usr/bin:/bin", programs.display()));
    let output = command.output().context("cannot start sh")?;
    ensure!(output.status.success(), "{block}\n{}", String::from_utf8_lossy(&output.stderr));
    eprintln!("ok: a recipe of the README");
    Ok(())
}
