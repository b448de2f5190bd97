//! `Cargo.toml` of the emitted crate, written by what knows TOML: no text ends up as a key.

use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, Value, value};

use crate::ir::{Operation, Protocol, Service};
use crate::options::{COMMAND, Options, RUNTIME};

/// Features of the crate that are the runtime's own.
const FEATURES: &[(&str, &str)] = &[
    ("async", "The async client"),
    ("aws-credential-types", "Credentials providers of the AWS SDK in the place of our own"),
    ("blocking", "The blocking client"),
    ("chrono", "Points in time to and from those of `chrono`"),
    ("jiff", "Points in time to and from those of `jiff`"),
    ("time", "Points in time to and from those of `time`"),
    ("tracing", "Spans and events of calls, for `tracing`"),
    ("test-util", "Stand-ins for the service, for the tests of programs that call it"),
];

/// The feature of services that sign users in.
const SIGN_IN: (&str, &str) = ("srp", "Signing users in: proofs of passwords, challenges, tokens, sessions");
const JWT: (&str, &str) = ("jwt", "Tokens of users, verified; with all that `srp` brings");

/// What the tests and examples of a crate of this project need, and features that the workspace does not ask for.
const TEST_TOOLS: &[(&str, &[&str])] = &[
    ("rcgen", &[]),
    ("rustls", &[]),
    ("serde_json", &["preserve_order"]),
    ("tokio", &["macros", "rt-multi-thread"]),
    ("tracing", &[]),
];

/// Renders the manifest.
pub(crate) fn manifest(service: &Service, options: &Options) -> String {
    let mut document = DocumentMut::new();
    let root = document.as_table_mut();
    root.insert("package", Item::Table(package(service, options)));
    if !options.standalone {
        root.insert("lints", Item::Table(inherited()));
    }
    root.insert("lib", Item::Table(library(options)));
    root.insert("bin", Item::ArrayOfTables(programs(options)));
    root.insert("example", Item::ArrayOfTables(examples(options)));
    root.insert("features", Item::Table(features(service)));
    root.insert("dependencies", Item::Table(dependencies(service, options)));
    if options.standalone {
        root.insert("workspace", Item::Table(Table::new()));
    } else {
        root.insert(
            "dev-dependencies",
            Item::Table(TEST_TOOLS.iter().map(|(tool, features)| (*tool, test_tool(features))).collect()),
        );
    }
    format!("# {}\n{document}", options.header())
}

fn package(service: &Service, options: &Options) -> Table {
    let mut package = Table::new();
    package.insert("name", value(&options.name));
    package.insert("description", value(format!("Client and command line of {}", service.full_name)));
    let shared = [
        ("version", "0.1.0"),
        ("edition", "2024"),
        ("rust-version", "1.88"),
        ("license", "MIT OR Apache-2.0"),
    ];
    for (key, own) in shared {
        package.insert(key, if options.standalone { value(own) } else { Item::Table(workspace()) });
    }
    let listing = &options.listing;
    package.extend(listing.documentation.iter().map(|address| ("documentation", value(address))));
    package.extend(listing.readme.iter().map(|file| ("readme", value(file))));
    let lists =
        [("keywords", &listing.keywords), ("categories", &listing.categories), ("include", &listing.include)];
    for (key, words) in lists.into_iter().filter(|(_, words)| !words.is_empty()) {
        package.insert(key, value(Array::from_iter(words)));
    }
    package.insert("metadata", Item::Table(metadata(options)));
    package
}

/// What other tools read.
fn metadata(options: &Options) -> Table {
    let mut metadata = Table::from_iter([("docs", Item::Table(on_docs_rs()))]);
    if !options.standalone {
        metadata.insert("binstall", Item::Table(binstall()));
    }
    metadata.set_implicit(true);
    metadata
}

/// docs.rs shows all features, and on each item which of them it takes.
fn on_docs_rs() -> Table {
    let mut page = Table::new();
    page.insert("all-features", value(true));
    page.insert("rustdoc-args", value(Array::from_iter(["--cfg", "docsrs"])));
    let mut docs = Table::from_iter([("rs", Item::Table(page))]);
    docs.set_implicit(true);
    docs
}

