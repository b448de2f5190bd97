//! `partitions.json`.

use super::node::{Node, json};
use crate::error::Result;

const FILE: &str = "partitions.json";

/// A partition: regions that share their domain names.
#[derive(Debug)]
pub struct Partition {
    pub(crate) name: String,
    pub(crate) dns_suffix: String,
    pub(crate) dual_stack_dns_suffix: String,
    pub(crate) supports_fips: bool,
    pub(crate) supports_dual_stack: bool,
    pub(crate) implicit_global_region: String,
    pub(crate) region_prefixes: Vec<String>,
    pub(crate) region_infix: String,
    pub(crate) regions: Vec<String>,
}

/// Reads the partitions in the file's order; the first is the fallback.
pub(crate) fn parse(text: &str) -> Result<Vec<Partition>> {
    let value = json(FILE, text)?;
    let root = Node::root(FILE, &value).object()?;
    root.known(&["version"]);
    let partitions = root.need("partitions")?.items()?;
    root.finish()?;
    partitions.iter().map(partition).collect()
}

fn partition(node: &Node<'_>) -> Result<Partition> {
    let o = node.object()?;
    let outputs = o.need("outputs")?.object()?;
    let regex = o.need("regionRegex")?;
    let (region_prefixes, region_infix) = region_form(regex.text()?)
        .ok_or_else(|| regex.error("expected the form `^(aa|bb)\\-infix\\-\\w+\\-\\d+$`"))?;
    let regions = o.need("regions")?.entries()?.iter().map(|(name, _)| (*name).to_owned()).collect();
    let partition = Partition {
        name: outputs.need_text("name")?,
        dns_suffix: outputs.need_text("dnsSuffix")?,
        dual_stack_dns_suffix: outputs.need_text("dualStackDnsSuffix")?,
        supports_fips: outputs.flag("supportsFIPS")?,
        supports_dual_stack: outputs.flag("supportsDualStack")?,
        // Partitions of before 2023 do not name it.
        implicit_global_region: outputs.text("implicitGlobalRegion")?.unwrap_or_default(),
        region_prefixes,
        region_infix,
        regions,
    };
    outputs.finish()?;
    o.known(&["id"]);
    o.finish()?;
    Ok(partition)
}

/// Prefixes and infix of a region pattern. Every published pattern is a choice of prefixes, at most
/// one fixed word, any word and a number; that is plain data and needs no regular expressions later.
fn region_form(regex: &str) -> Option<(Vec<String>, String)> {
    // Some years write their dashes with a backslash, others without.
    let regex = regex.replace(r"\-", "-");
    let body = regex.strip_prefix('^')?.strip_suffix(r"-\w+-\d+$")?;
    let (prefix, infix) = body.split_once('-').unwrap_or((body, ""));
    let choices = |text: &str| -> Option<Vec<String>> {
        let inner = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')).unwrap_or(text);
        let words: Vec<String> = inner.split('|').map(str::to_owned).collect();
        words.iter().all(|w| w.chars().all(|c| c.is_ascii_alphanumeric())).then_some(words)
    };
    match choices(infix)?.as_slice() {
        [infix] => Some((choices(prefix)?, infix.clone())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::region_form;

    #[test]
    fn published_patterns() {
        let (prefixes, infix) = region_form(r"^(us|eu)\-\w+\-\d+$").unwrap();
        assert_eq!((prefixes.join(" ").as_str(), infix.as_str()), ("us eu", ""));
        let (prefixes, infix) = region_form(r"^us-iso-\w+-\d+$").unwrap();
        assert_eq!((prefixes.join(" ").as_str(), infix.as_str()), ("us", "iso"));
        let (prefixes, infix) = region_form(r"^eusc\-(de)\-\w+\-\d+$").unwrap();
        assert_eq!((prefixes.join(" ").as_str(), infix.as_str()), ("eusc", "de"));
        assert_eq!(region_form(r"^us\-(a|b)\-\w+\-\d+$"), None);
        assert_eq!(region_form("[a-z]+"), None);
    }
}
