//! Errors of the runtime in the command line's words.

use super::failure::{Failure, Kind};
use rt::dialect::Dialect;
use rt::error::{Error, ErrorKind, ServiceError};
use rt::schema::{Service, Shape};
use rt::validate::ValidationError;
use rt::value::{Map, Value};

/// An error of the runtime as one of the command line.
pub(crate) fn failure(error: &Error, dialect: &Dialect) -> Failure {
    let kind = match error.kind() {
        ErrorKind::NoRegion => return Failure::new(Kind::Configuration("NoRegion"), NO_REGION),
        ErrorKind::NoCredentials => {
            let message = format!(
                "Unable to locate credentials. You can configure credentials by running \"{}\".",
                dialect.login_command
            );
            return Failure::new(Kind::Configuration("NoCredentials"), message);
        }
        ErrorKind::ConfigParse => Kind::ConfigFile,
        ErrorKind::Service => Kind::Service,
        ErrorKind::Encode if is_report(error) => Kind::Parameter,
        _ if error.remedy().is_some() => Kind::SignedOut,
        _ => Kind::General,
    };
    let failure =
        Failure::new(kind, error.as_service_error().map_or_else(|| error.message().to_owned(), sentence));
    match error.remedy() {
        Some(command) => failure.hint(command),
        None => failure,
    }
}

/// Whether the request does not fit the model, which the message tells in full.
fn is_report(error: &Error) -> bool {
    std::error::Error::source(error).is_some_and(|source| source.is::<ValidationError>())
}

const NO_REGION: &str =
    "You must specify a region. You can also configure your region by running \"aws configure\".";

/// A service's error as the AWS CLI prints it, which tells of retries where none are allowed too.
fn sentence(error: &ServiceError) -> String {
    let text = error.to_string();
    match error.retries_exhausted {
        Some(0) => {
            let head = format!("the {} operation", error.operation);
            text.replacen(&head, &format!("{head} (reached max retries: 0)"), 1)
        }
        _ => text,
    }
}

/// A service's error with the members that the model knows.
pub(crate) fn service_failure(service: &Service, error: &ServiceError) -> Failure {
    let mut failure = Failure::new(Kind::Service, sentence(error));
    let mut details: Map =
        [("Message", Value::from(error.message.as_str())), ("Code", Value::from(error.code.as_str()))]
            .into_iter()
            .collect();
    let members = shape(service, &error.code).map(Shape::members).unwrap_or_default();
    for member in members {
        match error.body.get(member.name()) {
            Some(value) if *value != Value::Null && !details.contains_key(member.name()) => {
                details.insert(member.name(), value.clone());
            }
            _ => {}
        }
    }
    failure.details = Some(details);
    failure
}

fn shape(service: &Service, code: &str) -> Option<Shape> {
    service.operations.iter().find_map(|operation| operation.error_shapes().of(code))
}
