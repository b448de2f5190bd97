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

#[test]
fn a_file_without_a_token() {
    let (aws, home) = (Aws::start(), Home::with(""));
    home.write("token", "");
    let token = home.path("token").display().to_string();
    let variables = [("AWS_WEB_IDENTITY_TOKEN_FILE", &*token), ("AWS_ROLE_ARN", "arn:aws:iam::1:role/Env")];
    let (status, message) = home.run(&aws, &[], &variables);
    let problem = "Invalid length for parameter WebIdentityToken, value: 0, valid min length: 4";
    assert!(status == 252 && message.ends_with(problem), "{status} {message}");
    assert!(aws.requests().is_empty());
}

#[test]
fn an_identity_provider_that_is_out_of_reach() {
    let aws = Aws::with(|request| {
        let refused = "<ErrorResponse><Error><Code>IDPCommunicationError</Code><Message>No.</Message></Error>\
                       </ErrorResponse>";
        request.header("x-amz-target").is_none().then(|| (400, refused.to_owned()))
    });
    let home = Home::with("");
    home.write("token", "token");
    let token = home.path("token").display().to_string();
    for (count, dialect) in ["v1", "v2"].into_iter().enumerate() {
        let variables = [
            ("AWS_WEB_IDENTITY_TOKEN_FILE", &*token),
            ("AWS_ROLE_ARN", "arn:aws:iam::1:role/Env"),
            ("AWS_MAX_ATTEMPTS", "2"),
            ("AWS_CLI_DIALECT", dialect),
        ];
        let (status, message) = home.run(&aws, &[], &variables);
        let words = "(reached max retries: 1): No.";
        assert!(status != 0 && message.ends_with(words), "{status} {message}");
        assert_eq!(aws.requests().len(), 2 * (count + 1));
    }
}
