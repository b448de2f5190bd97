//! Codes of MFA devices. These commands have no terminal (`setsid`, which Linux has, takes it from them), so that the
//! code comes on standard input; a terminal is asked in the same words and shows nothing.

use std::io::Write as _;
use std::process::Stdio;

use super::aws::Aws;
use super::home::Home;

const FILE: &str = "
[profile base]
aws_access_key_id = AKIABASE
aws_secret_access_key = secret
[profile mfa]
role_arn = arn:aws:iam::123456789012:role/Mfa
source_profile = base
mfa_serial = arn:aws:iam::123456789012:mfa/jane
[profile outer]
role_arn = arn:aws:iam::123456789012:role/Outer
source_profile = mfa
mfa_serial = arn:aws:iam::123456789012:mfa/jane
";

/// Runs the command away from any terminal; exit status and standard error.
fn run(home: &Home, aws: &Aws, profile: &str, input: &str) -> (i32, String) {
    let mut command = home.command(&["setsid", "--wait", env!("CARGO_BIN_EXE_cognito-idp")], aws);
    let piped = command.args(["--profile", profile]).stdin(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.stdout(Stdio::null()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn the_code_goes_with_the_request() {
    let (aws, home) = (Aws::start(), Home::with(FILE));
    let question = "Enter MFA code for arn:aws:iam::123456789012:mfa/jane: ";
    assert_eq!(run(&home, &aws, "mfa", "123456\n"), (0, question.to_owned()));
    let field = |name| aws.field("AssumeRole", name).unwrap_or_default();
    let sent = [field("SerialNumber"), field("TokenCode")];
    assert_eq!(sent, ["arn:aws:iam::123456789012:mfa/jane", "123456"]);
    // The role is in the cache now.
    assert_eq!(run(&home, &aws, "mfa", ""), (0, String::new()));
    assert_eq!(aws.requests(), ["AssumeRole"]);
}

#[test]
fn nobody_answers() {
    let (aws, home) = (Aws::start(), Home::with(FILE));
    let (status, message) = run(&home, &aws, "mfa", "");
    let words = "The MFA code for arn:aws:iam::123456789012:mfa/jane could not be read\n";
    assert!(status == 255 && message.ends_with(words), "{status} {message}");
    assert!(aws.requests().is_empty());
}

#[test]
fn both_roles_of_a_chain_want_a_code() {
    let (aws, home) = (Aws::start(), Home::with(FILE));
    // The outer role's code is asked for first.
    assert_eq!(run(&home, &aws, "outer", "222222\n111111\n").0, 0);
    assert_eq!(
        (aws.requests(), aws.keys()),
        (vec!["AssumeRole".to_owned(); 2], vec!["ASIAOuter".to_owned()])
    );
    assert_eq!(aws.field("AssumeRole", "TokenCode").as_deref(), Some("222222"));
}

/// Whoever ends the input at a terminal has answered: nobody is asked in another way.
#[test]
fn the_input_of_a_terminal_ends() {
    use std::io::Read as _;

    let (aws, home) = (Aws::start(), Home::with(FILE));
    let command = home.command(&[env!("CARGO_BIN_EXE_cognito-idp")], &aws);
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<_> = words.map(|word| format!("'{}'", word.to_str().unwrap())).collect();
    let line = format!("{} --profile mfa", words.join(" "));
    let mut terminal = std::process::Command::new("timeout");
    terminal.args(["60", "script", "-qec", &line, "/dev/null"]).env_clear().env("SHELL", "/bin/sh");
    terminal.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let mut child = terminal.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut input, mut output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let (mut shown, mut piece) = (Vec::new(), [0; 1024]);
    while !String::from_utf8_lossy(&shown).contains("Enter MFA code for arn:aws:iam::123456789012:mfa/jane: ")
    {
        let length = output.read(&mut piece).unwrap();
        assert!(length > 0, "{}", String::from_utf8_lossy(&shown));
        shown.extend_from_slice(&piece[..length]);
    }
    // The echo is switched off after the question was written.
    std::thread::sleep(std::time::Duration::from_millis(300));
    input.write_all(b"\x04").unwrap();
    output.read_to_end(&mut shown).unwrap();
    let shown = String::from_utf8_lossy(&shown);
    assert_eq!(
        (child.wait().unwrap().code(), shown.matches("Enter MFA code").count()),
        (Some(255), 1),
        "{shown}"
    );
    assert!(aws.requests().is_empty());
}
