//! Each folder of `fixtures/` is a model and, in `expected/`, the crate that it becomes.
//! `BLESS=1 cargo test -p awsmodel-codegen` rewrites what is expected.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use awsmodel_codegen::{Inside, Options, Sources, Tree, generate};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

fn names() -> Vec<String> {
    let entries = fs::read_dir(fixtures()).unwrap().map(|e| e.unwrap());
    let mut names: Vec<String> =
        entries.filter(|e| e.path().is_dir()).map(|e| e.file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// What a fixture may say in its `part.json`: another fixture's model, the operations that are taken of it, and the path
/// of the module that they become in another crate.
fn part(name: &str) -> (String, Options) {
    let Ok(text) = fs::read_to_string(fixtures().join(name).join("part.json")) else {
        return (name.to_owned(), Options::new(name));
    };
    let part: serde_json::Value = serde_json::from_str(&text).unwrap();
    let operations = part["operations"].as_array().unwrap().iter().map(|o| o.as_str().unwrap().to_owned());
    let inside = part["root"].as_str().map(|root| Inside {
        root: root.to_owned(),
        runtime: "crate::runtime".to_owned(),
        partitions: None,
    });
    let options = Options { operations: Some(operations.collect()), inside, ..Options::new(name) };
    (part["model"].as_str().unwrap().to_owned(), options)
}

fn generated(name: &str) -> Tree {
    let (model, part) = part(name);
    let file = |file: &str| fs::read_to_string(fixtures().join(&model).join(file)).ok();
    let partitions = fs::read_to_string(fixtures().join("partitions.json")).unwrap();
    let (service, paginators, rules) =
        (file("service-2.json").unwrap(), file("paginators-1.json"), file("endpoint-rule-set-1.json"));
    let (waiters, aws_cli) = (file("waiters-2.json"), file("aws-cli.json"));
    let (docs, examples) = (file("docs.json"), file("examples.json"));
    let (names, secrets) = (file("names.json"), file("secrets.json"));
    let (marks, pairs, tasks) = (file("marks.json"), file("pairs.json"), file("tasks.json"));
    let (completions, resources) = (file("completions-1.json"), file("resources.json"));
    let history = file("history.json");
    let sources = Sources {
        service: &service,
        paginators: paginators.as_deref(),
        waiters: waiters.as_deref(),
        rules: rules.as_deref(),
        partitions: &partitions,
        docs: docs.as_deref(),
        examples: examples.as_deref(),
        names: names.as_deref(),
        aws_cli: aws_cli.as_deref(),
        secrets: secrets.as_deref(),
        marks: marks.as_deref(),
        tasks: tasks.as_deref(),
        pairs: pairs.as_deref(),
        completions: completions.as_deref(),
        resources: resources.as_deref(),
        history: history.as_deref(),
    };
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime").canonicalize().unwrap();
    let options = Options { name: name.to_owned(), runtime: runtime.to_string_lossy().into_owned(), ..part };
    generate(&sources, &options).unwrap().tree
}

/// Files below a folder, by relative path.
fn files(folder: &Path) -> BTreeMap<PathBuf, String> {
    let (mut found, mut open) = (BTreeMap::new(), vec![folder.to_owned()]);
    while let Some(dir) = open.pop() {
        for entry in fs::read_dir(&dir).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let text = fs::read_to_string(&path).unwrap();
                found.insert(path.strip_prefix(folder).unwrap().to_owned(), text);
            }
        }
    }
    found
}

#[test]
fn every_fixture_becomes_the_expected_crate() {
    let bless = std::env::var_os("BLESS").is_some();
    let mut stale = Vec::new();
    for name in names() {
        let expected = fixtures().join(&name).join("expected");
        // The manifest names a folder of this machine, and how programs are linked is the same everywhere.
        let is_own = |path: &Path| !path.ends_with("Cargo.toml") && !path.ends_with("build.rs");
        let tree: Tree = generated(&name).into_iter().filter(|(path, _)| is_own(path)).collect();
        if bless {
            let _ = fs::remove_dir_all(&expected);
            for (path, text) in &tree {
                let path = expected.join(path);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, text).unwrap();
            }
        }
        let old = files(&expected);
        let paths = tree.keys().chain(old.keys());
        stale
            .extend(paths.filter(|p| tree.get(*p) != old.get(*p)).map(|p| format!("{name}/{}", p.display())));
    }
    stale.dedup();
    assert!(stale.is_empty(), "run with BLESS=1 and read the difference: {stale:#?}");
}

