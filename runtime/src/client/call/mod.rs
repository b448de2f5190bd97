//! One call, without any input or output: what to send next, and what a reply means.
//!
//! A driver asks [`Call::request`] for what to send, sends it, and hands the result to
//! [`Call::outcome`], which ends the call or asks for another attempt. Before each attempt it waits for
//! its [`Call::turn`]. Drivers that block and drivers that do not are loops over these three. How long a driver
//! may wait for anything is [`Call::remaining`].

pub(crate) mod address;
pub(crate) mod discovery;
pub mod encodings;
mod extras;
mod hooked;
pub mod inner;
mod kept;
mod outgoing;
pub mod random;

use std::borrow::Cow;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use crate::client::checksum::{self, Algorithm};
use crate::client::config::Config;
use crate::client::error::{Error, ErrorKind, ServiceError};
use crate::client::hooks::{Attempt, Context};
use crate::client::protocol::{Reply, reply};
use crate::client::retry::{Decision, Outcome};
use crate::client::signing::keys::Credentials;
use crate::client::signing::signer::Signer;
use crate::client::signing::sigv4::{self, Scope, Signable};
use crate::client::trace::Trace;
use crate::client::transport::{
    HttpRequest, HttpResponse, Limits, Proxies, TransportError, Upload, completed, shorter, without_secrets,
};
use crate::shapes::jmespath::Expression;
use crate::shapes::schema::endpoint::ParameterValue;
use crate::shapes::schema::protocol::{Headers, Parts, Source};
use crate::shapes::schema::{EndpointSource, Operation, Service};
use crate::shapes::time::{Instant, Timestamp};
use crate::shapes::value::{Map, Value};
use address::Address;
use extras::Rest;
use kept::Kept;
use outgoing::{Found, Outgoing, Reading};

/// A call that has not ended.
pub(crate) struct Call {
    service: &'static Service,
    operation: &'static Operation,
    config: Arc<Config>,
    kept: Arc<Kept>,
    address: Arc<Address>,
    parts: Parts,
    /// The body, if it is none of the parts.
    outgoing: Option<Outgoing>,
    /// The algorithms whose checksums the reply is held against.
    verifies: Vec<Algorithm>,
    invocation: String,
    attempt: u32,
    /// Server's clock minus ours, in nanoseconds.
    skew: i128,
    /// What the last retry took from the quota.
    retried_for: Option<u32>,
    began: Instant,
    attempt_began: Instant,
    pub(crate) trace: Trace,
}

/// So many headers at most come to those of the protocol.
const OWN_HEADERS: usize = 7;

/// What an attempt means for the call.
enum Verdict {
    /// The call has ended, with the attempt's reply or for want of one.
    Over,
    /// Another attempt after this while.
    Again(Duration),
    /// The call has ended.
    Failed(Error),
}

/// What follows an attempt.
pub(crate) enum Step {
    /// The call has ended well.
    Done(Reply),
    /// Another attempt after this while.
    Wait(Duration),
}

impl Call {
    /// Prepares a call.
    pub(crate) fn new(
        service: &'static Service,
        operation: &'static Operation,
        config: &Arc<Config>,
        kept: &Arc<Kept>,
        input: Source<'_>,
        upload: Option<&Upload>,
    ) -> Result<Call, Error> {
        can_be_called(operation)?;
        let mut address = kept.address(operation, || address_of(service, operation, config, input))?;
        let (parts, rest) = encode(service, operation, config, input, upload)?;
        let outgoing = upload.cloned().map(|upload| Outgoing { upload, checksum: rest.checksum, hash: None });
        if parts.path != "/" || !parts.query.is_empty() {
            Arc::make_mut(&mut address).extend(&parts.path, &parts.query);
        }
        let (config, kept) = (Arc::clone(config), Arc::clone(kept));
        let trace = Trace::new(service, operation, &address.signing_region);
        let began = Instant::now();
        Ok(Call {
            service,
            operation,
            config,
            kept,
            address,
            parts,
            outgoing,
            verifies: rest.verifies,
            invocation: String::new(),
            attempt: 0,
            skew: 0,
            retried_for: None,
            began,
            attempt_began: began,
            trace,
        })
    }

