//! Pages that somebody wrote: one heading, and under it passages with headings of their own.
//!
//! In: CommonMark. Out: the same in pieces. Headings and fences stand at the beginning of a line; deeper headings are words.

use anyhow::{Context as _, Result, bail};

/// Tasks, and the commands for each.
pub(crate) const RECIPES: &str = "recipes";
/// The same tasks with the AWS SDK.
pub(crate) const SDK: &str = "coming-from-the-aws-sdk-for-rust";
/// All of them.
pub(super) const PAGES: [&str; 2] = [RECIPES, SDK];

/// A page.
pub(crate) struct Written {
    /// Its file, without an ending.
    pub(crate) page: &'static str,
    pub(crate) title: String,
    /// What stands before the first passage.
    pub(crate) words: String,
    pub(crate) passages: Vec<Passage>,
    /// All of it.
    pub(crate) text: String,
}

/// A heading, and what stands under it.
pub(crate) struct Passage {
    pub(crate) title: String,
    pub(crate) text: String,
}

/// The pieces of a page that will be called so.
pub(crate) fn read(page: &'static str, text: &str) -> Result<Written> {
    let (mut title, mut words, mut passages) = (None, String::new(), Vec::<Passage>::new());
    let mut in_code = false;
    for line in text.lines() {
        in_code ^= line.starts_with("```");
        match (line.strip_prefix("# "), line.strip_prefix("## ")) {
            (Some(own), _) if !in_code && title.is_none() => title = Some(own.to_owned()),
            (_, Some(own)) if !in_code => {
                passages.push(Passage { title: own.to_owned(), text: String::new() });
            }
            _ => {
                let out = passages.last_mut().map_or(&mut words, |passage| &mut passage.text);
                *out += line;
                out.push('\n');
            }
        }
    }
    if in_code {
        bail!("{page}: a block of code does not end");
    }
    let title = title.with_context(|| format!("{page} has no heading"))?;
    Ok(Written { page, title, words, passages, text: text.to_owned() })
}

/// Blocks of code, each with the word behind its fence.
pub(crate) fn blocks(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split("```").skip(1).step_by(2).map(|block| block.split_once('\n').unwrap_or((block, "")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_in_code_are_code() {
        let text = "# A page\n\nWords.\n\n## One\n\n```sh\n# no heading\n## nor this\n```\n\n```text\nb\n```\n## Two\n### c\n";
        let page = read("page", text).unwrap();
        assert_eq!((page.title.as_str(), page.words.trim()), ("A page", "Words."));
        let titles: Vec<&str> = page.passages.iter().map(|passage| passage.title.as_str()).collect();
        assert_eq!(titles, ["One", "Two"]);
        let code: Vec<_> = blocks(&page.passages[0].text).collect();
        assert_eq!(code, [("sh", "# no heading\n## nor this\n"), ("text", "b\n")]);
        assert_eq!(page.passages[1].text, "### c\n");
    }

    #[test]
    fn what_is_no_page_is_refused() {
        for (text, why) in
            [("words", "page has no heading"), ("# a\n```\n", "page: a block of code does not end")]
        {
            assert_eq!(read("page", text).err().map(|error| error.to_string()).as_deref(), Some(why));
        }
    }
}
