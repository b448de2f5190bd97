//! What the command line knows beyond the schema: names of commands and options, and the words of
//! its help. Codegen emits these tables; parser, help, reference pages and completion walk them.

mod all_docs;
mod by_hand;
mod words;

pub use all_docs::AllDocs;
pub use by_hand::ByHand;
pub(crate) use by_hand::OwnOption;
pub use words::{JoinedWords, Words};

use crate::args::globals::Global;
use crate::args::grammar::Opt;
use rt::schema::waiter::Waiter;
use rt::schema::{Operation, Service};

/// The word after the program's name that leads to completion. An operation of that name would win.
pub(crate) const COMPLETION: &str = "completion";

/// The word that leads to what one can wait for.
pub(crate) const WAIT: &str = "wait";

/// What that does.
pub(crate) const WAIT_DOCS: &str = "Waits until something is in some state: asks the service again and again. A command stands behind it for each \
                                    state.";

/// What that does.
const COMPLETION_DOCS: &str = "Prints a script that completes command lines in a shell: `bash`, `zsh`, `fish` or \
                               `powershell`. In bash: `eval \"$(… completion bash)\"`. With `aws` behind it, also \
                               those that begin with `aws`.";

/// A generated command-line program.
#[derive(Debug)]
pub struct Program {
    /// The program's name, which is also the service's name in the AWS CLI, such as `cognito-idp`.
    pub name: &'static str,
    /// Version of the generated crate.
    pub version: &'static str,
    /// The service it speaks to.
    pub service: &'static Service,
    /// What the service is for, CommonMark.
    pub docs: &'static str,
    /// Its commands, in the model's order.
    pub commands: &'static [Command],
    /// What one can wait for, sorted by the model's name.
    pub waits: &'static [&'static Wait],
    /// Commands that are no operation of the service.
    pub extras: &'static [&'static ExtraCommand],
    /// Words about shapes.
    pub shapes: AllDocs,
    /// Members that name things which the service lists. For each: the operation, or `*` for all; the member; the
    /// operation that lists; what is always sent to that, JSON; `ITS=OTHER` for members that take others' values, with
    /// commas between; where the values are in its reply and what they are about, JMESPath.
    pub resources: Texts,
    /// When commands and options came and went. For each version of the model: what it is and its day (`botocore 1.4.14
    /// 2016-04-26`), then, with blanks between, what came (`+command`, `+command.option`), what went (`-`), and what became another
    /// one (`=command=command`).
    pub history: Texts,
}

/// A command: one operation of the service.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// What is said of it: its name, its options, what it does, and examples. [`joined!`](crate::joined) makes it.
    pub words: JoinedWords,
    /// The operation that it calls.
    pub operation: &'static Operation,
    /// The read of the state that it replaces, if it is an update of what can be read.
    pub pair: Option<&'static Pair>,
    /// What is different where a reply is sent back.
    pub resent: Option<&'static Resent>,
    /// What the AWS CLI does by hand.
    pub by_hand: Option<&'static ByHand>,
}

/// The read of the state that an update replaces.
#[derive(Debug)]
pub struct Pair {
    /// The command that reads it.
    pub read: &'static Command,
    /// Members of both requests that say which one is meant.
    pub identified_by: Texts,
    /// The member of the reply that is the state; empty if the reply itself is.
    pub member: &'static str,
    /// Members that are carried over: the update's name and the state's of each.
    pub carried: Texts,
    /// The state's member that says when it was changed; empty if it has none.
    pub changed: &'static str,
}

/// What an operation takes differently from how replies say it.
#[derive(Clone, Copy, Debug)]
pub struct Resent {
    /// Members that replies call differently: the request's name and the replies' of each.
    pub names: Texts,
    /// What is done to items of such a list: the member, the items' member, `skip` or `cut`, and the value of items that are left
    /// out or the prefix that is cut off.
    pub items: Texts,
    /// What the service refuses: the path to it; what it is refused beside, if not always; the value of that, if not any;
    /// `read` if both may stand where both were read; a sentence.
    pub refused: Texts,
}

/// What the service refuses when it is sent back, of [`Resent::refused`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Refusal {
    pub(crate) member: &'static str,
    pub(crate) beside: &'static str,
    pub(crate) is: &'static str,
    pub(crate) unless_read: bool,
    pub(crate) why: &'static str,
}

/// A command behind `wait`: asks one operation until a state is reached.
#[derive(Debug)]
pub struct Wait {
    /// Its name, options and words.
    pub command: Command,
    /// What answers mean.
    pub waiter: &'static Waiter,
}

