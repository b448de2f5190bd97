//! `~`, `$NAME` and `${NAME}` in paths, as a shell would expand them; on Windows `%NAME%` too, and `~\`.

/// Expands the home directory at the start, then variables, of which `HOME` is that directory. What has no value
/// stays as it is.
pub fn expand(path: &str, value: impl Fn(&str) -> Option<String>) -> String {
    expanded(path, &value, cfg!(windows))
}

fn expanded(path: &str, value: &dyn Fn(&str) -> Option<String>, windows: bool) -> String {
    let separates = |c: char| c == '/' || windows && c == '\\';
    let home = match path.strip_prefix('~') {
        Some(rest) if rest.is_empty() || rest.starts_with(separates) => {
            value("HOME").map(|home| format!("{}{rest}", home.trim_end_matches(separates)))
        }
        _ => None,
    };
    let text = variables(home.as_deref().unwrap_or(path), value);
    if windows { between_percents(&text, value) } else { text }
}

/// `%NAME%`; two signs in a row are one.
fn between_percents(text: &str, value: &dyn Fn(&str) -> Option<String>) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('%') {
        out.push_str(before);
        let Some((name, after)) = behind.split_once('%') else {
            return out + "%" + behind;
        };
        match (name, value(name)) {
            ("", _) => out.push('%'),
            (_, Some(value)) => out.push_str(&value),
            _ => out.extend(["%", name, "%"]),
        }
        rest = after;
    }
    out + rest
}

fn variables(text: &str, value: &dyn Fn(&str) -> Option<String>) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        let (before, reference) = rest.split_at(at);
        out.push_str(before);
        let (name, length) = name(&reference[1..]);
        let (reference, after) = reference.split_at(1 + length);
        match name.and_then(value) {
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
    fn a_path_on_windows_has_signs_of_its_own() {
        let value = |name: &str| match name {
            "HOME" => Some(r"C:\Users\jane\".to_owned()),
            "A" => Some("x".to_owned()),
            _ => None,
        };
        for (text, there, elsewhere) in [
            (r"~\a", r"C:\Users\jane\a", r"~\a"),
            ("~/a", r"C:\Users\jane/a", r"C:\Users\jane\/a"),
            ("%A%b%%%B%", "xb%%B%", "%A%b%%%B%"),
            ("50%", "50%", "50%"),
            ("~a", "~a", "~a"),
        ] {
            assert_eq!(
                (expanded(text, &value, true), expanded(text, &value, false)),
                (there.into(), elsewhere.into())
            );
        }
    }

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
            assert_eq!(variables(text, &value), expected);
        }
    }
}
