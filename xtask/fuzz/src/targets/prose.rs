//! CommonMark of help.

use awsmodel_command::help::prose;

use super::text;

pub(super) const WORDS: &[&str] = &[
    "*",
    "**",
    "_",
    "`",
    "```",
    "\n\n",
    "- ",
    "1. ",
    "# ",
    "> ",
    "[",
    "](",
    ")",
    "<https://a.example>",
    "<b>",
    "&amp;",
    "&#0;",
    "&#x110000;",
    "\\",
    "---",
    "===",
    "    ",
    "\t",
    "![",
    "<!--",
    "</",
    "  \n",
    "~~~",
    "+ ",
    "99999999999. ",
];

pub(super) fn run(data: &[u8]) -> bool {
    let text = text(data);
    let blocks = prose::read(&text);
    let plain = prose::plain(&text);
    assert!(plain.len() <= 4 * text.len() + 16, "{} bytes of {}", plain.len(), text.len());
    assert!(text.contains(prose::first_sentence(&text)));
    !blocks.is_empty()
}
