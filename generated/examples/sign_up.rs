//! A user signs up and confirms the address by the code that was sent there.
//!
//! `cargo run --example sign_up --features async -- CLIENT_ID USERNAME EMAIL`, with the password in `PASSWORD` and the code on
//! standard input. No AWS credentials are needed.

use cognito_idp::types::{AttributeType, ConfirmSignUpRequest, SignUpRequest};
use cognito_idp::{Client, Error, ErrorCode};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut words = std::env::args().skip(1);
    let mut next = || words.next().unwrap_or_default();
    let (app, name, email) = (next(), next(), next());
    let client = Client::from_env().await?;

    let request = SignUpRequest::new(&app, &name)
        .password(std::env::var("PASSWORD").unwrap_or_default())
        .user_attributes([AttributeType::new("email").value(&email)]);
    match client.sign_up(request).await {
        Ok(reply) => println!("{name} is {}", reply.user_sub),
        Err(error) if error.is(ErrorCode::UsernameExistsException) => println!("{name} is there already"),
        Err(error) => return Err(error),
    }

    println!("Code that was sent to {email}:");
    for code in std::io::stdin().lines().map_while(Result::ok) {
        match client.confirm_sign_up(ConfirmSignUpRequest::new(&app, &name, code.trim())).await {
            Ok(_) => {
                println!("{name} is confirmed");
                break;
            }
            Err(error) if error.is(ErrorCode::CodeMismatchException) => println!("Not this one. Code:"),
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
