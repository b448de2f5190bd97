//! What a real service answers is written down and played back later, without a network. Secrets, and names of users, are
//! masked in what is written.
//!
//! `cargo run --example record_and_replay --features async,test-util -- USER_POOL_ID FILE`

use std::sync::Arc;

use cognito_idp::runtime::transport::{AsyncTransport, ReqwestTransport};
use cognito_idp::test_util::{Mock, Recorder};
use cognito_idp::types::{AdminCreateUserRequest, AdminGetUserRequest};
use cognito_idp::{Client, Error, SERVICE};

async fn calls(client: &Client, pool: &str) -> Result<String, Error> {
    client
        .admin_create_user(AdminCreateUserRequest::new(pool, "recorded").message_action("SUPPRESS"))
        .await?;
    let user = client.admin_get_user(AdminGetUserRequest::new(pool, "recorded")).await?;
    Ok(user.user_status.map_or_else(String::new, |status| status.to_string()))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut words = std::env::args().skip(1);
    let mut next = || words.next().unwrap_or_default();
    let (pool, file) = (next(), next());
    let real: Arc<dyn AsyncTransport> =
        Arc::new(ReqwestTransport::from(cognito_idp::runtime::reqwest::Client::new()));
    let recorder = Arc::new(Recorder::new(&SERVICE, real));
    let client = Client::builder().load_env()?.transport(Arc::clone(&recorder)).build()?;
    let first = calls(&client, &pool).await?;
    recorder.save(&file)?;

    let replay = Mock::replay(&SERVICE, &file)?;
    let again = calls(&Client::new(replay.config())?, &pool).await?;
    replay.assert_done();
    assert_eq!(first, again);
    println!("{again}, twice");
    Ok(())
}
