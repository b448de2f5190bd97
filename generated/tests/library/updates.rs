//! Updates that start from what is there.

use cognito_idp::types::{
    GroupType, UpdateGroupRequest, UpdateUserPoolClientRequest, UpdateUserPoolRequest, UserPoolClientType,
    UserPoolMfaType, UserPoolType,
};

#[test]
fn an_update_carries_over_what_the_reply_has() {
    let pool = UserPoolType::default()
        .mfa_configuration("OPTIONAL")
        .auto_verified_attributes(["email"])
        .user_pool_tags([("team", "login")]);
    let update = UpdateUserPoolRequest::from_current(&pool, "eu-west-1_Pool12345");
    assert_eq!(update.user_pool_id, "eu-west-1_Pool12345");
    assert_eq!(update.mfa_configuration, Some(UserPoolMfaType::Optional));
    assert_eq!(update.auto_verified_attributes, pool.auto_verified_attributes);
    assert_eq!(update.user_pool_tags, pool.user_pool_tags);
    assert_eq!(UpdateUserPoolRequest::NOT_IN_CURRENT, ["PoolName"]);

    let group = GroupType::default().description("all").precedence(7);
    let update = UpdateGroupRequest::from_current(&group, "admins", "eu-west-1_Pool12345").description("few");
    assert_eq!((update.description.as_deref(), update.precedence), (Some("few"), Some(7)));

    let app = UserPoolClientType::default().callback_urls(["https://a.example"]).access_token_validity(5);
    let update = UpdateUserPoolClientRequest::from_current(&app, "eu-west-1_Pool12345", "app");
    assert_eq!((update.callback_urls, update.access_token_validity), (app.callback_urls, Some(5)));
}
