//! A command line from its words to the exit status.

mod for_each;
mod front;

use std::ffi::OsString;
use std::io::{self, Write};

use crate::alias::Aliases;
use crate::args::{self, CommandLine, First, Global, Globals, Second};
use crate::bind::secret_hash;
use crate::bind::{self, Binder, Bound};
use crate::call::checks::{self, Checked};
use crate::call::client::{self, connect};
use crate::call::{Call, Caller, paging, region};
use crate::called::Called;
use crate::each::Plan;
use crate::hints::Scene;
use crate::merge::Update;
use crate::output::{Items, ROW_FORMATS};
use crate::report::debug::Log;
use crate::report::failure::{Failure, Kind};
use crate::report::{ErrorFormat, Reporter};
use crate::settings::{self, Settings};
use crate::show::Output;
use crate::show::dry_run::Form;
use crate::show::interrupt;
use crate::show::page;
use crate::show::timestamps::TimestampFormat;
use crate::table::COMPLETION;
use crate::{Command, Program, completion, extras, help, hints, prompt};
use rt::config::Session;
use rt::dialect::Dialect;
use rt::internals::os;
use rt::json::{self, Layout};
use rt::schema::waiter::Waiter;
use rt::schema::{Operation, Paginator};
use rt::skeleton;
use rt::value::{Map, Value};

/// Runs a program and gives the exit status.
pub(crate) fn run(program: &'static Program, called: Called, words: Vec<OsString>) -> u8 {
    let mut words = args::words::read(words);
    let known = words.as_deref().unwrap_or_default();
    let surroundings = settings::surroundings(known);
    let dialect = settings::dialect(known, &surroundings);
    let mut globals = Globals::default();
    let result = match &mut words {
        Ok(words) => prompted(program, called, dialect, &surroundings, words, |words| {
            steps(program, called, dialect, &surroundings, words, &mut globals)
        }),
        Err(failure) => Err(front::unreadable(program, called, dialect).unwrap_or_else(|| failure.clone())),
    };
    let settings = Settings::new(&surroundings, dialect, globals);
    let status = match &result {
        Ok(()) => 0,
        Err(failure) => reporter(program, called, &settings).report(failure),
    };
    let words = words.as_deref().unwrap_or_default();
    if settings.hints() && !settings.globals.help {
        let scene = Scene::new(program, words, result.as_ref().err());
        let hints = hints::of(&scene).iter().map(|hint| format!("{hint}\n")).collect::<String>();
        let _ = io::stderr().write_all(os::shown(&hints).as_bytes());
    }
    status
}

