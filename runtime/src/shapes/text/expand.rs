//! `~`, `$NAME` and `${NAME}` in paths, as a shell would expand them.

/// Expands the home directory at the start, then variables, of which `HOME` is that directory. What has no value
/// stays as it is.
pub fn expand(path: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let home = match path.strip_prefix('~') {
        Some(rest) if rest.is_empty() || rest.starts_with('/') => {
            value("HOME").map(|home| format!("{}{rest}", home.trim_end_matches('/')))
        }
        _ => None,
    };
    variables(home.as_deref().unwrap_or(path), value)
}

fn variables(text: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        let (before, reference) = rest.split_at(at);
        out.push_str(before);
        let (name, length) = name(&reference[1..]);
        let (reference, after) = reference.split_at(1 + length);
        match name.and_then(&value) {
            Some(value) => out.push_str(&value),
            None => out.push_str(reference),
        }
        rest = after;
    }
    out + rest
}

/// The name behind a `$`, and how long it is with its braces.
fn name(text: &str) -> (Option<&str>, usize) {
    if let Some((name, _)) = text.strip_prefix('{').and_then(|t| t.split_once('}')) {
        return (Some(name), name.len() + 2);
    }
    let length = text.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
    (Some(&text[..length]).filter(|name| !name.is_empty()), length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_with_a_value_are_replaced() {
        let value = |name: &str| (name == "A").then(|| "x$A".to_owned());
        for (text, expected) in [
            ("$A/b", "x$A/b"),
            ("${A}b", "x$Ab"),
            ("$B ${B} $ ${A", "$B ${B} $ ${A"),
            ("", ""),
            ("$A$A", "x$Ax$A"),
        ] {
            assert_eq!(variables(text, value), expected);
        }
    }
}
