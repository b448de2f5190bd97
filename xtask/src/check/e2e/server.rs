//! Stand-ins for AWS: other people's, each in a virtual environment of its own.

use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

use crate::check::venv;

/// A server, stopped when dropped.
pub(in crate::check) struct Server {
    child: Child,
    pub(in crate::check) url: String,
}

/// moto: most operations, no proof of passwords.
pub(in crate::check) fn moto(root: &Path) -> Result<Server> {
    let bin = venv::programs(root, "e2e-venv", &["moto[server,cognitoidp]==5.2.1"])?;
    start("moto_server", |port| {
        let mut command = Command::new(bin.join("moto_server"));
        command.args(["-H", "127.0.0.1", "-p", port]);
        command
    })
}

/// moto with all the services that it knows.
pub(in crate::check) fn moto_of_all(root: &Path) -> Result<Server> {
    let bin = venv::programs(root, "servers-venv", &["moto[server]==5.2.1"])?;
    start("moto_server", |port| {
        let mut command = Command::new(bin.join("moto_server"));
        command.args(["-H", "127.0.0.1", "-p", port]);
        command
    })
}

/// ministack: fewer operations, but it checks SRP as the service does. Without `cryptography` it signs no tokens.
pub(in crate::check) fn ministack(root: &Path) -> Result<Server> {
    let bin = venv::programs(root, "ministack-venv", &["ministack==1.5.33", "cryptography==50.0.2"])?;
    start("ministack", |port| {
        let mut command = Command::new(bin.join("ministack"));
        command.envs([("BIND_HOST", "127.0.0.1"), ("GATEWAY_PORT", port)]);
        command
    })
}

fn start(name: &str, command: impl FnOnce(&str) -> Command) -> Result<Server> {
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let mut command = command(&port.to_string());
    let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let child = child.with_context(|| format!("cannot start {name}"))?;
    let server = Server { child, url: format!("http://127.0.0.1:{port}") };
    for _ in 0..300 {
        if TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return Ok(server);
        }
        sleep(Duration::from_millis(100));
    }
    bail!("{name} does not answer on port {port}")
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
