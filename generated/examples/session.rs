//! A user who signs in, stays signed in, and signs out: the access token is refreshed before it ends.
//!
//! `cargo run --example session --features async,srp -- CLIENT_ID USERNAME`, with the password in `PASSWORD`.

use cognito_idp::sign_in::{Flow, Options};
use cognito_idp::types::GetUserRequest;
use cognito_idp::{Client, Error, ErrorKind};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut words = std::env::args().skip(1);
    let mut next = || words.next().unwrap_or_default();
    let client = Client::from_env().await?;
    let options = Options {
        flow: Flow::Password,
        password: std::env::var("PASSWORD").ok().map(Into::into),
        ..Options::new(next(), next())
    };
    let tokens = client.sign_in(options, async |challenge, refused| {
        let words = format!("not prepared for {challenge:?}");
        Err(refused.unwrap_or_else(|| Error::new(ErrorKind::SignIn, words)))
    });
    // Clones share the tokens: give one to each task that calls the service for this user.
    let session = client.session(tokens.await?);
    let token = session.access_token().await?;
    let user = client.get_user(GetUserRequest::new(token.expose())).await?;
    println!("{} is signed in", user.username);
    session.sign_out().await?;
    println!(
        "{}",
        session.access_token().await.map_or_else(|error| error.to_string(), |_| "still here".into())
    );
    Ok(())
}
