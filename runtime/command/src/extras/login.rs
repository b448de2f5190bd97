//! `login`: signs a user in and prints the tokens.
//!
//! The password comes from the environment, from the terminal or from standard input, never from an
//! argument: arguments are seen by everybody on the machine.

use std::io::{self, IsTerminal as _, Write as _};

use super::Context;
use crate::args::{Check, Opt};
use crate::call::client;
use crate::call::region;
use crate::output;
use crate::report::failure::{Failure, Kind};
use crate::report::runtime;
use crate::settings::Settings;
use crate::show::page;
use crate::table::{Example, ExtraCommand, ExtraOption};
use rt::blocking::Client;
use rt::error::{Error, ErrorKind};
use rt::sign_in::{Answer, Challenge, Choice, Flow, Options, Secret, Tokens};
use rt::value::{Map, Value};

/// How often a code or an answer that was refused may be given again.
const TRIES: u32 = 3;

/// `login`: signs a user in, for a service that speaks the protocol of [`rt::sign_in`].
pub static LOGIN: ExtraCommand = ExtraCommand {
    name: "login",
    docs: "Signs a user in and prints the user's tokens. It needs no AWS credentials.\n\n\
           The password is read from the variable that is the program's name in capitals and `_PASSWORD` \
           (`COGNITO_IDP_PASSWORD`), or asked for on the terminal, or is the first line of standard input. An app client \
           with a secret finds it in `…_CLIENT_SECRET`. Codes and other answers are asked for as the service wants \
           them; without a terminal they are the next lines of standard input.\n\n\
           With `--user-pool-id` the password is proved by SRP and never leaves this machine. Without it, it is sent to \
           the service, which the app client must allow (`ALLOW_USER_PASSWORD_AUTH`).",
    options: &[
        ExtraOption {
            rule: Opt::one("--client-id").required(true),
            value: "id",
            docs: "The app client to sign in through.",
        },
        ExtraOption {
            rule: Opt::one("--username").required(true),
            value: "name",
            docs: "The user's name, or an alias such as an email address.",
        },
        ExtraOption {
            rule: Opt::one("--user-pool-id"),
            value: "id",
            docs: "The user pool. It also tells the region, if none is configured.",
        },
        ExtraOption {
            rule: Opt::one("--format").check(Check::Choice(&["json", "export"])),
            value: "form",
            docs: "How tokens are printed: as JSON (the default), or as `export` lines for a POSIX shell.",
        },
    ],
    examples: &[
        Example {
            title: "Sign in and show the tokens:",
            command: "cognito-idp login --user-pool-id us-east-1_EXAMPLE01 \\\n  --client-id 1example23456789abcdefghij --username jane",
            output: "",
        },
        Example {
            title: "Sign in for the commands that follow in this shell:",
            command: "eval \"$(cognito-idp login --client-id … --username jane --format export)\"\n\
                      cognito-idp get-user --access-token \"$COGNITO_IDP_ACCESS_TOKEN\"",
            output: "",
        },
    ],
};

/// Signs in and prints.
pub(super) fn run(context: &Context, settings: &Settings) -> Result<(), Failure> {
    let name = context.program.name.to_uppercase().replace('-', "_");
    let variable =
        |tail: &str| std::env::var(format!("{name}_{tail}")).ok().filter(|value| !value.is_empty());
    let text = |word: &str| context.option(word).unwrap_or_default().to_owned();
    let client = connect(context, settings)?;
    let password = match variable("PASSWORD") {
        Some(password) => password,
        None => ask_secret(&format!("Password of {}: ", text("--username")))?,
    };
    let pool = context.option("--user-pool-id").map(str::to_owned);
    let options = Options {
        flow: if pool.is_some() { Flow::Srp } else { Flow::Password },
        user_pool_id: pool,
        password: Some(password.into()),
        client_secret: variable("CLIENT_SECRET").map(Secret::from),
        ..Options::new(text("--client-id"), text("--username"))
    };
    let mut tries = 0;
    let tokens = client.sign_in(options, |challenge, refused| {
        if let Some(error) = refused {
            tries += 1;
            if tries >= TRIES {
                return Err(error);
            }
            let _ = writeln!(io::stderr(), "{}", error.message());
        }
        answer(challenge)
    });
    let tokens = tokens.map_err(|error| match error.as_service_error() {
        Some(refused) => runtime::service_failure(context.program.service, refused),
        None => runtime::failure(&error, settings.dialect),
    })?;
    page::print(&match context.option("--format") {
        Some("export") => exports(&name, &tokens),
        _ => output::json(&tokens.to_value()).unwrap_or_default(),
    })
}