/// Several texts as one, with a NUL between each and the next.
///
/// The start of a program has to write down the address of every text that a table names. Words of help are
/// thousands, and hardly a run shows any, so they share addresses.
#[derive(Clone, Copy, Debug)]
pub struct Texts(&'static str);

/// A command that is no operation of the service, such as [`LOGIN`](crate::LOGIN).
#[derive(Debug)]
pub struct ExtraCommand {
    pub(crate) name: &'static str,
    /// What it does, CommonMark.
    pub(crate) docs: &'static str,
    pub(crate) options: &'static [ExtraOption],
    /// The global options that it honours, beside those about how every command talks.
    pub(crate) honours: &'static [Global],
    pub(crate) examples: &'static [Example],
}

/// An option of such a command.
#[derive(Debug)]
pub(crate) struct ExtraOption {
    pub(crate) rule: Opt<'static>,
    /// What stands for the value in help.
    pub(crate) value: &'static str,
    /// What it means, CommonMark.
    pub(crate) docs: &'static str,
}

/// A worked example of a command.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// What it shows, one sentence.
    pub title: &'static str,
    /// The command as one types it into a POSIX shell.
    pub command: &'static str,
    /// What it prints.
    pub output: &'static str,
}

/// Words about a structure, a union or an enum.
///
/// In one text: the shape's name; what it is, CommonMark, which may be empty; then words about each member in the
/// shape's order, or, for enums, each value that needs some and these.
#[derive(Clone, Copy, Debug)]
pub struct ShapeDocs(Texts);

impl ExtraCommand {
    /// Whether it honours the global option of this word.
    pub(crate) fn honours(&self, word: &str) -> bool {
        Global::is_among(word, self.honours)
    }
}

impl Program {
    /// The command that is called `name`.
    #[must_use]
    pub fn command(&self, name: &str) -> Option<&'static Command> {
        self.commands.iter().find(|command| command.name() == name)
    }

    /// What `wait` does; nothing if there is nothing to wait for.
    #[must_use]
    pub fn wait_docs(&self) -> Option<&'static str> {
        (!self.waits.is_empty()).then_some(WAIT_DOCS)
    }

    /// The command behind `wait` that is called `name`.
    #[must_use]
    pub fn wait(&self, name: &str) -> Option<&'static Wait> {
        self.waits.iter().find(|wait| wait.command.name() == name).copied()
    }

    /// The command that words name, one of those behind `wait` included.
    pub(crate) fn named<'w>(&self, words: impl Iterator<Item = &'w str>) -> Option<&'static Command> {
        let mut waits = false;
        for word in words {
            match self.command(word) {
                _ if waits => match self.wait(word) {
                    Some(wait) => return Some(&wait.command),
                    None => continue,
                },
                Some(command) => return Some(command),
                None => waits = word == WAIT && !self.waits.is_empty(),
            }
        }
        None
    }

    /// What names of its own variables begin with, such as `COGNITO_IDP_`.
    pub(crate) fn variable_prefix(&self) -> String {
        self.name.to_uppercase().replace('-', "_") + "_"
    }

    /// Commands that are no operation: their names, and what they do.
    pub(crate) fn other_commands(&self) -> Vec<(&'static str, &'static str)> {
        let mut others = Vec::new();
        if !self.waits.is_empty() {
            others.push((WAIT, WAIT_DOCS));
        }
        others.extend(self.extras.iter().map(|extra| (extra.name, extra.docs)));
        others.push((COMPLETION, COMPLETION_DOCS));
        others
    }

    /// The words about the shape called `name`, if there are some.
    #[must_use]
    pub fn shape_docs(&self, name: &str) -> Option<ShapeDocs> {
        self.shapes.find(name)
    }
}

/// What is done to items of a list that replies call differently, of [`Resent::items`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct ItemRule {
    pub(crate) member: &'static str,
    pub(crate) item_member: &'static str,
    /// Whether items of this text are left out, rather than the text cut off in front.
    pub(crate) skips: bool,
    pub(crate) text: &'static str,
}

impl Pair {
    /// Members that are carried over: the update's name and the state's.
    pub(crate) fn carried(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        pairs(self.carried)
    }
}

impl Resent {
    /// Members that replies call differently: the request's name and the replies'.
    pub(crate) fn names(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        pairs(self.names)
    }

    /// What is done to items.
    pub(crate) fn items(&self) -> impl Iterator<Item = ItemRule> {
        let mut texts = self.items.iter();
        std::iter::from_fn(move || {
            let (member, item_member) = (texts.next()?, texts.next()?);
            Some(ItemRule { member, item_member, skips: texts.next()? == "skip", text: texts.next()? })
        })
    }

