//! How the AWS CLI turns the model's names into words: the one rule behind commands, options and
//! the Rust names of emitted code.

/// Splits a name into lower-case words, as the AWS CLI does: `AllowedOAuthFlows` is
/// `allowed`, `o`, `auth`, `flows`, and `CallbackURLs` is `callback`, `urls`.
pub(crate) fn words(name: &str) -> Vec<String> {
    kebab(name).split(['-', '_', '.', ' ', '/', ':']).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

/// The name of an operation or a member on the command line: `SetUserPoolMfaConfig` is
/// `set-user-pool-mfa-config`. Characters that are not ASCII letters or digits stay. A few names of other
/// services, such as `ExecutePartiQL`, are exceptions that botocore lists one by one and this rule does not know.
pub(crate) fn kebab(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let chars = before_words(&before_plural_acronym(&chars));
    let mut out = String::with_capacity(chars.len() + 8);
    for (i, c) in chars.iter().enumerate() {
        let after_lower = i > 0 && (chars[i - 1].is_ascii_lowercase() || chars[i - 1].is_ascii_digit());
        if after_lower && c.is_ascii_uppercase() {
            out.push('-');
        }
        match c.is_ascii() {
            true => out.push(c.to_ascii_lowercase()),
            false => out.extend(c.to_lowercase()),
        }
    }
    out
}

/// `CallbackURLs` becomes `Callback-urls`: a tail of two or more capitals and an `s` is one word.
fn before_plural_acronym(chars: &[char]) -> Vec<char> {
    let Some((&'s', head)) = chars.split_last() else { return chars.to_vec() };
    let capitals = head.iter().rev().take_while(|c| c.is_ascii_uppercase()).count();
    if capitals < 2 {
        return chars.to_vec();
    }
    let (before, tail) = chars.split_at(head.len() - capitals);
    let mut out = before.to_vec();
    // A name that is nothing else gets the dash too: `ACLs` is the option `---acls`.
    if before.last() != Some(&'-') {
        out.push('-');
    }
    out.extend(tail.iter().map(char::to_ascii_lowercase));
    out
}

/// A dash before each capital that lower-case letters follow, unless it stands at the start
/// (`(.)([A-Z][a-z]+)` to `\1-\2`, matches taken from left to right without overlap).
fn before_words(chars: &[char]) -> Vec<char> {
    let mut out = Vec::with_capacity(chars.len() + 8);
    let mut i = 0;
    while i < chars.len() {
        let starts =
            i + 2 < chars.len() && chars[i + 1].is_ascii_uppercase() && chars[i + 2].is_ascii_lowercase();
        out.push(chars[i]);
        i += 1;
        if starts {
            out.push('-');
            out.push(chars[i]);
            i += 1;
            while i < chars.len() && chars[i].is_ascii_lowercase() {
                out.push(chars[i]);
                i += 1;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_aws_cli() {
        let cases = [
            ("GetCSVHeader", "get-csv-header"),
            ("SetUICustomization", "set-ui-customization"),
            ("SetUserMFAPreference", "set-user-mfa-preference"),
            ("AllowedOAuthFlowsUserPoolClient", "allowed-o-auth-flows-user-pool-client"),
            ("DefaultRedirectURI", "default-redirect-uri"),
            ("CallbackURLs", "callback-urls"),
            ("SMSMfaSettings", "sms-mfa-settings"),
            ("MFAOptions", "mfa-options"),
            ("CSS", "css"),
            ("StartWebAuthnRegistration", "start-web-authn-registration"),
            ("S3Bucket", "s3-bucket"),
            ("ARNs", "-arns"),
        ];
        for (name, expected) in cases {
            assert_eq!(kebab(name), expected);
        }
        assert_eq!(words("AllowedOAuthFlows"), ["allowed", "o", "auth", "flows"]);
    }
}