/// A client without credentials. The pool's id names the region if nothing else does.
fn connect(context: &Context, settings: &Settings) -> Result<Client, Failure> {
    let failure = |error: Error| settings.failure(&error);
    let service = context.program.service;
    let mut config = client::config(service, settings, client::Timeouts::default()).map_err(failure)?;
    if config.region.is_none() {
        let pool = context.option("--user-pool-id").map(|id| ("UserPoolId", Value::from(id)));
        config.region = region::named_by(&pool.into_iter().collect::<Map>()).map(str::to_owned);
    }
    Client::new(service, config).map_err(failure)
}

/// What the person at the terminal says to a challenge.
fn answer(challenge: &Challenge) -> Result<Answer, Error> {
    Ok(match challenge {
        Challenge::SmsMfa(code)
        | Challenge::EmailMfa(code)
        | Challenge::EmailOtp(code)
        | Challenge::SmsOtp(code) => {
            let to = code.destination.as_deref().unwrap_or("you");
            code.code(&ask(&format!("Code that was sent to {to}: "))?)
        }
        Challenge::SoftwareTokenMfa(code) => code.code(&ask("Code of your authenticator: ")?),
        Challenge::NewPasswordRequired(new) => {
            let password = ask_secret("New password: ").map_err(lost)?;
            let mut attributes = Vec::new();
            for name in &new.required_attributes {
                attributes.push((name.as_str(), ask(&format!("{name}: "))?));
            }
            let attributes: Vec<(&str, &str)> =
                attributes.iter().map(|(name, value)| (*name, value.as_str())).collect();
            new.password(&password, &attributes)
        }
        Challenge::SelectMfaType(choice) | Challenge::SelectChallenge(choice) => {
            choice.choose(&choose(choice)?)
        }
        Challenge::MfaSetup(setup) => setup.software_token(),
        Challenge::SoftwareTokenSetup(setup) => {
            let secret = setup.secret_code.expose();
            let _ = writeln!(io::stderr(), "Enter this secret into your authenticator: {secret}");
            setup.code(&ask("Code that it shows: ")?, None)
        }
        Challenge::Custom(custom) => {
            for (name, value) in &custom.parameters {
                let _ = writeln!(io::stderr(), "{name}: {value}");
            }
            custom.answer(&ask("Answer: ")?)
        }
        other => {
            let message = format!("This sign-in needs what a terminal cannot give: {other:?}");
            return Err(Error::new(ErrorKind::SignIn, message));
        }
    })
}

/// One of several ways; the only one needs no question.
fn choose(choice: &Choice) -> Result<String, Error> {
    match choice.options.as_slice() {
        [only] => Ok(only.clone()),
        options => ask(&format!("One of {}: ", options.join(", "))),
    }
}

/// A line of the person at the terminal, or of standard input.
fn ask(prompt: &str) -> Result<String, Error> {
    if io::stdin().is_terminal() {
        let _ = write!(io::stderr(), "{prompt}");
        let _ = io::stderr().flush();
    }
    match rt::internals::bounded::line(io::stdin().lock(), rt::internals::bounded::TOKEN) {
        Ok(line) if line.is_empty() => {
            Err(lost(Failure::general(format!("There is nobody to answer: {}", prompt.trim_end()))))
        }
        Ok(line) => Ok(line.trim_end_matches(['\r', '\n']).to_owned()),
        Err(error) => Err(Error::new(ErrorKind::SignIn, format!("standard input: {error}"))),
    }
}

/// As [`ask`]; a terminal does not show what is typed.
fn ask_secret(prompt: &str) -> Result<String, Failure> {
    if io::stdin().is_terminal() {
        return rpassword::prompt_password(prompt).map_err(|e| Failure::general(format!("{prompt}{e}")));
    }
    ask(prompt).map_err(|error| Failure::new(Kind::Parameter, error.to_string()))
}

fn lost(failure: Failure) -> Error {
    Error::new(ErrorKind::SignIn, failure.message)
}

/// Lines for a POSIX shell to evaluate.
fn exports(name: &str, tokens: &Tokens) -> String {
    let lines = [
        ("ACCESS_TOKEN", &tokens.access_token),
        ("ID_TOKEN", &tokens.id_token),
        ("REFRESH_TOKEN", &tokens.refresh_token),
    ];
    let lines = lines.into_iter().filter_map(|(tail, token)| Some((tail, token.as_ref()?.expose())));
    lines.map(|(tail, token)| format!("export {name}_{tail}='{}'\n", token.replace('\'', "'\\''"))).collect()
}
