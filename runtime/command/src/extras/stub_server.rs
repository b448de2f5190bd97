//! `stub-server`: the stand-in for the service on a port of this machine.

use super::Context;
use crate::args::{Check, Opt};
use crate::report::failure::{Failure, Kind};
use crate::settings::Settings;
use crate::show::page;
use crate::table::{Example, ExtraCommand, ExtraOption};
use rt::json::{self, Layout};
use rt::test_util::StubServer;
use rt::value::{Map, Value};

/// `stub-server`: a stand-in for the service.
pub static STUB_SERVER: ExtraCommand = ExtraCommand {
    name: "stub-server",
    docs: "Answers requests in place of the service, on a port of this machine, until it is interrupted: for \
           tests of programs in any language. It checks requests as the service would (operation, signature, types, \
           required members, limits, patterns) and answers with generated samples, or with what a test has set. It \
           keeps no state: what one request creates, the next one does not find.\n\n\
           The first line that it prints is a JSON object with its port and its address. Give the address to a \
           client as `AWS_ENDPOINT_URL` or `--endpoint-url`; any access key will do.\n\n\
           POST /_stub/replies sets a reply, or a list of them: an object with `operation`, and `body` (with `status` \
           and `headers`, if need be) or `error` and `message`. With `times` it is given so often, otherwise until it is \
           replaced; with `input` only to requests with that input. GET /_stub/requests shows what came. DELETE \
           /_stub, /_stub/replies and /_stub/requests forget.",
    options: &[
        ExtraOption {
            rule: Opt::one("--port").check(Check::Integer),
            value: "number",
            docs: "The port to listen on. Without it, or with 0, any that is free.",
        },
        ExtraOption {
            rule: Opt::one("--replies"),
            value: "file",
            docs: "A file of replies to begin with, in the form that POST /_stub/replies takes.",
        },
    ],
    examples: &[Example {
        title: "A reply for one test:",
        command: "curl http://127.0.0.1:4566/_stub/replies \\\n  -d '{\"operation\": \"NAME\", \"error\": \"CODE\", \"times\": 1}'",
        output: "",
    }],
};

/// Listens until the process ends.
pub(super) fn run(context: &Context, _: &Settings) -> Result<(), Failure> {
    let port = context.option("--port").unwrap_or("0");
    let wrong = || Failure::new(Kind::Parameter, format!("--port: {port} is not a number from 0 to 65535"));
    let port: u16 = port.trim().parse().map_err(|_| wrong())?;
    let replies = context.file("--replies")?;
    let server = StubServer::start(context.program.service, port)
        .map_err(|error| Failure::general(format!("Cannot listen on port {port}: {error}")))?;
    if let Some(replies) = replies {
        let set = server.stub().set_replies(&replies);
        set.map_err(|reason| Failure::new(Kind::Parameter, format!("--replies: {reason}")))?;
    }
    let line: Map =
        [("Port", Value::from(i64::from(server.port()))), ("Endpoint", Value::from(server.url()))]
            .into_iter()
            .collect();
    page::print(&(json::to_string(&Value::Map(line), Layout::Wire) + "\n"))?;
    server.wait();
    Ok(())
}
