//! The writer.

use super::Element;

/// Writes an element and all that is in it, on one line.
pub(crate) fn write(element: &Element) -> String {
    let mut out = String::new();
    element_to(&mut out, element);
    out
}

fn element_to(out: &mut String, element: &Element) {
    out.push('<');
    out.push_str(&element.name);
    for (name, value) in &element.attributes {
        out.push_str(&format!(" {name}=\""));
        escaped(out, value, true);
        out.push('"');
    }
    if element.children.is_empty() && element.text.is_empty() {
        out.push_str(" />");
        return;
    }
    out.push('>');
    escaped(out, &element.text, false);
    element.children.iter().for_each(|child| element_to(out, child));
    out.push_str(&format!("</{}>", element.name));
}

/// Text in which nothing is taken for markup. Characters that readers would change are written by number.
fn escaped(out: &mut String, text: &str, in_quotes: bool) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if in_quotes => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            '\n' if in_quotes => out.push_str("&#10;"),
            '\t' if in_quotes => out.push_str("&#9;"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut root = Element::new("r");
        root.attributes.push(("k".to_owned(), "a\"<\n".to_owned()));
        root.children.push(Element::of_text("b", "<&>\r\n"));
        root.children.push(Element::new("c"));
        let text = write(&root);
        assert_eq!(text, "<r k=\"a&quot;&lt;&#10;\"><b>&lt;&amp;&gt;&#13;\n</b><c /></r>");
        assert_eq!(super::super::read(text.as_bytes()), Ok(root));
    }
}
