//! Creates a user pool, demands a second factor, reads the setting back, lists the pool's users page
//! by page, and shows what an error looks like.
//!
//! ```sh
//! AWS_ENDPOINT_URL=http://127.0.0.1:5000 cargo run -p cognito-idp --example user_pool_mfa --features blocking
//! ```

use cognito_idp::blocking::Client;
use cognito_idp::types::{
    AdminCreateUserRequest, CreateUserPoolRequest, DescribeUserPoolRequest, GetUserPoolMfaConfigRequest,
    ListUsersRequest, SetUserPoolMfaConfigRequest, SoftwareTokenMfaConfigType, UserPoolMfaType,
};
use cognito_idp::{Error, ErrorCode};

fn main() -> Result<(), Error> {
    let client = Client::from_env()?;
    let created = client.create_user_pool(CreateUserPoolRequest::new("example"))?;
    let pool = created.user_pool.and_then(|pool| pool.id).unwrap_or_default();
    println!("pool {pool}");

    client.set_user_pool_mfa_config(&SetUserPoolMfaConfigRequest {
        software_token_mfa_configuration: Some(SoftwareTokenMfaConfigType { enabled: Some(true) }),
        mfa_configuration: Some(UserPoolMfaType::On),
        ..SetUserPoolMfaConfigRequest::new(&pool)
    })?;
    let mfa = client.get_user_pool_mfa_config(GetUserPoolMfaConfigRequest::new(&pool))?;
    println!("MFA is {}", mfa.mfa_configuration.map_or_else(|| "not set".into(), |m| m.to_string()));

    for name in ["ada", "grace", "katherine"] {
        client.admin_create_user(AdminCreateUserRequest::new(&pool, name))?;
    }
    let mut request = ListUsersRequest { limit: Some(2), ..ListUsersRequest::new(&pool) };
    loop {
        let page = client.list_users(&request)?;
        let names = page.users.iter().flatten().filter_map(|user| user.username.as_deref());
        println!("page: {}", names.collect::<Vec<_>>().join(", "));
        request.pagination_token = page.pagination_token;
        if request.pagination_token.is_none() {
            break;
        }
    }

    match client.describe_user_pool(DescribeUserPoolRequest::new("us-east-1_nowhere")) {
        Ok(_) => println!("a pool that should not exist does"),
        Err(error) => match error.code().map(ErrorCode::from) {
            Some(ErrorCode::ResourceNotFoundException) => println!("no such pool: {}", error.message()),
            _ => return Err(error),
        },
    }
    Ok(())
}
