//! Every pair: one setting is changed, and all else is sent as it was read.

use super::*;

/// An update, its read and what becomes of them.
struct Case {
    update: &'static str,
    read: &'static str,
    words: &'static [&'static str],
    /// What the read replies.
    state: &'static str,
    /// What the update is to send.
    sent: &'static str,
}

const CASES: [Case; 13] = [
    Case {
        update: "SetLogDeliveryConfiguration",
        read: "GetLogDeliveryConfiguration",
        words: &["set-log-delivery-configuration", "--user-pool-id", POOL, "--log-configurations", "LogLevel=INFO,EventSource=userAuthEvents"],
        state: r#"{"LogDeliveryConfiguration": {"UserPoolId": "us-east-1_Pool12345", "LogConfigurations": [{"LogLevel": "ERROR", "EventSource": "userNotification"}]}}"#,
        sent: r#"{"UserPoolId": "us-east-1_Pool12345", "LogConfigurations": [{"LogLevel": "INFO", "EventSource": "userAuthEvents"}]}"#,
    },
    Case {
        update: "SetRiskConfiguration",
        read: "DescribeRiskConfiguration",
        words: &["set-risk-configuration", "--user-pool-id", POOL, "--client-id", "c1", "--risk-exception-configuration", "SkippedIPRangeList=10.0.0.0/8"],
        state: r#"{"RiskConfiguration": {"UserPoolId": "us-east-1_Pool12345", "ClientId": "c1", "CompromisedCredentialsRiskConfiguration": {"EventFilter": ["SIGN_IN"], "Actions": {"EventAction": "BLOCK"}}, "RiskExceptionConfiguration": {"BlockedIPRangeList": ["192.0.2.0/24"]}, "LastModifiedDate": 1700000000}}"#,
        sent: r#"{"UserPoolId": "us-east-1_Pool12345", "ClientId": "c1", "CompromisedCredentialsRiskConfiguration": {"EventFilter": ["SIGN_IN"], "Actions": {"EventAction": "BLOCK"}}, "RiskExceptionConfiguration": {"BlockedIPRangeList": ["192.0.2.0/24"], "SkippedIPRangeList": ["10.0.0.0/8"]}}"#,
    },
    Case {
        update: "SetUICustomization",
        read: "GetUICustomization",
        words: &["set-ui-customization", "--user-pool-id", POOL, "--css", ".b{}"],
        state: r#"{"UICustomization": {"UserPoolId": "us-east-1_Pool12345", "ClientId": "ALL", "CSS": ".a{}", "ImageUrl": "https://a.example/i", "CSSVersion": "1", "LastModifiedDate": 1700000000}}"#,
        sent: r#"{"UserPoolId": "us-east-1_Pool12345", "CSS": ".b{}"}"#,
    },
    Case {
        update: "SetUserPoolMfaConfig",
        read: "GetUserPoolMfaConfig",
        words: &["set-user-pool-mfa-config", "--user-pool-id", POOL, "--software-token-mfa-configuration", "Enabled=true"],
        state: r#"{"SmsMfaConfiguration": {"SmsAuthenticationMessage": "{####}", "SmsConfiguration": {"SnsCallerArn": "arn:aws:iam::123456789012:role/sms"}}, "SoftwareTokenMfaConfiguration": {"Enabled": false}, "MfaConfiguration": "OPTIONAL"}"#,
        sent: r#"{"UserPoolId": "us-east-1_Pool12345", "SmsMfaConfiguration": {"SmsAuthenticationMessage": "{####}", "SmsConfiguration": {"SnsCallerArn": "arn:aws:iam::123456789012:role/sms"}}, "SoftwareTokenMfaConfiguration": {"Enabled": true}, "MfaConfiguration": "OPTIONAL"}"#,
    },
    Case {
        update: "UpdateGroup",
        read: "GetGroup",
        words: &["update-group", "--user-pool-id", POOL, "--group-name", "admins", "--precedence", "3"],
        state: r#"{"Group": {"GroupName": "admins", "UserPoolId": "us-east-1_Pool12345", "Description": "all", "RoleArn": "arn:aws:iam::123456789012:role/admins", "Precedence": 7, "LastModifiedDate": 1700000000, "CreationDate": 1600000000}}"#,
        sent: r#"{"GroupName": "admins", "UserPoolId": "us-east-1_Pool12345", "Description": "all", "RoleArn": "arn:aws:iam::123456789012:role/admins", "Precedence": 3}"#,
    },
    Case {
        update: "UpdateIdentityProvider",
        read: "DescribeIdentityProvider",
        words: &["update-identity-provider", "--user-pool-id", POOL, "--provider-name", "saml", "--idp-identifiers", "example.com"],
        state: r#"{"IdentityProvider": {"UserPoolId": "us-east-1_Pool12345", "ProviderName": "saml", "ProviderType": "SAML", "ProviderDetails": {"MetadataURL": "https://a.example/m", "ActiveEncryptionCertificate": "MII"}, "AttributeMapping": {"email": "mail"}, "LastModifiedDate": 1700000000}}"#,
        sent: r#"{"UserPoolId": "us-east-1_Pool12345", "ProviderName": "saml", "ProviderDetails": {"MetadataURL": "https://a.example/m"}, "AttributeMapping": {"email": "mail"}, "IdpIdentifiers": ["example.com"]}"#,
    },
    Case {
        update: "UpdateManagedLoginBranding",
        read: "DescribeManagedLoginBranding",
        words: &["update-managed-login-branding", "--user-pool-id", POOL, "--managed-login-branding-id", "2d1f3a6e-6f5c-4d6e-9f5e-0a1b2c3d4e5f", "--settings", r#"{"a": 2}"#],
        state: r#"{"ManagedLoginBranding": {"ManagedLoginBrandingId": "2d1f3a6e-6f5c-4d6e-9f5e-0a1b2c3d4e5f", "UserPoolId": "us-east-1_Pool12345", "UseCognitoProvidedValues": false, "Settings": {"a": 1, "b": 1}, "Assets": [{"Category": "FORM_LOGO", "ColorMode": "LIGHT", "Extension": "PNG", "Bytes": "iVBORw=="}], "LastModifiedDate": 1700000000}}"#,
        sent: r#"{"UserPoolId": "us-east-1_Pool12345", "ManagedLoginBrandingId": "2d1f3a6e-6f5c-4d6e-9f5e-0a1b2c3d4e5f", "UseCognitoProvidedValues": false, "Settings": {"a": 2}, "Assets": [{"Category": "FORM_LOGO", "ColorMode": "LIGHT", "Extension": "PNG", "Bytes": "iVBORw=="}]}"#,
    },
    Case {
        update: "UpdateProvisionedLimit",
        read: "GetProvisionedLimit",
        words: &["update-provisioned-limit", "--limit-definition", r#"{"LimitClass": "API_CATEGORY", "Attributes": {"Category": "UserAuthentication"}}"#, "--requested-limit-value", "200"],
        state: r#"{"Limit": {"LimitDefinition": {"LimitClass": "API_CATEGORY", "Attributes": {"Category": "UserAuthentication"}}, "ProvisionedLimitValue": 120, "FreeLimitValue": 120}}"#,
        sent: r#"{"LimitDefinition": {"LimitClass": "API_CATEGORY", "Attributes": {"Category": "UserAuthentication"}}, "RequestedLimitValue": 200}"#,
    },
    Case {
        update: "UpdateResourceServer",
        read: "DescribeResourceServer",
        words: &["update-resource-server", "--user-pool-id", POOL, "--identifier", "files", "--name", "Files"],
        state: r#"{"ResourceServer": {"UserPoolId": "us-east-1_Pool12345", "Identifier": "files", "Name": "files", "Scopes": [{"ScopeName": "read", "ScopeDescription": "reads"}]}}"#,
        sent: r#"{"UserPoolId": "us-east-1_Pool12345", "Identifier": "files", "Name": "Files", "Scopes": [{"ScopeName": "read", "ScopeDescription": "reads"}]}"#,
    },
    Case {
        update: "UpdateTerms",
        read: "DescribeTerms",
        words: &["update-terms", "--user-pool-id", POOL, "--terms-id", "2d1f3a6e-6f5c-4d6e-9f5e-0a1b2c3d4e5f", "--terms-name", "privacy-policy"],
        state: r#"{"Terms": {"TermsId": "2d1f3a6e-6f5c-4d6e-9f5e-0a1b2c3d4e5f", "UserPoolId": "us-east-1_Pool12345", "ClientId": "c1", "TermsName": "terms-of-use", "TermsSource": "LINK", "Enforcement": "NONE", "Links": {"cognito:default": "https://a.example"}, "CreationDate": 1600000000, "LastModifiedDate": 1700000000}}"#,
        sent: r#"{"TermsId": "2d1f3a6e-6f5c-4d6e-9f5e-0a1b2c3d4e5f", "UserPoolId": "us-east-1_Pool12345", "TermsName": "privacy-policy", "TermsSource": "LINK", "Enforcement": "NONE", "Links": {"cognito:default": "https://a.example"}}"#,
    },
    Case {
        update: "UpdateUserPool",
        read: "DescribeUserPool",
        words: &["update-user-pool", "--user-pool-id", POOL, "--policies", "PasswordPolicy={MinimumLength=12}"],
        state: r#"{"UserPool": {"Id": "us-east-1_Pool12345", "Name": "users", "Policies": {"PasswordPolicy": {"MinimumLength": 8, "TemporaryPasswordValidityDays": 3}}, "LambdaConfig": {"PreSignUp": "arn:aws:lambda:us-east-1:123456789012:function:x"}, "MfaConfiguration": "OPTIONAL", "UserPoolTags": {"team": "login"}, "AutoVerifiedAttributes": ["email"], "EmailVerificationMessage": "old {####}", "VerificationMessageTemplate": {"EmailMessage": "new {####}", "DefaultEmailOption": "CONFIRM_WITH_CODE"}, "AdminCreateUserConfig": {"AllowAdminCreateUserOnly": true, "UnusedAccountValidityDays": 7}, "Status": "Enabled", "LastModifiedDate": 1700000000}}"#,
        sent: r#"{"UserPoolId": "us-east-1_Pool12345", "Policies": {"PasswordPolicy": {"MinimumLength": 12, "TemporaryPasswordValidityDays": 3}}, "LambdaConfig": {"PreSignUp": "arn:aws:lambda:us-east-1:123456789012:function:x"}, "AutoVerifiedAttributes": ["email"], "VerificationMessageTemplate": {"EmailMessage": "new {####}", "DefaultEmailOption": "CONFIRM_WITH_CODE"}, "MfaConfiguration": "OPTIONAL", "UserPoolTags": {"team": "login"}, "AdminCreateUserConfig": {"AllowAdminCreateUserOnly": true}, "PoolName": "users"}"#,
    },
    Case {
        update: "UpdateUserPoolClient",
        read: "DescribeUserPoolClient",
        words: &["update-user-pool-client", "--user-pool-id", POOL, "--client-id", "c1", "--callback-urls", "app://b"],
        state: r#"{"UserPoolClient": {"UserPoolId": "us-east-1_Pool12345", "ClientName": "app", "ClientId": "c1", "ClientSecret": "hidden", "RefreshTokenValidity": 30, "TokenValidityUnits": {"AccessToken": "hours"}, "CallbackURLs": ["https://a.example"], "AllowedOAuthFlows": ["code"], "EnableTokenRevocation": true, "LastModifiedDate": 1700000000}}"#,
        sent: r#"{"UserPoolId": "us-east-1_Pool12345", "ClientId": "c1", "ClientName": "app", "RefreshTokenValidity": 30, "TokenValidityUnits": {"AccessToken": "hours"}, "CallbackURLs": ["app://b"], "AllowedOAuthFlows": ["code"], "EnableTokenRevocation": true}"#,
    },
    Case {
        update: "UpdateUserPoolDomain",
        read: "DescribeUserPoolDomain",
        words: &["update-user-pool-domain", "--domain", "login", "--managed-login-version", "2"],
        state: r#"{"DomainDescription": {"UserPoolId": "us-east-1_Pool12345", "AWSAccountId": "123456789012", "Domain": "login", "Version": "1", "Status": "ACTIVE", "CustomDomainConfig": {}, "ManagedLoginVersion": 1}}"#,
        sent: r#"{"Domain": "login", "UserPoolId": "us-east-1_Pool12345", "ManagedLoginVersion": 2}"#,
    },
];

#[test]
fn one_setting_changes_and_all_else_is_sent_as_it_was_read() {
    for dialect in ["v2", "v1"] {
        for Case { update, read, words, state, sent: expected } in &CASES {
            let server = server(&[(*read, *state)]);
            let output = run(&server, &[*words, &["--merge", "--cli-dialect", dialect]].concat());
            assert!(output.status.success(), "{update}: {}", said(&output));
            assert_eq!(sent(&server, read).len(), 2, "{update} reads, and reads once more");
            let requests = sent(&server, update);
            let [request] = requests.as_slice() else { panic!("{update}: {requests:?}") };
            assert_eq!(sorted(request), sorted(&value(expected)), "{update}");
        }
    }
}

#[test]
fn what_is_there_already_is_not_sent() {
    for Case { update, read, words, state, sent: expected } in &CASES {
        let server = server(&[(*read, *state)]);
        let named = ["--user-pool-id", "--client-id", "--group-name", "--provider-name", "--managed-login-branding-id", "--limit-definition", "--identifier", "--terms-id", "--domain"];
        let mut arguments = vec![words[0]];
        arguments.extend(words[1..].chunks(2).filter(|pair| named.contains(&pair[0])).flatten());
        arguments.push("--merge");
        let output = run(&server, &arguments);
        assert!(output.status.success() && output.stdout.is_empty(), "{update}: {output:?}");
        assert!(said(&output).starts_with("Nothing to change: "), "{update}: {}", said(&output));
        assert!(sent(&server, update).is_empty() && !expected.is_empty());
    }
}
