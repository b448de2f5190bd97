//! What options, environment and configuration files together say about a run.

use crate::Program;
use crate::args::Globals;
use crate::ask;
use crate::bind::BlobText;
use crate::help::terminal::Look;
use crate::locale;
use crate::report::ErrorFormat;
use crate::report::failure::{Failure, Kind};
use crate::report::runtime;
use crate::show::render;
use crate::show::terminal;
use crate::show::timestamps::TimestampFormat;
use rt::config::Session;
use rt::dialect::{Dialect, V2};
use rt::error::Error;
use rt::internals::{bounded, os};
use rt::validate::Terms;

/// The settings of a run. Files are read when the first key is asked for.
pub(crate) struct Settings {
    pub(crate) dialect: &'static Dialect,
    pub(crate) globals: Globals,
    pub(crate) session: Session,
}

/// The environment and the files, for the profile that the words name, while the options are not known yet.
pub(crate) fn surroundings(words: &[String]) -> Session {
    Session::new(locale::environment(), &V2, option_value(words, "--profile").as_deref())
}

/// The dialect that the words, the environment or the configuration ask for, in this order.
pub(crate) fn dialect(words: &[String], session: &Session) -> &'static Dialect {
    let option = option_value(words, "--cli-dialect").or_else(|| session.env("AWS_CLI_DIALECT"));
    let configured = || session.value("cli_dialect").ok().flatten();
    option.or_else(configured).and_then(|name| Dialect::named(&name)).unwrap_or(&V2)
}

/// The value of an option before there is a parser, which needs to know the dialect.
fn option_value(words: &[String], option: &str) -> Option<String> {
    words.iter().enumerate().find_map(|(i, word)| match word.strip_prefix(option)? {
        "" => words.get(i + 1).cloned(),
        rest => rest.strip_prefix('=').map(str::to_owned),
    })
}

/// The value of a variable that may hold a secret, unless it is empty.
pub(crate) fn variable(name: &str) -> Result<Option<String>, Failure> {
    let value = locale::environment().get(name).filter(|value| !value.is_empty());
    match value.as_deref().is_some_and(os::holds_bytes) {
        true => Err(Failure::new(Kind::Parameter, format!("The variable {name} is not text in this locale"))),
        false => Ok(value),
    }
}

impl Settings {
    /// The secret of the app client: out of the file that an option names, or of the program's variable.
    pub(crate) fn client_secret(&self, program: &Program) -> Result<Option<String>, Failure> {
        let Some(path) = self.globals.client_secret_file.as_deref() else {
            return variable(&(program.variable_prefix() + "CLIENT_SECRET"));
        };
        let wrong = |reason: String| Failure::new(Kind::Parameter, format!("--client-secret-file: {reason}"));
        let text = bounded::read_to_string(os::unescape(path), bounded::TOKEN);
        let text = text.map_err(|error| wrong(format!("{path}: {error}")))?;
        match ask::bare(&text) {
            "" => Err(wrong(format!("{path} is empty"))),
            secret => Ok(Some(secret.to_owned())),
        }
    }

    pub(crate) fn new(surroundings: &Session, dialect: &'static Dialect, globals: Globals) -> Settings {
        let session = surroundings.again(dialect, globals.profile.as_deref());
        Settings { dialect, globals, session }
    }

    /// A key of the profile.
    fn key(&self, key: &str) -> Result<Option<String>, Failure> {
        self.session.value(key).map_err(|error| self.failure(&error))
    }

    /// An error of the runtime as one of the command line.
    pub(crate) fn failure(&self, error: &Error) -> Failure {
        runtime::failure(error, self.dialect)
    }

    pub(crate) fn timestamps(&self) -> Result<TimestampFormat, Failure> {
        let formats = self.dialect.timestamp_formats;
        let Some(name) = self.key("cli_timestamp_format")? else {
            return Ok(if self.dialect.iso_timestamps {
                TimestampFormat::Iso8601
            } else {
                TimestampFormat::Wire
            });
        };
        match name.as_str() {
            "iso8601" => Ok(TimestampFormat::Iso8601),
            name if formats.contains(&name) => Ok(TimestampFormat::Wire),
            name => {
                let quoted: Vec<_> = formats.iter().map(|format| format!("\"{format}\"")).collect();
                let (last, others) = quoted.split_last().map_or(("", &[][..]), |(l, o)| (l.as_str(), o));
                let message = format!(
                    "Unknown cli_timestamp_format value: {name}, valid values are {} or {last}",
                    others.join(", ")
                );
                Err(Failure::new(Kind::Configuration("Configuration"), message))
            }
        }
    }

    pub(crate) fn blobs(&self) -> Result<BlobText, Failure> {
        let configured = || self.key("cli_binary_format");
        let format = self.globals.binary_format.clone().map_or_else(configured, |format| Ok(Some(format)))?;
        match format.as_deref() {
            _ if !self.dialect.base64_blobs => Ok(BlobText::Raw),
            Some("raw-in-base64-out") => Ok(BlobText::Raw),
            None | Some("base64") => Ok(BlobText::Base64),
            Some(other) => {
                let message =
                    format!("cli_binary_format is \"{other}\", and may be base64 or raw-in-base64-out");
                Err(Failure::general(message))
            }
        }
    }

