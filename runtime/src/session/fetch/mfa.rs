//! Codes of MFA devices, typed by whoever runs the command.

use std::io::Write as _;
use std::sync::{Mutex, PoisonError};

use crate::client::error::{Error, ErrorKind};

/// Asks for codes: once for a role, since nobody may be there when credentials end hours later.
#[derive(Debug)]
pub(super) struct MfaCodes {
    attended: bool,
    /// Roles, few enough to be looked at one by one: a person has typed a code for each.
    asked: Mutex<Vec<String>>,
}

impl MfaCodes {
    /// Where nobody is there, asking fails.
    pub(super) fn new(attended: bool) -> MfaCodes {
        MfaCodes { attended, asked: Mutex::default() }
    }

    /// The code that the device shows now.
    pub(super) fn ask(&self, role: &str, serial: &str) -> Result<String, Error> {
        if !self.attended {
            let message = format!("Nobody can be asked for the MFA code for {serial} here");
            return Err(Error::new(ErrorKind::Credentials, message));
        }
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        if asked.iter().any(|earlier| earlier == role) {
            return Err(Error::new(
                ErrorKind::Credentials,
                "Cannot refresh credentials: MFA token required.",
            ));
        }
        asked.push(role.to_owned());
        drop(asked);
        let prompt = format!("Enter MFA code for {serial}: ");
        let code = rpassword::prompt_password(&prompt).or_else(|error| match error.kind() {
            // Whoever is at the terminal has ended the input.
            std::io::ErrorKind::UnexpectedEof => Err(error),
            _ => without_terminal(&prompt),
        });
        let code = code.map_err(|error| {
            let message = format!("The MFA code for {serial} could not be read");
            Error::new(ErrorKind::Credentials, message).with_source(error)
        })?;
        Ok(code.trim().to_owned())
    }
}

/// Scripts give the code on standard input.
fn without_terminal(prompt: &str) -> std::io::Result<String> {
    let mut stderr = std::io::stderr().lock();
    stderr.write_all(prompt.as_bytes())?;
    stderr.flush()?;
    match crate::client::bounded::line(&mut std::io::stdin().lock(), crate::client::bounded::TOKEN)? {
        line if line.is_empty() => Err(std::io::ErrorKind::UnexpectedEof.into()),
        line => Ok(line),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_asked_twice() {
        let codes = MfaCodes { attended: true, asked: Mutex::new(["role".to_owned()].into()) };
        let error = codes.ask("role", "arn:aws:iam::123456789012:mfa/jane").unwrap_err();
        assert_eq!(error.to_string(), "Cannot refresh credentials: MFA token required.");
    }

    #[test]
    fn nobody_is_asked_where_nobody_is() {
        let error = MfaCodes::new(false).ask("role", "arn:aws:iam::123456789012:mfa/jane").unwrap_err();
        let expected = "Nobody can be asked for the MFA code for arn:aws:iam::123456789012:mfa/jane here";
        assert_eq!(error.to_string(), expected);
    }
}
