//! Web identities: a token in a file, named by the profile or by variables.

use super::aws::Aws;
use super::home::Home;

#[test]
fn of_the_profile() {
    let (aws, home) = (Aws::start(), Home::with(""));
    let token = home.path("token");
    home.write("token", "header.body.signature");
    let profile = "[profile web]\nrole_arn = arn:aws:iam::1:role/Web\nrole_session_name = me\n";
    home.write(".aws/config", &format!("{profile}web_identity_token_file = {}\n", token.display()));
    home.succeed(&aws, "web");
    assert_eq!(aws.keys(), ["ASIAWeb"]);
    let field = |name| aws.field("AssumeRoleWithWebIdentity", name).unwrap_or_default();
    assert_eq!([field("WebIdentityToken"), field("RoleSessionName")], ["header.body.signature", "me"]);
    // The token is all that the request needs.
    assert_eq!(aws.received("authorization").len(), 1);
}

#[test]
fn of_the_environment() {
    let (aws, home) = (Aws::start(), Home::with(""));
    home.write("token", "t");
    let token = home.path("token").display().to_string();
    let variables = [("AWS_WEB_IDENTITY_TOKEN_FILE", &*token), ("AWS_ROLE_ARN", "arn:aws:iam::1:role/Env")];
    assert_eq!(home.run(&aws, &[], &variables).0, 0);
    assert_eq!(aws.keys(), ["ASIAEnv"]);
    let (status, message) = home.run(&aws, &[], &variables[..1]);
    let words = "configured to assume role with web identity but has no role ARN configured.";
    assert!(status == 255 && message.contains(words), "{status} {message}");
}

#[test]
fn a_token_that_is_not_there() {
    let (aws, home) = (Aws::start(), Home::with(""));
    let variables =
        [("AWS_WEB_IDENTITY_TOKEN_FILE", "/nowhere"), ("AWS_ROLE_ARN", "arn:aws:iam::1:role/Env")];
    let (status, message) = home.run(&aws, &[], &variables);
    assert!(
        status == 255 && message.ends_with("[Errno 2] No such file or directory: '/nowhere'"),
        "{status} {message}"
    );
}
