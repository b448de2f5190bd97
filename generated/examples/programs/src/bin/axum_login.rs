//! A web service that signs users in, keeps their sessions, and signs them out.
//!
//! `cargo run --bin axum_login -- PORT USER_POOL_ID CLIENT_ID`
//!
//! Tokens never leave the service: the browser has a cookie that names the session. Each access token that a handler
//! gets is good, since the session refreshes it before it ends, once for all handlers that ask at the same time.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{Json, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Router, serve};
use cognito_idp::sign_in::{Options, Session};
use cognito_idp::types::GetUserRequest;
use cognito_idp::{Client, Error, ErrorCode, ErrorKind};
use serde::Deserialize;

#[derive(Clone)]
struct App {
    client: Client,
    pool: String,
    app: String,
    sessions: Arc<Mutex<HashMap<String, Session>>>,
}

impl App {
    fn sessions(&self) -> std::sync::MutexGuard<'_, HashMap<String, Session>> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The session that a request's cookie names.
    fn session(&self, headers: &HeaderMap) -> Result<Session, Refused> {
        cookie(headers)
            .and_then(|id| self.sessions().get(id).cloned())
            .ok_or(Refused(StatusCode::UNAUTHORIZED))
    }
}

fn cookie(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get(header::COOKIE)?.to_str().ok()?;
    cookies.split("; ").find_map(|cookie| cookie.strip_prefix("session="))
}

/// What a browser learns of an error: nothing that would help to guess.
struct Refused(StatusCode);

impl From<Error> for Refused {
    fn from(error: Error) -> Refused {
        let denied = [ErrorCode::NotAuthorizedException, ErrorCode::UserNotFoundException];
        Refused(match denied.into_iter().any(|code| error.is(code)) {
            true => StatusCode::UNAUTHORIZED,
            false => StatusCode::BAD_GATEWAY,
        })
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        self.0.into_response()
    }
}

#[derive(Deserialize)]
struct Login {
    username: String,
    password: String,
}

async fn login(State(app): State<App>, Json(login): Json<Login>) -> Result<Response, Refused> {
    let options = Options {
        user_pool_id: Some(app.pool.clone()),
        password: Some(login.password.into()),
        ..Options::new(&app.app, login.username)
    };
    let tokens = app.client.sign_in(options, async |challenge, refused| {
        let other = || Error::new(ErrorKind::SignIn, format!("no page asks for {challenge:?}"));
        Err(refused.unwrap_or_else(other))
    });
    let session = app.client.session(tokens.await?);
    let id = uuid::Uuid::new_v4().to_string();
    app.sessions().insert(id.clone(), session);
    let cookie = format!("session={id}; HttpOnly; Secure; SameSite=Strict; Path=/");
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response())
}

async fn me(State(app): State<App>, headers: HeaderMap) -> Result<String, Refused> {
    let session = app.session(&headers)?;
    let token = session.access_token().await?;
    let user = app.client.get_user(GetUserRequest::new(token.expose())).await?;
    Ok(user.username)
}

async fn logout(State(app): State<App>, headers: HeaderMap) -> Result<StatusCode, Refused> {
    let session = app.session(&headers)?;
    session.sign_out().await?;
    cookie(&headers).map(|id| app.sessions().remove(id));
    Ok(StatusCode::NO_CONTENT)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut words = std::env::args().skip(1);
    let mut next = || words.next().unwrap_or_default();
    let port: u16 = next().parse()?;
    let app = App { client: Client::from_env().await?, pool: next(), app: next(), sessions: Arc::default() };
    let routes =
        Router::new().route("/login", post(login)).route("/me", get(me)).route("/logout", post(logout));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    println!("http://{}", listener.local_addr()?);
    serve(listener, routes.with_state(app)).await?;
    Ok(())
}
