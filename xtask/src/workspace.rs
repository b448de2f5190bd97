//! Where the project is, and where cargo builds.
//!
//! `cargo run` and `cargo test` say where the package is that they run. That counts before the place where this program was
//! compiled: with one target folder for two clones, either may run what the other one built.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

/// The workspace's folder.
pub(crate) fn root() -> PathBuf {
    root_of(env::var_os("CARGO_MANIFEST_DIR"))
}

/// Where cargo builds.
pub(crate) fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// The workspace's folder, with the package's folder that a run names. A package that isn't this one started
/// this program by itself; then its folder says nothing.
fn root_of(run: Option<OsString>) -> PathBuf {
    let run = run.map(PathBuf::from).filter(|folder| is_package(folder));
    let package = run.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
    package.parent().map_or_else(|| package.clone(), Path::to_path_buf)
}

/// Whether a folder holds this package.
fn is_package(folder: &Path) -> bool {
    let name = concat!("name = \"", env!("CARGO_PKG_NAME"), "\"");
    fs::read_to_string(folder.join("Cargo.toml")).is_ok_and(|text| text.lines().any(|line| line == name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_package_says_nothing_about_the_workspace() {
        let built = Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf);
        assert_eq!(Some(root_of(None)), built);
        assert_eq!(Some(root_of(Some(root_of(None).join("codegen").into()))), built);
        assert_eq!(Some(root_of(Some("/nonexistent/xtask".into()))), built);
    }
}
