//! All users of a pool as a stream, page after page as they are needed.
//!
//! `cargo run --example list_users --features async -- USER_POOL_ID`

use cognito_idp::types::ListUsersRequest;
use cognito_idp::{Client, Error};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let pool = std::env::args().nth(1).unwrap_or_default();
    let client = Client::from_env().await?;
    let mut users = client.list_users_items(ListUsersRequest::new(pool).limit(2));
    let mut count = 0;
    while let Some(user) = users.next().await {
        println!("{}", user?.username.unwrap_or_default());
        count += 1;
    }
    println!("{count} users");
    Ok(())
}
