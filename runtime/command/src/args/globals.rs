//! Options that every command has: one table, and what a command line says about them.

use super::each::EachWords;
use super::grammar::{Arity, Check, Opt};
use super::parse::Parsed;
use crate::output::ROW_FORMATS;
use rt::dialect::Dialect;

/// A global option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Global {
    Debug,
    EndpointUrl,
    NoVerifySsl,
    NoPaginate,
    Output,
    Query,
    Profile,
    Region,
    Version,
    Color,
    NoSignRequest,
    CaBundle,
    ReadTimeout,
    ConnectTimeout,
    UpgradeDebug,
    BinaryFormat,
    NoPager,
    AutoPrompt,
    NoAutoPrompt,
    ErrorFormat,
    Dialect,
    DryRun,
    ClientSecretFile,
    Merge,
    Yes,
    InputFrom,
    Columns,
    ForEach,
    ForEachFormat,
    Map,
    Rate,
    Concurrency,
    OnError,
    Journal,
    RetryUncertain,
    RetryFailed,
    Help,
    HelpShort,
}

/// Which command lines know a global option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    Always,
    Version1,
    Version2,
    /// Ours alone: not among the abbreviations.
    Extension,
}

impl Global {
    /// What every command honours: help, and how the program talks.
    const TALK: &'static [Global] = &[
        Global::Help,
        Global::HelpShort,
        Global::Version,
        Global::Dialect,
        Global::ErrorFormat,
        Global::Color,
        Global::NoPager,
        Global::NoAutoPrompt,
        Global::UpgradeDebug,
    ];

    /// Whether a command that honours `others` honours the option of this word.
    pub(crate) fn is_among(word: &str, others: &[Global]) -> bool {
        let global = TABLE.iter().find(|(.., option)| option.word == word).map(|(global, ..)| *global);
        global.is_some_and(|global| Global::TALK.contains(&global) || others.contains(&global))
    }

    /// The option's word.
    pub(crate) fn word(self) -> &'static str {
        TABLE.iter().find(|(global, ..)| *global == self).map_or("", |(.., option)| option.word)
    }
}

const COLORS: &[&str] = &["on", "off", "auto"];
const BINARY_FORMATS: &[&str] = &["base64", "raw-in-base64-out"];
const ERROR_FORMATS: &[&str] = &["legacy", "json", "yaml", "text", "table", "enhanced"];
/// Names of the forms that records have.
pub(crate) const RECORD_FORMATS: &[&str] = &["csv", "jsonl", "yaml"];
const DRY_RUNS: &[&str] = &["http", "curl", "unmasked"];
const MERGES: &[&str] = &["structures", "deep"];

