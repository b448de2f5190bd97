//! A test of a program that calls the service, without the service.
//!
//! `cargo run --example mock --features async,test-util`

use cognito_idp::test_util::{Reply, mock};
use cognito_idp::types::{AdminDisableUserRequest, ListUsersRequest, ListUsersResponse, UserType};
use cognito_idp::{Client, Error};

/// What is to be tested: users whose sign-up was never confirmed are disabled.
async fn disable_unconfirmed(client: &Client, pool: &str) -> Result<usize, Error> {
    let mut users = client.list_users_items(ListUsersRequest::new(pool));
    let mut count = 0;
    while let Some(user) = users.next().await.transpose()? {
        if user.user_status == Some("UNCONFIRMED".into()) {
            let name = user.username.unwrap_or_default();
            client.admin_disable_user(AdminDisableUserRequest::new(pool, name)).await?;
            count += 1;
        }
    }
    Ok(count)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let user = |name: &str, status: &str| UserType::default().username(name).user_status(status);
    let users = vec![user("ada", "CONFIRMED"), user("grace", "UNCONFIRMED")];
    let mock = mock();
    mock.on("ListUsers", Reply::of(&ListUsersResponse { users: Some(users), ..Default::default() }));
    mock.on("AdminDisableUser", Reply::empty());

    let client = Client::new(mock.config())?;
    assert_eq!(disable_unconfirmed(&client, "us-east-1_EXAMPLE01").await?, 1);
    let sent = mock.requests();
    assert_eq!(sent[1].input::<AdminDisableUserRequest>().username, "grace");
    mock.assert_done();

    mock.on("ListUsers", Reply::error("ResourceNotFoundException", "no such pool"));
    let error = disable_unconfirmed(&client, "us-east-1_EXAMPLE01").await;
    assert!(error.is_err_and(|error| error.is("ResourceNotFoundException")));
    println!("as it should be");
    Ok(())
}
