//! Limits of a client, and a stricter one for a single call.
//!
//! `cargo run --example time_limits --features blocking -- USER_POOL_ID`

use std::time::Duration;

use cognito_idp::blocking::Client;
use cognito_idp::types::ListUsersRequest;
use cognito_idp::{Error, ErrorKind};

fn main() -> Result<(), Error> {
    let pool = std::env::args().nth(1).unwrap_or_default();
    let client = Client::builder()
        .load_env()?
        .connect_timeout(Duration::from_secs(2))
        .attempt_timeout(Duration::from_secs(5))
        .operation_timeout(Duration::from_secs(12))
        .build()?;
    // A cheap clone: it shares connections, credentials and the retry quota.
    let impatient = client.with(|config| config.operation_timeout = Some(Duration::from_millis(300)));
    match impatient.list_users(ListUsersRequest::new(&pool).limit(1)) {
        Ok(reply) => println!("{} users on the first page", reply.users.unwrap_or_default().len()),
        Err(error) if error.kind() == ErrorKind::OperationTimeout => println!("later, perhaps: {error}"),
        Err(error) => return Err(error),
    }
    Ok(())
}