#[test]
fn generation_is_deterministic() {
    for name in names() {
        assert_eq!(generated(&name), generated(&name), "{name}");
    }
}

#[test]
fn hostile_and_recursive_models_compile_without_warnings() {
    let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    // A module of another crate is no crate; those of the runtime are compiled with it.
    for name in names().into_iter().filter(|name| part(name).1.inside.is_none()) {
        let folder = target.join("crates").join(&name);
        for (path, text) in generated(&name) {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let mut cargo = Command::new(env!("CARGO"));
        cargo
            .args(["check", "--quiet", "--all-features", "--message-format=short", "--target-dir"])
            .arg(target.join("fixtures"));
        let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
        fs::copy(lock, folder.join("Cargo.lock")).unwrap();
        let output = cargo.current_dir(&folder).output().unwrap();
        let messages = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{name}:\n{messages}");
        let own: Vec<&str> = messages.lines().filter(|line| line.starts_with("src/")).collect();
        assert!(own.is_empty(), "{name}:\n{}", own.join("\n"));
    }
}

#[test]
fn errors_name_the_place_and_the_problem() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors");
    let cases: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(folder.join("cases.json")).unwrap()).unwrap();
    let partitions = fs::read_to_string(fixtures().join("partitions.json")).unwrap();
    let options = Options::new("x");
    let mut report = String::new();
    for case in cases.as_array().unwrap() {
        let service = case["service"].as_str().map_or_else(|| case["service"].to_string(), str::to_owned);
        let beside = |key: &str| (!case[key].is_null()).then(|| case[key].to_string());
        let (names, secrets, waiters) = (beside("names"), beside("secrets"), beside("waiters"));
        let sources = Sources {
            service: &service,
            waiters: waiters.as_deref(),
            partitions: &partitions,
            names: names.as_deref(),
            secrets: secrets.as_deref(),
            ..Sources::default()
        };
        let message = match generate(&sources, &options) {
            Ok(_) => "NO ERROR".to_owned(),
            Err(error) => error.to_string(),
        };
        report.push_str(&format!("{}\n    {message}\n", case["name"].as_str().unwrap()));
    }
    let golden = folder.join("expected.txt");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&golden, &report).unwrap();
    }
    assert!(!report.contains("NO ERROR"), "{report}");
    assert_eq!(
        report,
        fs::read_to_string(golden).unwrap_or_default(),
        "run with BLESS=1 and read the difference"
    );
}

