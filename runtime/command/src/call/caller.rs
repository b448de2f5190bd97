//! One request: parameters checked and sent, the reply as it will be shown.

use std::io::Write;
use std::path::PathBuf;

use super::out_file::OutFile;
use crate::ByHand;
use crate::bind::{BlobText, decode_blobs};
use crate::by_hand::{self, Saved};
use crate::report::debug::Log;
use crate::report::failure::{Failure, Kind};
use crate::report::runtime;
use crate::show::timestamps::{self, TimestampFormat};
use rt::Source;
use rt::blocking::{Client, Streams};
use rt::dialect::Dialect;
use rt::internals::mask::masked;
use rt::internals::python;
use rt::internals::random;
use rt::json::{self, Layout};
use rt::schema::{EndpointParameter, EndpointSource, Operation, Service, Shape};
use rt::transport::Upload;
use rt::validate::{Terms, validate_in};
use rt::value::{Map, Value};

/// What requests of one operation have in common.
#[derive(Clone)]
pub(crate) struct Caller {
    pub(crate) service: &'static Service,
    pub(crate) operation: &'static Operation,
    pub(crate) client: Client,
    pub(crate) dialect: &'static Dialect,
    pub(crate) log: Log,
    /// In which terms it is said what is wrong with parameters, if they are checked before they are sent.
    pub(crate) validates: Option<Terms>,
    pub(crate) blobs: BlobText,
    pub(crate) times: TimestampFormat,
    /// The file that the body of the reply goes to, where it has such a body.
    pub(crate) out_file: Option<PathBuf>,
    /// The part of the reply that goes to a file of its own.
    pub(crate) saved: Option<Saved>,
    /// What the AWS CLI does by hand.
    pub(crate) by_hand: Option<&'static ByHand>,
    /// The body of the request, where it is read while it is sent.
    pub(crate) upload: Option<Upload>,
}

impl Caller {
    /// What sends requests of another operation, with the same settings.
    pub(crate) fn of(&self, operation: &'static Operation) -> Caller {
        Caller { operation, out_file: None, upload: None, saved: None, by_hand: None, ..self.clone() }
    }

    /// Parameters in which text for blobs is bytes.
    pub(crate) fn decoded(&self, parameters: Map) -> Result<Map, Failure> {
        let Some(shape) = self.operation.input_shape() else { return Ok(parameters) };
        let mut value = Value::Map(parameters);
        decode_blobs(&mut value, shape, self.blobs)?;
        Ok(map(value))
    }

    /// Sends a request.
    pub(crate) fn send(&self, parameters: Map) -> Result<Value, Failure> {
        let parameters = self.prepare(parameters)?;
        self.tell(&parameters);
        let mut file = self.out_file.as_deref().map(OutFile::create).transpose()?;
        let sink = file.as_mut().map(|file| file as &mut dyn Write);
        let streams = Streams { upload: self.upload.as_ref(), sink };
        let reply = self.client.send_streams(self.operation, Source::Values(&parameters), streams);
        let reply = reply.map_err(|error| match error.as_service_error() {
            Some(service) => runtime::service_failure(self.service, service),
            None => runtime::failure(&error, self.dialect),
        })?;
        let limit = self.client.config().read_timeout;
        let value = reply.values(self.service, self.operation, limit);
        let mut value = value.map_err(|error| runtime::failure(&error, self.dialect))?;
        if let Some(by_hand) = self.by_hand {
            if let Some(saved) = &self.saved {
                saved.save(by_hand, &mut value)?;
            }
            by_hand::shown(by_hand, &mut value);
        }
        if let Some(shape) = self.operation.output_shape() {
            timestamps::show(&mut value, shape, self.times).map_err(Failure::general)?;
        }
        if let (Some(file), Some(stream), Value::Map(map)) =
            (file.take(), self.operation.stream(), &mut value)
        {
            file.finish()?;
            map.remove(stream.name());
        }
        self.log.line("client", || {
            let shown =
                self.operation.output_shape().map_or_else(|| value.clone(), |shape| masked(&value, shape));
            format!("Reply with status {}: {}", reply.status, json::to_string(&shown, Layout::Wire))
        });
        Ok(value)
    }

    /// Logs what is about to be sent.
    pub(super) fn tell(&self, parameters: &Map) {
        self.log.line("client", || {
            let shown = json::to_string(&Value::Map(self.without_secrets(parameters)), Layout::Wire);
            format!("Calling {} with {shown}", self.operation.name)
        });
    }

    fn without_secrets(&self, parameters: &Map) -> Map {
        let masked = self.operation.input_shape().map(|shape| masked(&Value::Map(parameters.clone()), shape));
        masked.map_or_else(|| parameters.clone(), map)
    }

    /// Checks the parameters.
    pub(crate) fn prepare(&self, mut parameters: Map) -> Result<Map, Failure> {
        by_hand::check_ids(self.operation, &parameters)?;
        check_endpoint_parameters(&parameters, self.operation)?;
        fill_tokens(&mut parameters, self.operation);
        let mut parameters = self.decoded(parameters)?;
        if let Some(by_hand) = self.by_hand {
            by_hand::sent(by_hand, &mut parameters);
        }
        let Some((terms, shape)) = self.validates.zip(self.operation.input_shape()) else {
            return Ok(parameters);
        };
        let value = Value::Map(parameters);
        checked(terms, &value, shape)?;
        Ok(map(value))
    }
}

fn map(value: Value) -> Map {
    match value {
        Value::Map(map) => map,
        _ => Map::new(),
    }
}

/// Gives every idempotency token that is not set a random value, one for each request.
fn fill_tokens(parameters: &mut Map, operation: &Operation) {
    for member in operation.input_shape().map(Shape::members).unwrap_or_default() {
        if member.idempotency_token() && !parameters.contains_key(member.name()) {
            parameters.insert(member.name(), random::uuid().into());
        }
    }
}

/// What the endpoint depends on must be text. As in the AWS CLI, that shows before all else is checked.
fn check_endpoint_parameters(parameters: &Map, operation: &Operation) -> Result<(), Failure> {
    for EndpointParameter { name, source } in operation.all_traits().endpoint_parameters {
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

/// Checks a value against the model.
pub(crate) fn checked(terms: Terms, value: &Value, shape: Shape) -> Result<(), Failure> {
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
        static OPERATION: Operation = Operation::new("Op", &rt::schema::Tables::EMPTY)
            .traits(&rt::schema::Traits::COMMON.endpoint_parameters(&PARAMETERS));
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
