//! Cases as the command reads them: values in, the protocol's own request or values out, by tables that are made of the suite.

use std::fs;

use anyhow::{Context as _, Result};
use awsmodel_codegen::{Options, Sources};
use awsmodel_runtime::Source;
use awsmodel_runtime::internals::base64_lenient;
use awsmodel_runtime::json;
use awsmodel_runtime::schema::protocol::{Received, Sink};
use awsmodel_runtime::schema::{Kind, Shape};
use awsmodel_runtime::value::{Number, Value};

use super::held::{self, Raised, Sent, Tables, Verdict};
use super::suite::{Case, Suite, map};
use crate::reference;
use crate::workspace::root;

/// What becomes of each case.
pub(super) fn verdicts(suites: &[Suite]) -> Vec<Verdict> {
    let of_suite = |suite| match of(suite) {
        Ok(tables) => Suite::cases(suite).map(|case| verdict(tables, case)).collect::<Vec<_>>(),
        Err(error) => Suite::cases(suite).map(|_| Verdict::Broken(format!("{error:#}"))).collect(),
    };
    suites.iter().flat_map(of_suite).collect()
}

/// The tables of a suite.
pub(super) fn of(suite: &Suite) -> Result<Tables> {
    let partitions = fs::read_to_string(root().join("model/partitions.json"))?;
    let service = json::to_string(&suite.model(), json::Layout::Wire);
    let sources = Sources { service: &service, partitions: &partitions, ..Sources::default() };
    let options = Options::new("suite");
    let program = reference::program(&sources, &options)?;
    let operation = program.service.operations.first().context("the suite has no operation")?;
    Ok(Tables { service: program.service, operation })
}

fn verdict(tables: Tables, case: Case<'_>) -> Verdict {
    if case.suite.is_input { input(tables, case) } else { output(tables, case) }.into()
}

fn input(tables: Tables, case: Case<'_>) -> Result<(), String> {
    let mut parameters = Value::Map(map(case.data.get("params")));
    if let Some(shape) = tables.operation.input_shape() {
        prepare(&mut parameters, shape);
    }
    let parameters = map(Some(&parameters));
    let parts = tables.service.protocol.encode(tables.operation, Source::Values(&parameters));
    let parts = parts.map_err(|error| error.to_string())?;
    let mark = if parts.query.is_empty() { "" } else { "?" };
    let sent = Sent {
        method: parts.method.to_owned(),
        uri: format!("{}{mark}{}", parts.path, parts.query),
        host: None,
        headers: parts.headers.into_iter().map(|(name, value)| (name.into_owned(), value)).collect(),
        body: parts.body,
        is_in_order: true,
    };
    held::request(tables, case, &sent)
}

/// Values as the command would hand them over.
fn prepare(value: &mut Value, shape: Shape) {
    match (shape.kind(), &mut *value) {
        (Kind::Structure(members) | Kind::Union(members), Value::Map(map)) => {
            for member in members {
                if let Some(value) = map.get_mut(member.name()) {
                    prepare(value, member.shape());
                }
            }
        }
        (Kind::List(item), Value::List(items)) => items.iter_mut().for_each(|value| prepare(value, item)),
        (Kind::Map { value: item, .. }, Value::Map(map)) => {
            map.iter_mut().for_each(|(_, value)| prepare(value, item));
        }
        (Kind::Blob, Value::String(text)) => *value = Value::Bytes(text.clone().into_bytes()),
        (Kind::Float | Kind::Double, Value::String(text)) => {
            if let Ok(number) = text.to_lowercase().parse::<f64>() {
                *value = Value::from(number);
            }
        }
        _ => {}
    }
}

/// A reply of a case.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl Answer {
    pub(super) fn of(tables: Tables, case: Case<'_>) -> Answer {
        let response = map(case.data.get("response"));
        // Botocore's own tests put the least of XML where the suite says nothing.
        let is_form =
            ["Query", "Ec2"].iter().any(|name| format!("{:?}", tables.service.protocol).starts_with(name));
        let none = if is_form { "<xml/>" } else { "" };
        let body = response.get("body").and_then(Value::as_str).unwrap_or(none);
        let body = match held::is_cbor(tables.service) {
            true => base64_lenient::decode(body).unwrap_or_default(),
            false => body.as_bytes().to_vec(),
        };
        let texts = map(response.get("headers"));
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let headers = texts.iter().map(|(name, value)| (name.to_owned(), text(value))).collect();
        let status = match response.get("status_code") {
            Some(Value::Number(Number::Int(status))) => u16::try_from(*status).unwrap_or(0),
            _ => 200,
        };
        Answer { status, headers, body }
    }
}

fn output(tables: Tables, case: Case<'_>) -> Result<(), String> {
    let Tables { service, operation } = tables;
    let Answer { status, headers, body } = Answer::of(tables, case);
    let received = Received { status, headers: &headers, body: &body, lasts: &|| true };
    if case.data.get("error").is_some() {
        let fault = service.protocol.error(operation, received).map_err(|e| e.to_string())?;
        let raised = Raised { code: fault.code, message: fault.message, members: fault.members };
        return held::error(tables, case, raised);
    }
    let mut value = Value::Null;
    let decoded = service.protocol.decode(operation, received, Sink::Value(&mut value));
    decoded.map_err(|e| e.to_string())?;
    held::reply(tables, case, value)
}