    /// Whether parameters are checked before they are sent, and in which terms.
    pub(crate) fn validates(&self, terms: Terms) -> Result<Option<Terms>, Failure> {
        let setting = self.key("parameter_validation")?;
        Ok(setting.is_none_or(|value| value.trim().eq_ignore_ascii_case("true")).then_some(terms))
    }

    /// Fails if the profile wants another version of the service's interface than this program's.
    pub(crate) fn check_api_version(&self, program: &Program) -> Result<(), Failure> {
        if !self.dialect.version_1_settings {
            return Ok(());
        }
        let (name, own) = (program.name, program.service.api_version);
        let wanted = self.session.nested_value("api_versions", name).map_err(|error| self.failure(&error))?;
        match wanted.filter(|version| version != own) {
            None => Ok(()),
            Some(other) => {
                Err(Failure::general(format!("Unable to load data for: {name}/{other}/service-2")))
            }
        }
    }

    /// The name of the output format.
    pub(crate) fn output(&self) -> Result<String, Failure> {
        if let Some(name) = &self.globals.output {
            return Ok(name.clone());
        }
        let setting = self.session.setting(&["AWS_DEFAULT_OUTPUT"], "output");
        Ok(setting.map_err(|error| self.failure(&error))?.unwrap_or_else(|| "json".to_owned()))
    }

    /// The columns of CSV that were asked for.
    pub(crate) fn columns(&self, format: &str) -> Result<Option<Vec<String>>, Failure> {
        let Some(text) = &self.globals.columns else { return Ok(None) };
        let wrong = |reason: String| Err(Failure::new(Kind::Parameter, format!("--columns {reason}")));
        let columns: Vec<String> = text.split(',').map(|column| column.trim().to_owned()).collect();
        let repeated = columns.iter().enumerate().find(|(at, column)| columns[..*at].contains(column));
        match repeated {
            _ if format != "csv" => wrong("goes with --output csv alone".to_owned()),
            _ if columns.iter().any(String::is_empty) => wrong(format!("has an empty name: {text}")),
            Some((_, column)) => wrong(format!("names {column} twice")),
            None => Ok(Some(columns)),
        }
    }

    /// The command of the pager, if results go through one.
    pub(crate) fn pager(&self) -> Result<Option<String>, Failure> {
        if !self.dialect.pages_results || self.globals.no_pager {
            return Ok(None);
        }
        let setting = self.session.setting(&["AWS_PAGER"], "cli_pager").map_err(|e| self.failure(&e))?;
        let pager = setting.or_else(|| self.session.env("PAGER")).unwrap_or_else(|| "less".to_owned());
        Ok(Some(pager).filter(|command| !command.trim().is_empty()))
    }

    /// The command of the pager that shows help.
    pub(crate) fn help_pager(&self) -> Option<String> {
        if self.globals.no_pager {
            return None;
        }
        let set = ["MANPAGER", "PAGER"].into_iter().find_map(|name| self.session.env(name));
        Some(set.unwrap_or_else(|| "less -R".to_owned())).filter(|command| !command.trim().is_empty())
    }

    /// How help looks.
    pub(crate) fn look(&self) -> Look {
        let styled = terminal::is_stdout() && self.globals.color.as_deref() != Some("off");
        Look { width: render::width(), styled }
    }

    /// Whether anything is sent: of a dry run only the read of what is there.
    pub(crate) fn sends(&self) -> bool {
        self.globals.dry_run.is_none() || self.globals.merge.is_some()
    }

    /// Whether what people read on standard error is coloured.
    pub(crate) fn colors_notes(&self) -> bool {
        match self.globals.color.as_deref() {
            Some("on") => true,
            Some("off") => false,
            _ => terminal::is_stderr(),
        }
    }

    /// Whether tables are coloured.
    pub(crate) fn color(&self) -> bool {
        match self.globals.color.as_deref() {
            Some("on") => true,
            Some("off") => false,
            _ => terminal::is_stdout(),
        }
    }

    /// Whether values that are web addresses are replaced by what they point at.
    pub(crate) fn follows_urls(&self) -> Result<bool, Failure> {
        Ok(self.dialect.follows_urls && self.key("cli_follow_urlparam")?.is_none_or(|value| value == "true"))
    }

    /// How errors are shown. Where the profile does not exist, nothing can be known about it.
    pub(crate) fn error_format(&self) -> ErrorFormat {
        let given = self.globals.error_format.clone().or_else(|| self.session.env("AWS_CLI_ERROR_FORMAT"));
        if let Some(name) = given {
            return ErrorFormat::named(&name);
        }
        match self.session.check_profile().and_then(|()| self.session.value("cli_error_format")) {
            Ok(name) => name.as_deref().map(ErrorFormat::named).unwrap_or_default(),
            Err(_) => ErrorFormat::Legacy,
        }
    }

    /// Whether people read along, or want to be told what was perhaps meant.
    pub(crate) fn hints(&self) -> bool {
        match self.session.value("cli_hints").ok().flatten().as_deref() {
            Some("on") => true,
            Some("off") => false,
            _ => terminal::is_stderr(),
        }
    }
}
