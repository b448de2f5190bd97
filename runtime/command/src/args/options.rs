//! The options of one command, made from its table: the input's members, then the document, paging
//! and skeleton options that the command line adds.

use super::grammar::{Check, Opt};
use crate::table::OwnOption;
use crate::{ByHand, Command, Texts};
use rt::dialect::Dialect;
use rt::schema::{Kind, Member, Members, Paginator, Shape};

/// What an option of a command sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// A member of the input, by index.
    Member(usize),
    /// A boolean member, by index, to this value.
    Flag(usize, bool),
    /// A member that is a structure of one flag, by index, to this value.
    Switch(usize, bool),
    /// Parts of members: an option of the AWS CLI's own.
    Own,
    /// The input as a JSON document.
    InputJson,
    /// The input as a YAML document.
    InputYaml,
    /// A setting of automatic paging; where a member has the same option name, its index.
    Paging(Paging, Option<usize>),
    /// A skeleton instead of a request.
    Skeleton,
    /// A member of a member that is a zip archive, by its place among those.
    Zip(usize),
    /// The file that the body of the reply goes to; a word without dashes.
    OutFile,
}

/// A setting of automatic paging.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Paging {
    /// Where to go on.
    StartingToken,
    /// How many items to ask for at a time.
    PageSize,
    /// How many items to show.
    MaxItems,
}

impl Paging {
    /// The option's name without dashes.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Paging::StartingToken => "starting-token",
            Paging::PageSize => "page-size",
            Paging::MaxItems => "max-items",
        }
    }
}

/// An option of a command.
#[derive(Clone, Debug)]
pub(crate) struct CommandOption {
    /// The whole word with its dashes.
    pub(crate) word: String,
    /// What it sets.
    pub(crate) target: Target,
    /// What its values must look like.
    check: Check,
    required: bool,
}

impl CommandOption {
    /// Whether a request cannot be made without it.
    pub(crate) fn is_required(&self) -> bool {
        self.required
    }

    /// Whether the state that an update replaces has the option's member.
    pub(crate) fn is_in_state(&self, command: &Command) -> bool {
        let (Target::Member(index) | Target::Flag(index, _)) = self.target else { return false };
        let name = members(command).at(index).name();
        command.pair.is_some_and(|pair| pair.carried().any(|(member, _)| member == name))
    }

    /// Whether help passes it over: automatic paging has options of its own for tokens and limits.
    pub(crate) fn is_hidden(&self, command: &Command) -> bool {
        let (Target::Member(index), Some(paginator)) = (self.target, command.operation.paginator) else {
            return false;
        };
        let name = members(command).at(index).name();
        paginator.input_tokens.contains(&name) || paginator.limit_key == Some(name)
    }

    /// The option as the parser wants it.
    pub(crate) fn grammar<'a>(&'a self, command: &Command, dialect: &Dialect) -> Opt<'a> {
        let option = match self.target {
            // The parser knows it by its place.
            Target::OutFile => return Opt::one(&self.word).exact(),
            Target::Flag(..) | Target::Switch(_, false) => Opt::flag(&self.word),
            Target::Switch(_, true) => Opt::optional(&self.word, ON),
            Target::Own => match own(command, &self.word).map_or("", |own| own.takes) {
                "flag" => Opt::flag(&self.word),
                "many" => Opt::many(&self.word),
                _ => Opt::one(&self.word),
            },
            Target::Skeleton => Opt::optional(&self.word, dialect.skeletons[0]),
            Target::Member(index) if is_list(members(command).at(index).shape()) => Opt::many(&self.word),
            _ => Opt::one(&self.word),
        };
        option.check(self.check).required(self.required)
    }
}

/// The word of a switch without one.
pub(crate) const ON: &str = "\0";

/// The option of the AWS CLI's own that has this word.
pub(crate) fn own(command: &Command, word: &str) -> Option<OwnOption> {
    command.by_hand?.option(word.strip_prefix("--")?)
}

/// What messages call the file that the body of a reply goes to.
pub(crate) const OUT_FILE: &str = "outfile";