/// All of them, in the AWS CLI's order, which messages about abbreviations show.
static TABLE: &[(Global, Known, Opt<'static>)] = &[
    (Global::Debug, Known::Always, Opt::flag("--debug")),
    (Global::EndpointUrl, Known::Always, Opt::one("--endpoint-url")),
    (Global::NoVerifySsl, Known::Always, Opt::flag("--no-verify-ssl")),
    (Global::NoPaginate, Known::Always, Opt::flag("--no-paginate")),
    (Global::Output, Known::Always, Opt::one("--output")),
    (Global::Query, Known::Always, Opt::one("--query")),
    (Global::Profile, Known::Always, Opt::one("--profile")),
    (Global::Region, Known::Always, Opt::one("--region")),
    (Global::Color, Known::Always, Opt::one("--color").check(Check::Choice(COLORS))),
    (Global::NoSignRequest, Known::Always, Opt::flag("--no-sign-request")),
    (Global::CaBundle, Known::Always, Opt::one("--ca-bundle")),
    (Global::ReadTimeout, Known::Always, Opt::one("--cli-read-timeout")),
    (Global::ConnectTimeout, Known::Always, Opt::one("--cli-connect-timeout")),
    (Global::UpgradeDebug, Known::Version1, Opt::flag("--v2-debug")),
    (
        Global::BinaryFormat,
        Known::Version2,
        Opt::one("--cli-binary-format").check(Check::Choice(BINARY_FORMATS)),
    ),
    (Global::NoPager, Known::Version2, Opt::flag("--no-cli-pager")),
    (Global::AutoPrompt, Known::Version2, Opt::flag("--cli-auto-prompt")),
    (Global::NoAutoPrompt, Known::Version2, Opt::flag("--no-cli-auto-prompt")),
    (
        Global::ErrorFormat,
        Known::Version2,
        Opt::one("--cli-error-format").check(Check::Choice(ERROR_FORMATS)),
    ),
    (Global::Version, Known::Always, Opt::flag("--version").halts()),
    (Global::Dialect, Known::Extension, Opt::one("--cli-dialect").check(Check::Choice(&["v1", "v2"]))),
    (Global::DryRun, Known::Extension, Opt::equals("--dry-run", "http").check(Check::Choice(DRY_RUNS))),
    (Global::ClientSecretFile, Known::Extension, Opt::one("--client-secret-file")),
    (Global::Merge, Known::Extension, Opt::equals("--merge", MERGES[0]).check(Check::Choice(MERGES))),
    (Global::Yes, Known::Extension, Opt::flag("--yes")),
    (Global::InputFrom, Known::Extension, Opt::one("--input-from")),
    (Global::Columns, Known::Extension, Opt::one("--columns")),
    (Global::ForEach, Known::Extension, Opt::one("--for-each")),
    (
        Global::ForEachFormat,
        Known::Extension,
        Opt::one("--for-each-format").check(Check::Choice(RECORD_FORMATS)),
    ),
    (Global::Map, Known::Extension, Opt::one("--map")),
    (Global::Rate, Known::Extension, Opt::one("--rate")),
    (Global::Concurrency, Known::Extension, Opt::one("--concurrency")),
    (Global::OnError, Known::Extension, Opt::one("--on-error").check(Check::Choice(&["continue", "stop"]))),
    (Global::Journal, Known::Extension, Opt::one("--journal")),
    (Global::RetryUncertain, Known::Extension, Opt::flag("--retry-uncertain")),
    (Global::RetryFailed, Known::Extension, Opt::flag("--retry-failed")),
    (Global::Help, Known::Extension, Opt::flag("--help")),
    (Global::HelpShort, Known::Extension, Opt::flag("-h")),
];

/// The global options of a dialect.
pub(crate) fn table(dialect: &'static Dialect) -> (Vec<Global>, Vec<Opt<'static>>) {
    table_for(dialect, &[])
}

/// The global options in front of a command: its `own` options win over those that the AWS CLI lacks.
pub(crate) fn table_for(dialect: &'static Dialect, own: &[&str]) -> (Vec<Global>, Vec<Opt<'static>>) {
    let is_own = |word: &str| own.iter().any(|option| word.strip_prefix("--") == Some(option));
    let known = |known| match known {
        Known::Always | Known::Extension => true,
        Known::Version1 => !dialect.version_2_options,
        Known::Version2 => dialect.version_2_options,
    };
    let rows = TABLE.iter().filter(|(_, k, o)| known(*k) && !(*k == Known::Extension && is_own(o.word)));
    rows.map(|(global, known, option)| (*global, option_in(dialect, *global, *known, *option))).unzip()
}

/// Whether a global option takes its value behind `=` alone, and never the next word.
pub(crate) fn takes_no_word(word: &str) -> bool {
    TABLE.iter().any(|(.., option)| option.word == word && matches!(option.arity, Arity::Equals(_)))
}

/// The words of the global options in help's order, each with its choices.
pub(crate) fn global_options(
    dialect: &'static Dialect,
) -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    let (_, options) = table(dialect);
    options.into_iter().map(|option| (option.word, option.choices().collect()))
}

fn option_in(dialect: &'static Dialect, global: Global, known: Known, option: Opt<'static>) -> Opt<'static> {
    match (global, known) {
        (Global::Output, _) => option.check(Check::Choice(dialect.outputs)).further(ROW_FORMATS),
        (_, Known::Extension) => option.exact(),
        _ => option,
    }
}

