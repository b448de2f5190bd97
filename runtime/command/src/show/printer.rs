//! Where results go: standard output, or a pager if that is a terminal.

use std::env;
use std::io::{self, Write};
use std::process::{Child, Command, Stdio};

use crate::output::Trouble;
use crate::report::failure::{Failure, Kind};
use crate::show::render::Format;
use crate::show::{halves, interrupt, terminal};

/// Standard output or a pager. A pager is started by the first byte, so that a command which prints
/// nothing starts none.
pub(crate) enum Printer {
    Direct(io::BufWriter<io::Stdout>),
    Pager { command: Vec<String>, process: Option<Child> },
}

impl Printer {
    /// Standard output itself.
    pub(crate) fn direct() -> Printer {
        Printer::Direct(io::BufWriter::new(io::stdout()))
    }

    /// A pager if standard output is a terminal and `command` names one.
    pub(crate) fn paged(command: Option<&str>) -> Printer {
        let words = command.map(rt::internals::shell::split).unwrap_or_default();
        if words.is_empty() || !terminal::is_stdout() {
            return Printer::direct();
        }
        Printer::Pager { command: words, process: None }
    }

    /// Writes a piece of the result.
    pub(crate) fn write(&mut self, text: &str) -> Result<(), Failure> {
        self.write_bytes(text.as_bytes())
    }

    /// Hands out a place to write the result to.
    pub(crate) fn stream(
        &mut self,
        format: Format,
        write: impl FnOnce(&mut dyn Write) -> Result<(), Trouble>,
    ) -> Result<(), Failure> {
        let mut stream = Stream { printer: self, format, failure: None };
        let result = write(&mut stream);
        match stream.failure {
            Some(failure) => Err(failure),
            None => result.map_err(failure_of),
        }
    }

    fn write_bytes(&mut self, text: &[u8]) -> Result<(), Failure> {
        if text.is_empty() {
            return Ok(());
        }
        match self {
            Printer::Direct(stdout) => stdout.write_all(text).map_err(|e| output_failure(&e)),
            Printer::Pager { command, process } => {
                let child = match process {
                    Some(child) => child,
                    None => process.insert(start(command)?),
                };
                // A pager that was left early wants no more, which is no error.
                let _ = child.stdin.as_mut().map(|pipe| pipe.write_all(text));
                Ok(())
            }
        }
    }

    /// Sends on what was written so far.
    pub(crate) fn flush(&mut self) -> Result<(), Failure> {
        match self {
            Printer::Direct(stdout) => stdout.flush().map_err(|e| output_failure(&e)),
            Printer::Pager { .. } => Ok(()),
        }
    }

    /// Ends the output; waits until a pager is left.
    pub(crate) fn finish(mut self) -> Result<(), Failure> {
        self.flush()?;
        if let Printer::Pager { process: Some(child), .. } = &mut self {
            drop(child.stdin.take());
            let _ = child.wait();
        }
        Ok(())
    }
}

fn failure_of(trouble: Trouble) -> Failure {
    match trouble {
        Trouble::Unprintable(message) => Failure::general(message),
        Trouble::Io(error) => not_kept(&error),
    }
}

/// The disk took no more of a result that is put aside until it is complete, or did not give it back.
pub(crate) fn not_kept(error: &io::Error) -> Failure {
    Failure::general(format!("Unable to keep the result until it is complete: {error}"))
}

/// A printer as a place to write to; what went wrong there is kept apart from other errors.
struct Stream<'a> {
    printer: &'a mut Printer,
    format: Format,
    failure: Option<Failure>,
}

impl Write for Stream<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let stop = halves::find(bytes, self.format);
        let shown = stop.as_ref().map_or(bytes, |stop| &bytes[..stop.printed]);
        let stopped = stop.map_or(Ok(()), |stop| Err(Failure::general(stop.message)));
        match self.printer.write_bytes(shown).and(stopped) {
            Ok(()) => Ok(bytes.len()),
            Err(failure) => {
                self.failure = Some(failure);
                Err(io::ErrorKind::WriteZero.into())
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn start(command: &[String]) -> Result<Child, Failure> {
    let mut pager = Command::new(&command[0]);
    pager.args(&command[1..]).stdin(Stdio::piped());
    if env::var_os("LESS").is_none() {
        pager.env("LESS", "FRX");
    }
    interrupt::leave_to_pager();
    pager.spawn().map_err(|error| {
        let reason = match error.kind() {
            io::ErrorKind::NotFound => {
                format!("[Errno 2] No such file or directory: {}", rt::internals::python::repr(&command[0]))
            }
            _ => error.to_string(),
        };
        let message = format!(
            "Unable to redirect output to pager. Received the following error when opening pager:\n\
             {reason}\n\nLearn more about configuring the output pager by running \"aws help config-vars\"."
        );
        Failure::new(Kind::Configuration("Pager"), message)
    })
}

/// A reader who went away needs no words; a full disk does.
fn output_failure(error: &io::Error) -> Failure {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return Failure::new(Kind::Output, "");
    }
    Failure::new(Kind::Output, format!("Unable to write to standard output: {error}"))
}
