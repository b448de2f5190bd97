//! Command lines as a whole: what the three parsers make of them together.

use super::*;
use crate::fixture::PROGRAM;
use rt::dialect::{V1, V2};

/// What a command line comes to: settings as `option=words`, or `! message`.
fn outcome(dialect: &'static Dialect, line: &[&str]) -> String {
    let words = line.iter().map(|w| (*w).to_owned()).collect();
    outcome_of(&PROGRAM, dialect, words)
}

fn outcome_of(program: &Program, dialect: &'static Dialect, words: Vec<String>) -> String {
    let result = first(program, dialect, words).and_then(|first| match first {
        First::Version => Ok("version".to_owned()),
        First::Globals(globals, rest) => {
            second(program, dialect, &globals, &rest, &[]).map(|second| show(&globals, second))
        }
    });
    result.unwrap_or_else(|failure| format!("! {}", failure.message))
}

fn show(globals: &Globals, second: Second) -> String {
    let mut parts: Vec<String> = globals.region.iter().map(|r| format!("region={r}")).collect();
    match second {
        Second::Help(topic) => parts.push(match topic {
            Topic::Program => "help ".to_owned(),
            Topic::Command(command) => format!("help {}", command.name()),
            Topic::Waits => "help wait".to_owned(),
            Topic::Wait(wait) => format!("help wait {}", wait.command.name()),
        }),
        Second::Run(line) => {
            parts.extend(line.waiter.map(|waiter| format!("until {}", waiter.name)));
            parts.push(line.command.name().to_owned());
            parts.extend(line.values.iter().map(|s| match s.target {
                Target::Flag(_, on) => format!("{on}"),
                _ => format!("{}={}", s.option, s.words.join("|")),
            }));
        }
    }
    parts.join(" ")
}

#[test]
fn command_lines() {
    let cases: &[(&[&str], &str)] = &[
        (&["put-thing", "--thing-id", "a"], "put-thing --thing-id=a"),
        (&["put-thing", "--thing-id=a=b"], "put-thing --thing-id=a=b"),
        (&["put-thing", "--thing-id="], "put-thing --thing-id="),
        (&["put-thing", "--thing", "a"], "put-thing --thing-id=a"),
        (&["put-thing", "--thing-id", "a", "--thing-id", "b"], "put-thing --thing-id=b"),
        (&["put-thing", "--thing-id", "-5"], "put-thing --thing-id=-5"),
        (&["put-thing", "--thing-id", "- x"], "put-thing --thing-id=- x"),
        (&["put-thing", "--thing-id", "-"], "put-thing --thing-id=-"),
        (&["put-thing", "--", "--thing-id", "a"], "put-thing --thing-id=a"),
        (&["put-thing", "--thing-id", "a", "--"], "put-thing --thing-id=a"),
        (&["put-thing", "--thing-id", "a", "--names"], "put-thing --thing-id=a --names="),
        (&["put-thing", "--names", "-1", "b", "--thing-id", "a"], "put-thing --thing-id=a --names=-1|b"),
        (&["put-thing", "--enabled", "--thing-id", "a", "--no-enabled"], "put-thing --thing-id=a false"),
        (&["put-thing", "--region", "r", "--thing-id", "a"], "region=r put-thing --thing-id=a"),
        (&["--regio=r", "put-thing", "--thing-id", "a"], "region=r put-thing --thing-id=a"),
        (&["put-thing", "--thing-id", "a", "--region", ""], "region= put-thing --thing-id=a"),
        (&["put-thing", "--generate-cli-skeleton"], "put-thing --generate-cli-skeleton=input"),
        (&["list-things", "--max-items", "5"], "list-things --max-items=5"),
        (&["put-thing", "--cli-input-json", "{}"], "put-thing --cli-input-json={}"),
        (&["make-thing", "--dry-run"], "make-thing true"),
        (&["make-thing", "--no-dry-run", "--token", "t"], "make-thing false --token=t"),
        (&["put-thing", "--thing-id", "a", "--dry-run"], "put-thing --thing-id=a"),
        (&["help", "x"], "help "),
        (&["put-thing", "help"], "help put-thing"),
        (&["put-thing", "--thing-id", "a", "help"], "help put-thing"),
        (&["put-thing", "--help"], "help put-thing"),
        (&["-h"], "help "),
        (&["put-thing", "--version"], "version"),
    ];
    for (line, expected) in cases {
        assert_eq!(outcome(&V2, line), *expected, "{line:?}");
    }
}

