//! The command against a stand-in: what is sent, what is shown, what is refused, in both dialects.
#![cfg(all(feature = "cli", feature = "test-util", unix))]
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::OsStringExt as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use cognito_idp::test_util::{StubServer, stub_server};

/// Runs the program with keys and a region; `variables` come on top.
fn run(server: &StubServer, arguments: &[&[u8]], variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cognito-idp"));
    command.args(arguments.iter().map(|word| OsString::from_vec(word.to_vec())));
    command.env_clear().stdin(Stdio::null());
    command.envs([
        ("HOME", "/nonexistent"),
        ("AWS_REGION", "us-east-1"),
        ("AWS_DEFAULT_REGION", "us-east-1"),
        ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
        ("AWS_SECRET_ACCESS_KEY", "secret"),
        ("AWS_EC2_METADATA_DISABLED", "true"),
        ("AWS_ENDPOINT_URL", &server.url()),
    ]);
    command.envs(variables.iter().copied()).output().unwrap()
}

fn words(line: &str) -> Vec<&[u8]> {
    line.split(' ').map(str::as_bytes).collect()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The last request's input.
fn sent(server: &StubServer) -> String {
    let requests = server.stub().requests();
    requests
        .last()
        .map(|request| {
            cognito_idp::runtime::json::to_string(
                request.get("input").unwrap(),
                cognito_idp::runtime::json::Layout::Wire,
            )
        })
        .unwrap_or_default()
}

/// A file that a test works with.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &[u8], content: &[u8]) -> Scratch {
        let own = [format!("command-line-{}-", std::process::id()).as_bytes(), name].concat();
        let path = std::env::temp_dir().join(OsString::from_vec(own));
        fs::write(&path, content).unwrap();
        Scratch(path)
    }

    /// A word with its name behind `prefix`.
    fn word(&self, prefix: &str) -> Vec<u8> {
        [prefix.as_bytes(), &self.0.clone().into_os_string().into_vec()].concat()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

const V1: (&str, &str) = ("AWS_CLI_DIALECT", "v1");
const V2: (&str, &str) = ("AWS_CLI_DIALECT", "v2");

#[test]
fn words_are_read_in_the_character_set_of_the_locale() {
    let server = stub_server().unwrap();
    let user: &[&[u8]] =
        &[b"admin-get-user", b"--user-pool-id", b"us-east-1_AAAAAAAAA", b"--username", b"J\xfcrgen"];
    for dialect in [V1, V2] {
        for locale in ["en_US.ISO-8859-1", "de_DE@euro", "de_DE"] {
            let output = run(&server, user, &[dialect, ("LC_ALL", locale)]);
            assert!(output.status.success(), "{output:?}");
            assert_eq!(sent(&server), r#"{"UserPoolId": "us-east-1_AAAAAAAAA", "Username": "J\u00fcrgen"}"#);
        }
    }
}

#[test]
fn words_that_are_no_text_are_refused_with_their_place() {
    let server = stub_server().unwrap();
    let password: &[&[u8]] = &[
        b"change-password",
        b"--access-token",
        b"t",
        b"--previous-password",
        b"p\xff",
        b"--proposed-password",
        b"x",
    ];
    for (dialect, status) in [(V1, 255), (V2, 252)] {
        let output = run(&server, password, &[dialect, ("LC_ALL", "C.UTF-8")]);
        assert_eq!(output.status.code(), Some(status));
        let message = text(&output.stderr);
        assert!(
            message.contains("Word 5 of the command line (at --previous-password) is not text in UTF-8"),
            "{message}"
        );
    }
    let output = run(&server, &words("list-user-pools --max-results 1"), &[V2]);
    assert!(output.status.success() && server.stub().requests().len() == 1, "nothing else was sent");
}

#[test]
fn names_of_files_keep_their_bytes() {
    let server = stub_server().unwrap();
    let file = Scratch::new(b"caf\xe9", "Jane".as_bytes());
    let word = file.word("file://");
    let user: &[&[u8]] =
        &[b"admin-get-user", b"--user-pool-id", b"us-east-1_AAAAAAAAA", b"--username", &word];
    for dialect in [V1, V2] {
        let output = run(&server, user, &[dialect, ("LC_ALL", "C.UTF-8")]);
        assert!(output.status.success(), "{output:?}");
        assert!(sent(&server).contains(r#""Username": "Jane""#));
    }
}

#[test]
fn variables_that_are_no_text_are_not_taken_for_others() {
    let server = stub_server().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_cognito-idp"));
    command.args(["login", "--client-id", "1example23456789", "--username", "jane"]).env_clear();
    command.env("AWS_REGION", "us-east-1").env("AWS_ENDPOINT_URL", server.url());
    command.env("COGNITO_IDP_PASSWORD", OsString::from_vec(b"p\xff".to_vec()));
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(252));
    assert!(text(&output.stderr).contains("The variable COGNITO_IDP_PASSWORD is not text"), "{output:?}");
    assert!(server.stub().requests().is_empty());
}

#[test]
fn bytes_of_a_file_are_no_texts_of_a_list() {
    let server = stub_server().unwrap();
    let file = Scratch::new(b"names", b"a\nb\n");
    let word = file.word("fileb://");
    let users: &[&[u8]] =
        &[b"list-users", b"--user-pool-id", b"us-east-1_AAAAAAAAA", b"--attributes-to-get", &word];
    for (dialect, status) in [(V1, 255), (V2, 252)] {
        let output = run(&server, users, &[dialect]);
        assert_eq!(output.status.code(), Some(status));
        let message = text(&output.stderr);
        assert!(message.contains("Invalid type for parameter AttributesToGet[0], value: 97"), "{message}");
    }
    assert!(server.stub().requests().is_empty());
}

#[test]
fn what_is_not_signed_is_sent_under_any_profile() {
    let server = stub_server().unwrap();
    let config = Scratch::new(
        b"config",
        b"[profile role]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = base\n\
          [profile base]\naws_access_key_id = a\naws_secret_access_key = b\n\
          [profile web]\nrole_arn = arn:aws:iam::123456789012:role/r\nweb_identity_token_file = /dev/null\n\
          [profile sso]\nsso_start_url = https://x.example\nsso_region = us-east-1\nsso_account_id = 123456789012\nsso_role_name = r\n\
          [profile gone]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = nobody\n",
    );
    let path = config.0.display().to_string();
    let call = words("forgot-password --client-id 1example23456789 --username jane");
    for dialect in [V1, V2] {
        for profile in ["role", "web", "sso"] {
            let variables = [dialect, ("AWS_CONFIG_FILE", &*path), ("AWS_ACCESS_KEY_ID", "")];
            let call = [&call[..], &[b"--profile", profile.as_bytes()]].concat();
            let output = run(&server, &call, &variables);
            assert!(output.status.success(), "{profile}: {output:?}");
        }
    }
    assert_eq!(server.stub().requests().len(), 6);
    let output = run(
        &server,
        &call,
        &[V2, ("AWS_CONFIG_FILE", &path), ("AWS_ACCESS_KEY_ID", ""), ("AWS_PROFILE", "gone")],
    );
    assert!(
        text(&output.stderr)
            .contains("The source_profile \"nobody\" referenced in the profile \"gone\" does not exist.")
    );
}

#[test]
fn dry_runs_hide_secrets_and_nothing_else() {
    let server = stub_server().unwrap();
    let call = words(
        "sign-up --client-id 1example23456789 --username jane --user-attributes Name=email,Value=a@b.example --password Tea-4-two\u{2019}",
    );
    let dry = |form: &str| text(&run(&server, &[&call[..], &[form.as_bytes()]].concat(), &[V2]).stdout);
    assert!(dry("--dry-run").ends_with(
        "{\"ClientId\": \"1example23456789\", \"Username\": \"jane\", \"Password\": \"******** (holds a curly quote)\", \
         \"UserAttributes\": [{\"Name\": \"email\", \"Value\": \"a@b.example\"}]}\n"
    ));
    assert!(dry("--dry-run=unmasked").contains(r#""Password": "Tea-4-two\u2019""#));
    let map = words(
        "initiate-auth --client-id c --auth-flow USER_PASSWORD_AUTH --auth-parameters USERNAME=jane,PASSWORD=a,b=c --dry-run",
    );
    let shown = text(&run(&server, &map, &[V1]).stdout);
    assert!(
        shown.contains(
            r#""AuthParameters": {"USERNAME": "********", "PASSWORD": "********", "b": "********"}"#
        ),
        "{shown}"
    );
    assert!(server.stub().requests().is_empty());
}

#[test]
fn dry_runs_as_curl_are_commands_that_run() {
    if Command::new("curl").arg("--version").output().is_err() {
        return;
    }
    let server = stub_server().unwrap();
    let calls: [&[&[u8]]; 2] = [
        &[
            b"forgot-password",
            b"--client-id",
            b"1example23456789",
            b"--username",
            b"Mia's $HOME `tea`\n",
            b"--dry-run=curl",
        ],
        &[b"list-user-pools", b"--max-results", b"1", b"--dry-run=curl"],
    ];
    for call in calls {
        let command = run(&server, call, &[V2]).stdout;
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(OsString::from_vec(command));
        shell.env("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE").env("AWS_SECRET_ACCESS_KEY", "secret");
        assert!(shell.output().unwrap().status.success());
    }
    let requests = server.stub().requests();
    let names: Vec<_> =
        requests.iter().map(|request| request.get("operation").unwrap().as_str().unwrap()).collect();
    assert_eq!(names, ["ForgotPassword", "ListUserPools"]);
    let user =
        requests[0].get("input").and_then(|input| input.get("Username")).and_then(|user| user.as_str());
    assert_eq!(user, Some("Mia's $HOME `tea`\n"));
}

#[test]
fn hashes_of_secrets_are_computed_where_there_is_a_place() {
    // HMAC-SHA256 of "jane1example23456789" by "example-secret", as openssl computes it.
    const HASH: &str = "GHA70l8p1Y9lN9dyp+dhFoJNJLQU5UJvVVVknx6PPRE=";
    let server = stub_server().unwrap();
    let file = Scratch::new(b"secret", b"\xef\xbb\xbfexample-secret\r\n");
    let option = file.word("--client-secret-file=");
    let hidden = [V2, ("COGNITO_IDP_CLIENT_SECRET", "example-secret")];
    let plain = words("forgot-password --client-id 1example23456789 --username jane");
    for output in [run(&server, &plain, &hidden), run(&server, &[&plain[..], &[&option]].concat(), &[V1])] {
        assert!(output.status.success(), "{output:?}");
        assert!(sent(&server).contains(&format!(r#""SecretHash": "{HASH}""#)), "{}", sent(&server));
    }
    let maps = [
        "initiate-auth --client-id 1example23456789 --auth-flow USER_PASSWORD_AUTH --auth-parameters USERNAME=jane,PASSWORD=x",
        "respond-to-auth-challenge --client-id 1example23456789 --challenge-name SMS_MFA --challenge-responses USERNAME=jane,SMS_MFA_CODE=123456",
    ];
    for call in maps {
        let output = run(&server, &words(call), &hidden);
        assert!(output.status.success(), "{output:?}");
        assert!(sent(&server).contains(&format!(r#""SECRET_HASH": "{HASH}""#)), "{}", sent(&server));
    }
    let given = words("forgot-password --client-id 1example23456789 --username jane --secret-hash mine");
    run(&server, &given, &hidden);
    assert!(sent(&server).contains(r#""SecretHash": "mine""#));
    let elsewhere = [&words("list-user-pools --max-results 1")[..], &[&option]].concat();
    assert_eq!(run(&server, &elsewhere, &[V2]).status.code(), Some(252), "no place for a hash");
}

#[test]
fn secrets_that_are_asked_for_find_nobody_without_a_terminal() {
    let server = stub_server().unwrap();
    let call = words(
        "setsid -w PROGRAM change-password --access-token t --previous-password prompt:// --proposed-password x",
    );
    let program = env!("CARGO_BIN_EXE_cognito-idp");
    let mut command = Command::new("setsid");
    command.args(["-w", program]).args(call[3..].iter().map(|word| text(word)));
    command
        .env_clear()
        .env("AWS_REGION", "us-east-1")
        .env("AWS_ENDPOINT_URL", server.url())
        .stdin(Stdio::null());
    let Ok(output) = command.output() else { return };
    assert_eq!(output.status.code(), Some(252));
    assert!(text(&output.stderr).contains("There is nobody to answer: Previous password:"), "{output:?}");
    let literal =
        words("change-password --access-token t --previous-password prompt://me --proposed-password example");
    run(&server, &literal, &[V2]);
    assert!(sent(&server).contains(r#""PreviousPassword": "prompt://me""#), "{}", sent(&server));
}

#[test]
fn extra_commands_refuse_what_they_do_not_honour() {
    let server = stub_server().unwrap();
    let login = "login --client-id 1example23456789 --username jane";
    let refused = [
        format!("{login} --no-paginate"),
        format!("{login} --cli-binary-format base64"),
        "stub-server --region us-east-1".to_owned(),
        "stub-server --debug".to_owned(),
        "stub-server --no-sign-request".to_owned(),
        "--region us-east-1 completion bash".to_owned(),
        "--query x completion bash".to_owned(),
    ];
    for line in refused {
        let output = run(&server, &words(&line), &[V2, ("COGNITO_IDP_PASSWORD", "x")]);
        assert_eq!(output.status.code(), Some(252), "{line}: {output:?}");
        assert!(text(&output.stderr).contains("Unknown options: --"), "{line}: {output:?}");
    }
    assert!(server.stub().requests().is_empty());
    let output = run(&server, &words("--cli-error-format json completion bash"), &[V2]);
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn hints_come_after_the_message_where_they_are_switched_on() {
    let server = stub_server().unwrap();
    let config = Scratch::new(b"hints", b"[default]\ncli_hints = on\n");
    let path = config.0.display().to_string();
    let call = words("change-password --access-token t --previous-password -x --proposed-password y");
    for dialect in [V1, V2] {
        let with = text(&run(&server, &call, &[dialect, ("AWS_CONFIG_FILE", &path)]).stderr);
        let without = text(&run(&server, &call, &[dialect]).stderr);
        let hint =
            "A value that begins with a dash stands in one word with its option: --previous-password=-…\n";
        assert_eq!(with, without + hint);
    }
}

#[test]
fn dates_in_yaml_are_shown_as_they_were_written() {
    let server = stub_server().unwrap();
    let file = Scratch::new(b"dates.yaml", b"ClientId: 2020-01-02\nUsername: 2020-01-02 03:04:05\n");
    let word = file.word("file://");
    let output = run(&server, &[b"forgot-password", b"--cli-input-yaml", &word], &[V2]);
    let message = text(&output.stderr);
    assert_eq!(output.status.code(), Some(252));
    assert!(
        message.contains(
            "Invalid type for parameter ClientId, value: 2020-01-02, type: date, valid types: string"
        ),
        "{message}"
    );
    assert!(message.contains("value: 2020-01-02 03:04:05, type: date"), "{message}");
}
