//! What the person at the terminal says to a challenge.

use std::io::{self, IsTerminal as _, Write as _};

use crate::ask;
use crate::report::failure::{Failure, Kind};
use rt::sign_in::{Answer, Challenge, Choice, Custom, MfaSetup, NewPassword, WebAuthn};

/// Asks for the answer to a challenge.
pub(super) fn answer(challenge: &Challenge) -> Result<Answer, Failure> {
    Ok(match challenge {
        Challenge::SmsMfa(code)
        | Challenge::EmailMfa(code)
        | Challenge::EmailOtp(code)
        | Challenge::SmsOtp(code) => {
            let to = code.destination.as_deref().unwrap_or("you");
            code.code(&ask::line(&format!("Code that was sent to {to}: "))?)
        }
        Challenge::SoftwareTokenMfa(code) => code.code(&ask::line("Code of your authenticator: ")?),
        Challenge::NewPasswordRequired(new) => new_password(new)?,
        Challenge::Password(password) => password.password(&ask::secret("Password: ")?),
        Challenge::SelectMfaType(choice) | Challenge::SelectChallenge(choice) => {
            choice.choose(&choose(choice)?)
        }
        Challenge::MfaSetup(setup) => set_up(setup)?,
        Challenge::SoftwareTokenSetup(setup) => {
            say(&format!("Enter this secret into your authenticator: {}", setup.secret_code.expose()));
            setup.code(&ask::line("Code that it shows: ")?, None)
        }
        Challenge::Custom(custom) => {
            custom.parameters.iter().for_each(|(name, value)| say(&format!("{name}: {value}")));
            custom.answer(&ask::line("Answer: ")?)
        }
        Challenge::WebAuthn(passkey) => passkey_by_hand(passkey)?,
        Challenge::Other(unknown) => by_hand(unknown)?,
        // The library may come to know more challenges than these lines.
        _ => return Err(Failure::general("The service asks for something that this program does not know")),
    })
}

fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

fn new_password(new: &NewPassword) -> Result<Answer, Failure> {
    say("The password has to be changed.");
    let password = ask::new_secret("New password: ")?;
    let mut attributes = Vec::new();
    for name in &new.required_attributes {
        attributes.push((name.as_str(), ask::line(&format!("{name}: "))?));
    }
    let attributes: Vec<(&str, &str)> =
        attributes.iter().map(|(name, value)| (*name, value.as_str())).collect();
    Ok(new.password(&password, &attributes))
}

/// An authenticator is the one factor that can be set up from here.
fn set_up(setup: &MfaSetup) -> Result<Answer, Failure> {
    const AUTHENTICATOR: &str = "SOFTWARE_TOKEN_MFA";
    if setup.options.is_empty() || setup.options.iter().any(|option| option == AUTHENTICATOR) {
        return Ok(setup.software_token());
    }
    let options = setup.options.iter().map(|option| spoken(option)).collect::<Vec<_>>().join(" or ");
    let message = format!("A second factor has to be set up ({options}), which cannot be done here");
    Err(Failure::general(message))
}

/// One of several ways; the only one needs no question.
fn choose(choice: &Choice) -> Result<String, Failure> {
    let question = match choice.options.as_slice() {
        [only] => return Ok(only.clone()),
        [] => "Which way: ".to_owned(),
        options => format!("One of {}: ", options.join(", ")),
    };
    for _ in 1..ask::TRIES {
        let chosen = ask::line(&question)?.trim().to_uppercase();
        if choice.options.is_empty() || choice.options.contains(&chosen) || !io::stdin().is_terminal() {
            return Ok(chosen);
        }
        say("That is none of them.");
    }
    Ok(ask::line(&question)?.trim().to_uppercase())
}

fn passkey_by_hand(passkey: &WebAuthn) -> Result<Answer, Failure> {
    let name = "WEB_AUTHN".to_owned();
    let parameters = vec![("CREDENTIAL_REQUEST_OPTIONS".to_owned(), passkey.options.clone())];
    by_hand(&Custom { name, parameters })
}

/// A challenge that nothing here knows how to answer: the person may know the names of the responses.
fn by_hand(challenge: &Custom) -> Result<Answer, Failure> {
    let Custom { name, parameters } = challenge;
    say(&format!(
        "The service asks for \"{}\" ({name}), which this program cannot answer by itself.",
        spoken(name)
    ));
    parameters.iter().for_each(|(name, value)| say(&format!("  {name}: {value}")));
    say("Give its responses as lines NAME=VALUE, and an empty line at the end.");
    let mut responses: Vec<(String, String)> = Vec::new();
    loop {
        let line = match ask::line("NAME=VALUE: ") {
            Err(_) if !responses.is_empty() => break,
            line => line?,
        };
        match line.split_once('=') {
            Some((name, value)) if !name.trim().is_empty() => {
                responses.push((name.trim().to_owned(), value.to_owned()));
            }
            _ if !line.trim().is_empty() => {
                let message = format!("{} takes lines NAME=VALUE", spoken(name));
                if !io::stdin().is_terminal() {
                    return Err(Failure::new(Kind::Parameter, message));
                }
                say(&message);
            }
            _ if responses.is_empty() => return Err(ask::nobody(&format!("NAME=VALUE of {name}"))),
            _ => break,
        }
    }
    Ok(challenge.responses(responses))
}

/// `select mfa type` for `SELECT_MFA_TYPE`.
fn spoken(name: &str) -> String {
    name.to_lowercase().replace('_', " ")
}