/// The options of `command` in the order in which messages list them.
pub(crate) fn options(command: &Command, dialect: &'static Dialect) -> Vec<CommandOption> {
    let mut options = Vec::new();
    for (index, (member, name)) in members(command).iter().zip(command.options().iter()).enumerate() {
        let has = |texts: Texts| texts.iter().any(|name| name == member.name());
        match command.by_hand {
            Some(by_hand) if has(by_hand.removed) => {}
            Some(by_hand) if has(by_hand.switches) => {
                add(&mut options, name, Target::Switch(index, true), Check::Text);
                add(&mut options, &format!("no-{name}"), Target::Switch(index, false), Check::Text);
            }
            Some(by_hand) => {
                let from = options.len();
                add_member(&mut options, index, member, name);
                options[from..].iter_mut().for_each(|option| option.required &= !has(by_hand.optional));
            }
            None => add_member(&mut options, index, member, name),
        }
    }
    command.by_hand.into_iter().for_each(|by_hand| add_own(&mut options, by_hand));
    add_zips(&mut options, command);
    if command.operation.stream().is_some() {
        let (word, target) = (OUT_FILE.to_owned(), Target::OutFile);
        options.push(CommandOption { word, target, check: Check::Text, required: true });
    }
    add(&mut options, "cli-input-json", Target::InputJson, Check::Text);
    if dialect.version_2_options {
        add(&mut options, "cli-input-yaml", Target::InputYaml, Check::Text);
    }
    if let Some(paginator) = command.operation.paginator {
        add_paging(&mut options, members(command), paginator);
    }
    add(&mut options, "generate-cli-skeleton", Target::Skeleton, Check::Choice(dialect.skeletons));
    options
}

/// Adds the options of archives that are members of members, which then need not be given themselves.
fn add_zips(options: &mut Vec<CommandOption>, command: &Command) {
    for (at, zip) in command.zips().enumerate().filter(|(_, zip)| zip.inner.is_some()) {
        let outer = members(command).position(zip.member);
        let outer = options.iter_mut().find(|o| outer.is_some_and(|index| o.target == Target::Member(index)));
        outer.into_iter().for_each(|option| option.required = false);
        add(options, zip.option, Target::Zip(at), Check::Text);
    }
}

/// The members of the command's input.
pub(crate) fn members(command: &Command) -> Members {
    command.operation.input_shape().map(Shape::members).unwrap_or_default()
}

fn is_list(shape: Shape) -> bool {
    matches!(shape.kind(), Kind::List(_))
}

fn add(options: &mut Vec<CommandOption>, name: &str, target: Target, check: Check) {
    options.push(CommandOption { word: format!("--{name}"), target, check, required: false });
}

/// Adds options of the AWS CLI's own, of several of one name the first.
fn add_own(options: &mut Vec<CommandOption>, by_hand: &ByHand) {
    for own in by_hand.options() {
        let word = format!("--{}", own.name);
        if options.iter().all(|option| option.word != word) {
            let check = if own.takes == "integer" { Check::Integer } else { Check::Text };
            options.push(CommandOption { word, target: Target::Own, check, required: own.required });
        }
    }
}

fn add_member(options: &mut Vec<CommandOption>, index: usize, member: Member, name: &str) {
    if matches!(member.shape().kind(), Kind::Boolean) {
        add(options, name, Target::Flag(index, true), Check::Text);
        add(options, &format!("no-{name}"), Target::Flag(index, false), Check::Text);
        return;
    }
    let check = match member.shape().kind() {
        Kind::Long => Check::Integer,
        Kind::Float | Kind::Double => Check::Float,
        _ => Check::Text,
    };
    let required = member.required() && !member.idempotency_token();
    options.push(CommandOption { word: format!("--{name}"), target: Target::Member(index), check, required });
}

/// Adds the paging options. One that has a member's name takes that option's place.
fn add_paging(options: &mut Vec<CommandOption>, members: Members, paginator: &Paginator) {
    let limit = paginator.limit_key.and_then(|key| members.named(key));
    let check = match limit.map(|m| m.shape().kind()) {
        Some(Kind::String | Kind::Enum(_)) => Check::Text,
        _ => Check::Integer,
    };
    let mut settings = vec![(Paging::StartingToken, Check::Text)];
    settings.extend(limit.map(|_| (Paging::PageSize, check)));
    settings.push((Paging::MaxItems, check));
    for (paging, check) in settings {
        let word = format!("--{}", paging.name());
        match options.iter_mut().find(|o| o.word == word) {
            Some(option) => {
                let member = if let Target::Member(index) = option.target { Some(index) } else { None };
                *option =
                    CommandOption { word, target: Target::Paging(paging, member), check, required: false };
            }
            None => add(options, paging.name(), Target::Paging(paging, None), check),
        }
    }
}

/// Whether the words lift the requirement of options: an input document or an input skeleton does,
/// if its option stands alone and is written out.
pub(crate) fn lifts_requirements(words: &[String], dialect: &Dialect) -> bool {
    let has = |option: &str| words.iter().any(|w| w == option);
    let skeleton = words.iter().position(|w| w == "--generate-cli-skeleton");
    let is_output = |at: usize| words.get(at + 1).is_some_and(|w| w == "output");
    has("--cli-input-json")
        || dialect.version_2_options && has("--cli-input-yaml")
        || skeleton.is_some_and(|at| !is_output(at))
}
