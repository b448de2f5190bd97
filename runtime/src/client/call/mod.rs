//! One call, without any input or output: what to send next, and what a reply means.
//!
//! A driver asks [`Call::request`] for what to send, sends it, and hands the result to
//! [`Call::outcome`], which ends the call or asks for another attempt. Before each attempt it waits for
//! its [`Call::turn`]. Drivers that block and drivers that do not are loops over these three.

pub(crate) mod address;
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
use crate::client::signing::sigv4::{Scope, Signable};
use crate::client::transport::{
    HttpRequest, HttpResponse, Proxies, TransportError, completed, without_secrets,
};
use crate::shapes::schema::endpoint::ParameterValue;
use crate::shapes::schema::{EndpointSource, Operation, Service};
use crate::shapes::time::Timestamp;
use address::Address;

/// A call that has not ended.
pub(crate) struct Call<'a> {
    service: &'static Service,
    operation: &'static Operation,
    config: &'a Config,
    shared: &'a Mutex<Shared>,
    signer: &'a Signer,
    address: Address,
    body: Vec<u8>,
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
    /// Prepares a call. `member` gives the text of a request's member, for host names and rules.
    pub(crate) fn new(
        service: &'static Service,
        operation: &'static Operation,
        config: &'a Config,
        (shared, signer): (&'a Mutex<Shared>, &'a Signer),
        body: Vec<u8>,
        member: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Call<'a>, Error> {
        if let Some(reason) = operation.unsupported {
            let message = format!("{} cannot be called through this program: {reason}", operation.name);
            return Err(Error::new(ErrorKind::Unsupported, message));
        }
        let filled: Vec<_> =
            operation.endpoint_parameters.iter().map(|p| (p.name, fill(&p.source, member))).collect();
        let parameters: Vec<_> =
            filled.iter().filter_map(|(name, v)| Some((*name, v.as_ref()?.as_value()))).collect();
        let address = address::resolve(service, operation, config, &parameters, member)?;
        Ok(Call {
            service,
            operation,
            config,
            shared,
            signer,
            address,
            body,
            invocation: String::new(),
            attempt: 0,
            skew: 0,
            retried_for: None,
        })
    }

    /// The address of every attempt.
    fn url(&self) -> String {
        self.address.url()
    }

    /// Whether the next request needs credentials.
    pub(crate) fn is_signed(&self) -> bool {
        self.operation.signed && self.config.sign
    }

    /// The next attempt's request, signed if there are credentials. It takes the body along; before another attempt it
    /// is to be [given back](Call::take_back).
    pub(crate) fn request(&mut self, credentials: Option<&Credentials>, now: Timestamp) -> HttpRequest {
        if self.attempt == 0 {
            self.invocation = random::uuid();
        }
        self.attempt += 1;
        let now = now.offset(self.skew);
        let mut headers = vec![
            ("accept-encoding", "identity".to_owned()),
            ("x-amz-target", format!("{}.{}", self.service.target_prefix, self.operation.name)),
            ("content-type", format!("application/x-amz-json-{}", self.service.json_version)),
            ("user-agent", self.user_agent()),
        ];
        if let Some(credentials) = credentials {
            headers.push(("x-amz-date", now.compact()));
            if let Some(token) = credentials.session_token() {
                headers.push(("x-amz-security-token", token.to_owned()));
            }
            let authorization = self.authorization(&headers, credentials, now);
            headers.push(("authorization", authorization));
        }
        headers.push(("amz-sdk-invocation-id", self.invocation.clone()));
        headers.push(("amz-sdk-request", self.attempt_header(now)));
        HttpRequest {
            method: self.operation.method,
            url: self.address.url(),
            headers,
            body: std::mem::take(&mut self.body),
        }
    }

    /// Takes the body back for another attempt.
    pub(crate) fn take_back(&mut self, request: HttpRequest) {
        self.body = request.body;
    }

    fn authorization(&self, headers: &[(&str, String)], credentials: &Credentials, now: Timestamp) -> String {
        let signed =
            headers.iter().filter(|(name, _)| matches!(*name, "content-type") || name.starts_with("x-amz-"));
        let mut signed: Vec<(&str, &str)> = signed.map(|(name, value)| (*name, value.as_str())).collect();
        signed.push(("host", &self.address.host));
        signed.sort_unstable();
        let request = Signable {
            method: self.operation.method,
            path: &self.address.path,
            query: &self.address.query,
            headers: &signed,
            body: &self.body,
        };
        let scope =
            Scope { region: &self.address.signing_region, service: &self.address.signing_name, time: now };
        self.signer.authorization(&request, &scope, credentials)
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
            "cognito-idp-rust/{} ua/2.1 os/{} md/arch#{} lang/rust cfg/retry-mode#{}",
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
                let mut error = reply::service_error(self.operation, &response, self.config.read_timeout)?;
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

/// The address that calls of an operation go to, before there is a client for them.
pub fn address(
    service: &'static Service,
    operation: &'static Operation,
    config: &Config,
    member: &dyn Fn(&str) -> Option<String>,
) -> Result<String, Error> {
    let shared = Shared::new(config.retry.mode, Timestamp::now());
    let signer = Signer::default();
    Ok(Call::new(service, operation, config, (&shared.into(), &signer), Vec::new(), member)?.url())
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
}

impl Filled {
    fn as_value(&self) -> ParameterValue<'_> {
        match self {
            Filled::Text(text) => ParameterValue::Text(text),
            Filled::Flag(flag) => ParameterValue::Flag(*flag),
        }
    }
}

fn fill(source: &EndpointSource, member: &dyn Fn(&str) -> Option<String>) -> Option<Filled> {
    match source {
        EndpointSource::Text(text) => Some(Filled::Text((*text).to_owned())),
        EndpointSource::Flag(flag) => Some(Filled::Flag(*flag)),
        EndpointSource::Member(name) => member(name).map(Filled::Text),
    }
}