/// Where `cargo binstall` finds the packages of a release.
fn binstall() -> Table {
    let folder = "{ name }-{ version }-{ target }";
    let mut packages = Table::new();
    packages.insert(
        "pkg-url",
        value(format!("{{ repo }}/releases/download/v{{ version }}/{folder}{{ archive-suffix }}")),
    );
    packages.insert("bin-dir", value(format!("{folder}/{{ bin }}{{ binary-ext }}")));
    packages.insert("pkg-fmt", value("tgz"));
    let mut windows = Table::new();
    windows.insert("pkg-fmt", value("zip"));
    let mut others = Table::from_iter([("x86_64-pc-windows-gnu", Item::Table(windows))]);
    others.set_implicit(true);
    packages.insert("overrides", Item::Table(others));
    packages
}

/// `workspace = true`.
fn inherited() -> Table {
    Table::from_iter([("workspace", true)])
}

/// The same behind a key: `version.workspace = true`.
fn workspace() -> Table {
    let mut table = inherited();
    table.set_dotted(true);
    table
}

fn test_tool(features: &[&str]) -> Item {
    if features.is_empty() {
        return Item::Table(workspace());
    }
    let features = Value::from(Array::from_iter(features.iter().copied()));
    value(InlineTable::from_iter([("workspace", Value::from(true)), ("features", features)]))
}

fn library(options: &Options) -> Table {
    let mut library = Table::new();
    library.insert("name", value(options.library()));
    library
}

/// The command line.
fn programs(options: &Options) -> toml_edit::ArrayOfTables {
    let mut program = Table::new();
    program.insert("name", value(&options.name));
    program.insert("path", value("src/main.rs"));
    program.insert("required-features", value(Array::from_iter(["cli"])));
    let mut programs = toml_edit::ArrayOfTables::new();
    programs.push(program);
    programs
}

/// Examples that not every build has the features for.
fn examples(options: &Options) -> toml_edit::ArrayOfTables {
    let example = |(name, features): &(String, Vec<String>)| {
        Table::from_iter([("name", value(name)), ("required-features", value(Array::from_iter(features)))])
    };
    options.examples.iter().filter(|(_, features)| !features.is_empty()).map(example).collect()
}

fn features(service: &Service) -> Table {
    let mut features = Table::new();
    features.insert("default", value(Array::from_iter(["blocking"])));
    let sign_in = service.sign_in.then_some(SIGN_IN);
    for (feature, docs) in FEATURES.iter().copied().chain(sign_in) {
        explained(&mut features, feature, docs, Array::from_iter([format!("{RUNTIME}/{feature}")]));
    }
    if service.sign_in {
        let parts = Array::from_iter([SIGN_IN.0.to_owned(), format!("{RUNTIME}/{}", JWT.0)]);
        explained(&mut features, JWT.0, JWT.1, parts);
    }
    let parts = ["blocking"].into_iter().chain(sign_in.map(|(feature, _)| feature));
    let command = parts.map(str::to_owned).chain([format!("dep:{COMMAND}")]);
    explained(&mut features, "cli", "The command line", Array::from_iter(command));
    features
}

/// A feature with a comment above it.
fn explained(features: &mut Table, feature: &str, docs: &str, parts: Array) {
    features.insert(feature, value(parts));
    if let Some(mut key) = features.key_mut(feature) {
        key.leaf_decor_mut().set_prefix(format!("# {docs}.\n"));
    }
}

fn dependencies(service: &Service, options: &Options) -> Table {
    let mut runtime = InlineTable::new();
    runtime.insert("path", Value::from(&options.runtime));
    runtime.insert("version", Value::from(&options.version));
    runtime.insert("default-features", Value::from(false));
    // What few services do and brings crates along.
    let compresses = |operation: &Operation| operation.extras.as_ref().is_some_and(|extras| extras.gzip);
    let wanted = [
        ("cbor", matches!(service.protocol, Protocol::RpcV2Cbor { .. })),
        ("gzip", service.operations.iter().any(compresses)),
    ];
    let features = Array::from_iter(wanted.into_iter().filter_map(|(name, wants)| wants.then_some(name)));
    if !features.is_empty() {
        runtime.insert("features", Value::from(features));
    }
    let mut command = InlineTable::new();
    command.insert("path", Value::from(format!("{}/command", options.runtime)));
    command.insert("version", Value::from(&options.version));
    command.insert("optional", Value::from(true));
    let mut dependencies = Table::new();
    dependencies.insert(COMMAND, value(command));
    dependencies.insert(RUNTIME, value(runtime));
    dependencies
}
