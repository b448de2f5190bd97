//! Tokens as text.

use quote::ToTokens;

/// Tokens as text, with blanks between words alone.
pub(super) fn plain(tokens: &impl ToTokens) -> String {
    let text = tokens.to_token_stream().to_string();
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '"');
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let between = out.chars().next_back().is_some_and(is_word)
            && chars.peek().is_some_and(|next| is_word(*next) || matches!(next, '\'' | '#'));
        if c != ' ' && c != '\n' || between {
            out.push(c);
        }
    }
    out
}
