//! One command: its parameters to a request, the replies to standard output.

pub(crate) mod checks;
pub(crate) mod client;
mod out_file;
pub(crate) mod paging;
pub(crate) mod region;

use crate::bind::{BlobText, decode_blobs};
use crate::report::debug::Log;
use crate::report::failure::{Failure, Kind};
use crate::report::runtime;
use crate::show::dry_run::{self, Form, Signing, Trust};
use crate::show::page;
use crate::show::secrets;
use crate::show::timestamps::{self, TimestampFormat};
use crate::show::{self, Output};
use std::path::PathBuf;

use out_file::OutFile;
use rt::Source;
use rt::blocking::Client;
use rt::dialect::Dialect;
use rt::internals::mask::masked;
use rt::internals::python;
use rt::internals::random;
use rt::json::{self, Layout};
use rt::paginate::{self, Pages};
use rt::schema::{EndpointParameter, EndpointSource, Operation, Paginator, Service, Shape};
use rt::skeleton;
use rt::validate::{Terms, validate_in};
use rt::value::{Map, Value};

/// What a call needs to know besides its parameters.
pub(crate) struct Call<'a> {
    pub(crate) service: &'static Service,
    pub(crate) operation: &'static Operation,
    pub(crate) client: &'a Client,
    pub(crate) dialect: &'static Dialect,
    pub(crate) log: Log,
    /// In which terms it is said what is wrong with parameters, if they are checked before they are sent.
    pub(crate) validates: Option<Terms>,
    pub(crate) blobs: BlobText,
    pub(crate) times: TimestampFormat,
    /// The file that the body of the reply goes to, where it has such a body.
    pub(crate) out_file: Option<PathBuf>,
    pub(crate) output: Output<'a>,
}

impl Call<'_> {
    /// Sends one request and prints its reply.
    pub(crate) fn once(&self, parameters: Map) -> Result<(), Failure> {
        let value = self.send(parameters)?;
        self.output.result(&value)
    }

    /// Checks the parameters and prints a reply as it might come.
    pub(crate) fn pretend(&self, parameters: Map) -> Result<(), Failure> {
        let time = if self.output.format == "json" {
            skeleton::EPOCH.to_owned()
        } else {
            skeleton::EPOCH.replace('T', " ")
        };
        let value = match self.operation.output {
            Some(shape) => {
                let value = skeleton::output(shape, &time);
                checked(self.validates.unwrap_or(Terms::Model), &value, shape)?;
                value
            }
            None => Value::Map(Map::new()),
        };
        let parameters = self.prepare(parameters)?;
        let encoded = self.service.protocol.encode(self.operation, Source::Values(&parameters));
        encoded.map_err(|error| Failure::general(error.to_string()))?;
        self.output.result(&value)
    }

    /// Prints the request that would be sent.
    pub(crate) fn dry_run(&self, form: Form, parameters: Map) -> Result<(), Failure> {
        let mut parameters = self.prepare(parameters)?;
        if let Some(shape) = self.operation.input.filter(|_| form.hides_secrets()) {
            let hidden = secrets::hidden(&Value::Map(parameters), shape);
            parameters = hidden.as_map().cloned().unwrap_or_default();
        }
        let request = self
            .client
            .prepare(self.operation, Source::Values(&parameters))
            .map_err(|error| runtime::failure(&error, self.dialect))?;
        let config = self.client.config();
        let signing = Signing {
            region: config.region.as_deref().unwrap_or_default(),
            service: self.service.signing_name,
        };
        let signing = (self.operation.signed && config.sign).then_some(&signing);
        let body = String::from_utf8_lossy(&request.body);
        let trust = Trust { verifies: config.verify_tls, ca_bundle: config.ca_bundle.as_deref() };
        page::print(&match form {
            Form::Curl => dry_run::curl(&request, &body, signing, &trust),
            Form::Http | Form::Unmasked => dry_run::http(&request, &body, signing),
        })
    }

    /// Sends requests until there are no more pages.
    pub(crate) fn pages(
        &self,
        rules: &'static Paginator,
        parameters: Map,
        settings: paginate::Settings,
    ) -> Result<(), Failure> {
        let failure = |error: paginate::PaginationError| Failure::general(error.to_string());
        let mut shown = show::Pages::new(&self.output, rules)?;
        let mut pages = Pages::new(rules, parameters, settings).map_err(failure)?;
        while let Some(parameters) = pages.request().map_err(failure)? {
            let mut page = self.send(parameters.clone())?;
            pages.accept(&mut page).map_err(failure)?;
            shown.page(page)?;
        }
        shown.finish(pages.resume_token())
    }

    fn send(&self, parameters: Map) -> Result<Value, Failure> {
        let parameters = self.prepare(parameters)?;
        self.log.line("client", || {
            let shown = json::to_string(&Value::Map(self.without_secrets(&parameters)), Layout::Wire);
            format!("Calling {} with {shown}", self.operation.name)
        });
        let (reply, mut file) = match &self.out_file {
            None => (self.client.send(self.operation, Source::Values(&parameters)), None),
            Some(path) => {
                let mut file = OutFile::create(path)?;
                let source = Source::Values(&parameters);
                (self.client.send_into(self.operation, source, &mut file), Some(file))
            }
        };
        let reply = reply.map_err(|error| match error.as_service_error() {
            Some(service) => runtime::service_failure(self.service, service),
            None => runtime::failure(&error, self.dialect),
        })?;
        let limit = self.client.config().read_timeout;
        let value = reply.values(self.service, self.operation, limit);
        let mut value = value.map_err(|error| runtime::failure(&error, self.dialect))?;
        if let Some(shape) = self.operation.output {
            timestamps::show(&mut value, shape, self.times).map_err(Failure::general)?;
        }
        if let (Some(file), Some(stream), Value::Map(map)) =
            (file.take(), self.operation.stream(), &mut value)
        {
            file.finish()?;
            map.remove(stream.name);
        }
        self.log.line("client", || {
            let shown = self.operation.output.map_or_else(|| value.clone(), |shape| masked(&value, shape));
            format!("Reply with status {}: {}", reply.status, json::to_string(&shown, Layout::Wire))
        });
        Ok(value)
    }

    fn without_secrets(&self, parameters: &Map) -> Map {
        let masked = self.operation.input.map(|shape| masked(&Value::Map(parameters.clone()), shape));
        match masked {
            Some(Value::Map(map)) => map,
            Some(_) => Map::new(),
            None => parameters.clone(),
        }
    }

    /// Checks the parameters.
    fn prepare(&self, mut parameters: Map) -> Result<Map, Failure> {
        check_endpoint_parameters(&parameters, self.operation)?;
        fill_tokens(&mut parameters, self.operation);
        let Some(shape) = self.operation.input else { return Ok(parameters) };
        let mut value = Value::Map(parameters);
        decode_blobs(&mut value, shape, self.blobs)?;
        if let Some(terms) = self.validates {
            checked(terms, &value, shape)?;
        }
        match value {
            Value::Map(parameters) => Ok(parameters),
            _ => Ok(Map::new()),
        }
    }
}

