//! One call, without any input or output: what to send next, and what a reply means.
//!
//! A driver asks [`Call::request`] for what to send, sends it, and hands the result to
//! [`Call::outcome`], which ends the call or asks for another attempt. Before each attempt it waits for
//! its [`Call::turn`]. Drivers that block and drivers that do not are loops over these three.

pub(crate) mod address;
mod extras;
pub mod inner;
pub mod random;

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::client::config::Config;
use crate::client::error::{Error, ErrorKind};
use crate::client::protocol::{Reply, reply};
use crate::client::retry::{Decision, Outcome, Shared};
use crate::client::signing::keys::Credentials;
use crate::client::signing::signer::Signer;
use crate::client::signing::sigv4::{self, Scope, Signable};
use crate::client::transport::{
    HttpRequest, HttpResponse, Proxies, TransportError, completed, without_secrets,
};
use crate::shapes::jmespath::Expression;
use crate::shapes::schema::endpoint::ParameterValue;
use crate::shapes::schema::protocol::{Headers, Parts, Source};
use crate::shapes::schema::{EndpointSource, Operation, Service};
use crate::shapes::time::Timestamp;
use crate::shapes::value::{Map, Value};
use address::Address;

/// A call that has not ended.
pub(crate) struct Call<'a> {
    service: &'static Service,
    operation: &'static Operation,
    config: &'a Config,
    shared: &'a Mutex<Shared>,
    signer: &'a Signer,
    address: Address,
    parts: Parts,
    invocation: String,
    attempt: u32,
    /// Server's clock minus ours, in nanoseconds.
    skew: i128,
    /// What the last retry took from the quota.
    retried_for: Option<u32>,
}

/// What follows an attempt.
pub(crate) enum Step {
    /// The call has ended well.
    Done(Reply),
    /// Another attempt after this while.
    Wait(Duration),
}