#[test]
fn marks_name_operations_of_the_model() {
    let service = fs::read_to_string(fixtures().join("small/service-2.json")).unwrap();
    let partitions = fs::read_to_string(fixtures().join("partitions.json")).unwrap();
    let options = Options::new("x");
    let error = |marks: &str| {
        let sources =
            Sources { service: &service, partitions: &partitions, marks: Some(marks), ..Sources::default() };
        generate(&sources, &options).err().map(|error| error.to_string()).unwrap_or_default()
    };
    assert_eq!(error(r#"{"resets": []}"#), "");
    assert_eq!(
        error(r#"{"resets": ["Nope"]}"#),
        "marks.json at $.resets[0]: the model has no operation `Nope`"
    );
    assert_eq!(
        error(r#"{"apart": {"Nope": []}}"#),
        "marks.json at $.apart.Nope: the model has no shape `Nope`"
    );
    let helper = |path: &str, more: &str| {
        error(&format!(r#"{{"helpers": {{"{path}": {{"feature": "f", {more}}}}}}}"#))
    };
    assert_eq!(helper("a::b", r#""members": []"#), "");
    assert_eq!(
        helper("a::b", r#""members": ["Nope.X"]"#),
        "marks.json at $.helpers[\"a::b\"].members[0]: the model has no member `Nope.X`; expected `Shape.Member`"
    );
    assert_eq!(
        helper("a::b", r#""shapes": ["Nope"]"#),
        "marks.json at $.helpers[\"a::b\"].shapes[0]: the model has no shape `Nope`"
    );
    assert_eq!(
        helper("a b", r#""members": []"#),
        "marks.json at $.helpers[\"a b\"]: `a b` is no path of a function"
    );
    assert_eq!(error(r#"{"hidden": []}"#), "marks.json at $.hidden: unknown key");
}

#[test]
fn pairs_name_members_of_the_model() {
    let service = fs::read_to_string(fixtures().join("pairs/service-2.json")).unwrap();
    let partitions = fs::read_to_string(fixtures().join("partitions.json")).unwrap();
    let error = |pairs| {
        let sources =
            Sources { service: &service, partitions: &partitions, pairs: Some(pairs), ..Sources::default() };
        generate(&sources, &Options::new("x")).err().map(|error| error.to_string()).unwrap_or_default()
    };
    assert_eq!(error(r#"{}"#), "");
    let cases = [
        (r#"{"other": []}"#, "pairs.json at $.other: unknown key"),
        (
            r#"{"names": [{"operations": ["Nope"], "member": "A", "read": "B", "why": "C"}]}"#,
            "pairs.json at $.names[0].operations[0]: the model has no operation `Nope`",
        ),
        (
            r#"{"names": [{"operations": ["UpdateThing"], "member": "Nope", "read": "Name", "why": "C"}]}"#,
            "pairs.json at $.names[0].member: the request of `UpdateThing` has no `Nope`",
        ),
        (
            r#"{"names": [{"operations": ["UpdateThing"], "member": "Title", "read": "Nope", "why": "C"}]}"#,
            "pairs.json at $.names[0].read: no structure of the model has a member `Nope`",
        ),
        (
            r#"{"refused": [{"operations": ["UpdateThing"], "member": "Rule.Nope", "why": "C"}]}"#,
            "pairs.json at $.refused[0].member: the request of `UpdateThing` has no `Rule.Nope`",
        ),
        (
            r#"{"refused": [{"operations": ["UpdateThing"], "member": "Rules.Old", "why": "C"}]}"#,
            "pairs.json at $.refused[0].member: the request of `UpdateThing` has no `Rules.Old`",
        ),
        (
            r#"{"refused": [{"operations": ["UpdateThing"], "member": "Size"}]}"#,
            "pairs.json at $.refused[0]: the key `why` is missing",
        ),
        (
            r#"{"refused": [{"operations": ["UpdateThing"], "member": "Details.`x", "why": "C"}]}"#,
            "pairs.json at $.refused[0].member: '`' cannot stand in a path or a value",
        ),
    ];
    for (pairs, expected) in cases {
        assert_eq!(error(pairs), expected);
    }
}

#[test]
fn chosen_operations_are_the_model_s() {
    let service = fs::read_to_string(fixtures().join("small/service-2.json")).unwrap();
    let partitions = fs::read_to_string(fixtures().join("partitions.json")).unwrap();
    let sources = Sources { service: &service, partitions: &partitions, ..Sources::default() };
    let made = |names: &[&str]| {
        let operations = Some(names.iter().map(|name| (*name).to_owned()).collect());
        let options = Options { operations, ..Options::new("x") };
        generate(&sources, &options).map(|made| made.operations).map_err(|error| error.to_string())
    };
    assert_eq!(made(&["Ping", "ListThings", "Ping"]), Ok(2));
    let unknown = "options at $.operations: the model has no operation";
    assert_eq!(
        made(&["Ping", "list-thing"]),
        Err(format!("{unknown} `list-thing`; did you mean `ListThings`?"))
    );
    assert_eq!(made(&["DeleteEverything"]), Err(format!("{unknown} `DeleteEverything`")));
    assert_eq!(made(&[]), Err("options at $.operations: none is chosen".into()));
}

#[test]
fn a_module_has_a_path() {
    let service = fs::read_to_string(fixtures().join("small/service-2.json")).unwrap();
    let partitions = fs::read_to_string(fixtures().join("partitions.json")).unwrap();
    let sources = Sources { service: &service, partitions: &partitions, ..Sources::default() };
    let made = |root: &str| {
        let inside = Inside { root: root.to_owned(), runtime: "crate::rt".to_owned(), partitions: None };
        let options = Options { inside: Some(inside), ..Options::new("x") };
        generate(&sources, &options).map(|made| made.tree).map_err(|error| error.to_string())
    };
    let tree = made("crate::a::b").unwrap();
    assert!(tree.keys().all(|path| !path.starts_with("src") && !path.ends_with("Cargo.toml")));
    // Nothing of it begins at the other crate's root, and nothing is switched.
    let strange = |text: &str| {
        let paths = text.match_indices("crate::").filter(|(at, _)| !text[*at..].starts_with("crate::a::b"));
        paths.count() > 0 || text.contains("cfg(")
    };
    let found: Vec<_> =
        tree.iter().filter(|(path, text)| !path.ends_with("mod.rs") && strange(text)).collect();
    assert!(found.is_empty(), "{found:?}");
    for bad in ["", "a::b", "crate", "crate::", "crate::mod", "crate::a; b", "crate::2"] {
        let message = format!(
            "options at $.inside.root: {bad:?} is no path in a crate, such as `crate::services::sts`"
        );
        assert_eq!(made(bad).unwrap_err(), message);
    }
}