#[test]
fn command_lines_that_are_wrong() {
    let required = "! the following arguments are required: --thing-id";
    let one = "! argument --thing-id: expected one argument";
    let cases: &[(&[&str], &str)] = &[
        (&[], "! the following arguments are required: operation"),
        (&["put-thing"], required),
        (&["put-thing", "--cli-input-json={}"], required),
        (&["put-thing", "--generate-cli-skeleton", "output"], required),
        (&["put-thing", "--thing-id"], one),
        (&["put-thing", "--thing-id", "-abc"], one),
        (&["put-thing", "--thing-id", "--"], one),
        (&["put-thing", "--enabled=true"], "! argument --enabled: ignored explicit argument 'true'"),
        (&["put-thing", "--a", "x"], "! ambiguous option: --a could match --attribute, --attributes"),
        (&["put-thing", "--thing-id", "a", "--bogus", "x"], "! Unknown options: --bogus, x"),
        (&["put-thing", "--thing-id", "a", "extra", "more"], "! Unknown options: more, extra"),
        (&["put-thing", "--thing-id", "a", "--names", "-x"], "! Unknown options: -x"),
        (&["list-things", "--max-items", "x"], "! argument --max-items: invalid int value: 'x'"),
        (&["list-things", "--max", "1"], "! ambiguous option: --max could match --max-results, --max-items"),
        (
            &["put-things"],
            "! argument operation: Found invalid choice 'put-things'\n\nMaybe you meant:\n\n  * put-thing",
        ),
        (&["x"], "! argument operation: Found invalid choice 'x'\n"),
        (
            &["x", "--cl", "1"],
            "! ambiguous option: --cl could match --cli-read-timeout, --cli-connect-timeout, \
             --cli-binary-format, --cli-auto-prompt, --cli-error-format",
        ),
    ];
    for (line, expected) in cases {
        assert_eq!(outcome(&V2, line), *expected, "{line:?}");
    }
}

#[test]
fn version_1_lists_all_choices_and_lacks_the_options_of_version_2() {
    let choices = format!(
        "{:<40} | {:<40}\n{:<40} | {:<40}\n{:<40}",
        "list-things", "make-thing", "put-thing", "sign-in", "help"
    );
    assert_eq!(
        outcome(&V1, &["put-things"]),
        format!(
            "! argument operation: Invalid choice, valid choices are:\n\n{choices}\n\n\n\
             Invalid choice: 'put-things', maybe you meant:\n\n  * put-thing"
        )
    );
    assert_eq!(
        outcome(&V1, &["put-thing", "--thing-id", "a", "--no-cli-pager"]),
        "! Unknown options: --no-cli-pager"
    );
    assert_eq!(outcome(&V1, &["--v"]), "! ambiguous option: --v could match --v2-debug, --version");
}

#[test]
fn what_was_perhaps_meant_is_a_hint() {
    let words = ["--thing-id", "a", "--enabld"].map(str::to_owned);
    let globals = Globals::default();
    let command =
        PROGRAM.command("put-thing").map(|c| command_line(c, Topic::Program, &V2, &globals, &words));
    let hint = command.and_then(Result::err).and_then(|failure| failure.hint);
    assert_eq!(hint.as_deref(), Some("--enabled instead of --enabld"));
}

#[test]
fn what_one_waits_for_stands_behind_a_word_of_its_own() {
    let both = |dialect, line: &str| {
        let words = line.split_whitespace().map(str::to_owned).collect();
        outcome_of(&crate::fixture::WAITING, dialect, words)
    };
    let cases = [
        ("wait thing-ready --thing-id a", "until ThingReady thing-ready --thing-id=a"),
        ("wait --region r thing-ready --thing-id a", "region=r until ThingReady thing-ready --thing-id=a"),
        ("wait thing-listed --max-items 3", "until ThingListed thing-listed --max-items=3"),
        ("wait help", "help wait"),
        ("wait --help", "help wait"),
        ("wait thing-ready help", "help wait thing-ready"),
        ("wait thing-ready --help", "help wait thing-ready"),
        ("wait thing-ready", "! the following arguments are required: --thing-id"),
        ("wait thing-ready --thing-id a b", "! Unknown options: b"),
        ("wait --foo", "! Unknown options: --foo"),
        (
            "wait thing-redy",
            "! argument subcommand: Found invalid choice 'thing-redy'\n\nMaybe you meant:\n\n  * thing-ready",
        ),
        ("wait --foo x", "! argument subcommand: Found invalid choice 'x'\n"),
        (
            "wait",
            "! usage: things [options] wait <subcommand> [parameters]\nthings: [ERROR]: too few arguments",
        ),
        ("waitt", "! argument operation: Found invalid choice 'waitt'\n\nMaybe you meant:\n\n  * wait"),
    ];
    for (line, expected) in cases {
        assert_eq!(both(&V2, line), expected, "{line}");
    }
    let few =
        "! usage: things [options] <command> <subcommand> [parameters]\nthings: error: too few arguments";
    assert_eq!(both(&V1, "wait"), few);
    // Where there is nothing to wait for, the word means nothing.
    assert_eq!(outcome(&V2, &["wait"]), "! argument operation: Found invalid choice 'wait'\n");
}
