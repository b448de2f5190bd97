//! Each folder of `fixtures/` is a model and, in `expected/`, the crate that it becomes.
//! `BLESS=1 cargo test -p awsmodel-codegen` rewrites what is expected.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use awsmodel_codegen::{Options, Sources, Tree, generate};

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

fn generated(name: &str) -> Tree {
    let file = |file: &str| fs::read_to_string(fixtures().join(name).join(file)).ok();
    let partitions = fs::read_to_string(fixtures().join("partitions.json")).unwrap();
    let (service, paginators, rules) =
        (file("service-2.json").unwrap(), file("paginators-1.json"), file("endpoint-rule-set-1.json"));
    let (docs, examples) = (file("docs.json"), file("examples.json"));
    let (names, secrets) = (file("names.json"), file("secrets.json"));
    let (marks, tasks) = (file("marks.json"), file("tasks.json"));
    let sources = Sources {
        service: &service,
        paginators: paginators.as_deref(),
        rules: rules.as_deref(),
        partitions: &partitions,
        docs: docs.as_deref(),
        examples: examples.as_deref(),
        names: names.as_deref(),
        secrets: secrets.as_deref(),
        marks: marks.as_deref(),
        tasks: tasks.as_deref(),
    };
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime").canonicalize().unwrap();
    let options = Options { runtime: runtime.to_string_lossy().into_owned(), ..Options::new(name) };
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
        // The manifest names a folder of this machine.
        let tree: Tree = generated(&name).into_iter().filter(|(p, _)| p.starts_with("src")).collect();
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
    for name in names() {
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
        let (names, secrets) = (beside("names"), beside("secrets"));
        let sources = Sources {
            service: &service,
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
