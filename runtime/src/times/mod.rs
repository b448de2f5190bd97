//! Points in time to and from the types of the crates that people compute with, a file for each.

#[cfg(feature = "chrono")]
mod of_chrono;
#[cfg(feature = "jiff")]
mod of_jiff;
#[cfg(feature = "time")]
mod of_time;
#[cfg(all(test, feature = "chrono", feature = "jiff", feature = "time"))]
mod tests;
