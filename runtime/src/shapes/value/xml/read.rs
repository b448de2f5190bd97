//! The reader.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::Element;

/// Elements in elements in elements.
const MAX_DEPTH: usize = 128;

/// Reads a document. The error says what is wrong with it.
pub(crate) fn read(bytes: &[u8]) -> Result<Element, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())?;
    let mut reader = Reader::from_str(text);
    let mut tree = Tree { open: Vec::new(), root: None };
    loop {
        match reader.read_event().map_err(|e| e.to_string())? {
            Event::Start(tag) => tree.enter(element(&tag)?)?,
            Event::Empty(tag) => {
                tree.enter(element(&tag)?)?;
                tree.leave()?;
            }
            Event::End(_) => tree.leave()?,
            Event::Text(text) => tree.text(&text.decode().map_err(|e| e.to_string())?)?,
            Event::CData(text) => tree.text(&text.decode().map_err(|e| e.to_string())?)?,
            Event::GeneralRef(reference) => tree.text(&resolved(&reference)?)?,
            Event::DocType(_) => return Err("it has a document type".to_owned()),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            Event::Eof => return tree.end(),
        }
    }
}

/// What has been read so far.
struct Tree {
    /// Elements that have not ended, outermost first.
    open: Vec<Element>,
    root: Option<Element>,
}

impl Tree {
    fn enter(&mut self, element: Element) -> Result<(), String> {
        if self.open.len() >= MAX_DEPTH {
            return Err("its elements stand too deep in each other".to_owned());
        }
        if self.open.is_empty() && self.root.is_some() {
            return Err("it has two roots".to_owned());
        }
        self.open.push(element);
        Ok(())
    }

    fn leave(&mut self) -> Result<(), String> {
        let Some(mut element) = self.open.pop() else {
            return Err("an element ends that did not begin".into());
        };
        if !element.children.is_empty() {
            element.text.clear();
        }
        match self.open.last_mut() {
            Some(outer) => outer.children.push(element),
            None => self.root = Some(element),
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), String> {
        match self.open.last_mut() {
            Some(element) => element.text.push_str(text),
            None if text.trim().is_empty() => {}
            None => return Err("it has text outside of its elements".to_owned()),
        }
        Ok(())
    }

    fn end(self) -> Result<Element, String> {
        if !self.open.is_empty() {
            return Err("it ends in the midst of an element".to_owned());
        }
        self.root.ok_or_else(|| "it has no element".to_owned())
    }
}

fn element(tag: &BytesStart<'_>) -> Result<Element, String> {
    let name = std::str::from_utf8(tag.local_name().into_inner()).map_err(|e| e.to_string())?.to_owned();
    let mut attributes = Vec::new();
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.map_err(|e| e.to_string())?;
        let value = attribute.unescape_value().map_err(|e| e.to_string())?.into_owned();
        attributes.push((String::from_utf8_lossy(attribute.key.into_inner()).into_owned(), value));
    }
    Ok(Element { name, attributes, ..Element::default() })
}

fn resolved(reference: &BytesRef<'_>) -> Result<String, String> {
    if let Some(character) = reference.resolve_char_ref().map_err(|e| e.to_string())? {
        return Ok(character.to_string());
    }
    let name = reference.decode().map_err(|e| e.to_string())?;
    let known = resolve_predefined_entity(&name).map(str::to_owned);
    known.ok_or_else(|| format!("the entity `{name}` stands for nothing"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees() {
        let text = "<?xml version='1.0'?><!-- c --><a:r xmlns:a='u' a:k='1&amp;2'>\n <b>x &lt;&#x41;<![CDATA[<y>]]></b><c/> t </a:r>";
        let root = read(text.as_bytes()).unwrap();
        assert_eq!((root.name.as_str(), root.text.as_str(), root.children.len()), ("r", "", 2));
        assert_eq!(root.attributes[1], ("a:k".to_owned(), "1&2".to_owned()));
        assert_eq!(root.child("b").unwrap().text, "x <A<y>");
        assert_eq!(root.child("c"), Some(&Element::new("c")));
    }

    #[test]
    fn what_is_no_document_is_refused() {
        let deep = format!("{}{}", "<a>".repeat(200), "</a>".repeat(200));
        let bomb = "<!DOCTYPE a [<!ENTITY b \"bbb\">]><a>&b;</a>";
        for text in
            ["", "<a>", "<a></b>", "x", "<a/><b/>", "</a>", "<a>&b;</a>", "<a>&#xD800;</a>", bomb, &deep]
        {
            assert!(read(text.as_bytes()).is_err(), "{text:.40}");
        }
        assert!(read(b"<a>\xff</a>").is_err());
    }
}
