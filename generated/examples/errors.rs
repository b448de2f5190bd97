//! What can go wrong, by code and by kind.
//!
//! `cargo run --example errors --features async -- USER_POOL_ID USERNAME`

use cognito_idp::types::AdminGetUserRequest;
use cognito_idp::{Client, Error, ErrorCode, ErrorKind};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut words = std::env::args().skip(1);
    let mut next = || words.next().unwrap_or_default();
    let (pool, name) = (next(), next());
    let client = Client::from_env().await?;
    match client.admin_get_user(AdminGetUserRequest::new(&pool, &name)).await {
        Ok(user) => println!("{} is {:?}", user.username, user.user_status),
        Err(error) => println!("{}", advice(&error)),
    }
    Ok(())
}

/// What to do about an error.
fn advice(error: &Error) -> String {
    if let Some(code) = error.code().map(ErrorCode::from) {
        return match code {
            ErrorCode::UserNotFoundException => "no such user".into(),
            ErrorCode::ResourceNotFoundException => format!("no such pool: {}", error.message()),
            ErrorCode::NotAuthorizedException => "these credentials may not do that".into(),
            other => format!("the service refuses: {other} {}", error.request_id().unwrap_or_default()),
        };
    }
    match error.kind() {
        ErrorKind::NoCredentials => "no credentials were found".into(),
        _ if error.is_retryable() => format!("later, perhaps: {error}"),
        _ => error.to_string(),
    }
}
