//! `login`: signs a user in and prints the tokens.
//!
//! The password comes from the environment, from the terminal or from standard input, never from an
//! argument: arguments are seen by everybody on the machine.

mod challenges;

use std::io::{self, Write as _};

use super::Context;
use crate::args::{Check, Global, Opt};
use crate::ask;
use crate::call::{Caller, client, region};
use crate::report::failure::{Failure, Kind};
use crate::report::runtime;
use crate::settings::Settings;
use crate::show::dry_run::Form;
use crate::show::page;
use crate::table::{Example, ExtraCommand, ExtraOption};
use rt::blocking::Client;
use rt::error::{Error, ErrorKind};
use rt::sign_in::{Flow, Options, Secret, SignIn, Tokens};
use rt::validate::Terms;
use rt::value::{Map, Value};

/// `login`: signs a user in, for a service that speaks the protocol of [`rt::sign_in`].
pub static LOGIN: ExtraCommand = ExtraCommand {
    name: "login",
    docs: "Signs a user in and prints the user's tokens. It needs no AWS credentials.\n\n\
           The password is read from the variable that is the program's name in capitals and `_PASSWORD` \
           (`COGNITO_IDP_PASSWORD`), or asked for on the terminal, or is the first line of standard input. An app client \
           with a secret finds it in `…_CLIENT_SECRET` or in the file that `--client-secret-file` names. Codes and other answers are asked for as the service wants \
           them; without a terminal they are the next lines of standard input.\n\n\
           With `--user-pool-id` the password is proved by SRP and never leaves this machine. Without it, it is sent to \
           the service, which the app client must allow (`ALLOW_USER_PASSWORD_AUTH`).\n\n\
           Ways to sign in that are not known here are answered by lines `NAME=VALUE`, which become the challenge's \
           responses. `--query` and `--output` pick and lay out the tokens as for every command; `--dry-run` shows the \
           first request and asks nothing.",
    honours: &[
        Global::Debug,
        Global::EndpointUrl,
        Global::NoVerifySsl,
        Global::Output,
        Global::Query,
        Global::Profile,
        Global::Region,
        Global::CaBundle,
        Global::ReadTimeout,
        Global::ConnectTimeout,
        Global::NoSignRequest,
        Global::DryRun,
        Global::ClientSecretFile,
    ],
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
            title: "Sign in and print one token:",
            command: "cognito-idp login --client-id … --username jane --query IdToken --output text",
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

/// Signs in and prints, or shows how it would begin.
pub(super) fn run(context: &Context, settings: &Settings) -> Result<(), Failure> {
    let exports = context.option("--format") == Some("export");
    if exports && (settings.globals.query.is_some() || settings.globals.output.is_some()) {
        let message = "--format export prints lines for a shell; --query and --output have no say in them";
        return Err(Failure::new(Kind::Parameter, message));
    }
    let client = connect(context, settings)?;
    context.log.line("cli", || format!("Region: {}", client.config().region.as_deref().unwrap_or("none")));
    let options = options(context, settings)?;
    if let Some(form) = settings.globals.dry_run.as_deref().map(Form::named) {
        return begin(context, settings, &client, options, form);
    }
    let tokens = sign_in(context, settings, &client, options)?;
    if exports {
        return page::print(&lines_for_a_shell(&context.variable_name(""), &tokens));
    }
    context.output(settings, &settings.output()?).result(&tokens.to_value())
}

/// Who signs in, and how.
fn options(context: &Context, settings: &Settings) -> Result<Options, Failure> {
    let text = |word: &str| context.option(word).unwrap_or_default().to_owned();
    let pool = context.option("--user-pool-id").map(str::to_owned);
    let hides = settings.globals.dry_run.as_deref().is_some_and(|form| Form::named(form).hides_secrets());
    let password = match context.variable("PASSWORD")? {
        Some(password) => password,
        // What is masked needs nobody to type it.
        None if hides => "masked".to_owned(),
        None => ask::secret(&format!("Password of {}: ", text("--username")))?,
    };
    Ok(Options {
        flow: if pool.is_some() { Flow::Srp } else { Flow::Password },
        user_pool_id: pool,
        password: Some(password.into()),
        client_secret: settings.client_secret(context.program)?.map(Secret::from),
        ..Options::new(text("--client-id"), text("--username"))
    })
}

/// From the first request to the tokens.
fn sign_in(
    context: &Context,
    settings: &Settings,
    client: &Client,
    options: Options,
) -> Result<Tokens, Failure> {
    let (mut tries, mut gave_up) = (0, None);
    let tokens = client.sign_in(options, |challenge, refused| {
        context.log.line("sign-in", || format!("Asked: {challenge:?}"));
        if let Some(error) = refused {
            tries += 1;
            if tries >= ask::TRIES {
                return Err(error);
            }
            let _ = writeln!(io::stderr(), "{}", error.message());
        }
        challenges::answer(&challenge).map_err(|failure| {
            let error = Error::new(ErrorKind::SignIn, failure.message.as_str());
            gave_up = Some(failure);
            error
        })
    });
    tokens.map_err(|error| match (gave_up, error.as_service_error()) {
        (Some(failure), _) => failure,
        (None, Some(refused)) => runtime::service_failure(context.program.service, refused),
        (None, None) => runtime::failure(&error, settings.dialect),
    })
}

/// Shows the first request of a sign-in.
fn begin(
    context: &Context,
    settings: &Settings,
    client: &Client,
    options: Options,
    form: Form,
) -> Result<(), Failure> {
    let service = context.program.service;
    let request = SignIn::new(options).start().map_err(|error| settings.failure(&error))?;
    let Some(operation) = service.operation(request.operation) else {
        return Err(Failure::general(format!("{} is no operation of this service", request.operation)));
    };
    let caller = Caller {
        out_file: None,
        saved: None,
        by_hand: None,
        upload: None,
        service,
        operation,
        client: client.clone(),
        dialect: settings.dialect,
        log: context.log,
        validates: settings.validates(Terms::Model)?,
        blobs: settings.blobs()?,
        times: settings.timestamps()?,
    };
    page::print(&caller.shown(form, request.parameters)?)
}

/// A client without credentials. The pool's id names the region if nothing else does.
fn connect(context: &Context, settings: &Settings) -> Result<Client, Failure> {
    let failure = |error: Error| settings.failure(&error);
    let service = context.program.service;
    let mut config = client::config(service, settings, context.checked.timeouts).map_err(failure)?;
    if config.region.is_none() {
        let pool = context.option("--user-pool-id").map(|id| ("UserPoolId", Value::from(id)));
        config.region = region::named_by(&pool.into_iter().collect::<Map>()).map(str::to_owned);
    }
    Client::new(service, config).map_err(failure)
}

/// Lines for a POSIX shell to evaluate.
fn lines_for_a_shell(prefix: &str, tokens: &Tokens) -> String {
    let lines = [
        ("ACCESS_TOKEN", &tokens.access_token),
        ("ID_TOKEN", &tokens.id_token),
        ("REFRESH_TOKEN", &tokens.refresh_token),
    ];
    let lines = lines.into_iter().filter_map(|(tail, token)| Some((tail, token.as_ref()?.expose())));
    lines.map(|(tail, token)| format!("export {prefix}{tail}='{}'\n", token.replace('\'', "'\\''"))).collect()
}
