//! Texts: the overlay first, then the model's own HTML, turned into CommonMark once, here. Whoever wrote them, they come
//! out harmless.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::prose::safe::safe;

/// Looks texts up, and remembers what had none and which were never asked for.
pub(crate) struct Docs {
    overlay: BTreeMap<String, String>,
    missing: Vec<String>,
    /// Keys that some name of the model asked for, whether or not its text was the one that counted.
    asked: RefCell<BTreeSet<String>>,
}

impl Docs {
    pub(crate) fn new(overlay: BTreeMap<String, String>) -> Docs {
        Docs { overlay, missing: Vec::new(), asked: RefCell::default() }
    }

    /// The text of an operation or a shape.
    pub(crate) fn of(&mut self, key: &str, html: Option<&str>) -> String {
        self.find(&[key], html).unwrap_or_default()
    }

    /// The text of an operation, noted as missing if there is none.
    pub(crate) fn need(&mut self, key: &str, html: Option<&str>) -> String {
        self.find(&[key], html).unwrap_or_else(|| self.miss(key))
    }

    /// The text of a member: its own, the one of its name, the model's.
    pub(crate) fn member(&mut self, shape: &str, member: &str, html: Option<&str>) -> String {
        let own = format!("{shape}.{member}");
        let shared = format!("*.{member}");
        self.find(&[&own, &shared], html).unwrap_or_else(|| self.miss(&own))
    }

    /// The text of an enum's value, if it has one.
    pub(crate) fn value(&self, shape: &str, value: &str) -> String {
        self.find(&[&format!("{shape}.{value}")], None).unwrap_or_default()
    }

    /// Keys of texts that nothing in the model is called by, sorted.
    pub(crate) fn idle(&self) -> Vec<String> {
        let asked = self.asked.borrow();
        self.overlay.keys().filter(|key| !asked.contains(*key)).cloned().collect()
    }

    /// Keys that had no text, sorted.
    pub(crate) fn into_missing(mut self) -> Vec<String> {
        self.missing.sort();
        self.missing.dedup();
        self.missing
    }

    fn find(&self, keys: &[&str], html: Option<&str>) -> Option<String> {
        let ours = keys.iter().filter(|key| self.overlay.contains_key(**key));
        self.asked.borrow_mut().extend(ours.map(|key| (*key).to_owned()));
        let ours = keys.iter().find_map(|k| self.overlay.get(*k)).cloned();
        ours.or_else(|| html.map(from_html)).map(|text| safe(&text)).filter(|text| !text.is_empty())
    }

    fn miss(&mut self, key: &str) -> String {
        self.missing.push(key.to_owned());
        String::new()
    }
}

/// HTML to CommonMark. What the library cannot read is kept as plain text.
fn from_html(html: &str) -> String {
    htmd::convert(html).map_or_else(|_| html.to_owned(), |text| text.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_particular_text_wins() {
        let overlay = [("*.Name", "any"), ("A.Name", "own"), ("A.Gone", "lost")];
        let mut docs = Docs::new(overlay.map(|(k, v)| (k.to_owned(), v.to_owned())).into());
        assert_eq!(docs.member("A", "Name", None), "own");
        assert_eq!(docs.member("B", "Name", Some("<p>html</p>")), "any");
        assert_eq!(docs.member("B", "Other", Some("<p>Use <code>X</code>.</p>")), "Use `X`.");
        assert_eq!(docs.member("B", "Third", None), "");
        assert_eq!(docs.idle(), ["A.Gone"]);
        assert_eq!(docs.into_missing(), ["B.Third"]);
    }
}
