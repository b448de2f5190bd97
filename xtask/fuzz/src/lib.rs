//! Fuzz targets: every reader of the project, given inputs that nobody meant to write.
//!
//! In: bytes. Out: whether the reader took them; a panic is a fault that was found. A target says more than that there
//! is no panic where it can: another reader agrees, or what was read can be written and read again.
//!
//! The driver is our own. libFuzzer and AFL, which cargo-fuzz and bolero drive, need a compiler that counts branches,
//! which is nightly Rust's, a tool that has to be installed, and a C++ compiler; without them bolero's inputs are random
//! bytes, of which no reader takes any. Ours ([`mutate`]) changes inputs that are right, keeps those that the reader
//! still took and changes them further. That finds less than counted branches do, but it runs wherever the tests run, and
//! a seed brings the same inputs back.
//!
//! Inputs to begin with, and those that once were faults, stand in `cases/TARGET/`.

pub mod cases;
pub mod mutate;
pub mod pool;
mod tables;
pub mod targets;

pub use targets::{TARGETS, Target};
