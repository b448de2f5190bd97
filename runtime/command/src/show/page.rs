//! Finished texts to the reader: straight to standard output, or through a pager.

use super::printer::Printer;
use crate::report::failure::Failure;

/// Shows a page of help, through the pager if standard output is a terminal.
pub(crate) fn show(text: &str, pager: Option<&str>) -> Result<(), Failure> {
    let mut printer = Printer::paged(pager);
    // Help is for those who are lost: a pager that is not there does not stop it.
    match printer.write(text) {
        Ok(()) => printer.finish(),
        Err(_) => print(text),
    }
}

/// Prints a text.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut printer = Printer::direct();
    printer.write(text)?;
    printer.finish()
}