    /// The operation that has to be asked for the address first, unless the settings have one.
    pub(crate) fn discovery(&self) -> Option<&'static Operation> {
        self.operation.all_traits().discovery.filter(|_| self.config.endpoint_url.is_none())
    }

    /// Sends the requests to another host.
    ///
    /// # Errors
    /// If it is none.
    pub(crate) fn go_to(&mut self, host: &str) -> Result<(), Error> {
        let host = address::split(&format!("https://{host}"))?.host;
        Arc::make_mut(&mut self.address).host = host;
        Ok(())
    }

    /// Whether the next request needs credentials.
    pub(crate) fn is_signed(&self) -> bool {
        self.operation.signed && self.config.sign
    }

    /// What has to be read of the body before the next request.
    pub(crate) fn reading(&self) -> Option<Reading> {
        let Outgoing { upload, checksum, hash } = self.outgoing.as_ref()?;
        let signs = hash.is_none() && self.is_signed() && !self.leaves_body_out();
        let reads = signs || checksum.is_some();
        reads.then(|| Reading { upload: upload.clone(), signs, checksum: *checksum })
    }

    /// Takes what was found in the body.
    ///
    /// # Errors
    /// If it could not be read.
    pub(crate) fn has_read(&mut self, found: io::Result<Found>) -> Result<(), Error> {
        let found =
            found.map_err(|error| Error::new(ErrorKind::Encode, error.to_string()).with_source(error))?;
        if let Some(outgoing) = &mut self.outgoing {
            outgoing.hash = found.hash.or(outgoing.hash.take());
            let sum = outgoing.checksum.take().zip(found.checksum);
            self.parts.headers.extend(sum.map(|(algorithm, sum)| (algorithm.header().into(), sum)));
        }
        Ok(())
    }

    /// Takes over what checks the reply, for a driver that passes its body on.
    #[allow(dead_code, reason = "the client that blocks passes bodies on")]
    pub(crate) fn verifies(&mut self) -> Vec<Algorithm> {
        std::mem::take(&mut self.verifies)
    }

    /// Whether the body is no part of the signature.
    fn leaves_body_out(&self) -> bool {
        self.operation.all_traits().extras.is_some_and(|extras| extras.unsigned_payload)
    }

    /// How much time the call has left; `None` if it may take for ever.
    pub(crate) fn remaining(&self) -> Option<Duration> {
        Some(self.config.operation_timeout?.saturating_sub(self.began.elapsed()))
    }

    /// Whether there is time to wait for `pause`.
    ///
    /// # Errors
    /// If the call would take longer than it may.
    pub(crate) fn allow(&self, pause: Duration) -> Result<(), Error> {
        match self.remaining() {
            Some(left) if left <= pause => Err(self.out_of_time()),
            _ => Ok(()),
        }
    }

    /// The error that the call took longer than it may.
    pub(crate) fn out_of_time(&self) -> Error {
        let limit = self.config.operation_timeout.unwrap_or_default();
        let message = format!("{} did not end within {limit:?}", self.operation.name);
        Error::new(ErrorKind::OperationTimeout, message)
    }

    /// How long the next attempt may take.
    fn limits(&self) -> Limits {
        let limits = self.config.limits();
        let attempt = shorter(limits.attempt, self.remaining());
        Limits { attempt, ..limits }
    }

    fn context(&self) -> Context<'_> {
        Context {
            service: self.service.service_id,
            operation: self.operation.name,
            region: &self.address.signing_region,
            invocation_id: &self.invocation,
            attempt: self.attempt,
        }
    }

    /// The next attempt's request, signed if there are credentials. It takes the body along; before another attempt it
    /// is to be [given back](Call::take_back).
    ///
    /// # Errors
    /// If a hook made something of it that cannot be sent, or a body that cannot be read.
    pub(crate) fn request(
        &mut self,
        credentials: Option<&Credentials>,
        now: Timestamp,
    ) -> Result<HttpRequest, Error> {
        if self.attempt == 0 {
            self.invocation = random::id();
        }
        self.attempt += 1;
        self.attempt_began = Instant::now();
        let now = now.offset(self.skew);
        let mut request = self.unsigned();
        let hooked = self.config.hooks.prepare(&mut request, &self.context());
        let address = if hooked { hooked::check(&mut request, &self.address)? } else { None };
        if let Some(credentials) = credentials {
            self.sign(&mut request, address.as_ref().unwrap_or(&self.address), credentials, now)?;
        }
        let attempt = self.attempt_header(now);
        request.headers.push(("amz-sdk-invocation-id".into(), self.invocation.clone()));
        request.headers.push(("amz-sdk-request".into(), attempt));
        Ok(request)
    }

    /// Takes the body back for another attempt.
    pub(crate) fn take_back(&mut self, request: HttpRequest) {
        if !self.config.hooks.change() && self.outgoing.is_none() {
            self.parts.body = request.body;
        }
    }

    fn unsigned(&mut self) -> HttpRequest {
        // What hooks make of a body is for one attempt.
        let keeps = self.config.hooks.change();
        let body = if keeps { self.parts.body.clone() } else { std::mem::take(&mut self.parts.body) };
        let mut headers = Headers::with_capacity(self.parts.headers.len() + OWN_HEADERS);
        headers.push(("accept-encoding".into(), "identity".to_owned()));
        headers.extend(
            self.parts.headers.iter().map(|(name, value)| (in_lower_case(name.clone()), value.clone())),
        );
        headers.push(("user-agent".into(), self.kept.agent(self.service, &self.config).to_owned()));
        HttpRequest {
            method: self.parts.method,
            url: self.address.url(),
            headers,
            body,
            upload: self.outgoing.as_ref().map(|outgoing| outgoing.upload.clone()),
            limits: Some(self.limits()),
        }
    }

    fn sign(
        &self,
        request: &mut HttpRequest,
        address: &Address,
        credentials: &Credentials,
        now: Timestamp,
    ) -> Result<(), Error> {
        request.headers.push(("x-amz-date".into(), now.compact()));
        if let Some(token) = credentials.session_token() {
            request.headers.push(("x-amz-security-token".into(), token.to_owned()));
        }
        if self.leaves_body_out() {
            request.headers.push((CONTENT_HASH.into(), sigv4::UNSIGNED.to_owned()));
        }
        let payload = self.payload(request)?;
        let authorization = authorization(&self.kept.signer, request, address, credentials, now, &payload);
        request.headers.push(("authorization".into(), authorization));
        Ok(())
    }

    /// What stands for the body in the signature.
    fn payload(&self, request: &HttpRequest) -> Result<String, Error> {
        if self.leaves_body_out() {
            return Ok(sigv4::UNSIGNED.to_owned());
        }
        let Some(upload) = &request.upload else { return Ok(sigv4::payload(&request.body)) };
        let own = self.outgoing.as_ref().filter(|outgoing| outgoing.upload == *upload);
        match own.and_then(|outgoing| outgoing.hash.clone()) {
            Some(hash) => Ok(hash),
            // A hook has put another one in its place.
            None => {
                let found = Reading { upload: upload.clone(), signs: true, checksum: None }.run();
                let found = found.map_err(|error| Error::new(ErrorKind::Encode, error.to_string()))?;
                Ok(found.hash.unwrap_or_default())
            }
        }
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

    /// How long the next attempt has to wait before it asks again; `None` lets it go.
    pub(crate) fn turn(&self, now: Timestamp) -> Option<Duration> {
        self.kept.shared().turn(self.config.retry.mode, now)
    }

    /// Decides what follows an attempt; `random` is asked for a number in 0..1 if there is a pause to be made.
    pub(crate) fn outcome(
        &mut self,
        result: Result<HttpResponse, TransportError>,
        now: Timestamp,
        random: fn() -> f64,
    ) -> Result<Step, Error> {
        let duration = self.attempt_began.elapsed();
        let (verdict, code) = self.judge(result.as_ref(), now, random);
        let retry_after = if let Verdict::Again(pause) = verdict { Some(pause) } else { None };
        let attempt = Attempt { result: result.as_ref(), code: code.as_deref(), duration, retry_after };
        self.trace.attempt(&attempt, &self.context());
        self.config.hooks.tell(&attempt, &self.context());
        match (verdict, result) {
            (Verdict::Again(pause), _) => Ok(Step::Wait(pause)),
            (Verdict::Failed(error), _) => Err(error),
            (Verdict::Over, Ok(response)) => {
                self.trace.reply(&response);
                checksum::check(&self.verifies, &response.headers, |a| a.of(&response.body))?;
                Ok(Step::Done(reply::success(response, self.attempt)))
            }
            (Verdict::Over, Err(failure)) => Err(self.failed(failure)),
        }
    }

    fn judge(
        &mut self,
        result: Result<&HttpResponse, &TransportError>,
        now: Timestamp,
        random: fn() -> f64,
    ) -> (Verdict, Option<String>) {
        match result {
            Ok(response) if response.status < 300 => {
                let mut shared = self.kept.shared();
                shared.answered(self.config.retry.mode, None, now);
                shared.succeeded(self.retried_for);
                (Verdict::Over, None)
            }
            Ok(response) => {
                match reply::service_error(self.service, self.operation, response, self.config.patience()) {
                    Ok(error) => self.refused(response, error, now, random),
                    Err(error) => (Verdict::Failed(error), None),
                }
            }
            Err(_) if self.unreadable().is_some() => (Verdict::Over, None),
            Err(failure) => match self.decide(Outcome::Failure(failure.kind), false, now, random()) {
                Decision::Retry { pause, cost } => match self.allow(pause) {
                    Ok(()) => (self.again(pause, cost), None),
                    Err(late) => {
                        let failure = TransportError::new(failure.kind, failure.reason.clone());
                        (Verdict::Failed(late.with_source(failure)), None)
                    }
                },
                _ => (Verdict::Over, None),
            },
        }
    }

    fn refused(
        &mut self,
        response: &HttpResponse,
        mut error: ServiceError,
        now: Timestamp,
        random: fn() -> f64,
    ) -> (Verdict, Option<String>) {
        let code = error.code.clone();
        let outcome = Outcome::Service { status: error.status, code: &error.code };
        let skewed = self.corrects_clock(response, &error.code, now);
        let verdict = match self.decide(outcome, skewed, now, random()) {
            Decision::Retry { pause, cost } => match self.allow(pause) {
                Ok(()) => self.again(pause, cost),
                Err(late) => Verdict::Failed(late.with_source(Error::from(error))),
            },
            Decision::Exhausted => {
                error.retries_exhausted = Some(self.attempt - 1);
                Verdict::Failed(error.into())
            }
            Decision::Stop => Verdict::Failed(error.into()),
        };
        (verdict, Some(code))
    }

    /// Why there is no reply. A wait that the whole call had no time for is the call's, not the attempt's.
    fn failed(&self, failure: TransportError) -> Error {
        let failure = self.unreadable().unwrap_or(failure);
        let timeout = matches!(failure.kind, ErrorKind::ConnectTimeout | ErrorKind::ReadTimeout);
        let is_late = self.remaining().is_some_and(|left| left.is_zero());
        let error = failed(failure, &self.address.url(), &self.config.proxies);
        if timeout && is_late { self.out_of_time().with_source(error) } else { error }
    }

    /// Why the body of the request could not be read to its end.
    fn unreadable(&self) -> Option<TransportError> {
        let reason = self.outgoing.as_ref()?.upload.failure()?;
        Some(TransportError::new(ErrorKind::Encode, reason))
    }

    /// Tells how the call has ended.
    pub(crate) fn ended(&self, error: Option<&Error>) {
        self.trace.end(error, self.attempt, self.began);
    }

    fn again(&mut self, pause: Duration, cost: u32) -> Verdict {
        self.retried_for = Some(cost);
        Verdict::Again(pause)
    }

    fn decide(&self, outcome: Outcome<'_>, skewed: bool, now: Timestamp, random: f64) -> Decision {
        let retry = &self.config.retry;
        let mut shared = self.kept.shared();
        shared.answered(retry.mode, Some(outcome), now);
        if skewed && self.attempt < retry.max_attempts {
            return Decision::Retry { pause: Duration::ZERO, cost: 0 };
        }
        retry.decide(outcome, self.attempt, random, &mut shared)
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

/// The address that calls of an operation go to, before there is a client for them.
pub fn address(
    service: &'static Service,
    operation: &'static Operation,
    config: &Config,
    parameters: &Map,
) -> Result<(), Error> {
    can_be_called(operation)?;
    address_of(service, operation, config, Source::Values(parameters)).map(drop)
}

/// The request as the service's protocol writes it.
fn encode(
    service: &'static Service,
    operation: &'static Operation,
    config: &Config,
    input: Source<'_>,
    upload: Option<&Upload>,
) -> Result<(Parts, Rest), Error> {
    let encoded = service.protocol.encode(operation, input).and_then(|mut parts| {
        if upload.is_some() {
            parts.body = Vec::new();
        }
        let rest = extras::apply(operation, config, input, &mut parts, upload.is_some())?;
        Ok((parts, rest))
    });
    encoded.map_err(|e| {
        let message = match input {
            Source::Typed(..) => format!("the request of {} cannot be written: {e}", operation.name),
            Source::Values(_) => e.to_string(),
        };
        Error::new(ErrorKind::Encode, message).with_source(e)
    })
}

/// Names of headers are compared and signed in lower case.
fn in_lower_case(name: Cow<'static, str>) -> Cow<'static, str> {
    match name.bytes().any(|b| b.is_ascii_uppercase()) {
        true => name.to_ascii_lowercase().into(),
        false => name,
    }
}

fn can_be_called(operation: &Operation) -> Result<(), Error> {
    let Some(reason) = operation.all_traits().unsupported else { return Ok(()) };
    let message = format!("{} cannot be called: {reason}", operation.name);
    Err(Error::new(ErrorKind::Unsupported, message))
}

fn address_of(
    service: &'static Service,
    operation: &'static Operation,
    config: &Config,
    input: Source<'_>,
) -> Result<Address, Error> {
    let filled: Vec<_> =
        operation.all_traits().endpoint_parameters.iter().map(|p| (p.name, fill(&p.source, input))).collect();
    let mut parameters: Vec<_> =
        filled.iter().filter_map(|(name, v)| Some((*name, v.as_ref()?.as_value()))).collect();
    parameters
        .extend(address::account(config).into_iter().map(|(name, text)| (name, ParameterValue::Text(text))));
    address::resolve(service, operation, config, &parameters, &|name| input.text(name))
}

/// The header that says what stands for the body in the signature.
const CONTENT_HASH: &str = "x-amz-content-sha256";

/// Headers that are not signed, since whoever carries a request may change them.
const UNSIGNED: &[&str] =
    &["accept-encoding", "connection", "expect", "te", "transfer-encoding", "user-agent", "x-amzn-trace-id"];

fn authorization(
    signer: &Signer,
    request: &HttpRequest,
    address: &Address,
    credentials: &Credentials,
    now: Timestamp,
    payload: &str,
) -> String {
    let headers = request.headers.iter().map(|(name, value)| (&**name, value.as_str()));
    let mut signed: Vec<(&str, &str)> = headers.filter(|(name, _)| !UNSIGNED.contains(name)).collect();
    signed.push(("host", &address.host));
    signed.sort_unstable();
    let signable = Signable {
        method: request.method,
        path: &address.path,
        query: &address.query,
        headers: &signed,
        body: &request.body,
    };
    let scope = Scope { region: &address.signing_region, service: &address.signing_name, time: now };
    signer.authorization(&signable, payload, &scope, credentials)
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
        ErrorKind::Unexpected | ErrorKind::Config | ErrorKind::Unsupported | ErrorKind::Encode => {
            failure.reason.clone()
        }
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
