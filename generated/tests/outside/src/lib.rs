//! What users of the crate write. That it compiles is most of the test; the rest runs against stand-ins.
//!
//! What must not compile stands in pairs: the second block of each is the first one with the mistake mended, so
//! that the mistake is the reason.
//!
//! A required member cannot be left out:
//!
//! ```compile_fail,E0061
//! let _ = cognito_idp::types::AdminGetUserRequest::new("us-east-1_Example1");
//! ```
//!
//! ```
//! let _ = cognito_idp::types::AdminGetUserRequest::new("us-east-1_Example1", "jane");
//! ```
//!
//! A request with required members has no default:
//!
//! ```compile_fail,E0277
//! let _ = cognito_idp::types::AdminGetUserRequest { ..Default::default() };
//! ```
//!
//! ```
//! let _ = cognito_idp::types::ListUsersResponse { ..Default::default() };
//! ```
//!
//! Enums get new values with a later model, so a `match` needs an arm for them:
//!
//! ```compile_fail,E0004
//! use cognito_idp::types::UserPoolMfaType;
//! let is_on = |mfa| match mfa {
//!     UserPoolMfaType::On | UserPoolMfaType::Optional => true,
//!     UserPoolMfaType::Off | UserPoolMfaType::Other(_) => false,
//! };
//! # let _ = is_on(UserPoolMfaType::On);
//! ```
//!
//! ```
//! use cognito_idp::types::UserPoolMfaType;
//! let is_on = |mfa| match mfa {
//!     UserPoolMfaType::On | UserPoolMfaType::Optional => true,
//!     _ => false,
//! };
//! # let _ = is_on(UserPoolMfaType::On);
//! ```

#[doc = include_str!("../../../../README.md")]
pub struct Readme;

#[doc = include_str!("../../../README.md")]
pub struct CrateReadme;

#[cfg(test)]
mod tests {
    use cognito_idp::Credentials;
    use cognito_idp::test_util::{Mock, Reply, mock};
    use cognito_idp::types::{
        AttributeType, DescribeUserPoolResponse, InvalidParameterException, ListUsersRequest, SignUpRequest,
    };
    use cognito_idp::{Client, Error, ErrorCode, blocking};
    use futures_util::StreamExt as _;

    fn run<T>(future: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
    }

