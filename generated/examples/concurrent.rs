//! Many calls at once: clones share connections, calls can be spawned.
//!
//! `cargo run --example concurrent --features async -- USER_POOL_ID`

use cognito_idp::types::AdminCreateUserRequest;
use cognito_idp::{Client, Error, ErrorCode};

#[tokio::main]
async fn main() -> Result<(), Error> {
    let pool = std::env::args().nth(1).unwrap_or_default();
    let client = Client::from_env().await?;
    let create =
        |number| AdminCreateUserRequest::new(&pool, format!("user-{number}")).message_action("SUPPRESS");
    let calls: Vec<_> =
        (0..10).map(|number| tokio::spawn(client.admin_create_user(create(number)))).collect();
    let (mut new, mut old) = (0, 0);
    for call in calls {
        match call.await {
            Ok(Ok(_)) => new += 1,
            Ok(Err(error)) if error.is(ErrorCode::UsernameExistsException) => old += 1,
            Ok(Err(error)) => return Err(error),
            Err(panic) => std::panic::resume_unwind(panic.into_panic()),
        }
    }
    println!("{new} users are new, {old} were there");
    Ok(())
}
