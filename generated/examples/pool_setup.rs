//! A user pool with an app client, and a change that keeps what it does not change.
//!
//! The service sets what an update does not name to its default, so an update begins with what is there.
//!
//! `cargo run --example pool_setup --features async -- NAME`

use cognito_idp::types::{
    CreateUserPoolClientRequest, CreateUserPoolRequest, DescribeUserPoolRequest, PasswordPolicyType,
    UpdateUserPoolRequest, UserPoolPolicyType,
};
use cognito_idp::{Client, Error};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let name = std::env::args().nth(1).unwrap_or_else(|| "example".into());
    let client = Client::from_env().await?;
    let policy = PasswordPolicyType::default().minimum_length(12).require_numbers(true);
    let request = CreateUserPoolRequest::new(name)
        .policies(UserPoolPolicyType::default().password_policy(policy))
        .auto_verified_attributes(["email"])
        .user_pool_tags([("team", "login")]);
    let pool = client.create_user_pool(request).await?.user_pool.and_then(|pool| pool.id).unwrap_or_default();
    println!("pool {pool}");

    let request = CreateUserPoolClientRequest::new(&pool, "web")
        .explicit_auth_flows(["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"])
        .access_token_validity(1);
    let app = client.create_user_pool_client(request).await?.user_pool_client.unwrap_or_default();
    println!("client {}", app.client_id.unwrap_or_default());

    let now = client.describe_user_pool(DescribeUserPoolRequest::new(&pool)).await?;
    let change = UpdateUserPoolRequest::from_current(&now.user_pool.unwrap_or_default(), &pool);
    client.update_user_pool(change.mfa_configuration("OPTIONAL")).await?;

    let then = client.describe_user_pool(DescribeUserPoolRequest::new(&pool)).await?;
    let then = then.user_pool.unwrap_or_default();
    println!("MFA is {}", then.mfa_configuration.map_or_else(|| "not set".into(), |mfa| mfa.to_string()));
    println!("tags are {:?}", then.user_pool_tags.unwrap_or_default());
    Ok(())
}