    fn users() -> Mock {
        let mock = mock();
        mock.on("ListUsers", Reply::json(r#"{"Users":[{"Username":"ada"}],"PaginationToken":"t"}"#));
        mock.on("ListUsers", Reply::json(r#"{"Users":[{"Username":"grace"}]}"#));
        mock
    }

    #[test]
    fn literals_with_new_work_from_outside() {
        let request = SignUpRequest {
            user_attributes: Some(vec![AttributeType {
                value: Some("a@b.example".into()),
                ..AttributeType::new("email")
            }]),
            password: Some("Example-Passw0rd".into()),
            ..SignUpRequest::new("1example23456789", "jane")
        };
        let mock = mock();
        mock.on("SignUp", Reply::sample());
        let reply = run(Client::new(mock.config()).unwrap().sign_up(&request)).unwrap();
        assert!(!reply.user_sub.is_empty());
        assert_eq!(mock.requests()[0].input::<SignUpRequest>(), request);
    }

    #[test]
    fn both_clients_have_builders() {
        let credentials = || Credentials::new("AKIDEXAMPLE", "secret", None);
        let client = Client::builder().region("eu-central-1").credentials(credentials()).build().unwrap();
        assert_eq!(client.inner().config().region.as_deref(), Some("eu-central-1"));
        let client = blocking::Client::builder().endpoint_url("http://127.0.0.1:1").build().unwrap();
        let error = client.list_users(&ListUsersRequest::new("us-east-1_Example1")).unwrap_err();
        assert!(error.to_string().contains("region"), "{error}");
    }

    #[test]
    fn lists_are_streams_and_iterators() {
        let request = ListUsersRequest::new("us-east-1_Example1");
        let client = Client::new(users().config()).unwrap();
        let items = client.list_users_items(&request).stream();
        let names: Vec<_> = run(items.map(|user| user.unwrap().username.unwrap()).collect());
        assert_eq!(names, ["ada", "grace"]);

        let client = blocking::Client::new(users().config()).unwrap();
        let names: Result<Vec<_>, Error> =
            client.list_users_items(&request).map(|user| Ok(user?.username.unwrap_or_default())).collect();
        assert_eq!(names.unwrap(), ["ada", "grace"]);
    }

    #[test]
    fn errors_travel_and_tell() {
        fn travels<E: std::error::Error + Send + Sync + 'static>(
            error: E,
        ) -> Box<dyn std::error::Error + Send + Sync> {
            error.into()
        }
        let mock = mock();
        let body = r#"{"__type":"InvalidParameterException","message":"no","reasonCode":"WHY"}"#;
        mock.on("ListUsers", Reply::http(400, body));
        let client = blocking::Client::new(mock.config()).unwrap();
        let error = client.list_users(&ListUsersRequest::new("us-east-1_Example1")).unwrap_err();
        assert_eq!(error.code().map(ErrorCode::from), Some(ErrorCode::InvalidParameterException));
        let details: InvalidParameterException = error.details().unwrap();
        assert_eq!(details.reason_code.as_deref(), Some("WHY"));
        assert_eq!((error.operation(), error.is_retryable()), (Some("ListUsers"), false));
        let sentence =
            "An error occurred (InvalidParameterException) when calling the ListUsers operation: no";
        assert_eq!(travels(error).to_string(), sentence);
    }

    #[test]
    fn what_the_command_printed_loads() {
        let printed = r#"{"UserPool": {"Id": "us-east-1_Example1", "MfaConfiguration": "ON"}}"#;
        let pool: DescribeUserPoolResponse = serde_json::from_str(printed).unwrap();
        assert_eq!(pool.user_pool().unwrap().id.as_deref(), Some("us-east-1_Example1"));
        let attribute: AttributeType = "Name=email,Value=a@b.example".parse().unwrap();
        assert_eq!(attribute.value.as_deref(), Some("a@b.example"));
        assert_eq!("Name".parse::<AttributeType>().unwrap_err().position(), Some(4));
    }

    #[test]
    fn setters_stand_beside_literals_and_calls_can_be_spawned() {
        let mock = mock();
        mock.on("SignUp", Reply::sample().times(2));
        let client = Client::new(mock.config()).unwrap();
        let request = SignUpRequest::new("1example23456789", "jane")
            .password("Example-Passw0rd")
            .user_attributes([AttributeType::new("email").value("a@b.example")]);
        run(async {
            let by_value = tokio::spawn(client.sign_up(request.clone()));
            let response = client.sign_up(&request).with_metadata().await.unwrap();
            assert_eq!((response.status(), response.user_sub.is_empty()), (200, false));
            assert!(!by_value.await.unwrap().unwrap().user_sub.is_empty());
        });
    }

    #[test]
    fn one_call_has_settings_of_its_own() {
        let client = blocking::Client::new(users().config()).unwrap();
        let marked = client.with(|config| {
            config.operation_timeout = Some(std::time::Duration::from_secs(5));
            config.hooks.before_signing(|request, context| request.set_header("x-caller", context.operation));
        });
        assert!(marked.list_users(ListUsersRequest::new("us-east-1_Example1")).is_ok());
        assert_eq!(client.inner().config().operation_timeout, None);
    }

    #[test]
    fn errors_enums_and_times_are_compared_without_ceremony() {
        use cognito_idp::types::UserStatusType;
        let mock = mock();
        mock.on("ListUsers", Reply::error("TooManyRequestsException", "slow down"));
        let client = blocking::Client::new(mock.config()).unwrap();
        let error = client.list_users(ListUsersRequest::new("us-east-1_Example1")).unwrap_err();
        assert!(error.is(ErrorCode::TooManyRequestsException) && error.is_retryable());
        assert_eq!("CONFIRMED".parse(), Ok(UserStatusType::Confirmed));
        assert_eq!(UserStatusType::Other("CONFIRMED".into()), UserStatusType::Confirmed);
        let time = cognito_idp::Timestamp::from_seconds(1_600_000_000);
        assert_eq!(jiff::Timestamp::try_from(time).unwrap().as_second(), 1_600_000_000);
    }

    #[test]
    fn an_update_starts_from_what_is_there() {
        use cognito_idp::types::{UpdateUserPoolRequest, UserPoolMfaType, UserPoolType};
        let pool = UserPoolType::default().mfa_configuration("ON").sms_verification_message("{####}");
        let update =
            UpdateUserPoolRequest::from_current(&pool, "us-east-1_Example1").mfa_configuration("OFF");
        assert_eq!(update.mfa_configuration, Some(UserPoolMfaType::Off));
        assert_eq!(update.sms_verification_message.as_deref(), Some("{####}"));
        assert!(UpdateUserPoolRequest::NOT_IN_CURRENT.is_empty());
    }

    #[test]
    fn sessions_and_verifiers_belong_to_both_clients() {
        use cognito_idp::sign_in::{Tokens, jwt};
        let tokens: Tokens = serde_json::from_str(r#"{"AccessToken":"a","ExpiresIn":3600}"#).unwrap();
        assert!(serde_json::to_string(&tokens).unwrap().contains("***"));
        let client = blocking::Client::new(mock().config()).unwrap();
        assert_eq!(client.session(tokens.clone()).access_token().unwrap().expose(), "a");
        let client = Client::new(mock().config()).unwrap();
        assert_eq!(run(client.session(tokens).access_token()).unwrap().expose(), "a");
        let verifier = jwt::Verifier::new("us-east-1", "us-east-1_Example1", ["client"]).unwrap();
        let error = run(verifier.access_token("e30.e30.")).unwrap_err();
        assert_eq!(error.kind(), cognito_idp::ErrorKind::InvalidToken);
    }
}
