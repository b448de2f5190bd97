//! What tests ask of the stand-in itself: paths below `/_stub`.

use super::canned;
use super::{Incoming, Stub, headers};
use crate::client::transport::HttpResponse;
use crate::shapes::value::json::{self, Layout};
use crate::shapes::value::{Map, Value};

impl Stub {
    /// Answers a request to `/_stub` and the path `rest` below it.
    pub(super) fn control(&self, request: &Incoming, rest: &str) -> HttpResponse {
        match (request.method.as_str(), rest.trim_end_matches('/')) {
            ("POST" | "PUT", "/replies") => self.add(&request.body),
            ("GET", "/replies") => reply(200, &canned::write(self.state().replies.waiting())),
            ("POST" | "PUT", "/keys") => self.set_keys(&request.body),
            ("GET", "/requests") => reply(200, &Value::List(self.requests())),
            ("DELETE", part @ ("" | "/replies" | "/requests")) => self.reset(part),
            (method, rest) => {
                let message = format!(
                    "{method} /_stub{rest} is nothing that this stand-in does: POST, GET or DELETE /_stub/replies, \
                     GET or DELETE /_stub/requests, PUT /_stub/keys, DELETE /_stub"
                );
                problem(404, &message)
            }
        }
    }

    fn add(&self, body: &[u8]) -> HttpResponse {
        let added = std::str::from_utf8(body).map_err(|error| error.to_string());
        match added.and_then(|text| self.set_replies(text)) {
            Ok(()) => reply(200, &canned::write(self.state().replies.waiting())),
            Err(message) => problem(400, &message),
        }
    }

    fn reset(&self, part: &str) -> HttpResponse {
        let mut state = self.state();
        if part.is_empty() {
            state.keys = None;
        }
        if part != "/requests" {
            state.replies.clear();
        }
        if part != "/replies" {
            state.requests.clear();
        }
        reply(200, &Value::Map(Map::new()))
    }
}

fn problem(status: u16, message: &str) -> HttpResponse {
    let body: Map = [("message", Value::from(message))].into_iter().collect();
    reply(status, &Value::Map(body))
}

fn reply(status: u16, body: &Value) -> HttpResponse {
    let own = vec![("Content-Type".to_owned(), "application/json".to_owned())];
    HttpResponse { status, headers: headers(own, 0), body: json::to_string(body, Layout::Wire).into_bytes() }
}
