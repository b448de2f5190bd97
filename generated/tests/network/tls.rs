//! Certificates of an authority that nobody trusts, and what servers show of them.

use std::path::PathBuf;
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, date_time_ymd};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, SupportedProtocolVersion};

use super::client::file;

/// TLS 1.2 and 1.3, each alone.
pub(crate) const VERSIONS: [&SupportedProtocolVersion; 2] =
    [&rustls::version::TLS12, &rustls::version::TLS13];

/// An authority.
pub(crate) struct Authority(CertifiedIssuer<'static, KeyPair>);

/// What is special about a certificate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Special {
    Nothing,
    OtherHost,
    Expired,
}

impl Authority {
    pub(crate) fn new() -> Authority {
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, "An authority of tests");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Authority(CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap())
    }

    /// A file with the authority's certificate.
    pub(crate) fn bundle(&self) -> PathBuf {
        file("ca.pem", &self.0.as_ref().pem())
    }

    /// A server with a certificate of this authority.
    pub(crate) fn server(
        &self,
        special: Special,
        versions: &[&'static SupportedProtocolVersion],
    ) -> Arc<ServerConfig> {
        let (certificate, key) = self.certificate(special);
        let config = builder(versions).with_no_client_auth().with_single_cert(vec![certificate], key);
        Arc::new(config.unwrap())
    }

    /// A server that wants to see a certificate of the client. It is of TLS 1.2: of 1.3, it would say so only
    /// after the client has begun to send.
    pub(crate) fn demanding_server(&self) -> Arc<ServerConfig> {
        let (certificate, key) = self.certificate(Special::Nothing);
        let mut roots = RootCertStore::empty();
        roots.add(self.0.as_ref().der().clone()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let verifier =
            WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider).build().unwrap();
        let builder = builder(&VERSIONS[..1]).with_client_cert_verifier(verifier);
        Arc::new(builder.with_single_cert(vec![certificate], key).unwrap())
    }

    fn certificate(&self, special: Special) -> (CertificateDer<'static>, PrivateKeyDer<'static>) {
        let names = match special {
            Special::OtherHost => vec!["other.example".to_owned()],
            _ => vec!["localhost".to_owned(), "127.0.0.1".to_owned()],
        };
        let mut params = CertificateParams::new(names).unwrap();
        if special == Special::Expired {
            params.not_after = date_time_ymd(2001, 1, 1);
        }
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.0).unwrap();
        (certificate.der().clone(), PrivateKeyDer::try_from(key.serialize_der()).unwrap())
    }
}

fn builder(
    versions: &[&'static SupportedProtocolVersion],
) -> rustls::ConfigBuilder<ServerConfig, rustls::WantsVerifier> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    ServerConfig::builder_with_provider(provider).with_protocol_versions(versions).unwrap()
}
