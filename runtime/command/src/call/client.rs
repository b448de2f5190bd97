//! The runtime's client, as the command line sets it up.

use super::region;
use crate::report::debug::Log;
use crate::report::failure::Failure;
use crate::settings::Settings;
use rt::blocking::Client;
use rt::config::Config;
use rt::error::{Error, ErrorKind};
use rt::internals::call;
use rt::internals::machine;
use rt::internals::os;
use rt::schema::{Operation, Service};
use rt::transport::HttpTransport;
use rt::transport::{HttpRequest, Transport as _};
use rt::value::Map;

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
) -> Result<Client, Failure> {
    let failure = |error: Error| settings.failure(&error);
    let mut config = config(service, settings, timeouts).map_err(failure)?;
    let log = Log { on: settings.globals.debug };
    if log.on {
        config.hooks.on_credentials(move |text| log.line("client", || text.to_owned()));
    }
    if config.region.is_none() {
        config.region =
            region::named_by(parameters).map(str::to_owned).or_else(|| region::of_issuer(parameters));
    }
    if config.region.is_none() && settings.dialect.region_of_instance {
        config.region = machine::region(&settings.session, &config).map_err(failure)?;
    }
    if settings.sends() && config.sign {
        config = config.with_available_credentials(&settings.session).map_err(failure)?;
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
    config.ca_bundle =
        globals.ca_bundle.as_deref().map(|path| os::unescape(path).into()).or(config.ca_bundle);
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
    let request = HttpRequest::new("GET", url);
    let response = transport.send(&request).map_err(|error| match error.kind {
        ErrorKind::Connect => format!("Could not connect to the endpoint URL: \"{url}\""),
        _ => error.to_string(),
    })?;
    match response.status {
        200 => String::from_utf8(response.body).map_err(|error| error.to_string()),
        status => Err(format!("received non 200 status code of {status}")),
    }
}
