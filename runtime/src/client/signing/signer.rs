//! Signatures of a client. The key of the last one is kept: it holds for a day, and making it takes four times as long
//! as using it.

use std::sync::{Mutex, PoisonError};

use super::credentials::Credentials;
use super::sigv4::{self, Key, Scope, Signable};

/// Signs, and remembers the key.
#[derive(Default)]
pub(crate) struct Signer(Mutex<Option<Kept>>);

/// A key and what it was made of.
struct Kept {
    credentials: Credentials,
    day: i64,
    region: String,
    service: String,
    key: Key,
}

impl Signer {
    /// The value of the `Authorization` header.
    pub(crate) fn authorization(
        &self,
        request: &Signable<'_>,
        payload: &str,
        scope: &Scope<'_>,
        credentials: &Credentials,
    ) -> String {
        sigv4::signed(request, payload, scope, credentials, &self.key(scope, credentials))
    }

    /// A copy, so that no caller waits while another one signs.
    fn key(&self, scope: &Scope<'_>, credentials: &Credentials) -> Key {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match kept.take().filter(|kept| kept.fits(scope, credentials)) {
            Some(known) => kept.insert(known).key.clone(),
            None => kept.insert(Kept::new(scope, credentials)).key.clone(),
        }
    }
}

impl Kept {
    fn new(scope: &Scope<'_>, credentials: &Credentials) -> Kept {
        Kept {
            credentials: credentials.clone(),
            day: day(scope),
            region: scope.region.to_owned(),
            service: scope.service.to_owned(),
            key: Key::new(scope, credentials),
        }
    }

    fn fits(&self, scope: &Scope<'_>, credentials: &Credentials) -> bool {
        self.credentials.is(credentials)
            && self.region == scope.region
            && self.service == scope.service
            && self.day == day(scope)
    }
}

/// Days since 1970, in UTC as signatures count them.
fn day(scope: &Scope<'_>) -> i64 {
    scope.time.seconds().div_euclid(86_400)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shapes::time::Timestamp;

    #[test]
    fn a_kept_key_signs_as_a_new_one() {
        let credentials = |secret| Credentials::new("AKIDEXAMPLE", secret, None);
        let (one, other) = (credentials("one"), credentials("other"));
        let headers = [("host", "example.com")];
        let request = Signable { method: "POST", path: "/", query: "", headers: &headers, body: b"{}" };
        let signer = Signer::default();
        for (keys, day, region, service) in [
            (&one, 1, "a", "b"),
            (&one, 1, "a", "b"),
            (&one, 2, "a", "b"),
            (&one, 2, "b", "b"),
            (&one, 2, "b", "c"),
            (&other, 2, "b", "c"),
            (&one.clone(), 2, "b", "c"),
        ] {
            let scope = Scope { region, service, time: Timestamp::from_seconds(day * 86_400) };
            let fresh = sigv4::authorization(&request, &scope, keys);
            assert_eq!(
                signer.authorization(&request, &sigv4::payload(request.body), &scope, keys),
                fresh,
                "{day} {region} {service}"
            );
        }
    }
}
