//! Small houses, one for each way to break a rule, and the same without it.

use super::*;
use crate::scratch::Scratch;

const RUNTIME: (&str, &str) = ("runtime/Cargo.toml", "[package]\nname = \"awsmodel-runtime\"\n");
const COMMAND: (&str, &str) = ("runtime/command/Cargo.toml", "[package]\nname = \"awsmodel-command\"\n");
const DOOR: (&str, &str) = (
    "runtime/src/lib.rs",
    "mod client;\nmod session;\nmod shapes;\nmod stub;\npub use client::Config;\npub use shapes::Value;\n",
);

/// A runtime whose rooms only look down.
const CLEAN: &[(&str, &str)] = &[
    RUNTIME,
    DOOR,
    ("runtime/src/shapes/mod.rs", "pub mod value;\npub use value::Value;\n"),
    ("runtime/src/shapes/value.rs", "pub struct Value;\npub fn text(_: &Value) {}\n"),
    ("runtime/src/client/mod.rs", "mod config;\npub mod send;\npub use config::Config;\n"),
    ("runtime/src/client/config.rs", "use crate::Value;\npub struct Config(pub Value);\n"),
    (
        "runtime/src/client/send.rs",
        "use super::Config;\nuse crate::shapes::{self, Value};\npub fn send(_: Config, v: &Value) { shapes::value::text(v) }\n",
    ),
    (
        "runtime/src/session/mod.rs",
        "use crate::{Config, Value};\nimpl Config { pub fn of(v: Value) -> Config { Config(v) } }\n",
    ),
    ("runtime/src/stub/mod.rs", "pub struct Stub;\n"),
];

/// What is found in the clean house with these files put over it.
fn found(changes: &[(&str, &str)]) -> Vec<String> {
    let house = Scratch::with(CLEAN);
    changes.iter().for_each(|(name, text)| house.put(name, text));
    violations(house.path()).unwrap()
}

#[track_caller]
fn expect(changes: &[(&str, &str)], wanted: &[&str]) {
    assert_eq!(found(changes), wanted);
}

#[test]
fn arrows_that_run_down_are_fine() {
    expect(&[], &[]);
}

#[test]
fn an_import_that_runs_up_is_found_through_the_door_too() {
    let text = "runtime/src/shapes/value.rs imports from runtime/src/client/config.rs (`crate::Config`): \
                runtime/src/shapes/ may not use runtime/src/client/";
    let circle = "circle: runtime/src/client/config.rs -> runtime/src/shapes/value.rs -> runtime/src/client/config.rs (`crate::Value`, ";
    let import = "use crate::Config;\npub struct Value;\npub fn text(_: &Value) {}\n";
    expect(&[("runtime/src/shapes/value.rs", import)], &[text, &format!("{circle}`crate::Config`)")]);
    let inline = "pub struct Value;\npub fn text(_: &Value) { let _ = |_: crate::Config| {}; }\n";
    expect(&[("runtime/src/shapes/value.rs", inline)], &[text, &format!("{circle}`crate::Config`)")]);
    let quoted = "pub struct Value;\npub fn text(_: &Value) { drop(vec![crate::Config::of]) }\n";
    let deeper = text.replace("`crate::Config`", "`crate::Config::of`");
    expect(&[("runtime/src/shapes/value.rs", quoted)], &[&deeper, &format!("{circle}`crate::Config::of`)")]);
}

#[test]
fn siblings_never_use_each_other() {
    let text = "runtime/src/session/mod.rs imports from runtime/src/stub/mod.rs (`super::stub::Stub`): \
                runtime/src/session/ may not use runtime/src/stub/";
    expect(&[("runtime/src/session/mod.rs", "use super::stub::Stub;\npub fn f(_: Stub) {}\n")], &[text]);
}

#[test]
fn tests_and_quoted_code_may_name_anything() {
    let test =
        "pub struct Value;\npub fn text(_: &Value) {}\n#[cfg(test)]\nmod tests { use crate::Config; }\n";
    expect(&[("runtime/src/shapes/value.rs", test)], &[]);
    let quoted = "pub struct Value;\npub fn text(_: &Value) { f(vec![quote! { crate::Config::of }]) }\n";
    expect(&[("runtime/src/shapes/value.rs", quoted)], &[]);
}

#[test]
fn circles_inside_a_room_are_found_but_for_those_that_are_named() {
    let door =
        ("runtime/src/shapes/mod.rs", "pub mod a;\npub mod b;\npub mod value;\npub use value::Value;\n");
    let (a, b) =
        ("use super::b::B;\npub struct A(B);\n", "use super::a;\npub struct B;\nfn f() { a::A::new() }\n");
    let circle = "circle: runtime/src/shapes/a.rs -> runtime/src/shapes/b.rs -> runtime/src/shapes/a.rs (`super::b::B`, `a::A::new`)";
    expect(&[door, ("runtime/src/shapes/a.rs", a), ("runtime/src/shapes/b.rs", b)], &[circle]);
    let door = ("runtime/src/shapes/mod.rs", "pub mod jmespath;\npub mod value;\npub use value::Value;\n");
    let inside = ("runtime/src/shapes/jmespath/mod.rs", "mod eval;\nmod functions;\n");
    let eval =
        ("runtime/src/shapes/jmespath/eval.rs", "use super::functions::call;\npub fn eval() { call() }\n");
    let functions = (
        "runtime/src/shapes/jmespath/functions/mod.rs",
        "use super::eval::eval;\npub fn call() { eval() }\n",
    );
    expect(&[door, inside, eval, functions], &[]);
}

