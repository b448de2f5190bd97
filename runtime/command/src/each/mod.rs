//! `--for-each`: one command for each record of a file or of standard input.
//!
//! In: a bound command line, records. Out: a line of JSON for each record on standard output, in the records' order; a
//! summary on standard error, and an exit status that says whether all, some or none went well. What is sent, and when,
//! is decided in [`rt::bulk`]; here are words: what a record says, what a result looks like.

mod check;
mod fields;
mod item;
mod job;
mod lock;
mod plan;
mod progress;
mod records;
mod result;
mod spread;
mod summary;

use std::io::Write as _;
use std::sync::Arc;

use crate::Command;
use crate::call::Caller;
use crate::report::failure::{Failure, Kind};
use crate::show::dry_run::Form;
use crate::show::interrupt;
use crate::show::printer::Printer;
use crate::show::render::Query;
use fields::Fields;
use item::Item;
use job::Job;
pub(crate) use job::Pages;
pub(crate) use plan::Plan;
use progress::Progress;
use rt::bulk::{Bulk, End, Journal, JournalError};
use rt::dialect::Dialect;
use rt::json::{Layout, to_string};
use rt::value::{Map, Value};
use spread::Spread;
use summary::Summary;

/// What a run needs to know besides its plan.
pub(crate) struct Run {
    pub(crate) program: &'static str,
    pub(crate) command: &'static Command,
    pub(crate) caller: Caller,
    /// What options say, which holds for all records.
    pub(crate) fixed: Map,
    pub(crate) secret: Option<String>,
    pub(crate) pages: Option<Pages>,
    pub(crate) query: Option<Query>,
    /// Whether results are printed.
    pub(crate) prints: bool,
}

/// The records of a plan, from the first one on.
pub(crate) struct Records {
    items: Box<dyn Iterator<Item = Item> + Send>,
    /// How far the input was read.
    position: records::Position,
}

impl Records {
    /// Opens the input and looks at what it has for columns.
    pub(crate) fn open(plan: &Plan, command: &'static Command) -> Result<Records, Failure> {
        let wrong = |reason: String| Failure::new(Kind::Parameter, format!("--for-each: {reason}"));
        let input = records::open(&plan.input, plan.format).map_err(wrong)?;
        let fields = Fields::new(command);
        if let (Some(columns), None) = (&input.columns, &plan.map) {
            fields.check(columns).map_err(wrong)?;
        }
        let items = Spread::new(input.records, plan.map.clone(), fields);
        Ok(Records { items: Box::new(items), position: input.position })
    }

    /// What options say, and what the first record adds to it if it is good; the record comes again.
    pub(crate) fn first_parameters(
        &mut self,
        command: &'static Command,
        fixed: &Map,
        dialect: &'static Dialect,
    ) -> Map {
        let fields = self.first().and_then(|item| item.fields.ok()).unwrap_or_default();
        let mut parameters = Fields::new(command).parameters(&fields, dialect).unwrap_or_default();
        parameters.extend(fixed.iter().map(|(name, value)| (name.to_owned(), value.clone())));
        parameters
    }

    fn first(&mut self) -> Option<Item> {
        let first = self.items.next();
        let rest = std::mem::replace(&mut self.items, Box::new(std::iter::empty()));
        self.items = Box::new(first.clone().into_iter().chain(rest));
        first
    }
}

/// The requests that records make, without what options say.
pub(crate) fn requests(
    command: &'static Command,
    dialect: &'static Dialect,
    format: &str,
    data: Vec<u8>,
) -> Result<Vec<Result<Map, String>>, String> {
    let fields = Fields::new(command);
    let open = records::of_bytes(records::Format::named(format), data)?;
    let items = Spread::new(open.records, None, fields);
    let parameters =
        |item: Item| fields.parameters(&item.fields?, dialect).map_err(|failure| failure.message);
    Ok(items.map(parameters).collect())
}

impl Run {
    /// Checks all records and shows the first requests; sends nothing.
    pub(crate) fn check(self, records: Records, form: Form) -> Result<(), Failure> {
        let job = Job::new(self);
        check::all(&job, records.items, form)
    }

    /// Runs the command for each record.
    pub(crate) fn all(self, plan: &Plan, records: Records) -> Result<(), Failure> {
        let (bulk, _lock) = self.bulk(plan)?;
        interrupt::leave_to(bulk.stopper());
        let past = bulk.past().map(|past| Summary::of_past(past, plan.retries_failed()));
        let mut summary = past.unwrap_or_default();
        let mut progress = Progress::new(&records.position, &summary);
        let prints = self.prints;
        let mut job = Job::new(self);
        job.paced_by(&bulk);
        let job = Arc::new(job);
        let work = Arc::clone(&job);
        let mut printer = Printer::direct();
        for ended in bulk.run(records.items, move |item| work.send(item)) {
            let ended = ended.map_err(|error| journal_failure(plan, &error))?;
            summary.count(&ended.end);
            progress.show(&summary);
            if let End::Uncertain = ended.end {
                progress.aside(|| result::tell_uncertain(ended.number));
            }
            if prints {
                let text = to_string(&Value::Map(result::line(&job, &ended)), Layout::Line) + "\n";
                progress.around(|| printer.write(&text).and_then(|()| printer.flush()))?;
            }
        }
        progress.end();
        summary.outcome(plan, interrupt::is_left())
    }

    /// How it is done, and what keeps other runs from the same journal.
    fn bulk(&self, plan: &Plan) -> Result<(Bulk, Option<lock::Lock>), Failure> {
        let bulk = plan.bulk();
        let Some(path) = &plan.journal else { return Ok((bulk, None)) };
        let failure = |error: JournalError| journal_failure(plan, &error);
        let (file, lock) = lock::open(path).map_err(|error| failure(JournalError::Io(error)))?;
        Ok((bulk.journal(Journal::of_file(file, &self.name(plan)).map_err(failure)?), Some(lock)))
    }

    /// What the job is: journals of other jobs are refused.
    fn name(&self, plan: &Plan) -> String {
        let text = |text: Option<&str>| text.map_or(Value::Null, Value::from);
        let parts = vec![
            self.program.into(),
            self.command.name().into(),
            text(self.caller.client.config().region.as_deref()),
            Value::Map(self.fixed.clone()),
            text(plan.map_text.as_deref()),
        ];
        to_string(&Value::List(parts), Layout::Wire)
    }
}

fn journal_failure(plan: &Plan, error: &JournalError) -> Failure {
    let kind = if let JournalError::Io(_) = error { Kind::General } else { Kind::Parameter };
    let message = match &plan.journal {
        Some(path) => format!("The journal {} cannot be used: {error}", path.display()),
        None => format!("The run cannot go on: {error}"),
    };
    Failure::new(kind, message)
}

/// Tells people something on standard error.
fn tell(text: &str) {
    let _ = std::io::stderr().write_all(rt::internals::os::shown(&format!("{text}\n")).as_bytes());
}
