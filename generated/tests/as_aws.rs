//! The program under the name `aws`: its words, its messages, who gets what is not its own, aliases, and the link itself.
#![cfg(all(feature = "cli", feature = "test-util", unix))]
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use cognito_idp::test_util::stub_server;

const PROGRAM: &str = env!("CARGO_BIN_EXE_cognito-idp");

/// A home folder with programs: `bin/aws` is ours, `other/aws` shows its words.
struct Home(PathBuf);

impl Home {
    fn new(name: &str) -> Home {
        let home = std::env::temp_dir().join(format!("as-aws-{}-{name}", std::process::id()));
        for folder in ["bin", "other", ".aws/cli"] {
            fs::create_dir_all(home.join(folder)).unwrap();
        }
        symlink(PROGRAM, home.join("bin/aws")).unwrap();
        let home = Home(home);
        home.script("other/aws", "echo \"other: $*\"\nexit 7");
        home
    }

    fn script(&self, name: &str, lines: &str) {
        fs::write(self.0.join(name), format!("#!/bin/sh\n{lines}\n")).unwrap();
        fs::set_permissions(self.0.join(name), fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn aliases(&self, text: &str) {
        fs::write(self.0.join(".aws/cli/alias"), text).unwrap();
    }

    /// Runs `program` with these folders on the path.
    fn run(&self, program: &Path, folders: &[&str], words: &str, variables: &[(&str, &str)]) -> Output {
        let folders: Vec<PathBuf> =
            folders.iter().map(|f| self.0.join(f)).chain(["/usr/bin".into(), "/bin".into()]).collect();
        let mut command = Command::new(program);
        command.args(words.split(' ').filter(|word| !word.is_empty()));
        command.env_clear().stdin(Stdio::null()).env("PATH", std::env::join_paths(folders).unwrap());
        command.env("HOME", &self.0).envs([
            ("AWS_REGION", "us-east-1"),
            ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
            ("AWS_SECRET_ACCESS_KEY", "secret"),
            ("AWS_EC2_METADATA_DISABLED", "true"),
            ("AWS_ENDPOINT_URL", "http://127.0.0.1:9"),
        ]);
        command.envs(variables.iter().copied()).output().unwrap()
    }

    /// Runs our `aws`, with the other one behind it on the path.
    fn aws(&self, words: &str) -> (i32, String, String) {
        read(&self.run(&self.0.join("bin/aws"), &["bin", "other"], words, &[]))
    }

    /// Runs our `aws`, which is the only one.
    fn alone(&self, words: &str, variables: &[(&str, &str)]) -> (i32, String, String) {
        read(&self.run(&self.0.join("bin/aws"), &["bin"], words, variables))
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn read(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

const USAGE: &str = "usage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]\nTo see help text, you \
                     can run:\n\n  aws help\n  aws <command> help\n  aws <command> <subcommand> help\n";

/// What is said of words that are wrong, as the AWS CLI says it.
#[test]
fn messages_are_those_of_the_aws_cli() {
    let home = Home::new("messages");
    let parameters = "\naws: [ERROR]: An error occurred (ParamValidation): ";
    let cases = [
        ("", "the following arguments are required: command\n"),
        ("--region", "argument --region: expected one argument\n"),
        ("--output bad cognito-idp list-users", "argument --output: Found invalid choice 'bad'\n\n"),
        ("cognito-idp", "the following arguments are required: operation\n"),
        ("cognito-idp nosuch", "argument operation: Found invalid choice 'nosuch'\n\n"),
        (
            "cognito-idp list-user",
            "argument operation: Found invalid choice 'list-user'\n\nMaybe you meant:\n\n  * list-users\n",
        ),
        ("cognito-idp list-users", "the following arguments are required: --user-pool-id\n"),
        (
            "cognito-ipd",
            "argument command: Found invalid choice 'cognito-ipd'\n\nMaybe you meant:\n\n  * cognito-idp\n",
        ),
    ];
    for (words, message) in cases {
        let expected = (252, String::new(), format!("{parameters}{message}\n{USAGE}"));
        assert_eq!(home.alone(words, &[]), expected, "{words}");
    }
    let unknown = home.alone("--region r cognito-idp list-users --user-pool-id x --bogus", &[]).2;
    assert_eq!(unknown, format!("\n{USAGE}\n\naws: [ERROR]: Unknown options: --bogus\n"));
    let skeleton = "cognito-idp set-user-pool-mfa-config --cli-input-json {\"UserPoolId\":5}";
    let expected = format!(
        "{parameters}Parameter validation failed:\nInvalid type for parameter UserPoolId, value: 5, type: <class 'int'>, \
         valid types: <class 'str'>\n"
    );
    assert_eq!(home.alone(skeleton, &[]).2, expected);
}

#[test]
fn messages_of_version_1() {
    let home = Home::new("messages-1");
    let said = |words: &str| {
        let (status, _, text) = home.alone(words, &[("AWS_CLI_DIALECT", "v1")]);
        let (note, text) = text.split_once("\n\n").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
        assert!(note.starts_with("usage: \rNote: AWS CLI version 2, the latest major version"), "{note}");
        (status, text)
    };
    let required = "aws: error: the following arguments are required";
    assert_eq!(said(""), (2, format!("{USAGE}{required}: command\n")));
    assert_eq!(said("cognito-idp"), (2, format!("{USAGE}{required}: operation\n")));
    let unknown = said("cognito-idp list-users --user-pool-id x --bogus");
    assert_eq!(unknown, (255, format!("{USAGE}\nUnknown options: --bogus\n")));
    let version = home.alone("--version", &[("AWS_CLI_DIALECT", "v1")]).1;
    assert!(version.starts_with("aws-cli/1."), "{version}");
}

#[test]
fn commands_run_wherever_the_service_stands() {
    let home = Home::new("runs");
    let server = stub_server().unwrap();
    let words = "--output text cognito-idp --query UserPools[0].Id list-user-pools --max-results 1";
    let url = server.url();
    let (status, out, error) = home.alone(words, &[("AWS_ENDPOINT_URL", &url)]);
    assert_eq!((status, error.as_str()), (0, ""), "{out}");
    assert_eq!(server.stub().requests().len(), 1);
    let (status, out, _) = home.alone("--version", &[]);
    assert!(status == 0 && out.starts_with("aws-cli/2."), "{out}");
    assert!(home.alone("help", &[]).1.contains("list-user-pools"));
}

#[test]
fn what_is_not_ours_goes_to_the_next() {
    let home = Home::new("next");
    for words in ["s3 ls", "configure", "--region s3 sts x --output bad", "help", "sso login --x", "s3 --no"]
    {
        assert_eq!(home.aws(words), (7, format!("other: {words}\n"), String::new()), "{words}");
    }
    // Copies and links of ours are passed by, in whatever order.
    fs::create_dir(home.0.join("copy")).unwrap();
    fs::copy(PROGRAM, home.0.join("copy/aws")).unwrap();
    for folders in [["bin", "copy", "bin", "other"], ["copy", "bin", "copy", "other"]] {
        let output = home.run(&home.0.join(folders[0]).join("aws"), &folders, "s3 ls", &[]);
        assert_eq!(read(&output).1, "other: s3 ls\n", "{folders:?}");
    }
    let output = home.run(&home.0.join("copy/aws"), &["copy", "bin"], "s3 ls", &[]);
    let nobody = "\naws: [ERROR]: An error occurred (ParamValidation): s3 is for another aws on PATH, and there is \
                  none: this program has cognito-idp alone\n";
    assert_eq!(read(&output), (252, String::new(), nobody.to_owned()));
}

#[test]
fn wrappers_that_call_back_come_to_an_end() {
    let home = Home::new("wrappers");
    home.script("other/aws", "exec \"$HOME/bin/aws\" \"$@\"");
    let (status, _, error) = home.aws("s3 ls");
    assert!(status == 255 && error.contains("call each other"), "{error}");
}

#[test]
fn aliases_stand_for_commands() {
    let home = Home::new("aliases");
    home.aliases(
        "[toplevel]\npools = cognito-idp list-user-pools --dry-run\nsay = !echo said\nwho = sts get-caller-identity\n\
         late =\n  !f() {\n    # shells see no comments\n    echo \"$1 of $#\"\n\n    return 3\n  }; f\n\
         open = cognito-idp \"x\nme = me\n[command cognito-idp]\nlu = list-users --user-pool-id us-east-1_a\n\
         quiet = lu --profile q\nend = !exit\n",
    );
    assert!(home.alone("pools --max-results 3", &[]).1.contains("{\"MaxResults\": 3}"));
    assert_eq!(home.alone("say --region x it's --z", &[]), (0, "said it's --z\n".to_owned(), String::new()));
    assert_eq!(home.alone("late one two", &[]), (3, "one of 2\n".to_owned(), String::new()));
    assert_eq!(home.aws("who --output text").1, "other: who --output text\n");
    assert!(home.alone("cognito-idp lu --dry-run", &[]).1.contains("us-east-1_a"));
    assert_eq!(home.alone("cognito-idp end 5", &[]).0, 5);
    let errors = [
        (
            "open",
            "Value of alias \"open\" could not be parsed. Received error: No closing quotation when parsing:",
        ),
        ("me", "The alias \"me\" stands for itself"),
        (
            "cognito-idp quiet",
            "Global parameter \"--profile\" detected in alias \"quiet\" which is not supported in subcommand aliases.",
        ),
    ];
    for (words, message) in errors {
        let (status, _, error) = home.alone(words, &[]);
        assert!(status == 255 && error.starts_with(&format!("\naws: [ERROR]: {message}")), "{error}");
    }
    // Under its own name the program has the service's.
    let output = home.run(Path::new(PROGRAM), &[], "lu --dry-run", &[]);
    assert!(read(&output).1.contains("us-east-1_a"));
    home.aliases("nothing\n");
    let (status, _, error) = home.alone("cognito-idp list-users", &[]);
    assert!(status == 255 && error.contains("Unable to parse config file"), "{error}");
}

#[test]
fn the_link_is_made_once_and_nothing_is_overwritten() {
    let home = Home::new("link");
    fs::create_dir(home.0.join("new")).unwrap();
    let install = |folder: &str, words: &str| {
        let words = format!("install-as-aws --dir {} {words}", home.0.join(folder).display());
        read(&home.run(Path::new(PROGRAM), &["other"], &words, &[]))
    };
    let (status, said, _) = install("new", "--dry-run");
    assert!(status == 0 && said.contains("would be made"), "{said}");
    assert!(!home.0.join("new/aws").exists());
    let (status, said, _) = install("new", "");
    assert!(status == 0 && said.contains("is now a link to this program"), "{said}");
    assert!(said.contains("`aws` still runs") && said.contains("Other services are handed to"), "{said}");
    assert_eq!(fs::canonicalize(home.0.join("new/aws")).unwrap(), fs::canonicalize(PROGRAM).unwrap());
    assert!(install("new", "").1.contains("is this program already"));
    let (status, _, error) = install("other", "");
    assert!(status == 255 && error.contains("is there already and is another program"), "{error}");
    assert!(install("nowhere", "").2.contains("is not a folder"));
    // A link to an earlier place of this program is made anew.
    fs::remove_file(home.0.join("new/aws")).unwrap();
    symlink("/nowhere/cognito-idp", home.0.join("new/aws")).unwrap();
    assert!(install("new", "").1.contains("is now a link"));
}
