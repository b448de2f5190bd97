//! A pool with users, groups and memberships, themselves made of records, and whether another one has the same.

use std::fs;

use anyhow::{Result, ensure};

use super::Shell;

/// Users of the pool; every fifth is disabled.
const USERS: usize = 30;

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

/// The number of comparisons that held.
pub(super) fn same(shell: &Shell, old: &str, new: &str) -> Result<usize> {
    for query in SHOWN {
        let shown = |pool: &str| shell.ok(&[query, &["--user-pool-id", pool]].concat());
        let (before, after) = (shown(old)?, shown(new)?);
        ensure!(before == after, "{query:?} shows another result in the new pool:\n{before}\n{after}");
        ensure!(before.len() > 20, "{query:?} shows nothing: {before}");
    }
    Ok(SHOWN.len())
}

/// Makes users and groups in a pool.
pub(super) fn fill(shell: &Shell, pool: &str) -> Result<()> {
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
