//! How to test a program that calls the service, without the service: `greeting` is the program, what
//! follows are its tests. A program of your own has, in `[dev-dependencies]`,
//! `cognito-idp = { path = "…", features = ["test-util"] }`.
#![cfg(all(feature = "blocking", feature = "test-util"))]

use cognito_idp::blocking::Client;
use cognito_idp::test_util::{Reply, mock};
use cognito_idp::types::{AttributeType, GetUserRequest, GetUserResponse};
use cognito_idp::{Error, ErrorCode};

/// What is to be tested.
fn greeting(client: &Client, access_token: &str) -> Result<String, Error> {
    match client.get_user(GetUserRequest::new(access_token)) {
        Ok(user) => Ok(format!("Hello, {}!", user.username)),
        Err(error) if error.is(ErrorCode::NotAuthorizedException) => {
            Ok("Please sign in again.".to_owned())
        }
        Err(error) => Err(error),
    }
}

#[test]
fn users_are_greeted_by_name() -> Result<(), Error> {
    let mock = mock();
    mock.on("GetUser", Reply::of(&GetUserResponse {
        username: "jane".to_owned(),
        user_attributes: vec![AttributeType::new("email")],
        ..GetUserResponse::default()
    }));
    let client = Client::new(mock.config())?;
    assert_eq!(greeting(&client, "a token")?, "Hello, jane!");

    let requests = mock.requests();
    assert_eq!(requests[0].operation(), "GetUser");
    assert_eq!(requests[0].input::<GetUserRequest>().access_token, "a token");
    assert!(!requests[0].is_signed(), "the token is all that this operation needs");
    mock.assert_done();
    Ok(())
}

#[test]
fn old_tokens_lead_to_the_sign_in() -> Result<(), Error> {
    let mock = mock();
    mock.on("GetUser", Reply::error(ErrorCode::NotAuthorizedException, "Access Token has expired"));
    let client = Client::new(mock.config())?;
    assert_eq!(greeting(&client, "an old token")?, "Please sign in again.");
    Ok(())
}
