//! The plan of the house as data: which room may use which, and what a room never names.
//!
//! Paths are those of the repository. A room is a folder or a file; the longest name that fits counts.

/// A part of the project.
pub(super) struct Room {
    /// Its folder, or its file.
    pub(super) place: &'static str,
    /// The rooms on lower floors that it may use.
    pub(super) uses: &'static [&'static str],
}

const fn room(place: &'static str, uses: &'static [&'static str]) -> Room {
    Room { place, uses }
}

pub(super) const CODEGEN: &str = "codegen/src/";
pub(super) const SHAPES: &str = "runtime/src/shapes/";
/// Points in time as other crates have them: a file for each, behind its feature.
const TIMES: &str = "runtime/src/times/";
const CLIENT: &str = "runtime/src/client/";
const SESSION: &str = "runtime/src/session/";
const SIGN_IN: &str = "runtime/src/sign_in/";
const STUB: &str = "runtime/src/stub/";
/// The door only shows what others have: what is imported through it counts as imported from them.
pub(super) const DOOR: &str = "runtime/src/lib.rs";
pub(super) const COMMAND: &str = "runtime/command/src/";
const GENERATED: &str = "generated/src/";
const WORKSPACE: &str = "xtask/src/workspace.rs";
const PROCESS: &str = "xtask/src/process.rs";
/// Which names are files everywhere: pure, unlike its folder.
const PATHS: &str = "xtask/src/writer/paths.rs";
const WRITER: &str = "xtask/src/writer/";
const REFERENCE: &str = "xtask/src/reference/";
const MAKE: &str = "xtask/src/make/";
const CHECK: &str = "xtask/src/check/";
const MAIN: &str = "xtask/src/main.rs";
/// Tries what the other rooms read.
const FUZZ: &str = "xtask/fuzz/src/";

/// From the ground up.
pub(super) const ROOMS: &[Room] = &[
    room(CODEGEN, &[]),
    room(SHAPES, &[]),
    room(TIMES, &[SHAPES]),
    room(CLIENT, &[SHAPES]),
    room(SESSION, &[SHAPES, CLIENT]),
    room(SIGN_IN, &[SHAPES, CLIENT]),
    room(STUB, &[SHAPES, CLIENT]),
    room(DOOR, &[SHAPES, CLIENT, SESSION, SIGN_IN, STUB]),
    room(COMMAND, &[SHAPES, CLIENT, SESSION, SIGN_IN, STUB, DOOR]),
    room(GENERATED, &[SHAPES, CLIENT, SESSION, SIGN_IN, STUB, DOOR, COMMAND]),
    room(WORKSPACE, &[]),
    room(PROCESS, &[]),
    room(PATHS, &[]),
    room(WRITER, &[PATHS]),
    room(REFERENCE, &[CODEGEN, SHAPES, CLIENT, SESSION, SIGN_IN, STUB, DOOR, COMMAND, PATHS]),
    room(
        MAKE,
        &[CODEGEN, SHAPES, CLIENT, SESSION, STUB, DOOR, COMMAND, WORKSPACE, PROCESS, WRITER, REFERENCE],
    ),
    room(
        CHECK,
        &[CODEGEN, SHAPES, CLIENT, SESSION, STUB, DOOR, COMMAND, WORKSPACE, PROCESS, WRITER, REFERENCE, MAKE],
    ),
    room(FUZZ, &[CODEGEN, SHAPES, CLIENT, SESSION, SIGN_IN, STUB, DOOR, COMMAND, GENERATED]),
    room(MAIN, &[WORKSPACE, PROCESS, REFERENCE, MAKE, CHECK]),
];

/// Inside a room: these files never import from those.
pub(super) const NEVER_FROM: &[(&str, &str)] = &[
    ("runtime/src/client/transport/", "runtime/src/client/config.rs"),
    ("runtime/src/client/error/", "runtime/src/client/retry/"),
    ("runtime/command/src/help/", "runtime/command/src/extras/"),
    ("runtime/command/src/help/", "runtime/command/src/run/"),
    ("runtime/command/src/completion/", "runtime/command/src/extras/"),
    ("runtime/command/src/completion/", "runtime/command/src/run/"),
    ("runtime/command/src/args/", "runtime/command/src/extras/"),
    ("runtime/command/src/args/", "runtime/command/src/run/"),
];

/// What opens a socket, and what reads a variable.
const SOCKETS: [&str; 4] =
    ["std::net::TcpListener", "std::net::TcpStream", "std::net::ToSocketAddrs", "std::net::UdpSocket"];
const VARIABLES: [&str; 4] = ["std::env::var", "std::env::var_os", "std::env::vars", "std::env::vars_os"];
const FILES: [&str; 2] = ["std::fs", "std::process"];

/// These files never name those crates or modules of other people.
pub(super) const NEVER_NAMES: &[(&str, &[&str])] = &[
    (CODEGEN, &FILES),
    (CODEGEN, &SOCKETS),
    (CODEGEN, &["std::env", "std::time"]),
    (SHAPES, &FILES),
    (SHAPES, &SOCKETS),
    (SHAPES, &["getrandom", "reqwest", "tokio", "ureq"]),
    ("runtime/src/client/transport/", &["reqwest", "ureq"]),
    (CLIENT, &VARIABLES),
    (REFERENCE, &FILES),
    (REFERENCE, &SOCKETS),
    (REFERENCE, &["std::env"]),
];

/// These files import types of others, but no functions.
pub(super) const NO_FUNCTIONS: &[&str] = &["runtime/command/src/table.rs"];

/// Files that call each other because what they read contains itself.
pub(super) const RECURSIONS: &[(&str, &str)] =
    &[("runtime/src/shapes/jmespath/eval.rs", "runtime/src/shapes/jmespath/functions/")];

/// Crates by their root file. Circles in what is emitted are the model's own.
pub(super) const ROOTS: &[&str] = &[
    "codegen/src/lib.rs",
    "runtime/src/lib.rs",
    "runtime/command/src/lib.rs",
    "generated/src/lib.rs",
    "xtask/src/main.rs",
    "xtask/fuzz/src/lib.rs",
];
pub(super) const EMITTED: [&str; 2] = [GENERATED, "runtime/src/session/services/"];

/// The module of the door that promises nothing.
pub(super) const INTERNALS: &str = "internals";

/// So many switches by feature may stand outside tests; none in `SHAPES`.
pub(super) const MAX_SWITCHES: usize = 35;

/// The room that a file stands in.
pub(super) fn room_of(file: &str) -> Option<&'static Room> {
    let rooms = ROOMS.iter().filter(|room| file.starts_with(room.place));
    rooms.max_by_key(|room| room.place.len())
}
