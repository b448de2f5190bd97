//! Answers to challenges. Each challenge makes the answers that it takes.

use crate::sign_in::srp::Secret;

/// An answer, for [`SignIn::answer`](super::SignIn::answer).
#[derive(Clone, Debug)]
pub struct Answer {
    /// The challenge that it answers.
    pub(super) challenge: String,
    pub(super) kind: Kind,
}

#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// These responses.
    Responses(Vec<(String, Secret)>),
    /// One of the ways to sign in; the password or the proof is added.
    Choice(String),
    /// An authenticator is to be set up.
    SetUpSoftwareToken,
    /// The first code of the authenticator, and a name for it.
    VerifySoftwareToken { code: Secret, device_name: Option<String> },
}

impl Answer {
    /// Any responses to any challenge.
    pub fn new<K: Into<String>, V: Into<Secret>>(
        challenge: &str,
        responses: impl IntoIterator<Item = (K, V)>,
    ) -> Answer {
        let responses = responses.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
        Answer { challenge: challenge.to_owned(), kind: Kind::Responses(responses) }
    }
}
