//! The session that `aws login` has left: its credentials, refreshed when they are near their end.

use aws_config::login::LoginCredentialsProvider;
use aws_credential_types::provider::ProvideCredentials as _;

use super::{Remote, adopted, failure};
use crate::credentials::Credentials;
use crate::error::Error;

impl Remote {
    pub(super) async fn sign_in(&self, session: &str) -> Result<Credentials, Error> {
        let config = self.provider_config(&self.connector);
        let provider = LoginCredentialsProvider::builder(session).configure(&config).build();
        let found = provider.provide_credentials().await;
        found.map(|found| adopted(&found)).map_err(|error| failure::of_provider("login", error))
    }
}