#[test]
fn rooms_have_names_that_they_never_say() {
    let file = "pub struct Value;\npub fn text(_: &Value) { std::fs::remove_file(\"x\"); }\n";
    expect(&[("runtime/src/shapes/value.rs", file)], &["runtime/src/shapes/value.rs names `std::fs`"]);
    let file = "use std::{env, fs as files};\npub struct Value;\npub fn text(_: &Value) { env::consts::OS; files::remove_file(\"x\"); }\n";
    expect(&[("runtime/src/shapes/value.rs", file)], &["runtime/src/shapes/value.rs names `std::fs`"]);
    let file = "use std::env;\npub struct Config(pub crate::Value);\nfn f() { env::var(\"x\"); }\n";
    expect(
        &[("runtime/src/client/config.rs", file)],
        &["runtime/src/client/config.rs names `std::env::var`"],
    );
    let file = "pub struct Value;\nuse std::{fmt, process::Command};\npub fn text(_: &Value) {}\n";
    expect(&[("runtime/src/shapes/value.rs", file)], &["runtime/src/shapes/value.rs names `std::process`"]);
}

#[test]
fn files_outside_the_rooms_and_too_many_switches_are_found() {
    let door = format!("{}mod lost;\n", DOOR.1);
    let lost = ("runtime/src/lost.rs", "pub fn f() {}\n");
    expect(&[(DOOR.0, &door), lost], &["runtime/src/lost.rs stands in none of the rooms"]);
    let many = "#[cfg(feature = \"x\")]\npub fn f() {}\n".repeat(36);
    let text = "36 `cfg(feature)` outside tests, where 35 are allowed";
    expect(&[("runtime/src/stub/mod.rs", &many)], &[text]);
    // What pages say about a feature switches nothing.
    let said = "#[cfg_attr(docsrs, doc(cfg(feature = \"x\")))]\npub fn f() {}\n".repeat(36);
    expect(&[("runtime/src/stub/mod.rs", &said)], &[]);
    let one = "pub struct Value;\npub fn text(_: &Value) { if cfg!(feature = \"x\") {} }\n";
    let text = "runtime/src/shapes/value.rs has a `cfg(feature)`: runtime/src/shapes/ has none";
    expect(&[("runtime/src/shapes/value.rs", one)], &[text]);
}

/// A command beside the runtime.
fn command(changes: &[(&str, &str)]) -> Vec<String> {
    let door = format!(
        "{}pub mod internals {{\n    pub use crate::client::send::send;\n    pub use crate::shapes::value;\n}}\n",
        DOOR.1
    );
    let base = [
        COMMAND,
        (DOOR.0, &door),
        ("runtime/command/src/lib.rs", "mod args;\nmod run;\nmod table;\n"),
        ("runtime/command/src/table.rs", "use awsmodel_runtime::Config;\npub struct Program(pub Config);\n"),
        (
            "runtime/command/src/args/mod.rs",
            "use crate::table::Program;\nuse awsmodel_runtime::internals::{self, value};\npub fn read(_: Program) { internals::send(); value::text() }\n",
        ),
        (
            "runtime/command/src/run/mod.rs",
            "use crate::{args, table::Program};\npub fn run(p: Program) { args::read(p) }\n",
        ),
    ];
    found(&[&base, changes].concat())
}

#[test]
fn the_command_has_rules_of_its_own() {
    assert_eq!(command(&[]), <[String; 0]>::default());
    let args =
        "use awsmodel_runtime::internals::*;\npub fn read() { send(); value::text(); crate::run::run() }\n";
    let texts = [
        "runtime/command/src/args/mod.rs imports from runtime/command/src/run/mod.rs (`crate::run::run`): \
         runtime/command/src/args/ never uses runtime/command/src/run/",
        "circle: runtime/command/src/args/mod.rs -> runtime/command/src/run/mod.rs -> runtime/command/src/args/mod.rs (`crate::run::run`, `args::read`)",
    ];
    assert_eq!(command(&[("runtime/command/src/args/mod.rs", args)]), texts);
    let table = "use awsmodel_runtime::Config;\npub struct Program(pub Config);\npub const F: fn() = awsmodel_runtime::internals::send;\n";
    let text = "runtime/command/src/table.rs names a function of runtime/src/client/send.rs (`awsmodel_runtime::internals::send`)";
    assert_eq!(command(&[("runtime/command/src/table.rs", table)]), [text]);
}

#[test]
fn what_nobody_takes_from_the_internals_is_named() {
    let args = (
        "runtime/command/src/args/mod.rs",
        "use awsmodel_runtime::internals::value;\npub fn read(_: crate::table::Program) { value::text() }\n",
    );
    assert_eq!(command(&[args]), ["runtime/src/lib.rs: nobody uses `internals::send`"]);
    let test = ("runtime/command/tests/send.rs", "#[test]\nfn t() { awsmodel_runtime::internals::send() }\n");
    assert_eq!(command(&[args, test]), <[String; 0]>::default());
    let inside = "use awsmodel_runtime::internals::value;\npub fn read(_: crate::table::Program) { value::text() }\n\
                  #[cfg(test)]\nmod tests { use awsmodel_runtime::internals as rt; fn t() { rt::send() } }\n";
    assert_eq!(command(&[(args.0, inside)]), <[String; 0]>::default());
}

#[test]
fn this_project_keeps_the_plan() {
    let found = violations(&root()).unwrap();
    assert!(found.is_empty(), "{}", found.join("\n"));
}
