//! Credentials that the machine has: the container's endpoint and the instance's metadata service.

use aws_config::ecs::EcsCredentialsProvider;
use aws_config::imds;
use aws_config::imds::credentials::ImdsCredentialsProvider;
use aws_credential_types::provider::ProvideCredentials as _;

use super::{Remote, failure};
use crate::credentials::in_runtime::adopted;
use crate::credentials::instance::Instance;
use crate::credentials::{Credentials, none};
use crate::error::{Error, ErrorKind};

/// The AWS CLI's name of the provider.
const CONTAINER: &str = "container-role";

impl Remote {
    /// Asks the endpoint that the container's environment names.
    pub(super) async fn container(&self) -> Result<Credentials, Error> {
        let config = self.provider_config(&self.direct);
        let provider = EcsCredentialsProvider::builder().configure(&config).build();
        let found = provider.provide_credentials().await;
        found.map(|found| adopted(&found)).map_err(|error| {
            let error = failure::of_provider(CONTAINER, error);
            match error.kind() {
                ErrorKind::Credentials => error,
                _ => not_reached(error),
            }
        })
    }

    /// Asks the instance. That there is none, or none with a role, means that there are no credentials.
    pub(super) async fn instance(&self, instance: &Instance) -> Result<Credentials, Error> {
        let config = self.provider_config(&self.direct);
        let client = imds::Client::builder()
            .configure(&config)
            .endpoint(&instance.endpoint)
            .map_err(|error| {
                let message = format!("Invalid endpoint: {}", instance.endpoint);
                Error::new(ErrorKind::Endpoint, message).with_source(error)
            })?
            .connect_timeout(instance.timeout)
            .read_timeout(instance.timeout)
            .max_attempts(instance.attempts)
            .build();
        let provider = ImdsCredentialsProvider::builder().configure(&config).imds_client(client).build();
        let found = provider.provide_credentials().await;
        found.map(|found| adopted(&found)).map_err(|error| none().with_source(error))
    }
}

fn not_reached(error: Error) -> Error {
    let message = format!(
        "Error when retrieving credentials from {CONTAINER}: Error retrieving metadata: Received error when attempting \
         to retrieve container metadata: {error}"
    );
    Error::new(ErrorKind::Credentials, message).with_source(error)
}
