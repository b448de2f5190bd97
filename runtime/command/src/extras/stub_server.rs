//! `stub-server`: the stand-in for the service on a port of this machine.

use super::Context;
use crate::args::{Check, Global, Opt};
use crate::report::failure::{Failure, Kind};
use crate::settings::Settings;
use crate::show::page;
use crate::table::{Example, ExtraCommand, ExtraOption};
use rt::json::{self, Layout};
use rt::test_util::{Guests, Stub, StubServer};
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
           replaced; with `input` only to requests with that input. GET /_stub/requests shows what came, \
           the latest ten thousand or 64 MiB. PUT /_stub/keys sets what /.well-known/jwks.json shows, for tests that sign \
           tokens. DELETE /_stub, /_stub/replies and /_stub/requests forget.\n\n\
           It listens to this machine alone, and answers only requests that call it by a name of this machine. A web page \
           may call it if its origin is allowed.\n\n\
           `--query` and `--output` pick and lay out what the first line says; `--dry-run` checks the options and the \
           replies, and listens to nobody.",
    honours: &[Global::Output, Global::Query, Global::DryRun],
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
        ExtraOption {
            rule: Opt::one("--allow-origin"),
            value: "origin",
            docs: "The origin of web pages that may call it, such as `http://localhost:5173`; several with commas \
                   between, or `*` for all. Without it, requests of web pages are refused.",
        },
        ExtraOption {
            rule: Opt::one("--allow-host"),
            value: "name",
            docs: "A name by which this machine is called elsewhere, such as `host.docker.internal` in containers; \
                   several with commas between.",
        },
    ],
    examples: &[Example {
        title: "A reply for one test:",
        command: "curl http://127.0.0.1:4566/_stub/replies \\\n  -d '{\"operation\": \"NAME\", \"error\": \"CODE\", \"times\": 1}'",
        output: "",
    }],
};

/// Listens until the process ends.
pub(super) fn run(context: &Context, settings: &Settings) -> Result<(), Failure> {
    let port = context.option("--port").unwrap_or("0");
    let wrong = || Failure::new(Kind::Parameter, format!("--port: {port} is not a number from 0 to 65535"));
    let port: u16 = port.trim().parse().map_err(|_| wrong())?;
    let replies = context.file("--replies")?;
    if settings.globals.dry_run.is_some() {
        return set(&Stub::new(context.program.service), replies.as_deref());
    }
    let listed = |word| context.option(word).map(listed).unwrap_or_default();
    let guests = Guests { origins: listed("--allow-origin"), hosts: listed("--allow-host") };
    let server = StubServer::open(context.program.service, port, guests)
        .map_err(|error| Failure::general(format!("Cannot listen on port {port}: {error}")))?;
    set(server.stub(), replies.as_deref())?;
    let line: Map =
        [("Port", Value::from(i64::from(server.port()))), ("Endpoint", Value::from(server.url()))]
            .into_iter()
            .collect();
    let line = Value::Map(line);
    match &settings.globals.output {
        // Whoever starts it reads one line, whatever the configuration says about output.
        None if context.checked.query.is_none() => {
            page::print(&(json::to_string(&line, Layout::Wire) + "\n"))?
        }
        format => context.output(settings, format.as_deref().unwrap_or("json")).result(&line)?,
    }
    server.wait();
    Ok(())
}

/// Words with commas between.
fn listed(text: &str) -> Vec<String> {
    text.split(',').map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect()
}

fn set(stub: &Stub, replies: Option<&str>) -> Result<(), Failure> {
    let set = replies.map_or(Ok(()), |replies| stub.set_replies(replies));
    set.map_err(|reason| Failure::new(Kind::Parameter, format!("--replies: {reason}")))
}
