//! Documentation as the model carries it: HTML, which is taken apart only if it is not absurdly deep.

use super::node::{Node, Object};
use crate::error::Result;

/// Tags within tags; the deepest text of AWS has 11.
const MOST_DEEP: usize = 64;

/// The text of an object's `documentation`.
pub(super) fn documentation(o: &Object<'_>) -> Result<Option<String>> {
    o.get("documentation").map(|node| html(&node)).transpose()
}

fn html(node: &Node<'_>) -> Result<String> {
    let text = node.text()?;
    if depth(text) > MOST_DEEP {
        return Err(node.error(format!("its tags are nested deeper than {MOST_DEEP}")));
    }
    Ok(text.to_owned())
}

/// How deep tags are nested, at most: whatever is never closed counts, for a browser would nest it.
fn depth(html: &str) -> usize {
    let (mut open, mut deepest) = (0_usize, 0);
    for tag in html.split('<').skip(1) {
        if tag.starts_with('/') {
            open = open.saturating_sub(1);
        } else if tag.starts_with(|c: char| c.is_ascii_alphabetic()) && !closes_itself(tag) {
            open += 1;
            deepest = deepest.max(open);
        }
    }
    deepest
}

/// Tags without an end, or whose end may be left out.
fn closes_itself(tag: &str) -> bool {
    let name =
        tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_ascii_lowercase();
    matches!(name.as_str(), "br" | "hr" | "img" | "input" | "wbr" | "p" | "li" | "dt" | "dd")
        || tag.split('>').next().is_some_and(|tag| tag.ends_with('/'))
}

#[cfg(test)]
mod tests {
    use super::depth;

    #[test]
    fn what_nests_is_counted() {
        assert_eq!(depth("<p>a<p>b<br>c"), 0);
        assert_eq!(depth("<ul><li><p>a <code>b</code></p></li></ul> 1 < 2"), 2);
        assert_eq!(depth(&"<b>".repeat(100)), 100);
    }
}
