//! A pool of many users with groups: exported, restored into another, and compared; killed twice in between.

use std::collections::BTreeMap;
use std::process::Stdio;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use super::run::{Folder, command, run, text};
use super::server::{error, serve};
use cognito_idp::runtime::json::{Layout, to_string};
use cognito_idp::runtime::value::Value;

const OLD: &str = "us-east-1_OLDPOOL01";
const NEW: &str = "us-east-1_NEWPOOL01";

/// A pool: users with their attributes and whether they are enabled, groups with their members.
#[derive(Clone, Debug, Default, PartialEq)]
struct Pool {
    users: BTreeMap<String, (String, bool)>,
    groups: BTreeMap<String, (String, Vec<String>)>,
}

type Pools = Arc<Mutex<BTreeMap<String, Pool>>>;

fn json(value: Option<&Value>) -> String {
    value.map(|value| to_string(value, Layout::Line)).unwrap_or_default()
}

/// Items of one page, and the token of the next.
fn page(all: Vec<String>, body: &Value, list: &str, token: &str) -> (u16, String) {
    let at: usize = text(body, token).parse().unwrap_or(0);
    let items = all.iter().skip(at).take(60).cloned().collect::<Vec<_>>().join(", ");
    let next = if at + 60 < all.len() { format!(", \"{token}\": \"{}\"", at + 60) } else { String::new() };
    (200, format!("{{\"{list}\": [{items}]{next}}}"))
}

fn answer(pools: &Pools, operation: &str, body: &Value) -> (u16, String) {
    let mut pools = pools.lock().unwrap();
    let pool = pools.entry(text(body, "UserPoolId").to_owned()).or_default();
    let (name, group) = (text(body, "Username").to_owned(), text(body, "GroupName").to_owned());
    let user = |(name, (attributes, enabled)): (&String, &(String, bool))| {
        format!(
            r#"{{"Username": "{name}", "Attributes": {attributes}, "UserCreateDate": 1700000000, "Enabled": {enabled}, "UserStatus": "CONFIRMED"}}"#
        )
    };
    match operation {
        "ListUsers" => page(pool.users.iter().map(user).collect(), body, "Users", "PaginationToken"),
        "ListGroups" => {
            let group = |(name, (about, _)): (&String, &(String, Vec<String>))| {
                format!(
                    r#"{{"GroupName": "{name}", "Description": {about}, "UserPoolId": "x", "CreationDate": 1700000000}}"#
                )
            };
            page(pool.groups.iter().map(group).collect(), body, "Groups", "NextToken")
        }
        "ListUsersInGroup" => {
            let members = pool.groups[&group].1.iter().filter_map(|name| pool.users.get_key_value(name));
            page(members.map(user).collect(), body, "Users", "NextToken")
        }
        "AdminCreateUser" if pool.users.contains_key(&name) => error("UsernameExistsException", "exists"),
        "AdminCreateUser" => {
            pool.users.insert(name, (json(body.get("UserAttributes")), true));
            (200, "{}".to_owned())
        }
        "AdminDisableUser" => {
            pool.users.get_mut(&name).unwrap().1 = false;
            (200, "{}".to_owned())
        }
        "CreateGroup" => {
            pool.groups.insert(group, (json(body.get("Description")), Vec::new()));
            (200, "{}".to_owned())
        }
        "AdminAddUserToGroup" => {
            let members = &mut pool.groups.get_mut(&group).unwrap().1;
            members.retain(|member| *member != name);
            members.push(name);
            members.sort();
            (200, "{}".to_owned())
        }
        _ => error("InvalidAction", operation),
    }
}

/// A pool of so many users, every tenth of them disabled, in five groups.
fn filled(users: usize) -> Pool {
    let mut pool = Pool::default();
    for number in 0..users {
        let name = format!("user-{number:05}");
        let attributes = format!(
            r#"[{{"Name": "email", "Value": "{name}@example.com"}}, {{"Name": "custom:note", "Value": "a, \"b\" é {number}"}}]"#
        );
        pool.users.insert(name.clone(), (attributes, number % 10 != 3));
        let (_, members) = pool
            .groups
            .entry(format!("group-{}", number % 7 % 5))
            .or_insert_with(|| (format!("\"group with, commas {}\"", number % 7 % 5), Vec::new()));
        members.push(name);
    }
    pool.groups.values_mut().for_each(|(_, members)| members.sort());
    pool
}

#[test]
fn two_thousand_users_come_over_though_the_run_is_killed_twice() {
    let pools = Pools::default();
    pools.lock().unwrap().insert(OLD.to_owned(), filled(2000));
    let shared = Arc::clone(&pools);
    let url = serve(move |operation, body| answer(&shared, operation, body));
    let folder = Folder::new();
    let export = |name: &str, words: &[&str]| {
        let ran = run(&url, &[words, &["--user-pool-id", OLD]].concat(), "");
        assert_eq!(ran.status, 0, "{}", ran.err);
        folder.write(name, &ran.out)
    };
    let users = export("users.jsonl", &["list-users", "--output", "jsonl"]);
    let groups = export("groups.jsonl", &["list-groups", "--output", "jsonl"]);
    let named = ["--for-each", &groups, "--map", "{GroupName: GroupName}", "--query", "Users[].Username"];
    let members = export("members.jsonl", &[&["list-users-in-group"], &named[..]].concat());

    let words = |command: &'static str, file: &str, map: &'static str| {
        let words = [command, "--user-pool-id", NEW, "--for-each", file, "--map", map].map(str::to_owned);
        words.to_vec()
    };
    let restore = |words: Vec<String>, more: &[&str]| {
        let words: Vec<&str> = words.iter().map(String::as_str).chain(more.iter().copied()).collect();
        run(&url, &words, "")
    };
    let journal = folder.path("users.journal");
    let create = || words("admin-create-user", &users, "{Username: Username, UserAttributes: Attributes}");
    for pause in [300, 500] {
        let create = create();
        let words: Vec<&str> =
            create.iter().map(String::as_str).chain(["--journal", &journal, "--concurrency", "4"]).collect();
        let mut child = command(&url, &words).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        thread::sleep(Duration::from_millis(pause));
        child.kill().unwrap();
        child.wait().unwrap();
    }
    let ran = restore(create(), &["--journal", &journal, "--retry-uncertain"]);
    assert!(matches!(ran.status, 0 | 3), "{}", ran.err);
    let exists = ran
        .lines()
        .iter()
        .filter(|line| text(line.get("Error").unwrap_or(&Value::Null), "Code") == "UsernameExistsException")
        .count();
    assert!(exists <= 8 && (ran.status == 0) == (exists == 0), "{exists}: {}", ran.err);
    let steps = [
        words("admin-disable-user", &users, "[@][?!Enabled].{Username: Username}"),
        words("create-group", &groups, "{GroupName: GroupName, Description: Description}"),
        words("admin-add-user-to-group", &members, "{GroupName: GroupName, Username: Reply[]}"),
    ];
    for step in steps {
        let ran = restore(step.clone(), &[]);
        assert_eq!(ran.status, 0, "{step:?}: {}", ran.err);
    }
    let pools = pools.lock().unwrap();
    assert_eq!(pools[NEW].users.len(), 2000);
    assert!(pools[NEW] == pools[OLD], "the pools are not the same");
}
