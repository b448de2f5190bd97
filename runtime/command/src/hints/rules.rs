//! The table of rules, in the order in which they are said.

use super::{Parts, Rule, Scene, files, past, quotes, secrets, words};
use crate::report::failure::Kind;

/// All rules.
pub static RULES: &[Rule] = &[
    Rule {
        situation: "An option is not known, and one with a similar name is.",
        sentence: "Did you mean {options}?",
        find: |scene| of_failure(scene, Kind::UnknownOption, "options"),
    },
    Rule {
        situation: "A command or an option is not known, and newer models of the service have it.",
        sentence: "{what} came with {when}, which is newer than the model of this program.",
        find: past::later,
    },
    Rule {
        situation: "A command or an option is not known, and older models of the service had it.",
        sentence: "{what} is gone since {when}.",
        find: past::gone,
    },
    Rule {
        situation: "A command is not known, and another one took its place.",
        sentence: "{what} is gone since {when}: {name} took its place.",
        find: past::renamed,
    },
    Rule {
        situation: "A value cannot be read.",
        sentence: "Expected: {form}",
        find: |scene| of_failure(scene, Kind::Parameter, "form"),
    },
    Rule {
        situation: "The bytes of a file are given where a structure or a map is meant.",
        sentence: "{option} takes text: use file:// instead of fileb://",
        find: |scene| of_failure(scene, Kind::General, "option"),
    },
    Rule {
        situation: "Something was not found, and its id names another region than the one that was asked.",
        sentence: "The id names region {region}, and another was asked: try --region {region}",
        find: |scene| of_failure(scene, Kind::Service, "region"),
    },
    Rule {
        situation: "A sign-in has expired, or was never made.",
        sentence: "To sign in: {command}",
        find: |scene| of_failure(scene, Kind::SignedOut, "command"),
    },
    Rule {
        situation: "A value cannot be read, and a file of that name exists.",
        sentence: "{option} was given the name of a file where its content is meant: {option} file://{file}",
        find: files::forgotten,
    },
    Rule {
        situation: "A file begins with a byte order mark.",
        sentence: "{file} begins with a byte order mark, which is no part of the text: save it as UTF-8 without one.",
        find: files::marked,
    },
    Rule {
        situation: "A file is UTF-16, as some editors and shells on Windows write it.",
        sentence: "{file} is UTF-16: save it as UTF-8. fileb:// is for images and other bytes, not for text or JSON.",
        find: files::utf_16,
    },
    Rule {
        situation: "A file with text or JSON is not in the character set of the locale.",
        sentence: "{file} is not UTF-8: save it as UTF-8, or name its character set in AWS_CLI_FILE_ENCODING. fileb:// is \
                   for images and other bytes, not for text or JSON.",
        find: files::other_set,
    },
    Rule {
        situation: "A value begins with a dash and is taken for an option.",
        sentence: "A value that begins with a dash stands in one word with its option: {option}=-…",
        find: words::dash,
    },
    Rule {
        situation: "A long dash stands where an option begins, as editors make of two hyphens.",
        sentence: "Word {place} begins with a long dash; options begin with two hyphens: --{name}",
        find: words::long_dash,
    },
    Rule {
        situation: "A blank word stands among the options.",
        sentence: "Word {place} is blank: a backslash with a blank behind it does not go on with the next line.",
        find: words::blank,
    },
    Rule {
        situation: "Shorthand cannot be read: quotes and commas inside a value.",
        sentence: "A value with quotes or commas is put into double quotes that reach the program: {text}\n\
                   In a shell: {option} {quoted}",
        find: quotes::repaired,
    },
    Rule {
        situation: "Parameters of a sign-in cannot be read: a comma or a quote inside a secret.",
        sentence: "A value with a comma or a quote is put into double quotes that reach the program: {option} \
                   'USERNAME=…,PASSWORD=\"…\"'",
        find: secrets::unreadable,
    },
    Rule {
        situation: "A comma inside a secret makes a further parameter of a sign-in.",
        sentence: "{option} sends {count} parameters, the last of which no sign-in knows: a value with a comma is put into \
                   double quotes that reach the program: 'PASSWORD=\"…\"'",
        find: secrets::cut,
    },
    Rule {
        situation: "A file is named inside shorthand, whose text is sent as it stands.",
        sentence: "{key}=file://… is sent as it stands; {key}@=file://… sends what is in the file.",
        find: files::in_shorthand,
    },
    Rule {
        situation: "A secret holds a curly quote.",
        sentence: "The value of {option} holds a curly quote, which editors make of a straight one.",
        find: secrets::curly,
    },
    Rule {
        situation: "A secret out of a file ends in a line end.",
        sentence: "{file} ends in a line end, which is sent as part of {option}; printf %s writes a file without one.",
        find: files::line_end,
    },
    Rule {
        situation: "The message speaks of --no-paginate, which nobody gave.",
        sentence: "{option} asks for pages by hand, as --no-paginate does; --page-size sets their size and goes on to all.",
        find: words::by_hand,
    },
    Rule {
        situation: "An update resets what it is not given.",
        sentence: "{command} sets back to its default what it is not given: begin with all that is there, {how}.",
        find: words::resets,
    },
];

/// What was known where it failed.
fn of_failure(scene: &Scene<'_>, kind: Kind, part: &'static str) -> Option<Parts> {
    let failure = scene.failure.filter(|failure| failure.kind == kind)?;
    Some(vec![(part, failure.hint.clone()?)])
}
