//! The command with credentials that have to be fetched: stand-ins on loopback for the services that hand them
//! out, a home folder for each test. Nothing here leaves the machine.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

mod aws;
mod cache;
mod home;
#[path = "../network/http.rs"]
mod http;
mod machines;
#[cfg(target_os = "linux")]
mod mfa;
mod order;
mod programs;
mod roles;
mod sign_in;
mod sign_on;
mod web_identity;
