//! Help pages of such commands.

use super::ExtraCommand;
use crate::cli::Program;

/// Columns, which every terminal has.
const WIDTH: usize = 79;

/// The page of a command.
pub(super) fn page(program: &Program, command: &ExtraCommand) -> String {
    let mut out = format!("NAME\n   {}\n\nDESCRIPTION\n", command.name);
    for paragraph in command.docs.split("\n\n") {
        wrap(&mut out, 3, paragraph);
        out.push('\n');
    }
    out.push_str(&format!("SYNOPSIS\n   {} {}\n", program.name, command.name));
    for option in command.options {
        let usage = format!("{} <{}>", option.rule.word, option.value);
        out.push_str(&if option.rule.required { format!("   {usage}\n") } else { format!("   [{usage}]\n") });
    }
    out.push_str("   [<global options>]\n\nOPTIONS\n");
    for option in command.options {
        let required = if option.rule.required { " [required]" } else { "" };
        out.push_str(&format!("   {} <{}>{required}\n", option.rule.word, option.value));
        wrap(&mut out, 6, option.docs);
        for choice in option.rule.choices() {
            out.push_str(&format!("      - {choice}\n"));
        }
        out.push('\n');
    }
    if !command.examples.is_empty() {
        out.push_str("EXAMPLES\n");
    }
    for example in command.examples {
        wrap(&mut out, 3, example.title);
        let lines = example.command.lines().chain(example.output.lines());
        lines.for_each(|line| out.push_str(&format!("      {line}\n")));
        out.push('\n');
    }
    out
}

/// A paragraph in lines of the page's width.
fn wrap(out: &mut String, indent: usize, text: &str) {
    let mut column = 0;
    for word in text.split_whitespace() {
        let width = word.chars().count();
        if column > 0 && column + 1 + width > WIDTH {
            out.push('\n');
            column = 0;
        }
        let gap = if column == 0 { indent } else { 1 };
        out.extend(std::iter::repeat_n(' ', gap));
        out.push_str(word);
        column += gap + width;
    }
    out.push('\n');
}
