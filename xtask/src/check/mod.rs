//! Commands that check: by tests, by other people's programs, by an eye on the public interface.

pub(crate) mod all;
pub(crate) mod api;
pub(crate) mod bench;
pub(crate) mod deny;
pub(crate) mod e2e;
pub(crate) mod endpoints;
pub(crate) mod faults;
pub(crate) mod floors;
pub(crate) mod fuzz;
pub(crate) mod kills;
pub(crate) mod looks;
pub(crate) mod migration;
pub(crate) mod msrv;
pub(crate) mod packages;
pub(crate) mod parity;
mod programs;
pub(crate) mod protocols;
pub(crate) mod servers;
pub(crate) mod streams;
pub(crate) mod targets;
mod venv;
pub(crate) mod wire;