/// Runs the steps with the words, after the prompt has made a whole command of them where it is asked to.
fn prompted(
    program: &'static Program,
    called: Called,
    dialect: &'static Dialect,
    surroundings: &Session,
    words: &mut Vec<String>,
    mut steps: impl FnMut(Vec<String>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mode = match front::is_for_others(program, called, dialect, words) {
        true => prompt::Mode::Off,
        false => prompt::Mode::of(words, surroundings, dialect),
    };
    if mode != prompt::Mode::On {
        let result = steps(words.clone());
        let mends = mode == prompt::Mode::Partial && result.as_ref().is_err_and(prompt::mends);
        if !mends {
            return result;
        }
    }
    *words = prompt::ask(program, called, surroundings, dialect, words)?;
    steps(words.clone())
}

fn reporter(program: &'static Program, called: Called, settings: &Settings) -> Reporter {
    Reporter {
        program,
        called,
        dialect: settings.dialect,
        format: if settings.dialect.structured_errors {
            settings.error_format()
        } else {
            ErrorFormat::Legacy
        },
        color: settings.color(),
    }
}

/// Everything up to the command itself. What the global options say is left in `known`, for the
/// report of a failure.
fn steps(
    program: &'static Program,
    called: Called,
    dialect: &'static Dialect,
    surroundings: &Session,
    words: Vec<String>,
    known: &mut Globals,
) -> Result<(), Failure> {
    if let Some(answer) = completion::answer(program, dialect, &words).filter(|_| called == Called::Itself) {
        return page::print(&answer?);
    }
    checks::prompts(&words)?;
    let aliases = Aliases::read(program, dialect, surroundings)?;
    let (mut globals, rest) = match front::service(program, called, &aliases, dialect, words)? {
        First::Version => return page::print(&called.version(program, dialect)),
        First::Globals(globals, rest) => (*globals, rest),
    };
    known.clone_from(&globals);
    let rest = aliases.behind(&mut globals, rest)?;
    known.clone_from(&globals);
    let checked = checks::check(&globals)?;
    let log = Log { on: globals.debug };
    log.line("cli", || format!("CLI version: {}", called.version(program, dialect).trim_end()));
    let settings = Settings::new(surroundings, dialect, globals);
    if let Some(extra) = extras::find(program, &rest) {
        return extras::run(extra, program, &settings, checked, &rest);
    }
    if let Some(answer) = completion::answer(program, dialect, &rest) {
        extras::refuse_unused(COMPLETION, &[], &settings)?;
        return page::print(&answer?);
    }
    let times = settings.timestamps()?;
    match args::second(program, dialect, &settings.globals, &rest, &aliases.names())? {
        Second::Help(topic) => {
            let text = help::page(program, topic, dialect, settings.look());
            page::show(&text, settings.help_pager().as_deref())
        }
        Second::Run(line) => Run { program, called, settings, checked, log, times }.command(line),
    }
}

/// A command that is about to run.
struct Run {
    program: &'static Program,
    called: Called,
    settings: Settings,
    checked: Checked,
    log: Log,
    times: TimestampFormat,
}

/// How often the service is asked.
enum How {
    Once,
    /// Page by page.
    Pages(&'static Paginator),
    /// Until something is in some state.
    Waits(&'static Waiter),
    /// Not at all.
    Pretends,
}

impl Run {
    fn command(&self, line: CommandLine) -> Result<(), Failure> {
        interrupt::watch();
        self.settings.check_api_version(self.program)?;
        let dialect = self.settings.dialect;
        let command = line.command;
        let operation = command.operation;
        let waiter = line.waiter;
        let plan = Plan::new(&self.settings.globals.each)?;
        let by_hand = paging::is_off(&line, self.settings.globals.no_paginate, dialect)?;
        let secret = self.client_secret(operation)?;
        let mut bound = self.bind(line, by_hand)?;
        if let (Some(secret), None) = (&secret, &plan) {
            secret_hash::add(&mut bound.parameters, operation, secret);
        }
        let notes: String = bound.notes.iter().map(|note| format!("{note}\n")).collect();
        let warning = paging::warning(&bound.paging).unwrap_or_default();
        let _ = io::stderr().write_all(os::shown(&(notes + warning)).as_bytes());
        if bound.skeleton.is_some() && self.settings.globals.merge.is_some() {
            let message =
                "--merge sends a request, and --generate-cli-skeleton none: only one of the two can be given";
            return Err(Failure::new(Kind::Parameter, message));
        }
        if plan.is_some() {
            self.refuse_once(&bound, waiter.is_some())?;
        }
        match bound.skeleton.as_deref() {
            Some("input") => return page::print(&input_skeleton(operation)),
            Some("yaml-input") => {
                return page::print(&bind::skeleton::write(self.program, operation.input_shape()));
            }
            _ => {}
        }
        let pretends = bound.skeleton.is_some();
        let rules = operation.paginator.filter(|rules| {
            waiter.is_none()
                && !by_hand
                && !pretends
                && !paging::document_is_off(rules, &bound.parameters, dialect)
        });
        if rules.is_none() {
            bound.parameters.extend(paging::stray(&bound.paging));
        }
        let how = match (waiter, rules) {
            _ if pretends => How::Pretends,
            (Some(waiter), _) => How::Waits(waiter),
            (None, Some(rules)) => How::Pages(rules),
            (None, None) => How::Once,
        };
        match plan {
            Some(plan) => self.for_each(command, &plan, bound, &how, secret),
            None => self.call(command, bound, &how),
        }
    }

    /// The app client's secret, for operations whose requests prove it.
    fn client_secret(&self, operation: &Operation) -> Result<Option<String>, Failure> {
        if secret_hash::has_place(operation) {
            return self.settings.client_secret(self.program);
        }
        let honoured = |global: &Global| *global != Global::ClientSecretFile;
        match self.settings.globals.given.iter().all(honoured) {
            true => Ok(None),
            false => Err(Failure::new(
                Kind::UnknownOption,
                "Unknown options: --client-secret-file (this request has no place for the hash of a secret)",
            )),
        }
    }

    fn bind(&self, line: CommandLine, by_hand: bool) -> Result<Bound, Failure> {
        let fetch = |url: &str| client::fetch(&self.settings, url);
        let follows = self.settings.follows_urls()?;
        let fetch: Option<bind::Fetch<'_>> = if follows { Some(&fetch) } else { None };
        let input_from = self.settings.globals.input_from.as_deref();
        bind::bind(&Binder { fetch, input_from, ..Binder::new(self.settings.dialect) }, line, by_hand)
    }

    fn call(&self, command: &'static Command, bound: Bound, how: &How) -> Result<(), Failure> {
        let operation = command.operation;
        let Bound { parameters, paging: settings, out_file, upload, saved, .. } = bound;
        let caller = Caller { out_file, upload, saved, ..self.caller(command, &parameters)? };
        let region = caller.client.config().region.clone();
        let (format, pager) = (self.settings.output()?, self.settings.pager()?);
        let call = Call {
            caller,
            output: Output {
                format: &format,
                dialect: self.settings.dialect,
                query: self.checked.query.as_ref(),
                color: self.settings.color(),
                pager: pager.as_deref(),
                title: operation.name,
                items: if ROW_FORMATS.contains(&&*format) { Items::of(operation) } else { Items::default() },
                columns: self.settings.columns(&format)?,
            },
        };
        let named = region::named_by(&parameters).map(str::to_owned);
        let result = match (self.dry_run(), how) {
            _ if self.settings.globals.merge.is_some() => self.merge(command, &call, parameters),
            (Some(form), _) => page::print(&call.caller.shown(form, parameters)?),
            (None, How::Pages(rules)) => {
                let settings = paging::settings(settings, command.by_hand, &parameters);
                call.pages(rules, parameters, settings)
            }
            (None, How::Waits(waiter)) => call.wait(waiter, parameters),
            (None, How::Pretends) => call.pretend(parameters),
            (None, How::Once) => call.once(parameters),
        };
        result.map_err(|failure| other_region(failure, named, region.as_deref()))
    }

    /// What sends requests of a command's operation. Where no region is configured, the parameters may name one.
    fn caller(&self, command: &'static Command, parameters: &Map) -> Result<Caller, Failure> {
        let operation = command.operation;
        let service = self.program.service;
        let client = connect(service, operation, &self.settings, self.checked.timeouts, parameters)?;
        self.log.line("cli", || format!("Region: {}", client.config().region.as_deref().unwrap_or("none")));
        Ok(Caller {
            service,
            operation,
            client,
            dialect: self.settings.dialect,
            log: self.log,
            validates: self.settings.validates(self.called.terms())?,
            blobs: self.settings.blobs()?,
            times: self.times,
            saved: None,
            by_hand: command.by_hand,
            out_file: None,
            upload: None,
        })
    }

    fn merge(&self, command: &'static Command, call: &Call<'_>, given: Map) -> Result<(), Failure> {
        let globals = &self.settings.globals;
        let Some((merge, pair)) = globals.merge.zip(command.pair) else { return call.once(given) };
        let (dry_run, color) = (self.dry_run(), self.settings.colors_notes());
        Update { command, pair, call, merge, yes: globals.yes, dry_run, color }.run(given)
    }

    fn dry_run(&self) -> Option<Form> {
        self.settings.globals.dry_run.as_deref().map(Form::named)
    }
}

fn input_skeleton(operation: &Operation) -> String {
    let value = operation.input_shape().map_or_else(|| Value::Map(Map::new()), skeleton::input);
    json::to_string(&value, Layout::PrettyAscii) + "\n"
}

/// Where something was not found, and its id names another region than the one that was asked: notes which.
fn other_region(failure: Failure, named: Option<String>, asked: Option<&str>) -> Failure {
    let code = failure.details.as_ref().and_then(|details| details.get("Code")).and_then(Value::as_str);
    match (code, named) {
        (Some("ResourceNotFoundException"), Some(named)) if Some(named.as_str()) != asked => {
            failure.hint(named)
        }
        _ => failure,
    }
}
