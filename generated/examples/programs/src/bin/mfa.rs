//! A second factor: an authenticator is joined to a user, and asked for a code when the user signs in again.
//!
//! `cargo run --bin mfa -- USER_POOL_ID CLIENT_ID USERNAME`, with the password in `PASSWORD`.

use cognito_idp::sign_in::{Challenge, Options, Secret, Tokens};
use cognito_idp::types::{
    AssociateSoftwareTokenRequest, SetUserMFAPreferenceRequest, SoftwareTokenMfaSettingsType,
    VerifySoftwareTokenRequest,
};
use cognito_idp::{Client, Error, ErrorKind};
use totp_rs::{Algorithm, TOTP};

fn failure(error: impl std::fmt::Display) -> Error {
    Error::new(ErrorKind::SignIn, error.to_string())
}

/// In the place of a person who reads the code from a telephone.
fn code(secret: &str) -> Result<String, Error> {
    let bytes =
        totp_rs::Secret::Encoded(secret.to_owned()).to_bytes().map_err(|e| failure(format!("{e:?}")))?;
    TOTP::new_unchecked(Algorithm::SHA1, 6, 1, 30, bytes).generate_current().map_err(failure)
}

async fn sign_in(client: &Client, options: Options, secret: &str) -> Result<Tokens, Error> {
    let answer = async |challenge: Challenge, refused: Option<Error>| match (challenge, refused) {
        (_, Some(error)) => Err(error),
        (Challenge::SoftwareTokenMfa(asked), None) => {
            println!("a code is asked for");
            Ok(asked.code(&code(secret)?))
        }
        (other, None) => Err(failure(format!("not prepared for {other:?}"))),
    };
    client.sign_in(options, answer).await
}

/// Joins an authenticator to the user; its secret.
async fn join(client: &Client, token: &Secret) -> Result<String, Error> {
    let joined = client
        .associate_software_token(AssociateSoftwareTokenRequest::default().access_token(token.expose()))
        .await?;
    let secret = joined.secret_code.unwrap_or_default();
    client
        .verify_software_token(VerifySoftwareTokenRequest::new(code(&secret)?).access_token(token.expose()))
        .await?;
    let preference = SoftwareTokenMfaSettingsType::default().enabled(true).preferred_mfa(true);
    client
        .set_user_mfa_preference(
            SetUserMFAPreferenceRequest::new(token.expose()).software_token_mfa_settings(preference),
        )
        .await?;
    Ok(secret)
}

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
    let tokens = sign_in(&client, options.clone(), "").await?;
    let token = tokens.access_token.ok_or_else(|| failure("no access token"))?;
    let secret = join(&client, &token).await?;
    println!("the authenticator is joined");
    sign_in(&client, options, &secret).await?;
    println!("signed in by password and code");
    Ok(())
}
