//! A user signs in; the password is proved (SRP) and never sent.
//!
//! `cargo run --example srp_login --features async,srp -- USER_POOL_ID CLIENT_ID USERNAME`, with the password in `PASSWORD`. No AWS
//! credentials are needed.

use cognito_idp::sign_in::{Challenge, Options};
use cognito_idp::types::GetUserRequest;
use cognito_idp::{Client, Error, ErrorKind};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut words = std::env::args().skip(1);
    let mut next = || words.next().unwrap_or_default();
    let client = Client::from_env().await?;
    let options = Options {
        user_pool_id: Some(next()),
        password: std::env::var("PASSWORD").ok().map(Into::into),
        ..Options::new(next(), next())
    };
    let ask = async |challenge: Challenge, refused: Option<Error>| match (challenge, refused) {
        (_, Some(error)) => Err(error),
        (Challenge::NewPasswordRequired(new), None) => {
            Ok(new.password(&std::env::var("NEW_PASSWORD").unwrap_or_default(), &[]))
        }
        (other, None) => Err(Error::new(ErrorKind::SignIn, format!("not prepared for {other:?}"))),
    };
    let tokens = client.sign_in(options, ask).await?;
    let token = tokens.access_token.as_ref().map(|token| token.expose()).unwrap_or_default();
    let user = client.get_user(GetUserRequest::new(token)).await?;
    println!("{} is signed in", user.username);
    // `Debug` hides the tokens; `expose()` and `tokens.exposed()` do not.
    println!("{tokens:?}");
    Ok(())
}
