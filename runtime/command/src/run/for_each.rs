//! A run over many records, from its options to the room that does it.

use super::{How, Run};
use crate::Command;
use crate::bind::Bound;
use crate::call::paging;
use crate::each::{self, Pages, Plan, Records};
use crate::report::failure::{Failure, Kind};
use rt::RetryMode;

/// A run goes on where a service has had enough of requests for a while, unless somebody has said how often to try.
const ATTEMPTS: u32 = 10;

impl Run {
    /// Runs a command for each record.
    pub(super) fn for_each(
        &self,
        command: &'static Command,
        plan: &Plan,
        bound: Bound,
        how: &How,
        secret: Option<String>,
    ) -> Result<(), Failure> {
        let prints = self.prints()?;
        let mut records = Records::open(plan, command)?;
        let first = records.first_parameters(command, &bound.parameters, self.settings.dialect);
        let mut caller = self.caller(command, &first)?;
        if plan.adapts() {
            let is_set = self.has_attempts()?;
            caller.client = caller.client.with(|config| {
                config.retry.mode = RetryMode::Adaptive;
                if !is_set {
                    config.retry.max_attempts = config.retry.max_attempts.max(ATTEMPTS);
                }
            });
        }
        let pages = match how {
            How::Pages(rules) => {
                Some(Pages { rules, settings: paging::settings(bound.paging, command.by_hand, &first) })
            }
            _ => None,
        };
        let run = each::Run {
            program: self.program.name,
            command,
            caller,
            fixed: bound.parameters,
            secret,
            pages,
            query: self.checked.query.clone(),
            prints,
        };
        match self.dry_run() {
            Some(form) => run.check(records, form),
            None => run.all(plan, records),
        }
    }

    /// Whether results are printed; fails for a format that they do not have.
    fn prints(&self) -> Result<bool, Failure> {
        match self.settings.globals.output.as_deref() {
            Some("off") => Ok(false),
            None | Some("json" | "jsonl") => Ok(true),
            Some(other) => {
                let message = format!("--for-each prints JSON lines, and not {other}");
                Err(Failure::new(Kind::Parameter, message))
            }
        }
    }

    /// Whether environment or files say how often to try.
    fn has_attempts(&self) -> Result<bool, Failure> {
        let setting = self.settings.session.setting(&["AWS_MAX_ATTEMPTS"], "max_attempts");
        Ok(setting.map_err(|error| self.settings.failure(&error))?.is_some())
    }

    /// Fails if a command line asks for what is done once.
    pub(super) fn refuse_once(&self, bound: &Bound, waits: bool) -> Result<(), Failure> {
        let globals = &self.settings.globals;
        let is_standard = |word: &Option<String>| word.as_deref() == Some("-");
        let words = [
            ("--generate-cli-skeleton", bound.skeleton.is_some()),
            ("a file for the reply", bound.out_file.is_some()),
            ("a file for the request", bound.upload.is_some()),
            ("wait", waits),
            ("--merge", globals.merge.is_some()),
            ("--input-from -, since both read standard input", {
                is_standard(&globals.input_from) && is_standard(&globals.each.for_each)
            }),
        ];
        match words.into_iter().find(|(_, is_given)| *is_given) {
            Some((word, _)) => {
                Err(Failure::new(Kind::Parameter, format!("--for-each does not go together with {word}")))
            }
            None => Ok(()),
        }
    }
}