/// Gives every idempotency token that is not set a random value, one for each request.
fn fill_tokens(parameters: &mut Map, operation: &Operation) {
    for member in operation.input.map(Shape::members).unwrap_or_default() {
        if member.idempotency_token && !parameters.contains_key(member.name) {
            parameters.insert(member.name, random::uuid().into());
        }
    }
}

/// What the endpoint depends on must be text. As in the AWS CLI, that shows before all else is checked.
fn check_endpoint_parameters(parameters: &Map, operation: &Operation) -> Result<(), Failure> {
    for EndpointParameter { name, source } in operation.endpoint_parameters {
        let EndpointSource::Member(member) = source else { continue };
        match parameters.get(member) {
            None | Some(Value::Null | Value::String(_)) => {}
            Some(value @ (Value::Map(_) | Value::List(_))) => {
                return Err(Failure::general(format!("unhashable type: '{}'", python::type_name(value))));
            }
            Some(_) => {
                let message = format!("Value ({name}) is the wrong type. Must be <class 'str'>.");
                return Err(Failure::general(message));
            }
        }
    }
    Ok(())
}

fn checked(terms: Terms, value: &Value, shape: &Shape) -> Result<(), Failure> {
    validate_in(terms, value, shape).map_err(|error| Failure::new(Kind::Parameter, error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::MAKE;

    #[test]
    fn endpoints_depend_on_text() {
        static PARAMETERS: [EndpointParameter; 1] =
            [EndpointParameter { name: "Arn", source: EndpointSource::Member("TableName") }];
        static OPERATION: Operation = Operation::new("Op").endpoint_parameters(&PARAMETERS);
        let cases = [
            (r#"{}"#, ""),
            (r#"{"TableName": "t"}"#, ""),
            (r#"{"TableName": 1}"#, "Value (Arn) is the wrong type. Must be <class 'str'>."),
            (r#"{"TableName": {}}"#, "unhashable type: 'dict'"),
            (r#"{"TableName": []}"#, "unhashable type: 'list'"),
        ];
        for (text, expected) in cases {
            let parameters = json::parse(text).ok().and_then(|v| v.as_map().cloned()).unwrap();
            let result = check_endpoint_parameters(&parameters, &OPERATION);
            assert_eq!(result.err().map(|f| f.message).unwrap_or_default(), expected, "{text}");
        }
    }

    #[test]
    fn tokens_that_are_not_set_are_made_up() {
        let (mut one, mut other) = (Map::new(), Map::new());
        fill_tokens(&mut one, &MAKE);
        fill_tokens(&mut other, &MAKE);
        assert_eq!(one.get("Token").and_then(Value::as_str).map(str::len), Some(36));
        assert_ne!(one, other);
        let set: Map = [("Token", Value::from("mine"))].into_iter().collect();
        let mut same = set.clone();
        fill_tokens(&mut same, &MAKE);
        assert_eq!(same, set);
    }
}
