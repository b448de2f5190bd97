//! `--dry-run` of a run: every record held against the model, the first requests shown, nothing sent.

use super::item::Item;
use super::job::Job;
use super::tell;
use crate::call::checked;
use crate::report::failure::{Failure, Kind};
use crate::show::dry_run::Form;
use crate::show::page;
use rt::validate::Terms;
use rt::value::Value;

/// So many requests are shown.
const SHOWN: usize = 3;

/// So many bad records are named.
const NAMED: usize = 20;

/// Checks all records.
pub(super) fn all(job: &Job, items: impl Iterator<Item = Item>, form: Form) -> Result<(), Failure> {
    let (mut count, mut shown, mut bad) = (0_u64, 0, 0);
    for item in items {
        count += 1;
        let text = request(job, &item, (shown < SHOWN).then_some(form));
        match text {
            Ok(Some(text)) => {
                let between = if shown > 0 { "\n" } else { "" };
                page::print(&format!("{between}{text}"))?;
                shown += 1;
            }
            Ok(None) => {}
            Err(failure) => {
                if bad < NAMED {
                    tell(&format!("Record {count} (line {}): {}", item.line, failure.message));
                }
                bad += 1;
            }
        }
    }
    match bad {
        0 => {
            tell(&format!("{count} records can be sent; nothing was sent."));
            Ok(())
        }
        bad => {
            let more = bad.saturating_sub(NAMED);
            let more = if more > 0 { format!(" ({more} more than are named)") } else { String::new() };
            let message = format!("{bad} of {count} records cannot be sent{more}. Nothing was sent.");
            Err(Failure::new(Kind::Parameter, message))
        }
    }
}

/// Checks a record, also where sending would not; shows its request in a form.
fn request(job: &Job, item: &Item, form: Option<Form>) -> Result<Option<String>, Failure> {
    let parameters = job.parameters(item)?;
    if let Some(form) = form {
        return job.run.caller.shown(form, parameters).map(Some);
    }
    let caller = &job.run.caller;
    let parameters = caller.prepare(parameters)?;
    match caller.operation.input_shape().filter(|_| caller.validates.is_none()) {
        Some(shape) => checked(Terms::Model, &Value::Map(parameters), shape).map(|()| None),
        None => Ok(None),
    }
}