/// What the command line says about the global options; not yet looked at beyond the choices.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Globals {
    /// Which of them were given.
    pub(crate) given: Vec<Global>,
    /// The words that they were given.
    values: Vec<Option<String>>,
    pub(crate) debug: bool,
    pub(crate) endpoint_url: Option<String>,
    pub(crate) no_verify_ssl: bool,
    pub(crate) no_paginate: bool,
    pub(crate) output: Option<String>,
    pub(crate) query: Option<String>,
    pub(crate) profile: Option<String>,
    pub(crate) region: Option<String>,
    pub(crate) color: Option<String>,
    pub(crate) no_sign_request: bool,
    pub(crate) ca_bundle: Option<String>,
    pub(crate) read_timeout: Option<String>,
    pub(crate) connect_timeout: Option<String>,
    pub(crate) binary_format: Option<String>,
    pub(crate) no_pager: bool,
    pub(crate) auto_prompt: bool,
    pub(crate) no_auto_prompt: bool,
    pub(crate) error_format: Option<String>,
    pub(crate) dry_run: Option<String>,
    pub(crate) client_secret_file: Option<String>,
    pub(crate) merge: Option<Merge>,
    pub(crate) yes: bool,
    pub(crate) input_from: Option<String>,
    pub(crate) columns: Option<String>,
    pub(crate) each: EachWords,
    pub(crate) help: bool,
}

/// How what is given is laid over what is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Merge {
    /// Structures member by member; lists and maps as a whole.
    Structures,
    /// Maps too, key by key.
    Deep,
}

impl Globals {
    /// Reads what the parser found; of a repeated option the last one counts.
    pub(crate) fn new(table: &[Global], parsed: &mut Parsed) -> Globals {
        let mut globals = Globals::default();
        for (index, values) in parsed.options.drain(..) {
            globals.give(table[index], values.into_iter().next());
        }
        globals
    }

    /// What is given here takes the place of what was given before. The default of a choice is as good as nothing.
    pub(crate) fn overlay(&mut self, others: Globals) {
        for (global, value) in others.given.into_iter().zip(others.values) {
            if global != Global::Color || value.as_deref() != Some("auto") {
                self.give(global, value);
            }
        }
    }

    /// The same with the wish for help.
    pub(crate) fn asking_for_help(mut self) -> Globals {
        self.help = true;
        self
    }

    fn give(&mut self, global: Global, value: Option<String>) {
        self.given.push(global);
        self.values.push(value.clone());
        self.set(global, value);
    }

    /// Words of options that were given and that a command which honours these does not.
    pub(crate) fn not_honoured(&self, honoured: &[Global]) -> Vec<&'static str> {
        let given =
            self.given.iter().filter(|global| !Global::TALK.contains(global) && !honoured.contains(global));
        given.map(|global| global.word()).collect()
    }

    fn set(&mut self, option: Global, value: Option<String>) {
        match option {
            Global::Debug => self.debug = true,
            Global::EndpointUrl => self.endpoint_url = value,
            Global::NoVerifySsl => self.no_verify_ssl = true,
            Global::NoPaginate => self.no_paginate = true,
            Global::Output => self.output = value,
            Global::Query => self.query = value,
            // An empty profile counts as not given; an empty region is one that does not exist.
            Global::Profile => self.profile = value.filter(|v| !v.is_empty()),
            Global::Region => self.region = value,
            Global::Color => self.color = value,
            Global::NoSignRequest => self.no_sign_request = true,
            Global::CaBundle => self.ca_bundle = value,
            Global::ReadTimeout => self.read_timeout = value,
            Global::ConnectTimeout => self.connect_timeout = value,
            Global::BinaryFormat => self.binary_format = value,
            Global::NoPager => self.no_pager = true,
            Global::AutoPrompt => self.auto_prompt = true,
            Global::NoAutoPrompt => self.no_auto_prompt = true,
            Global::ErrorFormat => self.error_format = value,
            Global::DryRun => self.dry_run = value,
            Global::ClientSecretFile => self.client_secret_file = value,
            Global::Merge if value.as_deref() == Some("deep") => self.merge = Some(Merge::Deep),
            Global::Merge => self.merge = Some(Merge::Structures),
            Global::Yes => self.yes = true,
            Global::InputFrom => self.input_from = value,
            Global::Columns => self.columns = value,
            Global::ForEach => self.each.for_each = value,
            Global::ForEachFormat => self.each.format = value,
            Global::Map => self.each.map = value,
            Global::Rate => self.each.rate = value,
            Global::Concurrency => self.each.concurrency = value,
            Global::OnError => self.each.on_error = value,
            Global::Journal => self.each.journal = value,
            Global::RetryUncertain => self.each.retry_uncertain = true,
            Global::RetryFailed => self.each.retry_failed = true,
            Global::Help | Global::HelpShort => self.help = true,
            Global::Version | Global::UpgradeDebug | Global::Dialect => {}
        }
    }
}
