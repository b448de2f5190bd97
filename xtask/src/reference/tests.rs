//! Pages of a small model, as they are written down in `fixture/`. `BLESS=1` writes them anew.

use std::fs;
use std::path::{Path, PathBuf};

use awsmodel_codegen::ir;
use awsmodel_runtime::dialect;

use super::*;

fn fixture() -> PathBuf {
    crate::workspace::root().join("xtask/src/reference/fixture")
}

#[track_caller]
fn expect(name: &str, text: &str) {
    let path = fixture().join(name);
    if std::env::var_os("BLESS").is_some() {
        crate::writer::write(&fixture(), &Tree::from([(name.into(), text.to_owned())])).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(expected == text, "{name} differs; run with BLESS=1 and look at the difference");
}

/// The service of the fixture, as codegen decides it.
pub(super) fn service() -> ir::Service {
    let file = |name: &str| fs::read_to_string(fixture().join(name)).unwrap();
    let (service, partitions) = (file("service-2.json"), file("../../../../model/partitions.json"));
    let sources = Sources { service: &service, partitions: &partitions, ..Sources::default() };
    let mut service = awsmodel_codegen::read(&sources, &awsmodel_codegen::Options::new("")).unwrap();
    service.program.clone_from(&service.endpoint_prefix);
    service
}

fn page(format: Format, era: Era, dialect: &'static Dialect, name: &str) -> String {
    let program = tables::program(&service());
    pages(program, None, None, &[], Form { format, era, dialect }).unwrap().remove(Path::new(name)).unwrap()
}

#[test]
fn rest_in_both_eras() {
    let rest = |era, dialect, name| page(Format::Rst, era, dialect, name);
    expect("lend-book.seed.rst", &rest(Era::Seed, &dialect::V1, "lend-book.rst"));
    expect("lend-book.v1.rst", &rest(Era::Present, &dialect::V1, "lend-book.rst"));
    expect("lend-book.v2.rst", &rest(Era::Present, &dialect::V2, "lend-book.rst"));
    expect("index.rst", &rest(Era::Present, &dialect::V2, "index.rst"));
}

#[test]
fn markdown_roff_and_html() {
    let present = |format, name| page(format, Era::Present, &dialect::V2, name);
    expect("lend-book.md", &present(Format::Md, "lend-book.md"));
    expect("library-lend-book.1", &present(Format::Man, "library-lend-book.1"));
    expect("lend-book.html", &present(Format::Html, "lend-book.html"));
    expect("index.html", &present(Format::Html, "index.html"));
    expect("what-went-wrong.md", &present(Format::Md, "what-went-wrong.md"));
}

#[test]
fn what_went_wrong_is_a_page_of_every_form() {
    let of = |format, name| page(format, Era::Present, &dialect::V2, name);
    for (format, name) in [
        (Format::Rst, "what-went-wrong.rst"),
        (Format::Html, "what-went-wrong.html"),
        (Format::Man, "library-what-went-wrong.1"),
    ] {
        let page = of(format, name);
        for rule in awsmodel_command::hints::RULES {
            let start = rule.situation.split(['-', '.']).next().unwrap_or_default();
            assert!(page.contains(start), "{start}: {page}");
        }
    }
}

/// The fixture, with a state of books that one waits for.
fn waiting() -> &'static Program {
    let file = |name: &str| fs::read_to_string(fixture().join(name)).unwrap();
    let (service, partitions) = (file("service-2.json"), file("../../../../model/partitions.json"));
    let waiters = r#"{"version": 2, "waiters": {"BookLent": {"operation": "LendBook", "delay": 5, "maxAttempts": 20,
        "acceptors": [{"matcher": "status", "expected": 200, "state": "success"}]}}}"#;
    let sources =
        Sources { service: &service, partitions: &partitions, waiters: Some(waiters), ..Sources::default() };
    program(&sources, &Options::new("library")).unwrap()
}

#[test]
fn what_one_waits_for_has_pages() {
    let of =
        |format, era| pages(waiting(), None, None, &[], Form { format, era, dialect: &dialect::V2 }).unwrap();
    for (format, page, index, link) in [
        (Format::Rst, "wait-book-lent.rst", "index.rst", "  wait-book-lent\n"),
        (Format::Md, "wait-book-lent.md", "index.md", "- [`wait book-lent`](wait-book-lent.md)"),
        (Format::Man, "library-wait-book-lent.1", "library.1", "library\\-wait\\-book\\-lent"),
        (Format::Html, "wait-book-lent.html", "index.html", "<a href=\"wait-book-lent.html\">"),
        (Format::Html, "wait-book-lent.html", "search-index.js", "\"wait book-lent\""),
    ] {
        let pages = of(format, Era::Present);
        let text = |name: &str| pages.get(Path::new(name)).map(String::as_str).unwrap_or_default();
        assert!(text(index).contains(link), "{}", text(index));
        let page = text(page);
        assert!(page.contains("every 5 s") && page.contains("exits with status 255"), "{page}");
        // It prints nothing, and takes what the operation takes that is asked.
        assert!(page.contains("None") && page.contains("book"), "{page}");
    }
    assert!(of(Format::Rst, Era::Seed).keys().all(|name| !name.to_string_lossy().starts_with("wait")));
    let without = pages(
        tables::program(&service()),
        None,
        None,
        &[],
        Form { format: Format::Md, era: Era::Present, dialect: &dialect::V2 },
    );
    assert!(!without.unwrap()[Path::new("index.md")].contains("Wait for"));
}
