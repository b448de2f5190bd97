//! Whether a token is one of this pool, for one of these app clients, and still good.
//!
//! `cargo run --example verify_token --features async,jwt -- USER_POOL_ID CLIENT_ID [KEYS_URL]`, with access tokens on standard input. Keys
//! are fetched once, and again when a token names one that is not known.

use cognito_idp::sign_in::jwt::Verifier;
use cognito_idp::{Error, ErrorKind};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut words = std::env::args().skip(1);
    let mut next = || words.next().unwrap_or_default();
    let (pool, app) = (next(), next());
    let region = pool.split('_').next().unwrap_or_default();
    let mut verifier = Verifier::new(region, &pool, [app])?;
    let keys = next();
    if !keys.is_empty() {
        verifier = verifier.keys_url(keys);
    }
    for token in std::io::stdin().lines().map_while(Result::ok) {
        match verifier.access_token(token.trim()).await {
            Ok(claims) => println!("good: {} until {}", claims.username.unwrap_or_default(), claims.expires),
            Err(error) if error.kind() == ErrorKind::InvalidToken => println!("bad: {error}"),
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
