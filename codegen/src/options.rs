//! What a generated crate is called, and what stands around it: decided by who calls, not by the model.

/// What the crate is called and where its runtime is.
#[derive(Clone, Debug)]
pub struct Options {
    /// Name of the crate and of its program.
    pub name: String,
    /// Where the model is, for the header of emitted files.
    pub origin: String,
    /// Path from the crate's folder to the runtime.
    pub runtime: String,
    /// The crate is not part of a workspace.
    pub standalone: bool,
}

/// The package of the runtime, which emitted crates depend on.
pub(crate) const RUNTIME: &str = "awsmodel-runtime";

/// The package of the command line, which emitted crates depend on if it is asked for.
pub(crate) const COMMAND: &str = "awsmodel-command";

impl Options {
    /// The crate's name in Rust.
    pub(crate) fn library(&self) -> String {
        self.name.replace('-', "_")
    }

    /// The name of the program that fetches credentials; the other one is called as the crate.
    pub(crate) fn full_program(&self) -> String {
        format!("{}-full", self.name)
    }
}
