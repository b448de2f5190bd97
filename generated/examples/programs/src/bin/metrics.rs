//! Counts and durations of calls for the `metrics` crate, by a hook: `metrics` hands them to whatever the program has installed.
//!
//! `cargo run --bin metrics -- USER_POOL_ID`

use cognito_idp::types::{DescribeUserPoolRequest, ListUsersRequest};
use cognito_idp::{Client, Error};
use metrics::{counter, histogram};
use metrics_util::debugging::DebuggingRecorder;

/// A client whose attempts are counted by operation and outcome.
fn counted() -> Result<Client, Error> {
    Client::builder()
        .load_env()?
        .after_attempt(|attempt, context| {
            let outcome = match (attempt.result, attempt.code) {
                (_, Some(code)) => code.to_owned(),
                (Ok(reply), None) => reply.status.to_string(),
                (Err(failure), None) => format!("{:?}", failure.kind),
            };
            counter!("cognito_attempts", "operation" => context.operation, "outcome" => outcome).increment(1);
            histogram!("cognito_seconds", "operation" => context.operation).record(attempt.duration);
        })
        .build()
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let pool = std::env::args().nth(1).unwrap_or_default();
    // A program that is shipped has an exporter here, such as that for Prometheus.
    let recorder = DebuggingRecorder::new();
    let seen = recorder.snapshotter();
    let _ = recorder.install();

    let client = counted()?;
    client.list_users(ListUsersRequest::new(&pool)).await?;
    let _ = client.describe_user_pool(DescribeUserPoolRequest::new("us-east-1_nowhere")).await;
    for (key, _, _, value) in seen.snapshot().into_vec() {
        println!("{} {value:?}", key.key());
    }
    Ok(())
}
