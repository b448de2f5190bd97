//! Pages of a small model, as they are written down in `fixture/`. `BLESS=1` writes them anew.

use std::fs;
use std::path::{Path, PathBuf};

use super::*;

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/reference/fixture")
}

fn args(format: Format, era: Era) -> Args {
    let (out, model) = (PathBuf::new(), Some(fixture()));
    Args { format, out, model, name: None, dialect: "v2".into(), era }
}

#[track_caller]
fn expect(name: &str, text: &str) {
    let path = fixture().join(name);
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, text).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(expected == text, "{name} differs; run with BLESS=1 and look at the difference");
}

fn page(args: &Args, dialect: &'static Dialect, name: &str) -> String {
    pages(program(args).unwrap(), args, dialect).unwrap().remove(name).unwrap()
}

#[test]
fn rest_in_both_eras() {
    let seed = args(Format::Rst, Era::Seed);
    expect("lend-book.seed.rst", &page(&seed, &dialect::V1, "lend-book.rst"));
    let present = args(Format::Rst, Era::Present);
    expect("lend-book.v1.rst", &page(&present, &dialect::V1, "lend-book.rst"));
    expect("lend-book.v2.rst", &page(&present, &dialect::V2, "lend-book.rst"));
    expect("index.rst", &page(&present, &dialect::V2, "index.rst"));
}

#[test]
fn markdown_roff_and_html() {
    let v2 = &dialect::V2;
    expect("lend-book.md", &page(&args(Format::Md, Era::Present), v2, "lend-book.md"));
    expect("library-lend-book.1", &page(&args(Format::Man, Era::Present), v2, "library-lend-book.1"));
    expect("lend-book.html", &page(&args(Format::Html, Era::Present), v2, "lend-book.html"));
    expect("index.html", &page(&args(Format::Html, Era::Present), v2, "index.html"));
}
