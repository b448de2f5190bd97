//! Runs of a command over many records, and results as rows, against services on loopback.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

mod kills;
mod restore;
mod rows;
mod run;
mod runs;
mod server;
