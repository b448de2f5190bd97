//! The loop against scripted replies (`steps`) and against a service that checks proofs (`service`).

mod service;
mod steps;

use super::*;
use crate::shapes::value::Value;
use crate::shapes::value::json::{self, Layout};
use crate::sign_in::srp::Counter;

const POOL: &str = "eu-west-1_AbCdEfGhI";

fn value(text: &str) -> Value {
    json::parse(text).unwrap()
}

fn text(request: &Request) -> String {
    format!("{} {}", request.operation, json::to_string(&request.parameters.clone().into(), Layout::Wire))
}

fn options() -> Options {
    Options {
        user_pool_id: Some(POOL.to_owned()),
        password: Some("correct horse".into()),
        ..Options::new("client", "jane")
    }
}

fn sign_in(options: Options) -> SignIn {
    SignIn::with_host(options, Box::new(Counter::default()))
}

fn device() -> Device {
    Device { key: "eu-west-1_dev".into(), group_key: "-group".into(), password: "device's".into() }
}