impl<'a> Call<'a> {
    /// Prepares a call.
    pub(crate) fn new(
        service: &'static Service,
        operation: &'static Operation,
        config: &'a Config,
        (shared, signer): (&'a Mutex<Shared>, &'a Signer),
        input: Source<'_>,
    ) -> Result<Call<'a>, Error> {
        if let Some(reason) = operation.unsupported {
            return Err(unsupported(operation, reason));
        }
        let mut address = resolve(service, operation, config, input)?;
        let parts = encode(service, operation, input)?;
        address.extend(&parts.path, &parts.query);
        let invocation = crate::client::call::random::uuid();
        Ok(Call {
            service,
            operation,
            config,
            shared,
            signer,
            address,
            parts,
            invocation,
            attempt: 0,
            skew: 0,
            retried_for: None,
        })
    }

    /// Whether the next request needs credentials.
    pub(crate) fn is_signed(&self) -> bool {
        self.operation.signed && self.config.sign
    }

    /// The next attempt's request, signed if there are credentials. It takes the body along; before another attempt it
    /// is to be [given back](Call::take_back).
    pub(crate) fn request(&mut self, credentials: Option<&Credentials>, now: Timestamp) -> HttpRequest {
        self.attempt += 1;
        let now = now.offset(self.skew);
        let mut headers = vec![("accept-encoding".into(), "identity".to_owned())];
        headers.extend_from_slice(&self.parts.headers);
        headers.push(("user-agent".into(), self.user_agent()));
        if let Some(credentials) = credentials {
            headers.push(("x-amz-date".into(), now.compact()));
            if let Some(token) = credentials.session_token() {
                headers.push(("x-amz-security-token".into(), token.to_owned()));
            }
            let authorization = self.authorization(&headers, credentials, now);
            headers.push(("authorization".into(), authorization));
        }
        headers.push(("amz-sdk-invocation-id".into(), self.invocation.clone()));
        headers.push(("amz-sdk-request".into(), self.attempt_header(now)));
        HttpRequest {
            method: self.parts.method,
            url: self.address.url(),
            headers,
            body: std::mem::take(&mut self.parts.body),
        }
    }

    /// Takes the body back for another attempt.
    pub(crate) fn take_back(&mut self, request: HttpRequest) {
        self.parts.body = request.body;
    }

    fn authorization(&self, headers: &Headers, credentials: &Credentials, now: Timestamp) -> String {
        let names = headers.iter().map(|(name, value)| (name.to_ascii_lowercase(), value.as_str()));
        let names: Vec<(String, &str)> = names.filter(|(name, _)| is_signed(name)).collect();
        let mut signed: Vec<(&str, &str)> = names.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        signed.push(("host", &self.address.host));
        signed.sort_unstable();
        let request = Signable {
            method: self.parts.method,
            path: &self.address.path,
            query: &self.address.query,
            headers: &signed,
            body: &self.parts.body,
        };
        let scope =
            Scope { region: &self.address.signing_region, service: &self.address.signing_name, time: now };
        // Over a connection that anybody could write to, every body is signed.
        let is_unsigned = self.operation.extras.is_some_and(|extras| extras.unsigned_payload);
        let payload = match is_unsigned && self.address.is_https() {
            true => sigv4::UNSIGNED.to_owned(),
            false => sigv4::payload(&request),
        };
        self.signer.authorization(&request, &payload, &scope, credentials)
    }

    fn attempt_header(&self, now: Timestamp) -> String {
        let attempt = self.attempt;
        if attempt == 1 {
            return format!("attempt={attempt}");
        }
        let wait = self.config.read_timeout.unwrap_or(Duration::from_secs(60));
        let ttl = now.offset(wait.as_nanos() as i128).compact();
        format!("ttl={ttl}; attempt={attempt}; max={}", self.config.retry.max_attempts)
    }

    fn user_agent(&self) -> String {
        let mut out = format!(
            "{}-rust/{} ua/2.1 os/{} md/arch#{} lang/rust cfg/retry-mode#{}",
            self.service.endpoint_prefix,
            env!("CARGO_PKG_VERSION"),
            std::env::consts::OS,
            std::env::consts::ARCH,
            self.config.retry.mode.name(),
        );
        if let Some(name) = self.config.app_name.as_ref().filter(|n| !n.is_empty()) {
            let legal = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
            let name: String = name.chars().map(|c| if legal(c) { c } else { '-' }).collect();
            out.push_str(" app/");
            out.push_str(&name);
        }
        out
    }

    /// How long the next attempt has to wait before it asks again; `None` lets it go.
    pub(crate) fn turn(&self, now: Timestamp) -> Option<Duration> {
        self.shared().turn(now)
    }

    /// Decides what follows an attempt; `random` is asked for a number in 0..1 if there is a pause to be made.
    pub(crate) fn outcome(
        &mut self,
        result: Result<HttpResponse, TransportError>,
        now: Timestamp,
        random: fn() -> f64,
    ) -> Result<Step, Error> {
        match result {
            Ok(response) if response.status < 300 => {
                let mut shared = self.shared();
                shared.answered(None, now);
                shared.succeeded(self.retried_for);
                Ok(Step::Done(reply::success(response)))
            }
            Ok(response) => {
                let limit = self.config.read_timeout;
                let mut error = reply::service_error(self.service, self.operation, &response, limit)?;
                let outcome = Outcome::Service { status: error.status, code: &error.code };
                let skewed = self.corrects_clock(&response, &error.code, now);
                match self.decide(outcome, skewed, now, random()) {
                    Decision::Retry { pause, cost } => return Ok(self.again(pause, cost)),
                    Decision::Exhausted => error.retries_exhausted = Some(self.attempt - 1),
                    Decision::Stop => {}
                }
                Err(error.into())
            }
            Err(failure) => match self.decide(Outcome::Failure(failure.kind), false, now, random()) {
                Decision::Retry { pause, cost } => Ok(self.again(pause, cost)),
                _ => Err(failed(failure, &self.address.url(), &self.config.proxies)),
            },
        }
    }

    fn again(&mut self, pause: Duration, cost: u32) -> Step {
        self.retried_for = Some(cost);
        Step::Wait(pause)
    }

    fn decide(&self, outcome: Outcome<'_>, skewed: bool, now: Timestamp, random: f64) -> Decision {
        let retry = &self.config.retry;
        let mut shared = self.shared();
        shared.answered(Some(outcome), now);
        if skewed && self.attempt < retry.max_attempts {
            return Decision::Retry { pause: Duration::ZERO, cost: 0 };
        }
        retry.decide(outcome, self.attempt, random, &mut shared)
    }

    fn shared(&self) -> MutexGuard<'a, Shared> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// If the service refused the request for its time, learns the service's time; once a call.
    fn corrects_clock(&mut self, response: &HttpResponse, code: &str, now: Timestamp) -> bool {
        const CODES: &[&str] = &[
            "RequestTimeTooSkewed",
            "RequestExpired",
            "RequestInTheFuture",
            "InvalidSignatureException",
            "SignatureDoesNotMatch",
            "AuthFailure",
        ];
        const TOLERANCE: i128 = 4 * 60 * 1_000_000_000;
        let Some(theirs) = response.header("date").and_then(Timestamp::parse_http_date) else { return false };
        let skew = i128::from(theirs.seconds() - now.seconds()) * 1_000_000_000;
        if self.skew != 0 || !CODES.contains(&code) || skew.abs() < TOLERANCE {
            return false;
        }
        self.skew = skew;
        true
    }
}

