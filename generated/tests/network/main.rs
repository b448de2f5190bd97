//! The client and the command against real sockets on loopback: servers with faults, TLS with an authority
//! of its own, proxies. Nothing here leaves the machine.
#![cfg(feature = "blocking")]
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

mod client;
#[cfg(feature = "cli")]
mod command;
mod fault;
mod fault_run;
mod faults;
mod http;
#[cfg(all(unix, feature = "cli"))]
mod interrupt;
mod proxies;
mod proxy;
mod random;
mod server;
mod tls;
mod trust;
