//! Addresses that a service tells those who ask, for as long as they are good.
//!
//! In: replies of the operation that tells them. Out: a host. Nothing is asked here.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::client::error::{Error, ErrorKind};
use crate::shapes::time::Instant;
use crate::shapes::value::{Number, Value};

/// The address that a service named, if it did.
#[derive(Debug, Default)]
pub(crate) struct Discovered(Mutex<Option<(String, Instant, Duration)>>);

impl Discovered {
    /// The host, while it is good.
    pub(crate) fn host(&self) -> Option<String> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.as_ref().filter(|(_, since, period)| since.elapsed() < *period).map(|(host, ..)| host.clone())
    }

    /// Learns a host from a reply: `{"Endpoints": [{"Address": …, "CachePeriodInMinutes": …}]}`.
    ///
    /// # Errors
    /// If there is none in it.
    pub(crate) fn learn(&self, reply: &Value) -> Result<String, Error> {
        let first = reply.get("Endpoints").and_then(Value::as_list).and_then(<[Value]>::first);
        let address = first.and_then(|endpoint| endpoint.get("Address")?.as_str());
        let Some(address) = address else { return Err(failed()) };
        let host = address.split_once("://").map_or(address, |(_, rest)| rest).trim_end_matches('/');
        let minutes = match first.and_then(|endpoint| endpoint.get("CachePeriodInMinutes")) {
            Some(Value::Number(Number::Int(minutes))) => u64::try_from(*minutes).unwrap_or_default(),
            _ => 0,
        };
        let period = Duration::from_secs(minutes.saturating_mul(60));
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) =
            Some((host.to_owned(), Instant::now(), period));
        Ok(host.to_owned())
    }
}

/// What becomes of an error of the one that was asked: that nobody answered is told in the AWS CLI's words.
pub(crate) fn unanswered(error: Error) -> Error {
    if error.kind().is_connection_failure() { failed().with_source(error) } else { error }
}

fn failed() -> Error {
    let message = "Endpoint Discovery failed to refresh the required endpoints.";
    Error::new(ErrorKind::Endpoint, message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shapes::value::json;

    #[test]
    fn hosts_are_good_for_a_while() {
        let discovered = Discovered::default();
        assert_eq!(discovered.host(), None);
        let learn = |text: &str| discovered.learn(&json::parse(text).unwrap());
        assert!(
            learn(r#"{"Endpoints": []}"#).unwrap_err().to_string().starts_with("Endpoint Discovery failed")
        );
        let told = r#"{"Endpoints": [{"Address": "cell1.example.com", "CachePeriodInMinutes": 5}]}"#;
        assert_eq!(learn(told).unwrap(), "cell1.example.com");
        assert_eq!(discovered.host().as_deref(), Some("cell1.example.com"));
        // Good for no time at all: for the call that asked.
        assert_eq!(
            learn(r#"{"Endpoints": [{"Address": "https://other.example.com/"}]}"#).unwrap(),
            "other.example.com"
        );
        assert_eq!(discovered.host(), None);
        let refused = Error::new(ErrorKind::Config, "no");
        assert_eq!(unanswered(refused).to_string(), "no");
        assert_eq!(unanswered(Error::new(ErrorKind::Connect, "no")).kind(), ErrorKind::Endpoint);
    }
}