/// What is on the way changed or added by others, or says nothing of the request, is not signed.
fn is_signed(header: &str) -> bool {
    !matches!(header, "accept-encoding" | "user-agent" | "expect" | "transfer-encoding" | "x-amzn-trace-id")
}

/// The address of the service for a request, without what the request adds.
fn resolve(
    service: &'static Service,
    operation: &'static Operation,
    config: &Config,
    input: Source<'_>,
) -> Result<Address, Error> {
    let filled: Vec<_> =
        operation.endpoint_parameters.iter().map(|p| (p.name, fill(&p.source, input))).collect();
    let parameters: Vec<_> =
        filled.iter().filter_map(|(name, v)| Some((*name, v.as_ref()?.as_value()))).collect();
    address::resolve(service, operation, config, &parameters, &|name| input.text(name))
}

/// The request as the service's protocol writes it.
fn encode(
    service: &'static Service,
    operation: &'static Operation,
    input: Source<'_>,
) -> Result<Parts, Error> {
    let encoded = service.protocol.encode(operation, input).and_then(|mut parts| {
        extras::apply(operation, input, &mut parts)?;
        Ok(parts)
    });
    encoded.map_err(|e| {
        let message = match input {
            Source::Typed(..) => format!("the request of {} cannot be written: {e}", operation.name),
            Source::Values(_) => e.to_string(),
        };
        Error::new(ErrorKind::Encode, message).with_source(e)
    })
}

/// Whether calls of an operation have an address, before there is a client for them.
pub fn address(
    service: &'static Service,
    operation: &'static Operation,
    config: &Config,
    parameters: &Map,
) -> Result<(), Error> {
    if let Some(reason) = operation.unsupported {
        return Err(unsupported(operation, reason));
    }
    resolve(service, operation, config, Source::Values(parameters)).map(drop)
}

fn unsupported(operation: &Operation, reason: &str) -> Error {
    let message = format!("{} cannot be called through this program: {reason}", operation.name);
    Error::new(ErrorKind::Unsupported, message)
}

/// A failed exchange in the AWS CLI's words.
pub(crate) fn failed(failure: TransportError, url: &str, proxies: &Proxies) -> Error {
    let message = match failure.kind {
        ErrorKind::Connect => format!("Could not connect to the endpoint URL: \"{url}\""),
        ErrorKind::ConnectTimeout => format!("Connect timeout on endpoint URL: \"{url}\""),
        ErrorKind::ReadTimeout => format!("Read timeout on endpoint URL: \"{url}\""),
        ErrorKind::Tls => format!("SSL validation failed for {url} {}", failure.reason),
        ErrorKind::Proxy => {
            let proxy = proxies.for_url(url).unwrap_or_default();
            format!("Failed to connect to proxy URL: \"{}\"", without_secrets(&completed(proxy)))
        }
        ErrorKind::Endpoint => format!("Invalid endpoint: {url}"),
        ErrorKind::Unexpected => failure.reason.clone(),
        ErrorKind::Decode => format!("The reply of {url} cannot be read: {}", failure.reason),
        _ => {
            format!("Connection was closed before we received a valid response from endpoint URL: \"{url}\".")
        }
    };
    Error::new(failure.kind, message).with_source(failure)
}

/// The value of an endpoint parameter.
enum Filled {
    Text(String),
    Flag(bool),
    Texts(Vec<String>),
}

impl Filled {
    fn as_value(&self) -> ParameterValue<'_> {
        match self {
            Filled::Text(text) => ParameterValue::Text(text),
            Filled::Flag(flag) => ParameterValue::Flag(*flag),
            Filled::Texts(texts) => ParameterValue::Texts(texts),
        }
    }
}

fn fill(source: &EndpointSource, input: Source<'_>) -> Option<Filled> {
    match source {
        EndpointSource::Text(text) => Some(Filled::Text((*text).to_owned())),
        EndpointSource::Flag(flag) => Some(Filled::Flag(*flag)),
        EndpointSource::Texts(texts) => Some(Filled::Texts(texts.iter().map(ToString::to_string).collect())),
        EndpointSource::Member(name) => input.text(name).map(Filled::Text),
        EndpointSource::Path(path) => found(path, input),
    }
}

/// What an expression finds in a request: text, or a list of texts.
fn found(path: &str, input: Source<'_>) -> Option<Filled> {
    let values = Value::Map(input.values().into_owned());
    match Expression::compile(path).ok()?.search(&values).ok()? {
        Value::String(text) => Some(Filled::Text(text)),
        Value::List(items) => {
            let text = |item: Value| item.as_str().map(str::to_owned);
            Some(Filled::Texts(items.into_iter().filter_map(text).collect()))
        }
        _ => None,
    }
}
