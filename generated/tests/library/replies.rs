//! Members that the model requires are plain fields of replies too, filled where the service leaves one out.

use cognito_idp::blocking::Client;
use cognito_idp::test_util::{Reply, mock};
use cognito_idp::types::{GetUserRequest, GetUserResponse, SignUpRequest, SignUpResponse};

#[test]
fn what_the_service_leaves_out_is_empty() {
    let mock = mock();
    mock.on("SignUp", Reply::json("{}")).on("SignUp", Reply::json(r#"{"UserConfirmed":true,"UserSub":null}"#));
    mock.on("GetUser", Reply::json(r#"{"Username":"jane"}"#));
    let client = Client::new(mock.config()).unwrap();
    let request = SignUpRequest::new("client", "jane");
    let first = client.sign_up(&request).unwrap();
    assert_eq!(first, SignUpResponse::default());
    assert_eq!((first.user_confirmed, first.user_sub.as_str(), first.session), (false, "", None));
    let second = client.sign_up(&request).unwrap();
    assert_eq!((second.user_confirmed, second.user_sub.as_str()), (true, ""));
    let user = client.get_user(GetUserRequest::new("token")).unwrap();
    assert_eq!((user.username.as_str(), user.user_attributes.len()), ("jane", 0));
}

#[test]
fn replies_of_tests_start_from_nothing() {
    let mock = mock();
    let jane = GetUserResponse { username: "jane".into(), ..GetUserResponse::default() };
    mock.on("GetUser", Reply::of(&jane));
    let client = Client::new(mock.config()).unwrap();
    assert_eq!(client.get_user(GetUserRequest::new("token")).unwrap(), jane);
}
