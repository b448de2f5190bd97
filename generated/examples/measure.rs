//! What calls cost, counted by the hooks: any library of metrics takes its numbers from here.
//!
//! `cargo run --example measure --features blocking -- USER_POOL_ID`

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use cognito_idp::Error;
use cognito_idp::blocking::Client;
use cognito_idp::types::ListUsersRequest;

/// How many attempts, and the time that they took together.
type Total = (u32, Duration);

/// Totals by operation and outcome.
#[derive(Default)]
struct Meter(Mutex<BTreeMap<(&'static str, String), Total>>);

impl Meter {
    fn count(&self, operation: &'static str, outcome: String, took: Duration) {
        let mut all = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let (attempts, time) = all.entry((operation, outcome)).or_default();
        *attempts += 1;
        *time += took;
    }
}

fn main() -> Result<(), Error> {
    let pool = std::env::args().nth(1).unwrap_or_default();
    let meter = Arc::new(Meter::default());
    let counter = Arc::clone(&meter);
    let client = Client::builder()
        .load_env()?
        .before_signing(|request, context| request.set_header("x-request-source", context.operation))
        .after_attempt(move |attempt, context| {
            let outcome = match (attempt.result, attempt.code) {
                (_, Some(code)) => code.to_owned(),
                (Ok(reply), None) => reply.status.to_string(),
                (Err(failure), None) => format!("{:?}", failure.kind),
            };
            counter.count(context.operation, outcome, attempt.duration);
        })
        .build()?;
    let users = client.list_users_items(ListUsersRequest::new(&pool)).count();
    println!("{users} users");
    let all = meter.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    for ((operation, outcome), (attempts, time)) in all.iter() {
        println!("{operation} {outcome}: {attempts} attempts, {time:?}");
    }
    Ok(())
}
