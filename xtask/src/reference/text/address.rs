//! Addresses that a link may lead to.

/// The address, in characters that no format takes for a mark; `None` if it does not lead to a page, to mail
/// or to a place on the same page.
pub(in crate::reference) fn safe(url: &str) -> Option<String> {
    let begins = |start: &str| url.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start));
    ["http://", "https://", "mailto:", "#"].into_iter().any(begins).then(|| encoded(url))
}

/// Every other character is written as its bytes.
fn encoded(url: &str) -> String {
    let mut out = String::new();
    for c in url.chars() {
        if c.is_ascii_alphanumeric() || "-._~:/?#[]@!$&*+,=%".contains(c) {
            out.push(c);
        } else {
            let mut bytes = [0; 4];
            c.encode_utf8(&mut bytes).bytes().for_each(|byte| out.push_str(&format!("%{byte:02X}")));
        }
    }
    out
}
