//! Sessions, refreshes and devices, by both clients.

use cognito_idp::sign_in::{NewDevice, Options, Refresh, Tokens};
use cognito_idp::test_util::{Mock, Reply, mock};
use cognito_idp::types::{ConfirmDeviceRequest, InitiateAuthRequest, RevokeTokenRequest};
use cognito_idp::{Client, blocking};

use crate::memory::run;

fn tokens(expires_in: i64) -> Tokens {
    Tokens {
        access_token: Some("old".into()),
        refresh_token: Some("refresh".into()),
        expires_in: Some(expires_in),
        ..Tokens::default()
    }
}

const NEW: &str =
    r#"{"AuthenticationResult":{"AccessToken":"new","RefreshToken":"second","ExpiresIn":3600,"TokenType":"Bearer"}}"#;

fn refreshing(replies: u64) -> Mock {
    let mock = mock();
    mock.on("GetTokensFromRefreshToken", Reply::json(NEW).times(replies));
    mock
}

#[test]
fn a_token_that_ends_is_refreshed_once_for_all() {
    let mock = refreshing(1);
    let session = Client::new(mock.config()).unwrap().session(tokens(0)).client_id("app").client_secret("hush");
    run(async {
        let asking: Vec<_> = (0..10)
            .map(|_| {
                let session = session.clone();
                tokio::spawn(async move { session.access_token().await.unwrap() })
            })
            .collect();
        for token in asking {
            assert_eq!(token.await.unwrap().expose(), "new");
        }
        assert_eq!(session.tokens().await.unwrap().refresh_token.unwrap().expose(), "second");
    });
    mock.assert_done();

    let mock = refreshing(1);
    let session = blocking::Client::new(mock.config()).unwrap().session(tokens(0)).client_id("app");
    std::thread::scope(|scope| {
        for _ in 0..10 {
            scope.spawn(|| assert_eq!(session.access_token().unwrap().expose(), "new"));
        }
    });
    mock.assert_done();
}

#[test]
fn a_token_that_is_good_is_not_refreshed() {
    let mock = mock();
    let client = blocking::Client::new(mock.config()).unwrap();
    assert_eq!(client.session(tokens(3600)).access_token().unwrap().expose(), "old");
    let client = Client::new(mock.config()).unwrap();
    assert_eq!(run(client.session(tokens(3600)).access_token()).unwrap().expose(), "old");
    assert!(mock.requests().is_empty());
}

#[test]
fn who_gives_up_does_not_lose_the_new_refresh_token() {
    let mock = refreshing(1);
    let session = Client::new(mock.config()).unwrap().session(tokens(0)).client_id("app");
    run(async {
        let mut call = Box::pin(session.access_token());
        // Polled once: the refresh has begun.
        let waker = std::task::Waker::noop();
        let _ = call.as_mut().poll(&mut std::task::Context::from_waker(waker));
        drop(call);
        assert_eq!(session.access_token().await.unwrap().expose(), "new");
    });
    mock.assert_done();
}

#[test]
fn a_service_that_knows_no_rotation_refreshes_as_of_old() {
    let mock = mock();
    mock.on("GetTokensFromRefreshToken", Reply::error("UnknownOperationException", "").times(2));
    let old = NEW.replace(r#""RefreshToken":"second","#, "");
    mock.on("InitiateAuth", Reply::json(old.as_str()).times(2));
    let options = Options::new("app", "jane");
    let refresh = Refresh { options, refresh_token: "refresh".into() };
    let found = blocking::Client::new(mock.config()).unwrap().refresh(&refresh).unwrap();
    assert_eq!(found.access_token.unwrap().expose(), "new");
    let found = run(Client::new(mock.config()).unwrap().refresh(&refresh)).unwrap();
    assert_eq!(found.access_token.unwrap().expose(), "new");
    let sent = mock.requests()[1].input::<InitiateAuthRequest>();
    assert_eq!(sent.auth_flow.as_str(), "REFRESH_TOKEN_AUTH");
    mock.assert_done();

    mock.on("GetTokensFromRefreshToken", Reply::error("NotAuthorizedException", "Refresh Token has been revoked"));
    let error = blocking::Client::new(mock.config()).unwrap().refresh(&refresh).unwrap_err();
    assert!(error.is("NotAuthorizedException"));
    mock.assert_done();
}

#[test]
fn signing_out_ends_a_session_here_and_there() {
    let mock = mock();
    mock.on("RevokeToken", Reply::empty().times(2));
    let session = blocking::Client::new(mock.config()).unwrap().session(tokens(3600)).client_id("app");
    session.sign_out().unwrap();
    session.sign_out().unwrap();
    assert!(session.access_token().unwrap_err().to_string().contains("over"));
    let sent = mock.requests()[0].input::<RevokeTokenRequest>();
    assert_eq!((sent.token.as_str(), sent.client_id.as_str()), ("refresh", "app"));
    let session = Client::new(mock.config()).unwrap().session(tokens(3600)).client_id("app");
    run(async {
        session.sign_out().await.unwrap();
        assert!(session.access_token().await.is_err());
    });
    mock.assert_done();
}

#[test]
fn devices_are_made_known_by_both_clients() {
    let mock = mock();
    mock.on("ConfirmDevice", Reply::json(r#"{"UserConfirmationNecessary":false}"#).times(4));
    let device = NewDevice { key: "eu-west-1_d".into(), group_key: "g".into() };
    let new = || Tokens { new_device: Some(device.clone()), ..tokens(3600) };
    let blocking = blocking::Client::new(mock.config()).unwrap();
    let client = Client::new(mock.config()).unwrap();
    assert_eq!(blocking.session(new()).register_device(Some("phone")).unwrap().key, device.key);
    assert_eq!(run(client.session(new()).register_device(None)).unwrap().key, device.key);
    assert!(blocking.register_device(device.clone(), &"t".into(), None).is_ok());
    assert!(run(client.register_device(device, &"t".into(), None)).is_ok());
    let sent = mock.requests()[0].input::<ConfirmDeviceRequest>();
    assert_eq!(sent.device_name.as_deref(), Some("phone"));
    assert!(sent.device_secret_verifier_config.unwrap().password_verifier.is_some());
    mock.assert_done();
}
