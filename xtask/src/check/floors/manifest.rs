//! What a manifest says about names: the crate's own in Rust, and which dependencies bear another one.

use std::collections::BTreeMap;

/// Names of a crate.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Names {
    /// As other crates write it.
    pub(super) own: String,
    /// Dependencies that this crate calls otherwise: its name, theirs.
    pub(super) renamed: BTreeMap<String, String>,
}

/// Reads the few lines that matter; cargo itself has read the rest.
pub(super) fn read(text: &str) -> Names {
    let (mut section, mut names) = ("", Names::default());
    for line in text.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix('[') {
            section = name.trim_end_matches(']');
            continue;
        }
        let Some((key, value)) = line.split_once('=') else { continue };
        let (key, value) = (key.trim(), value.trim());
        match (section, key) {
            ("package", "name") if names.own.is_empty() => names.own = rust(value.trim_matches('"')),
            ("lib", "name") => names.own = rust(value.trim_matches('"')),
            _ if section.ends_with("dependencies") => {
                let package = value.split_once("package = \"").and_then(|(_, rest)| rest.split('"').next());
                names.renamed.extend(package.map(|package| (rust(key), rust(package))));
            }
            _ => {}
        }
    }
    names
}

fn rust(name: &str) -> String {
    name.replace('-', "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn libraries_and_dependencies_may_have_names_of_their_own() {
        let text = "[package]\nname = \"a-b\"\n[lib]\nname = \"c\"\n[dependencies]\nx.workspace = true\n\
                    command = { path = \"y\", package = \"awsmodel-command\" }\n";
        let renamed = BTreeMap::from([("command".to_owned(), "awsmodel_command".to_owned())]);
        assert_eq!(read(text), Names { own: "c".into(), renamed });
        assert_eq!(read("[package]\nname = \"a-b\"\n").own, "a_b");
    }
}
