//! How connections are opened: directly or through a proxy's tunnel, and with TLS where the address asks for it.

use ureq::Error;
use ureq::unversioned::transport::{
    ConnectProxyConnector, ConnectionDetails, Connector, Either, RustlsConnector, Transport,
};

use super::socket::Socket;

/// Opens connections. Each step is taken only where it is needed.
#[derive(Debug, Default)]
pub(super) struct Connections {
    tunnels: ConnectProxyConnector,
    tls: RustlsConnector,
}

impl Connector for Connections {
    type Out = Box<dyn Transport>;

    fn connect(
        &self,
        details: &ConnectionDetails<'_>,
        _: Option<()>,
    ) -> Result<Option<Box<dyn Transport>>, Error> {
        let open = match self.tunnel(details)? {
            Some(tunnel) => tunnel,
            None => Box::new(Socket::connect(details)?),
        };
        if details.needs_tls() { self.secured(details, open) } else { Ok(Some(open)) }
    }
}

impl Connections {
    fn tunnel(&self, details: &ConnectionDetails<'_>) -> Result<Option<Box<dyn Transport>>, Error> {
        if details.config.proxy().is_none() {
            return Ok(None);
        }
        let opened: Option<Either<(), Box<dyn Transport>>> = self.tunnels.connect(details, None)?;
        Ok(opened.map(|opened| Box::new(opened) as Box<dyn Transport>))
    }

    /// A function of its own, so that the room that TLS takes on the stack is taken only for TLS.
    #[inline(never)]
    fn secured(
        &self,
        details: &ConnectionDetails<'_>,
        open: Box<dyn Transport>,
    ) -> Result<Option<Box<dyn Transport>>, Error> {
        let secured = self.tls.connect(details, Some(open))?;
        Ok(secured.map(|secured| Box::new(secured) as Box<dyn Transport>))
    }
}
