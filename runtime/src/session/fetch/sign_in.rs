//! The session that `aws login` has left: its credentials, refreshed when they are near their end.

use aws_config::login::LoginCredentialsProvider;
use aws_credential_types::provider::ProvideCredentials as _;
use sha2::{Digest as _, Sha256};

use super::{Remote, failure};
use crate::client::error::{Error, ErrorKind};
use crate::client::signing::keys::Credentials;
use crate::session::in_runtime::adopted;

/// How the SDK and how the AWS CLI say why a session cannot be refreshed.
const REFUSALS: &[(&str, &str)] = &[
    ("Your session has expired.", "Your session has expired. Please reauthenticate using 'aws login'."),
    (
        "because of a change in your password",
        "Unable to refresh login credentials because of a change in your password. Please reauthenticate with your \
         new password using 'aws login'.",
    ),
    (
        "due to insufficient permissions",
        "Unable to create or refresh login credentials due to insufficient permissions. You may be missing \
         permission for the 'signin:CreateOAuth2Token' action.",
    ),
];

impl Remote {
    pub(super) async fn sign_in(&self, session: &str) -> Result<Credentials, Error> {
        let file = self.sign_ins.join(format!("{}.json", hex::encode(Sha256::digest(session))));
        if !file.is_file() {
            let message = format!(
                "Error loading login session token: Unable to load a existing login session for session {session}, \
                 Please reauthenticate with 'aws login'."
            );
            return Err(Error::new(ErrorKind::Credentials, message));
        }
        let config = self.provider_config(&self.connector);
        let provider = LoginCredentialsProvider::builder(session).configure(&config).build();
        let found = provider.provide_credentials().await;
        found
            .map(|found| adopted(&found))
            .map_err(|error| in_other_words(failure::of_provider("login", error)))
    }
}

fn in_other_words(error: Error) -> Error {
    match REFUSALS.iter().find(|(part, _)| error.message().contains(part)) {
        Some((_, words)) => Error::new(ErrorKind::Credentials, *words).with_source(error),
        None => error,
    }
}
