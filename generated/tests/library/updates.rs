//! Updates that start from what is there.

use cognito_idp::types::{
    AdminCreateUserConfigType, DomainDescriptionType, GetUserPoolMfaConfigResponse, GroupType,
    IdentityProviderType, ManagedLoginBrandingType, PasswordPolicyType, ResourceServerType,
    SetUICustomizationRequest, SetUserPoolMfaConfigRequest, SoftwareTokenMfaConfigType, UpdateGroupRequest,
    UpdateIdentityProviderRequest, UpdateManagedLoginBrandingRequest, UpdateResourceServerRequest,
    UpdateUserPoolClientRequest, UpdateUserPoolDomainRequest, UpdateUserPoolRequest, UserPoolClientType,
    UserPoolMfaType, UserPoolPolicyType, UserPoolType, VerificationMessageTemplateType,
};

#[test]
fn an_update_carries_over_what_the_reply_has() {
    let pool = UserPoolType::default()
        .mfa_configuration("OPTIONAL")
        .auto_verified_attributes(["email"])
        .user_pool_tags([("team", "login")])
        .name("users");
    let update = UpdateUserPoolRequest::from_current(&pool, "eu-west-1_Pool12345");
    assert_eq!(update.user_pool_id, "eu-west-1_Pool12345");
    assert_eq!(update.mfa_configuration, Some(UserPoolMfaType::Optional));
    assert_eq!(update.auto_verified_attributes, pool.auto_verified_attributes);
    assert_eq!(update.user_pool_tags, pool.user_pool_tags);
    assert_eq!(update.pool_name.as_deref(), Some("users"), "the pool's name is read as `Name`");
    assert!(UpdateUserPoolRequest::NOT_IN_CURRENT.is_empty());
    assert_eq!(SetUICustomizationRequest::NOT_IN_CURRENT, ["ImageFile"]);

    let group = GroupType::default().description("all").precedence(7);
    let update = UpdateGroupRequest::from_current(&group, "admins", "eu-west-1_Pool12345").description("few");
    assert_eq!((update.description.as_deref(), update.precedence), (Some("few"), Some(7)));

    let app = UserPoolClientType::default().callback_urls(["https://a.example"]).access_token_validity(5);
    let update = UpdateUserPoolClientRequest::from_current(&app, "eu-west-1_Pool12345", "app");
    assert_eq!((update.callback_urls, update.access_token_validity), (app.callback_urls, Some(5)));
}

#[test]
fn what_the_service_refuses_is_left_out() {
    let old = AdminCreateUserConfigType::default().unused_account_validity_days(7).allow_admin_create_user_only(true);
    let pool = UserPoolType::default()
        .admin_create_user_config(old)
        .email_verification_message("old {####}")
        .sms_verification_message("old {####}");
    let update = UpdateUserPoolRequest::from_current(&pool, "eu-west-1_Pool12345");
    assert_eq!(update.admin_create_user_config, pool.admin_create_user_config, "nothing newer stands beside it");
    assert_eq!(update.email_verification_message, pool.email_verification_message);

    let policy = PasswordPolicyType::default().temporary_password_validity_days(3);
    let pool = pool
        .policies(UserPoolPolicyType::default().password_policy(policy))
        .verification_message_template(VerificationMessageTemplateType::default().email_message("new {####}"));
    let update = UpdateUserPoolRequest::from_current(&pool, "eu-west-1_Pool12345");
    let config = update.admin_create_user_config.unwrap_or_default();
    assert_eq!((config.unused_account_validity_days, config.allow_admin_create_user_only), (None, Some(true)));
    assert_eq!(update.email_verification_message, None);
    assert_eq!(update.sms_verification_message, pool.sms_verification_message);

    let provider = IdentityProviderType::default()
        .provider_details([("MetadataURL", "https://a.example"), ("ActiveEncryptionCertificate", "MII")]);
    let update = UpdateIdentityProviderRequest::from_current(&provider, "eu-west-1_Pool12345", "saml");
    let keys: Vec<String> = update.provider_details.unwrap_or_default().into_keys().collect();
    assert_eq!(keys, ["MetadataURL"]);

    let look = ManagedLoginBrandingType::default()
        .user_pool_id("eu-west-1_Pool12345")
        .use_cognito_provided_values(true)
        .settings(cognito_idp::Value::from("x"));
    let update = UpdateManagedLoginBrandingRequest::from_current(&look);
    assert_eq!((update.user_pool_id, update.settings), (look.user_pool_id.clone(), None));
    let own = UpdateManagedLoginBrandingRequest::from_current(&look.use_cognito_provided_values(false));
    assert!(own.settings.is_some());
}

#[test]
fn what_must_be_sent_is_carried_over_too() {
    let server = ResourceServerType::default().name("files").scopes(Vec::<cognito_idp::types::ResourceServerScopeType>::new());
    let update = UpdateResourceServerRequest::from_current(&server, "eu-west-1_Pool12345", "https://files.example");
    assert_eq!((update.name.as_str(), update.scopes), ("files", server.scopes.clone()));

    let domain = DomainDescriptionType::default().user_pool_id("eu-west-1_Pool12345").managed_login_version(2);
    let update = UpdateUserPoolDomainRequest::from_current(&domain, "login");
    assert_eq!((update.user_pool_id.as_str(), update.managed_login_version), ("eu-west-1_Pool12345", Some(2)));

    let factors = GetUserPoolMfaConfigResponse {
        software_token_mfa_configuration: Some(SoftwareTokenMfaConfigType::default().enabled(true)),
        mfa_configuration: Some(UserPoolMfaType::On),
        ..GetUserPoolMfaConfigResponse::default()
    };
    let update = SetUserPoolMfaConfigRequest::from_current(&factors, "eu-west-1_Pool12345");
    assert_eq!(update.mfa_configuration, factors.mfa_configuration);
    assert_eq!(update.software_token_mfa_configuration, factors.software_token_mfa_configuration);
}