    /// What the service refuses.
    pub(crate) fn refused(&self) -> impl Iterator<Item = Refusal> {
        let mut texts = self.refused.iter();
        std::iter::from_fn(move || {
            let (member, beside, is) = (texts.next()?, texts.next()?, texts.next()?);
            Some(Refusal { member, beside, is, unless_read: texts.next()? == "read", why: texts.next()? })
        })
    }
}

/// Texts two by two.
fn pairs(texts: Texts) -> impl Iterator<Item = (&'static str, &'static str)> {
    texts.rows().map(|[one, other]| (one, other))
}

/// A member that is a zip archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Zip {
    /// The option that gives it, without dashes.
    pub(crate) option: &'static str,
    /// The member of the input, and in that the member that it is, if it is not the former.
    pub(crate) member: &'static str,
    pub(crate) inner: Option<&'static str>,
}

impl Command {
    /// Name on the command line, such as `set-user-pool-mfa-config`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.words.name
    }

    /// What it does, CommonMark.
    #[must_use]
    pub fn docs(&self) -> &'static str {
        self.words.docs()
    }

    /// Names of the options, as [`Words::options`] has them.
    #[must_use]
    pub fn options(&self) -> Texts {
        self.words.options()
    }

    /// The names of its options.
    pub fn option_names(&self) -> impl Iterator<Item = &'static str> {
        let names = self.options().iter().map(|name| name.split_once('=').map_or(name, |(option, _)| option));
        names.filter(|name| !name.is_empty())
    }

    /// Its members that are zip archives.
    pub(crate) fn zips(&self) -> impl Iterator<Item = Zip> {
        self.options().iter().filter_map(|name| {
            let (option, at) = name.split_once('=')?;
            let (member, inner) =
                at.split_once('.').map_or((at, None), |(outer, inner)| (outer, Some(inner)));
            Some(Zip { option, member, inner })
        })
    }

    /// Its worked examples: title, command and output of each.
    #[must_use]
    pub fn examples(&self) -> Vec<Example> {
        let mut texts = self.words.examples().iter();
        let mut next =
            || Some(Example { title: texts.next()?, command: texts.next()?, output: texts.next()? });
        std::iter::from_fn(&mut next).collect()
    }
}

impl Texts {
    /// Texts that stand in one.
    #[must_use]
    pub const fn of(joined: &'static str) -> Texts {
        Texts(joined)
    }

    /// Each of them.
    pub fn iter(self) -> impl Iterator<Item = &'static str> + Clone {
        let mut rest = Some(self.0).filter(|texts| !texts.is_empty());
        std::iter::from_fn(move || {
            let texts = rest.take()?;
            let Some((text, behind)) = texts.split_once('\0') else { return Some(texts) };
            rest = Some(behind);
            Some(text)
        })
    }

    /// `N` by `N`.
    pub(crate) fn rows<const N: usize>(self) -> impl Iterator<Item = [&'static str; N]> {
        let mut texts = self.iter();
        std::iter::from_fn(move || {
            let mut row = [""; N];
            for text in &mut row {
                *text = texts.next()?;
            }
            Some(row)
        })
    }

    /// One of them.
    #[must_use]
    pub fn get(self, index: usize) -> Option<&'static str> {
        self.iter().nth(index)
    }
}

/// Literal texts in one, for [`Texts::of`] and [`ShapeDocs::of`].
#[macro_export]
macro_rules! texts {
    () => { "" };
    ($first:literal $(, $rest:literal)* $(,)?) => { ::core::concat!($first $(, "\0", $rest)*) };
}

/// The same for tables that are written by hand, a row in brackets; see [`Texts::rows`].
macro_rules! rows {
    ($(($($text:literal),+ $(,)?)),* $(,)?) => { $crate::texts!($($($text),+),*) };
}
pub(crate) use rows;

impl ShapeDocs {
    /// Words that stand in one text.
    #[must_use]
    pub const fn of(joined: &'static str) -> ShapeDocs {
        ShapeDocs(Texts::of(joined))
    }

    /// The shape's name.
    #[must_use]
    pub fn shape(&self) -> &'static str {
        self.0.get(0).unwrap_or_default()
    }

    /// What it is, CommonMark; may be empty.
    #[must_use]
    pub fn docs(&self) -> &'static str {
        self.0.get(1).unwrap_or_default()
    }

    /// Words about the member at a position of the shape.
    #[must_use]
    pub fn member(&self, index: usize) -> Option<&'static str> {
        self.0.get(2 + index)
    }

    /// What a value of an enum means, CommonMark; nothing where its name says it all.
    #[must_use]
    pub fn value(&self, value: &str) -> &'static str {
        let mut texts = self.0.iter().skip(2);
        while let (Some(known), Some(docs)) = (texts.next(), texts.next()) {
            if known == value {
                return docs;
            }
        }
        ""
    }
}
