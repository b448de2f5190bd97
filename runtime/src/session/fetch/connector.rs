//! The AWS SDK's HTTP client, which is this crate's transport.

use std::fmt;
use std::sync::Arc;

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest as SdkRequest, HttpResponse as SdkResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;

use crate::client::blocking::http::HttpTransport;
use crate::client::call;
use crate::client::config::Config;
use crate::client::error::{Error, ErrorKind};
use crate::client::transport::{HttpRequest, HttpResponse, Proxies, Transport};

/// Makes transports with the settings of the client that the credentials are for.
#[derive(Clone, Debug)]
pub(super) struct Connector(Arc<Config>);

impl Connector {
    pub(super) fn new(config: &Config) -> Connector {
        Connector(Arc::new(config.clone()))
    }

    fn transport(&self, settings: &HttpConnectorSettings) -> Result<Arc<dyn Transport>, Error> {
        if let Some(transport) = &self.0.transport {
            return Ok(Arc::clone(transport));
        }
        let config = Config {
            connect_timeout: settings.connect_timeout().or(self.0.connect_timeout),
            read_timeout: settings.read_timeout().or(self.0.read_timeout),
            ..(*self.0).clone()
        };
        Ok(Arc::new(HttpTransport::new(&config.link())?))
    }
}

impl HttpClient for Connector {
    fn http_connector(&self, settings: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        let transport = self.transport(settings).map_err(Arc::new);
        SharedHttpConnector::new(Connection { transport, proxies: self.0.proxies.clone() })
    }
}

/// A transport, or why there is none.
struct Connection {
    transport: Result<Arc<dyn Transport>, Arc<Error>>,
    proxies: Proxies,
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection").field("proxies", &self.proxies).finish_non_exhaustive()
    }
}

impl HttpConnector for Connection {
    /// Blocks: nothing else runs on the thread that fetches credentials.
    fn call(&self, request: SdkRequest) -> HttpConnectorFuture {
        HttpConnectorFuture::ready(self.exchange(&request))
    }
}

impl Connection {
    fn exchange(&self, request: &SdkRequest) -> Result<SdkResponse, ConnectorError> {
        let transport =
            self.transport.as_ref().map_err(|error| ConnectorError::user(Arc::clone(error).into()))?;
        let request = outgoing(request)?;
        let response = transport.send(&request).map_err(|failure| {
            let kind = failure.kind;
            let error = call::failed(failure, &request.url, &self.proxies).into();
            match kind {
                ErrorKind::ConnectTimeout | ErrorKind::ReadTimeout => ConnectorError::timeout(error),
                _ => ConnectorError::io(error),
            }
        })?;
        incoming(response).map_err(|error| ConnectorError::other(error, None))
    }
}

fn outgoing(request: &SdkRequest) -> Result<HttpRequest, ConnectorError> {
    let unusable = |what: &str| ConnectorError::user(format!("a request with {what} cannot be sent").into());
    let method = match request.method() {
        "GET" => "GET",
        "POST" => "POST",
        "PUT" => "PUT",
        _ => return Err(unusable("such a method")),
    };
    // The transport adds these two.
    let own = |name: &str| name.eq_ignore_ascii_case("host") || name.eq_ignore_ascii_case("content-length");
    let headers = request.headers().iter().filter(|(name, _)| !own(name));
    let headers = headers.map(|(name, value)| (name.to_owned().into(), value.to_owned())).collect();
    let body = request.body().bytes().ok_or_else(|| unusable("a stream for a body"))?.to_vec();
    Ok(HttpRequest { headers, body, ..HttpRequest::new(method, request.uri()) })
}

type BoxError = Box<dyn std::error::Error + Send + Sync>;

fn incoming(response: HttpResponse) -> Result<SdkResponse, BoxError> {
    let mut sdk = SdkResponse::new(response.status.try_into()?, SdkBody::from(response.body));
    for (name, value) in response.headers {
        sdk.headers_mut().try_append(name, value)?;
    }
    Ok(sdk)
}
