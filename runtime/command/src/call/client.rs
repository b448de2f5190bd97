//! The runtime's client, as the command line sets it up, and its errors in the command line's words.

use super::region;
use crate::report::failure::{Failure, Kind};
use crate::settings::Settings;
use rt::blocking::Client;
use rt::config::Config;
use rt::dialect::Dialect;
use rt::error::{Error, ErrorKind, ServiceError};
use rt::internals::call;
use rt::internals::machine;
use rt::internals::sources::Fetcher;
use rt::schema::{ErrorShape, Operation, Service};
use rt::transport::HttpTransport;
use rt::transport::{HttpRequest, Transport as _};
use rt::value::{Map, Value};

/// Seconds that connecting and waiting may take; `None` is for ever.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Timeouts {
    pub(crate) connect: Option<u64>,
    pub(crate) read: Option<u64>,
}

/// A client for the settings. Where no region is configured, the parameters may name one.
pub(crate) fn connect(
    service: &'static Service,
    operation: &'static Operation,
    settings: &Settings,
    timeouts: Timeouts,
    parameters: &Map,
    fetcher: Fetcher,
) -> Result<Client, Failure> {
    let failure = |error: Error| settings.failure(&error);
    let mut config = config(service, settings, timeouts).map_err(failure)?;
    if config.region.is_none() {
        config.region =
            region::named_by(parameters).map(str::to_owned).or_else(|| region::of_issuer(parameters));
    }
    if config.region.is_none() && settings.dialect.region_of_instance {
        config.region = machine::region(&settings.session, &config).map_err(failure)?;
    }
    if settings.globals.dry_run.is_none() && config.sign {
        config = config.with_available_credentials(&settings.session, fetcher).map_err(failure)?;
    }
    call::address(service, operation, &config, parameters).map_err(failure)?;
    Client::new(service, config).map_err(failure)
}

/// The settings of a client; credentials are still to come.
pub(crate) fn config(
    service: &'static Service,
    settings: &Settings,
    timeouts: Timeouts,
) -> Result<Config, Error> {
    let globals = &settings.globals;
    let seconds = |seconds: Option<u64>| seconds.map(std::time::Duration::from_secs);
    let mut config = Config::from_session(&settings.session, service.service_id)?;
    config.region = globals.region.clone().or(config.region);
    config.endpoint_url = globals.endpoint_url.clone().or(config.endpoint_url);
    config.ca_bundle = globals.ca_bundle.as_ref().map(Into::into).or(config.ca_bundle);
    config.sign = !globals.no_sign_request;
    config.verify_tls = !globals.no_verify_ssl;
    config.connect_timeout = seconds(timeouts.connect);
    config.read_timeout = seconds(timeouts.read);
    Ok(config)
}

/// Fetches a web address for a parameter; the error is the reason in words.
pub(crate) fn fetch(settings: &Settings, url: &str) -> Result<String, String> {
    let config = Config::from_session(&settings.session, "").map_err(|error| error.to_string())?;
    let transport = HttpTransport::new(&config.link()).map_err(|error| error.to_string())?;
    let request = HttpRequest { method: "GET", url: url.to_owned(), headers: Vec::new(), body: Vec::new() };
    let response = transport.send(&request).map_err(|error| match error.kind {
        ErrorKind::Connect => format!("Could not connect to the endpoint URL: \"{url}\""),
        _ => error.to_string(),
    })?;
    match response.status {
        200 => Ok(String::from_utf8_lossy(&response.body).into_owned()),
        status => Err(format!("received non 200 status code of {status}")),
    }
}

/// An error of the runtime as one of the command line.
pub(crate) fn failure(error: &Error, dialect: &Dialect) -> Failure {
    let kind = match error.kind() {
        ErrorKind::NoRegion => Kind::Configuration("NoRegion"),
        ErrorKind::NoCredentials => {
            let message = format!(
                "Unable to locate credentials. You can configure credentials by running \"{}\".",
                dialect.login_command
            );
            return Failure::new(Kind::Configuration("NoCredentials"), message);
        }
        ErrorKind::ConfigParse => Kind::ConfigFile,
        ErrorKind::Service => Kind::Service,
        _ => Kind::General,
    };
    Failure::new(kind, error.to_string())
}

/// A service's error with the members that the model knows.
pub(crate) fn service_failure(service: &Service, error: &ServiceError) -> Failure {
    let mut failure = Failure::new(Kind::Service, error.to_string());
    let mut details: Map =
        [("Message", Value::from(error.message.as_str())), ("Code", Value::from(error.code.as_str()))]
            .into_iter()
            .collect();
    let members = shape(service, &error.code).map(|shape| shape.shape.members()).unwrap_or_default();
    for member in members {
        match error.body.get(member.name) {
            Some(value) if *value != Value::Null && !details.contains_key(member.name) => {
                details.insert(member.name, value.clone());
            }
            _ => {}
        }
    }
    failure.details = Some(details);
    failure
}

fn shape(service: &Service, code: &str) -> Option<&'static ErrorShape> {
    service.operations.iter().flat_map(|operation| operation.errors).find(|shape| shape.code == code).copied()
}
