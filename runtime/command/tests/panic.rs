//! How a program ends that panics. With words that are its command's this is such a program; without them it starts itself
//! as one.

use std::env;
use std::process::{Command as Process, ExitCode};

use awsmodel_command::{AllDocs, Command, Program, Texts, Words, joined};
use rt::schema::{Operation, Service, Tables};

static OPERATION: Operation = Operation::new("Break", &Tables::EMPTY).unsigned();

const COMMAND: Command = Command {
    words: joined!(Words { name: "break", options: Texts::of(""), docs: "", examples: Texts::of("") }),
    operation: &OPERATION,
    pair: None,
    resent: None,
    by_hand: None,
};

static SERVICE: Service = Service {
    full_name: "Example",
    service_id: "Example",
    endpoint_prefix: "example",
    signing_name: "example",
    api_version: "2020-01-01",
    uid: "example-2020-01-01",
    protocol: &rt::protocol::AwsJson::new("Example", "1.1"),
    operations: &[&OPERATION],
    endpoint: |_| panic!("a mistake"),
    partitions: &[],
};

static PROGRAM: Program = Program {
    name: "panics",
    version: "0.0.0",
    service: &SERVICE,
    docs: "",
    commands: &[COMMAND],
    resources: Texts::of(""),
    history: Texts::of(""),
    waits: &[],
    extras: &[],
    shapes: AllDocs::NONE,
};

fn main() -> ExitCode {
    if env::args().nth(1).as_deref() == Some("break") {
        return awsmodel_command::main(&PROGRAM);
    }
    let output =
        Process::new(env::current_exe().expect("a name")).args(["break", "--region", "us-east-1"]).output();
    let output = output.expect("it starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("a mistake"), "{said}");
    assert_eq!(output.status.code(), Some(101), "{said}");
    ExitCode::SUCCESS
}
