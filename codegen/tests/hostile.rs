//! Models of people who mean harm, and of people who did not look: every odd name in every place where a name stands,
//! texts with code and markup in every place where a text stands, and depths and sizes that would cost too much.
//!
//! Each ends in a crate of which every file can be read by what reads such files, and in which nothing of the text is
//! more than text; or in one line that says where in which file what is wrong. None panics.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

#[path = "hostile/crates.rs"]
mod crates;
#[path = "hostile/models.rs"]
mod models;

use std::panic::{AssertUnwindSafe, catch_unwind};

use crates::examine;
use models::{Case, NAMES, PLACES, TEXT_PLACES, TEXTS};

/// Generates a case and says what is wrong with what comes of it, if something is.
fn fault(case: &Case) -> Option<String> {
    let generated = catch_unwind(AssertUnwindSafe(|| case.generate()));
    let fault = match generated {
        Err(_) => Some("it panics".to_owned()),
        Ok(Ok(generated)) => examine(&generated.tree, &case.options).err(),
        Ok(Err(error)) => {
            let line = error.to_string();
            let is_good = !line.contains(['\n', '\r', '\0']) && line.contains(" at $");
            (!is_good).then(|| format!("its error is not one line with a path: {line:?}"))
        }
    };
    fault.map(|fault| format!("{}: {fault}", case.title))
}

fn hold(cases: &[Case]) {
    let half = cases.len() / 2;
    let faults: Vec<String> = std::thread::scope(|scope| {
        let other = scope.spawn(|| cases[half..].iter().filter_map(fault).collect::<Vec<_>>());
        let mut faults: Vec<String> = cases[..half].iter().filter_map(fault).collect();
        faults.extend(other.join().unwrap());
        faults
    });
    assert!(faults.is_empty(), "{} of {}:\n{}", faults.len(), cases.len(), faults.join("\n"));
}

/// One of so many cases is tried in each run; together the places and the names all have their turn.
const SHARE: usize = 6;

fn named(share: usize) -> Vec<Case> {
    let all = PLACES.iter().enumerate().flat_map(|(p, place)| {
        NAMES
            .iter()
            .enumerate()
            .filter(move |(n, _)| (n + p) % share == 0)
            .map(|(_, name)| Case::named(place, name))
    });
    all.collect()
}

fn telling(share: usize) -> Vec<Case> {
    let all = TEXT_PLACES.iter().enumerate().flat_map(|(p, place)| {
        TEXTS
            .iter()
            .enumerate()
            .filter(move |(t, _)| (t + p) % share == 0)
            .map(|(_, text)| Case::telling(place, text))
    });
    all.collect()
}

#[test]
fn odd_names_in_every_place() {
    let cases = named(SHARE);
    assert!(cases.len() >= 200, "{}", cases.len());
    hold(&cases);
}

#[test]
fn text_is_text_in_every_place() {
    let cases = telling(SHARE);
    assert!(cases.len() >= 100, "{}", cases.len());
    hold(&cases);
}

#[test]
#[ignore = "a minute and more: `cargo test -p awsmodel-codegen --test hostile -- --ignored`"]
fn every_odd_name_and_text_in_every_place() {
    hold(&named(1));
    hold(&telling(1));
}

#[test]
fn good_names_go_through_and_bad_ones_do_not() {
    let good = ["Mod", "New", "Client", "Index", "con", "type", "Self", "Option", "1a", "__a"];
    for (p, place) in PLACES.iter().enumerate() {
        for name in [good[p % good.len()], good[(p + 5) % good.len()]] {
            let case = Case::named(place, name);
            let result = case.generate();
            assert!(result.is_ok(), "{}: {}", case.title, result.unwrap_err());
        }
        // Values and codes are text.
        let takes_all = ["value", "error code", "parameter of a member"].contains(&place.name);
        for name in ["", "_", "é", "a\nb", "..", "a\0", "a\"b"] {
            let case = Case::named(place, name);
            assert_eq!(case.generate().is_ok(), takes_all, "{}", case.title);
        }
    }
}

#[test]
fn two_names_that_differ_in_case_alone() {
    let cases: Vec<Case> = PLACES
        .iter()
        .flat_map(|place| [("aB", "Ab"), ("Mod", "mod")].map(|two| Case::twins(place, two)))
        .collect();
    hold(&cases);
}

#[test]
fn names_of_crates() {
    for name in [
        "box", "self", "Self", "std", "", "_", "é", "a b", "a/b", "../x", "1a", "a\nb", "con", "test", "a.b",
        "-a",
    ] {
        let case = Case::called(name);
        let error = case.generate().unwrap_err().to_string();
        assert!(error.starts_with("options at $.name: ") && !error.contains('\n'), "{error}");
    }
    let cases: Vec<Case> = ["a", "a-b", "a_b", "Box", "x1", "types", "error"].map(Case::called).into();
    assert!(cases.iter().all(|case| case.generate().is_ok()));
    hold(&cases);
}

#[test]
fn depth_has_limits_that_say_so() {
    for (case, expected) in models::deep() {
        let message = match case.generate() {
            Ok(generated) => {
                examine(&generated.tree, &case.options).err().unwrap_or_else(|| "fine".to_owned())
            }
            Err(error) => error.to_string(),
        };
        assert!(message.contains(expected), "{}: {message}", case.title);
    }
}
