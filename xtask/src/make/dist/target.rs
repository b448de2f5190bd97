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

/// Programs for Linux have everything in themselves, so that their relocations may be packed whatever C library is there. Those for Windows leave out when they were linked.
pub(super) static TARGETS: &[Target] = &[
    Target {
        triple: "x86_64-unknown-linux-musl",
        compiler: "musl-gcc",
        flags: &["-Ctarget-feature=+crt-static", "-Clink-arg=-Wl,-z,pack-relative-relocs"],
        debian: Some("amd64"),
        system: System::Linux,
    },
    Target {
        triple: "aarch64-unknown-linux-musl",
        compiler: "aarch64-linux-gnu-gcc",
        flags: &["-Ctarget-feature=+crt-static", "-Clinker=rust-lld", "-Clink-arg=-zpack-relative-relocs"],
        debian: Some("arm64"),
        system: System::Linux,
    },
    Target {
        triple: "x86_64-pc-windows-gnu",
        compiler: "x86_64-w64-mingw32-gcc",
        flags: &["-Ctarget-feature=+crt-static", "-Clink-arg=-Wl,--no-insert-timestamp"],
        debian: None,
        system: System::Windows,
    },
];
