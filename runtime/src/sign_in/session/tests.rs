use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::state::State;
use crate::client::error::{Error, ErrorKind};
use crate::shapes::time::Timestamp;
use crate::sign_in::flow::{NewDevice, Tokens};

fn token(claims: &str) -> String {
    format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(claims))
}

/// Tokens whose access token ends at this second.
fn tokens(end: i64) -> Tokens {
    let claims = format!(r#"{{"client_id":"app","username":"jane","device_key":"d","exp":{end}}}"#);
    Tokens {
        access_token: Some(token(&claims).into()),
        refresh_token: Some("refresh".into()),
        expires_in: Some(3600),
        ..Tokens::default()
    }
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_seconds(seconds)
}

#[test]
fn tokens_are_refreshed_a_minute_before_their_end() {
    let state = State::new(tokens(3600), at(0));
    assert!(state.fresh(at(3539)).unwrap().is_some());
    assert!(state.fresh(at(3540)).unwrap().is_none());
    let requests = state.refresh().unwrap();
    assert_eq!(requests[0].operation, "GetTokensFromRefreshToken");
    assert_eq!(requests[0].parameters.get("ClientId").unwrap().as_str(), Some("app"));
    assert_eq!(requests[0].parameters.get("DeviceKey").unwrap().as_str(), Some("d"));
    assert_eq!(requests[1].operation, "InitiateAuth");
}

#[test]
fn a_rotated_token_takes_the_place_of_the_old_one() {
    let mut state = State::new(tokens(100), at(0));
    let new = Tokens { refresh_token: Some("second".into()), ..tokens(7200) };
    assert!(state.refreshed(Ok((0, new)), at(90)).is_ok());
    assert_eq!(state.refresh().unwrap()[0].parameters.get("RefreshToken").unwrap().as_str(), Some("second"));
    let without = Tokens { refresh_token: None, ..tokens(9000) };
    assert!(state.refreshed(Ok((1, without)), at(7200)).is_ok());
    let requests = state.refresh().unwrap();
    assert_eq!((requests.len(), requests[0].operation), (1, "InitiateAuth"));
}

#[test]
fn a_failure_is_told_once_the_old_token_has_ended() {
    let mut state = State::new(tokens(100), at(0));
    let lost = || Err(Error::new(ErrorKind::Connect, "lost"));
    assert!(state.refreshed(lost(), at(50)).is_ok());
    assert!(state.fresh(at(54)).unwrap().is_some() && state.fresh(at(55)).unwrap().is_none());
    assert_eq!(state.refreshed(lost(), at(100)).unwrap_err().kind(), ErrorKind::Connect);
}

#[test]
fn the_end_of_a_session() {
    let mut state = State::new(tokens(100), at(0));
    let request = state.sign_out().unwrap();
    assert_eq!(request.operation, "RevokeToken");
    state.end();
    assert!(state.sign_out().is_none());
    assert!(state.fresh(at(1)).unwrap_err().to_string().contains("is over"));
    let short = Tokens { refresh_token: None, ..tokens(100) };
    let state = State::new(short, at(0));
    assert_eq!(state.sign_out().unwrap().operation, "GlobalSignOut");
    assert!(state.fresh(at(99)).unwrap().is_some());
    assert!(state.fresh(at(100)).unwrap_err().to_string().contains("no refresh token"));
}

#[test]
fn a_token_that_is_no_jwt_needs_to_be_told_its_client() {
    let opaque = Tokens {
        access_token: Some("opaque".into()),
        refresh_token: Some("r".into()),
        expires_in: Some(100),
        ..Tokens::default()
    };
    let mut state = State::new(opaque, at(0));
    assert!(state.fresh(at(89)).unwrap().is_some() && state.fresh(at(91)).unwrap().is_none());
    assert!(state.refresh().unwrap_err().to_string().contains("`client_id`"));
    state.options().client_id = "app".to_owned();
    assert!(state.refresh().is_ok());
}

#[test]
fn a_device_is_made_known_once() {
    let device = NewDevice { key: "k".into(), group_key: "g".into() };
    let mut state = State::new(Tokens { new_device: Some(device), ..tokens(100) }, at(0));
    let known = state.registration().unwrap().into_device();
    state.registered(&known);
    assert_eq!(known.key, "k");
    assert!(state.registration().is_err());
}
