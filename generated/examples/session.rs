//! A user who signs in, stays signed in, and signs out: the access token is refreshed before it ends.
//!
//! `cargo run --example session --features async,srp -- REGION CLIENT_ID USERNAME` with the password in `PASSWORD`.

#[cfg(all(feature = "async", feature = "srp"))]
fn main() -> Result<(), cognito_idp::Error> {
    signed_in::main()
}

#[cfg(not(all(feature = "async", feature = "srp")))]
fn main() {
    eprintln!("this example needs the features `async` and `srp`");
}

#[cfg(all(feature = "async", feature = "srp"))]
mod signed_in {
    use cognito_idp::sign_in::{Flow, Options};
    use cognito_idp::types::GetUserRequest;
    use cognito_idp::{Client, Error, ErrorKind};

    pub(super) fn main() -> Result<(), Error> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.map_err(|error| Error::new(ErrorKind::Config, error.to_string()))?.block_on(run())
    }

    async fn run() -> Result<(), Error> {
        let mut words = std::env::args().skip(1);
        let mut next = || words.next().unwrap_or_default();
        let client = Client::builder().region(next()).build()?;
        let options = Options {
            flow: Flow::Password,
            password: std::env::var("PASSWORD").ok().map(Into::into),
            ..Options::new(next(), next())
        };
        let tokens = client.sign_in(options, |challenge, refused| async move {
            let words = format!("not prepared for {challenge:?}");
            Err(refused.unwrap_or_else(|| Error::new(ErrorKind::SignIn, words)))
        });
        let session = client.session(tokens.await?);
        let token = session.access_token().await?;
        let user = client.get_user(GetUserRequest::new(token.expose())).await?;
        println!("{} is signed in", user.username);
        session.sign_out().await
    }
}
