//! What is built, and with which tools.

/// A system and a processor that packages are made for.
pub(super) struct Target {
    pub(super) triple: &'static str,
    /// The C compiler, for ring.
    pub(super) compiler: &'static str,
    /// What the linker is told.
    pub(super) flags: &'static [&'static str],
    /// Debian's name of the architecture, if it gets a package.
    pub(super) debian: Option<&'static str>,
    pub(super) system: System,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum System {
    Linux,
    Windows,
}

impl Target {
    /// What names of programs end in.
    pub(super) fn program(&self, name: &str) -> String {
        match self.system {
            System::Linux => name.to_owned(),
            System::Windows => format!("{name}.exe"),
        }
    }
}

/// What the linker is told of programs for Linux. They have everything in themselves, so that their relocations may be packed whatever C
/// library is there. The linker is the toolchain's own: the same on all machines, and one that can leave out what unwinds the stack.
const LINUX: &[&str] = &[
    "-Ctarget-feature=+crt-static",
    "-Clinker=rust-lld",
    "-Clink-arg=-zpack-relative-relocs",
    "-Clink-arg=--no-eh-frame-hdr",
];

pub(super) static TARGETS: &[Target] = &[
    Target {
        triple: "x86_64-unknown-linux-musl",
        compiler: "musl-gcc",
        flags: LINUX,
        debian: Some("amd64"),
        system: System::Linux,
    },
    Target {
        triple: "aarch64-unknown-linux-musl",
        compiler: "aarch64-linux-gnu-gcc",
        flags: LINUX,
        debian: Some("arm64"),
        system: System::Linux,
    },
    Target {
        triple: "x86_64-pc-windows-gnu",
        compiler: "x86_64-w64-mingw32-gcc",
        // Windows walks stacks by tables of its own, and wants them. When it was linked is left out.
        flags: &["-Ctarget-feature=+crt-static", "-Clink-arg=-Wl,--no-insert-timestamp"],
        debian: None,
        system: System::Windows,
    },
];
