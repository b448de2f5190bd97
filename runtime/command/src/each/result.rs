//! A record's line on standard output.

use super::item::Item;
use super::job::Job;
use super::tell;
use crate::report::failure::Failure;
use rt::bulk::{End, Ended};
use rt::value::{Map, Value};

/// Number, identifying members, then the reply or the error.
pub(super) fn line(job: &Job, ended: &Ended<Item, Value, Failure>) -> Map {
    let mut line: Map = [("Record", Value::from(ended.number as i64))].into_iter().collect();
    for (name, value) in job.identifying(&ended.record) {
        if !matches!(&*name, "Record" | "Line" | "Reply" | "Error" | "Uncertain") {
            line.insert(name, value);
        }
    }
    match &ended.end {
        End::Done(Ok(reply)) => drop(line.insert("Reply", reply.clone())),
        End::Done(Err(failure)) => {
            line.insert("Line", Value::from(ended.record.line as i64));
            line.insert("Error", error(failure));
        }
        End::Uncertain => drop(line.insert("Uncertain", true.into())),
    }
    line
}

fn error(failure: &Failure) -> Value {
    let message = || [("Message", Value::from(failure.message.as_str()))].into_iter().collect();
    Value::Map(failure.structure().unwrap_or_else(message))
}

/// Names a record that may have been carried out.
pub(super) fn tell_uncertain(number: u64) {
    tell(&format!("Record {number} was in flight when an earlier run ended, and may have been carried out."));
}
