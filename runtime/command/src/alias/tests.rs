//! What names of a file stand for. The outcomes are those of the AWS CLI.

use super::*;
use crate::fixture::PROGRAM;
use rt::config::Environment;
use rt::dialect::{V1, V2};

const FILE: &str = "[toplevel]\n\
    all = things list-things --max-results 5\n\
    east = all --region us-east-1\n\
    things = things --output text\n\
    other = elsewhere list --all\n\
    open = things \"list\n\
    quiet = things list-things --debug\n\
    \n\
    [command  things]\n\
    ls = list-things --max-results 3 --color auto\n\
    list-things = whatever --no-paginate\n\
    a = b\n\
    b = a\n\
    as-me = ls --profile me\n\
    [command things put-thing]\n\
    red = --size 3\n";

fn aliases(dialect: &'static Dialect) -> Aliases {
    Aliases { file: Ini::plain(FILE).unwrap_or_default(), program: &PROGRAM, dialect }
}

/// Where words of `aws` lead, and with which global options.
fn front(dialect: &'static Dialect, line: &str) -> String {
    let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
    match aliases(dialect).front(&words) {
        Ok(Leads::Version) => "version".to_owned(),
        Ok(Leads::To(globals, name, rest)) => {
            format!("{name} | {} | {:?} {:?}", rest.join(" "), globals.output, globals.region)
        }
        Err(failure) => failure.message,
    }
}

fn behind(dialect: &'static Dialect, line: &str) -> String {
    let mut globals = Globals::default();
    let words = line.split(' ').map(str::to_owned).collect();
    match aliases(dialect).behind(&mut globals, words) {
        Ok(words) if globals.no_paginate => words.join(" ") + " | no pages",
        Ok(words) => words.join(" "),
        Err(failure) => failure.message,
    }
}

#[test]
fn names_of_the_first_command() {
    let cases = [
        ("things put-thing", "things | put-thing | Some(\"text\") None"),
        ("all --x", "things | list-things --max-results 5 --x | Some(\"text\") None"),
        ("--output json all", "things | list-things --max-results 5 | Some(\"text\") None"),
        ("east y --region r", "things | list-things --max-results 5 y | Some(\"text\") Some(\"us-east-1\")"),
        ("other z", "elsewhere | list --all z | None None"),
        ("s3 ls", "s3 | ls | None None"),
        (
            "open",
            "Value of alias \"open\" could not be parsed. Received error: No closing quotation when parsing:\n\
             things \"list",
        ),
        (
            "quiet",
            "Global parameter \"--debug\" detected in alias \"quiet\" which is not supported in subcommand aliases.",
        ),
        ("all --version", "version"),
    ];
    for (line, outcome) in cases {
        assert_eq!(front(&V2, line), outcome, "{line}");
        assert_eq!(front(&V1, line), outcome, "{line}");
    }
}

#[test]
fn names_of_a_services_commands() {
    let cases = [
        ("ls --x", "list-things --max-results 3 --x | no pages"),
        ("--y ls", "list-things --max-results 3 --y | no pages"),
        ("list-things --x", "list-things --x | no pages"),
        ("put-thing --thing-id red", "put-thing --thing-id red"),
        ("put-thing --thing-id t red", "put-thing --size 3 --thing-id t"),
        ("put-thing help", "put-thing help"),
        ("put-thing blue", "argument subcommand: Found invalid choice 'blue'\n"),
        ("nosuch x", "nosuch x"),
        ("a", "The alias \"a\" stands for itself: there is no end to what it stands for"),
        (
            "as-me",
            "Global parameter \"--profile\" detected in alias \"as-me\" which is not supported in subcommand aliases.",
        ),
    ];
    for (line, outcome) in cases {
        assert_eq!(behind(&V2, line), outcome, "{line}");
    }
    assert_eq!(behind(&V1, "ls --x"), "ls --x");
    assert!(aliases(&V1).names().is_empty());
}

#[test]
fn without_a_file_there_are_none() {
    let session = Session::new(Environment::of([("HOME", "/nowhere")]), &V2, None);
    let aliases = Aliases::read(&PROGRAM, &V2, &session).unwrap();
    assert!(aliases.names().is_empty() && aliases.front_names().is_empty());
}
