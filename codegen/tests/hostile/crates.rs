//! Whether a generated crate can be read by what reads crates, and does nothing that a model told it to.

use std::collections::BTreeSet;
use std::path::{Component, Path};

use awsmodel_codegen::{Options, Tree};
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use syn::visit::Visit;

/// What hostile texts would like to run.
const MARK: &str = "PWNED";

/// Says what is wrong with a tree, if something is.
pub(crate) fn examine(tree: &Tree, options: &Options) -> Result<(), String> {
    paths(tree)?;
    for (path, text) in tree {
        let place = path.display();
        match path.extension().and_then(|e| e.to_str()) {
            Some("rs") => rust(text).map_err(|e| format!("{place}: {e}"))?,
            Some("toml") => manifest(text, options).map_err(|e| format!("{place}: {e}"))?,
            _ => return Err(format!("{place} is neither Rust nor TOML")),
        }
    }
    Ok(())
}

/// Paths stay in the folder and are different files on every system.
fn paths(tree: &Tree) -> Result<(), String> {
    let mut seen = BTreeSet::new();
    for path in tree.keys() {
        let place = path.display();
        let is_plain =
            |c: Component<'_>| matches!(c, Component::Normal(name) if name.to_str().is_some_and(is_portable));
        if !path.components().all(is_plain) {
            return Err(format!("{place} is no portable path"));
        }
        if !seen.insert(path.to_string_lossy().to_lowercase()) {
            return Err(format!("{place} is another file elsewhere"));
        }
        let depth = path.components().count();
        let is_beside = ["Cargo.toml", "build.rs"].iter().any(|file| path == Path::new(file));
        if !is_beside && (depth < 2 || !path.starts_with("src")) {
            return Err(format!("{place} does not belong here"));
        }
    }
    Ok(())
}

/// Whether all systems take a file of that name for a file.
fn is_portable(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().to_lowercase();
    let devices = ["con", "prn", "aux", "nul"].map(str::to_owned).into_iter();
    let numbered = ["com", "lpt"].into_iter().flat_map(|d| (0..10).map(move |n| format!("{d}{n}")));
    let good = |c: char| c.is_ascii_alphanumeric() || "_-.".contains(c);
    !devices.chain(numbered).any(|device| device == stem) && name.chars().all(good) && name.len() < 255
}

/// The manifest has exactly the keys that it should have, and the description is one line.
fn manifest(text: &str, options: &Options) -> Result<(), String> {
    let document: toml_edit::DocumentMut = text.parse().map_err(|e| format!("{e}"))?;
    let keys =
        |table: &dyn toml_edit::TableLike| table.iter().map(|(key, _)| key.to_owned()).collect::<Vec<_>>();
    let expected = ["package", "lib", "bin", "features", "dependencies", "workspace"];
    if keys(document.as_table()) != expected {
        return Err(format!("its tables are {:?}", keys(document.as_table())));
    }
    let package = document["package"].as_table().ok_or("no package")?;
    let expected = ["name", "description", "version", "edition", "rust-version", "license", "metadata"];
    let metadata = package["metadata"].as_table().map(|table| keys(table)).unwrap_or_default();
    if metadata != ["docs"] {
        return Err(format!("its metadata has {metadata:?}"));
    }
    if keys(package) != expected || package["name"].as_str() != Some(&options.name) {
        return Err(format!("its package has {:?}", keys(package)));
    }
    let dependencies = document["dependencies"].as_table().ok_or("no dependencies")?;
    if keys(dependencies) != ["awsmodel-command", "awsmodel-runtime"] {
        return Err(format!("it depends on {:?}", keys(dependencies)));
    }
    for (name, dependency) in dependencies {
        let dependency = dependency.as_table_like().ok_or("a dependency is no table")?;
        if !keys(dependency)
            .iter()
            .all(|key| ["path", "version", "optional", "default-features"].contains(&key.as_str()))
        {
            return Err(format!("{name} has {:?}", keys(dependency)));
        }
    }
    Ok(())
}

fn rust(text: &str) -> Result<(), String> {
    let file = syn::parse_file(text).map_err(|e| e.to_string())?;
    let mut found = Found::default();
    found.visit_file(&file);
    found.comment(&file.attrs);
    match found.fault {
        Some(fault) => Err(fault),
        None => Ok(()),
    }
}

/// Walks all that has comments.
#[derive(Default)]
struct Found {
    fault: Option<String>,
}

impl Found {
    /// The comment of an item: the lines of its attributes.
    fn comment(&mut self, attributes: &[syn::Attribute]) {
        let lines = attributes.iter().filter_map(|attribute| match &attribute.meta {
            syn::Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
                syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => Some(text.value()),
                _ => None,
            },
            _ => None,
        });
        let lines: Vec<String> =
            lines.map(|line| line.strip_prefix(' ').unwrap_or(&line).to_owned()).collect();
        if let Err(fault) = comment(&lines.join("\n")) {
            self.fault.get_or_insert(fault);
        }
    }
}

impl<'ast> Visit<'ast> for Found {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        use syn::Item::{Const, Enum, Fn, Impl, Mod, Static, Struct};
        match item {
            Const(i) => self.comment(&i.attrs),
            Enum(i) => self.comment(&i.attrs),
            Fn(i) => self.comment(&i.attrs),
            Impl(i) => self.comment(&i.attrs),
            Mod(i) => self.comment(&i.attrs),
            Static(i) => self.comment(&i.attrs),
            Struct(i) => self.comment(&i.attrs),
            _ => {}
        }
        syn::visit::visit_item(self, item);
    }

    fn visit_field(&mut self, field: &'ast syn::Field) {
        self.comment(&field.attrs);
        syn::visit::visit_field(self, field);
    }

    fn visit_variant(&mut self, variant: &'ast syn::Variant) {
        self.comment(&variant.attrs);
        syn::visit::visit_variant(self, variant);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.comment(&function.attrs);
        syn::visit::visit_impl_item_fn(self, function);
    }
}

/// Fails if rustdoc would compile, run, load or follow what a text of the model says.
fn comment(text: &str) -> Result<(), String> {
    if text.contains(['\0', '\r', '\u{202e}', '\u{2066}']) {
        return Err(format!("a comment has a character that Rust refuses: {text:?}"));
    }
    let options = pulldown_cmark::Options::ENABLE_TABLES | pulldown_cmark::Options::ENABLE_FOOTNOTES;
    let mut compiled = false;
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => {
                return Err(format!("HTML in a comment: {html:?}"));
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => compiled = true,
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => compiled = &*info != "text",
            Event::End(TagEnd::CodeBlock) => compiled = false,
            Event::Text(code) if compiled && code.contains(MARK) => {
                return Err(format!("code of the model would be compiled: {code:?}"));
            }
            Event::Start(Tag::Link { dest_url, .. }) if dest_url.contains(MARK) => {
                return Err(format!("a link that runs something: {dest_url:?}"));
            }
            Event::Start(Tag::Image { .. }) => return Err("an image in a comment".to_owned()),
            _ => {}
        }
    }
    Ok(())
}
