//! Cases as programs read them: a crate with a module for each suite is emitted and built, reads the values of each case into the
//! request's type, and calls the operation with either client. A wire that notes and answers stands in for the service.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};
use awsmodel_codegen::{Inside, Options, Sources};
use awsmodel_runtime::internals::base64_lenient;
use awsmodel_runtime::schema::{Kind, Shape};
use awsmodel_runtime::value::{Map, Value};
use awsmodel_runtime::{Blob, json};

use super::held::{self, Raised, Sent, Tables, Verdict};
use super::suite::{Case, Suite, map};
use super::tables::{self, Answer};
use crate::process::cargo;
use crate::workspace::{root, target};
use crate::writer;

const FEATURES: &str = r#"features = ["async", "blocking", "cbor", "gzip"]"#;

/// What becomes of each case. Both clients have to make the same of it.
pub(super) fn verdicts(suites: &[Suite]) -> Result<Vec<Verdict>> {
    let folder = target().join("suites");
    emit(&folder, suites)?;
    let shared = target();
    let arguments = ["build", "--quiet", "--target-dir", &shared.to_string_lossy()];
    cargo(&folder, &[], &arguments)?;
    let tables = suites.iter().map(tables::of).collect::<Result<Vec<_>>>()?;
    let cases: Vec<(Tables, Case<'_>)> = suites
        .iter()
        .zip(&tables)
        .flat_map(|(suite, tables)| suite.cases().map(|case| (*tables, case)))
        .collect();
    let asked = Value::List(cases.iter().map(|(tables, case)| question(*tables, *case)).collect());
    let lines = run(&shared.join("debug/suites"), &json::to_string(&asked, json::Layout::Wire))?;
    if lines.len() != 2 * cases.len() {
        bail!("{} answers to {} cases", lines.len(), cases.len());
    }
    let answers = lines.chunks(2).zip(cases);
    Ok(answers.map(|(both, (tables, case))| verdict(tables, case, both).into()).collect())
}

/// Writes the crate.
fn emit(folder: &Path, suites: &[Suite]) -> Result<()> {
    let partitions = fs::read_to_string(root().join("model/partitions.json"))?;
    let (mut tree, mut modules, mut arms) = (awsmodel_codegen::Tree::new(), String::new(), String::new());
    let mut shared = None;
    for suite in suites {
        let name = &suite.module;
        let service = json::to_string(&suite.model(), json::Layout::Wire);
        let sources = Sources { service: &service, partitions: &partitions, ..Sources::default() };
        let inside_root = format!("crate::suites::{name}");
        let inside =
            Inside { root: inside_root.clone(), runtime: "crate::rt".to_owned(), partitions: shared.clone() };
        shared.get_or_insert(format!("{inside_root}::partitions"));
        let options = Options { inside: Some(inside), ..Options::new("suite") };
        let generated = awsmodel_codegen::generate(&sources, &options).with_context(|| name.clone())?;
        let files = generated.tree.into_iter();
        tree.extend(files.map(|(path, text)| (Path::new("src/suites").join(name).join(path), text)));
        writeln!(modules, "mod {name};")?;
        arms += &arm(name, &awsmodel_codegen::read(&sources, &Options::new("suite"))?)?;
    }
    let calls = format!(
        "{modules}\nuse crate::rt::{{Carrier, Config}};\n\n\
         pub fn call(module: &str, config: Config, carrier: Carrier, values: &serde_json::Value) -> crate::Called {{\n    \
         match module {{\n{arms}        _ => panic!(\"no suite {{module}}\"),\n    }}\n}}\n"
    );
    tree.insert("src/suites/mod.rs".into(), calls);
    let sources = root().join("xtask/suites");
    for file in ["main.rs", "rt.rs"] {
        tree.insert(Path::new("src").join(file), fs::read_to_string(sources.join(file))?);
    }
    tree.insert("Cargo.toml".into(), manifest());
    let _ = fs::remove_dir_all(folder);
    writer::write(folder, &tree)?;
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock"))?;
    Ok(())
}

fn manifest() -> String {
    let runtime = root().join("runtime");
    let runtime = runtime.to_string_lossy();
    format!(
        "[package]\nname = \"suites\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\nbase64 = \"*\"\nserde = \"*\"\n\
         serde_json = \"*\"\nawsmodel-runtime = {{ path = {runtime:?}, {FEATURES} }}\n\n[profile.dev]\ndebug = false\n\n[workspace]\n"
    )
}

/// What calls the one operation of a suite.
fn arm(name: &str, service: &awsmodel_codegen::ir::Service) -> Result<String> {
    let operation = service.operations.first().context("the suite has no operation")?;
    let method = &operation.ident;
    let (read, argument) = match &operation.input {
        Some(input) => {
            let read =
                format!("let request: {name}::types::{} = crate::request(values)?; ", input.type_ref.ident);
            (read, "&request")
        }
        None => (String::new(), ""),
    };
    let call = format!("crate::now({name}::Client::new(config, carrier).{method}({argument}))?");
    let shown = match operation.output {
        Some(_) => format!("Ok(crate::shown(&{call}))"),
        None => format!("{{ {call}; Ok(\"{{}}\".to_owned()) }}"),
    };
    Ok(format!("        {name:?} => {{ {read}{shown} }}\n"))
}

/// A case as the crate takes it.
fn question(tables: Tables, case: Case<'_>) -> Value {
    let base64 = |bytes: &[u8]| Value::from(encoded(bytes));
    let mut parameters = Value::Map(map(case.data.get("params")));
    if let Some(shape) = tables.operation.input_shape() {
        prepare(&mut parameters, shape);
    }
    let answer = match case.suite.is_input {
        true => Answer { status: 200, headers: Vec::new(), body: Vec::new() },
        false => Answer::of(tables, case),
    };
    let pair = |(name, value): (String, String)| Value::List(vec![name.into(), value.into()]);
    let answer: [(&str, Value); 3] = [
        ("status", Value::from(i64::from(answer.status))),
        ("headers", Value::List(answer.headers.into_iter().map(pair).collect())),
        ("body", base64(&answer.body)),
    ];
    let fields: [(&str, Value); 5] = [
        ("module", Value::from(case.suite.module.as_str())),
        ("endpoint", Value::from(case.suite.endpoint())),
        ("compress", Value::from(case.is_compressed())),
        ("params", parameters),
        ("answer", Value::Map(answer.into_iter().collect())),
    ];
    Value::Map(fields.into_iter().collect())
}

/// Text that stands for bytes is base64 in JSON.
fn prepare(value: &mut Value, shape: Shape) {
    match (shape.kind(), &mut *value) {
        (Kind::Structure(members) | Kind::Union(members), Value::Map(map)) => {
            for member in members {
                map.get_mut(member.name()).into_iter().for_each(|value| prepare(value, member.shape()));
            }
        }
        (Kind::List(item), Value::List(items)) => items.iter_mut().for_each(|value| prepare(value, item)),
        (Kind::Map { value: item, .. }, Value::Map(map)) => {
            map.iter_mut().for_each(|(_, value)| prepare(value, item));
        }
        (Kind::Blob, Value::String(text)) => *value = Value::from(encoded(text.as_bytes())),
        _ => {}
    }
}

fn encoded(bytes: &[u8]) -> String {
    let text = serde_json::to_value(Blob::new(bytes)).ok();
    text.and_then(|text| text.as_str().map(str::to_owned)).unwrap_or_default()
}

/// What the program prints.
fn run(program: &Path, input: &str) -> Result<Vec<Value>> {
    let mut child = Command::new(program).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    child.stdin.take().context("no standard input")?.write_all(input.as_bytes())?;
    let output = child.wait_with_output()?;
    if !output.status.success() {
        bail!("the program of the suites failed: {}", output.status);
    }
    let text = String::from_utf8(output.stdout)?;
    text.lines().map(|line| json::parse(line).map_err(|e| anyhow::anyhow!("{e}: {line}"))).collect()
}

fn verdict(tables: Tables, case: Case<'_>, both: &[Value]) -> Result<(), String> {
    both.iter().try_for_each(|outcome| {
        let client = outcome.get("client").and_then(Value::as_str).unwrap_or_default();
        one(tables, case, outcome).map_err(|reason| format!("{reason} ({client})"))
    })
}

fn one(tables: Tables, case: Case<'_>, outcome: &Value) -> Result<(), String> {
    let error = map(outcome.get("error"));
    let text = |map: &Map, key: &str| map.get(key).and_then(Value::as_str).map(str::to_owned);
    if let Some(reason) = text(&error, "request") {
        return Err(format!("the type does not take the values: {reason}"));
    }
    if case.suite.is_input {
        // What comes of an empty reply is not asked here.
        let sent = outcome.get("sent").filter(|sent| **sent != Value::Null);
        let failed = || text(&error, "failed").unwrap_or_default();
        return held::request(tables, case, &sent_of(case, sent.ok_or_else(failed)?));
    }
    if let Some(reason) = text(&error, "failed") {
        return Err(reason);
    }
    let parsed = |text: Option<String>| json::parse(&text.unwrap_or_default()).map_err(|e| e.to_string());
    let is_error = case.data.get("error").is_some();
    match (text(&error, "code"), is_error) {
        (Some(code), true) => {
            let members = map(Some(&parsed(text(&error, "members"))?));
            let message = text(&error, "message").unwrap_or_default();
            held::error(tables, case, Raised { code, message, members })
        }
        (Some(code), false) => Err(format!("the error {code}")),
        (None, true) => Err("no error".to_owned()),
        (None, false) => held::reply(tables, case, parsed(text(&map(Some(outcome)), "reply"))?),
    }
}

/// A request that was noted. A token that was made up is written as the suites write it.
fn sent_of(case: Case<'_>, sent: &Value) -> Sent {
    let text = |key: &str| sent.get(key).and_then(Value::as_str).unwrap_or_default();
    let url = text("url");
    let (host, path) = url
        .split_once("://")
        .map_or(("", url), |(_, rest)| rest.split_at(rest.find('/').unwrap_or(rest.len())));
    let headers = sent.get("headers").and_then(Value::as_list).unwrap_or_default().iter();
    let headers = headers.filter_map(|pair| match pair.as_list()? {
        [name, value] => Some((name.as_str()?.to_owned(), value.as_str()?.to_owned())),
        _ => None,
    });
    let body = base64_lenient::decode(text("body")).unwrap_or_default();
    let body = match String::from_utf8(body) {
        Ok(text) => case.with_its_token(&text).into_bytes(),
        Err(error) => error.into_bytes(),
    };
    Sent {
        method: text("method").to_owned(),
        uri: case.with_its_token(path),
        host: Some(host.to_owned()),
        headers: headers.collect(),
        body,
        // Maps of types are sorted by their keys.
        is_in_order: false,
    }
}
