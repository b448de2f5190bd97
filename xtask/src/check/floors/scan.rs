//! What one module's code defines, imports and mentions; what is for tests is kept apart.

use syn::visit::{self, Visit};
use syn::{Attribute, Item};

use super::module::{Module, Use};
use super::names::{self, is_switch, is_test};

/// What was seen.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) module: Module,
    pub(super) modules: Vec<Declared>,
    /// Macros that are exported.
    pub(super) exported: Vec<String>,
    /// Whether the code that is looked at is for tests.
    test: bool,
}

/// A module inside this one.
pub(super) struct Declared {
    pub(super) name: String,
    /// Where its file is, if that is said.
    pub(super) path: Option<String>,
    /// Its content, if it stands here.
    pub(super) items: Option<Vec<Item>>,
    pub(super) test: bool,
}

/// Looks at the items of a module.
pub(super) fn scan(items: &[Item]) -> Seen {
    let mut seen = Seen::default();
    items.iter().for_each(|item| seen.visit_item(item));
    seen
}

impl Seen {
    /// Looks at code for tests.
    fn for_tests(&mut self, look: impl FnOnce(&mut Seen)) {
        self.test = true;
        look(self);
        self.test = false;
    }

    fn mention(&mut self, path: Vec<String>) {
        self.module.words.extend(path.iter().cloned());
        if path.len() > 1 {
            let mentions = if self.test { &mut self.module.in_tests } else { &mut self.module.mentions };
            mentions.insert(path);
        }
    }

    fn switch(&mut self, is: bool) {
        self.module.switches += usize::from(is && !self.test);
    }

    fn define(&mut self, name: &syn::Ident, function: bool) {
        self.module.items.insert(names::plain(name), function);
    }

    fn declare(&mut self, module: &syn::ItemMod) {
        let path = module.attrs.iter().find(|a| a.path().is_ident("path")).and_then(names::text);
        let items = module.content.as_ref().map(|(_, items)| items.clone());
        self.modules.push(Declared { name: names::plain(&module.ident), path, items, test: self.test });
    }

    fn macro_rules(&mut self, item: &syn::ItemMacro) {
        let Some(name) = &item.ident else { return };
        match item.attrs.iter().any(|a| a.path().is_ident("macro_export")) {
            true => self.exported.push(names::plain(name)),
            false => self.define(name, false),
        }
    }
}

impl<'ast> Visit<'ast> for Seen {
    fn visit_item(&mut self, item: &'ast Item) {
        if !self.test && names::attributes(item).iter().any(is_test) {
            return self.for_tests(|seen| seen.visit_item(item));
        }
        match item {
            Item::Mod(module) => {
                module.attrs.iter().for_each(|a| self.visit_attribute(a));
                return self.declare(module);
            }
            Item::Fn(item) => self.define(&item.sig.ident, true),
            Item::Const(item) => self.define(&item.ident, false),
            Item::Static(item) => self.define(&item.ident, false),
            Item::Struct(item) => self.define(&item.ident, false),
            Item::Enum(item) => self.define(&item.ident, false),
            Item::Union(item) => self.define(&item.ident, false),
            Item::Trait(item) => self.define(&item.ident, false),
            Item::Type(item) => self.define(&item.ident, false),
            Item::Macro(item) => self.macro_rules(item),
            _ => {}
        }
        visit::visit_item(self, item);
    }

    fn visit_impl_item(&mut self, item: &'ast syn::ImplItem) {
        let attributes: &[Attribute] = match item {
            syn::ImplItem::Fn(item) => &item.attrs,
            syn::ImplItem::Const(item) => &item.attrs,
            _ => &[],
        };
        match !self.test && attributes.iter().any(is_test) {
            true => self.for_tests(|seen| visit::visit_impl_item(seen, item)),
            false => visit::visit_impl_item(self, item),
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        let mut uses: Vec<Use> = Vec::new();
        names::flatten(&item.tree, &mut Vec::new(), &mut uses);
        let test = self.test;
        self.module.uses.extend(uses.into_iter().map(|import| Use { test, ..import }));
        item.attrs.iter().for_each(|a| self.visit_attribute(a));
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.mention(path.segments.iter().map(|s| names::plain(&s.ident)).collect());
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        let name = call.path.segments.last().map(|s| names::plain(&s.ident)).unwrap_or_default();
        self.switch(name == "cfg" && names::has_word(&call.tokens, "feature"));
        self.visit_path(&call.path);
        if !names::is_quote(&name) {
            names::paths(&call.tokens, &mut |path| self.mention(path));
        }
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        self.switch(is_switch(attribute));
    }
}
