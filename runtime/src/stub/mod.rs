//! Stand-ins: a service made of its tables, and what the tests of programs get.
//!
//! In go requests, out come replies that a test has set or samples. None of it can reach a network.

mod pattern;
pub(crate) mod service;
pub mod testing;
