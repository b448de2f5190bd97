//! A failure to standard error: the envelope around its message, which scripts match on.

pub(crate) mod debug;
pub(crate) mod failure;
pub(crate) mod runtime;

use std::io::{self, Write};

use crate::Program;
use crate::called::Called;
use crate::output::Look;
use crate::report::failure::{Failure, Kind};
use crate::show::render;
use rt::dialect::Dialect;
use rt::internals::os;
use rt::json::{Layout, to_string};
use rt::value::{Map, Value};

/// How errors are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ErrorFormat {
    /// The message alone.
    Legacy,
    /// The message with its code, then what else the service said.
    #[default]
    Enhanced,
    /// The error as data in an output format.
    Structured(render::Format),
}

impl ErrorFormat {
    /// The format that is called `name`; any other name means the default.
    pub(crate) fn named(name: &str) -> ErrorFormat {
        match name.to_lowercase().as_str() {
            "legacy" => ErrorFormat::Legacy,
            "json" => ErrorFormat::Structured(render::Format::Json),
            "yaml" => ErrorFormat::Structured(render::Format::Yaml),
            "text" => ErrorFormat::Structured(render::Format::Text),
            "table" => ErrorFormat::Structured(render::Format::Table),
            _ => ErrorFormat::Enhanced,
        }
    }
}

/// What decides how failures are shown.
pub(crate) struct Reporter {
    pub(crate) program: &'static Program,
    pub(crate) called: Called,
    pub(crate) dialect: &'static Dialect,
    pub(crate) format: ErrorFormat,
    /// Whether tables are coloured.
    pub(crate) color: bool,
}

impl Reporter {
    /// Shows a failure and gives the exit status. Nothing can be done if standard error is closed.
    pub(crate) fn report(&self, failure: &Failure) -> u8 {
        let text = self.text(failure);
        let _ = io::stderr().write_all(os::shown(&text).as_bytes());
        failure.kind.exit_code(self.dialect)
    }

    fn text(&self, failure: &Failure) -> String {
        if matches!(failure.kind, Kind::Output | Kind::Ended(_)) && failure.message.is_empty() {
            String::new()
        } else if let Kind::Records(_) = failure.kind {
            format!("{}\n", failure.message)
        } else if self.dialect.structured_errors {
            self.structured(failure)
        } else {
            self.plain(failure)
        }
    }

    /// Bare lines, as version 1 prints them.
    fn plain(&self, failure: &Failure) -> String {
        let usage = self.usage();
        let message = &failure.message;
        match failure.kind {
            Kind::Usage => format!("{usage}{}: error: {message}\n", self.name()),
            // The blank line is version 1's own.
            Kind::UnknownOption if self.called == Called::Aws => format!("{usage}\n{message}\n"),
            Kind::UnknownOption => format!("{usage}{message}\n"),
            Kind::Configuration("NoRegion" | "NoCredentials") => format!("{message}\n"),
            _ => format!("\n{message}\n"),
        }
    }

    /// With the program's name, and in the form that was asked for.
    fn structured(&self, failure: &Failure) -> String {
        let usage = self.usage();
        match failure.kind {
            Kind::UnknownOption => format!("\n{usage}\n{}", self.line(&failure.message)),
            Kind::Usage => {
                let message = format!("{}\n\n{usage}", failure.message);
                self.formatted(&Failure { message, ..failure.clone() })
            }
            _ => self.formatted(failure),
        }
    }

    fn formatted(&self, failure: &Failure) -> String {
        let Some(structure) = failure.structure() else { return self.line(&failure.message) };
        match self.format {
            ErrorFormat::Legacy => self.line(&failure.message),
            ErrorFormat::Enhanced => {
                let prefix = failure.kind.code().map(|code| format!("An error occurred ({code}): "));
                let line = self.line(&(prefix.unwrap_or_default() + &failure.message));
                line + &additional_details(&structure)
            }
            ErrorFormat::Structured(format) => {
                let look = Look { title: "error", color: self.color, width: render::width() };
                let mut text = Vec::new();
                match render::write(format, look, &Value::Map(structure), &mut text) {
                    Ok(()) => String::from_utf8_lossy(&text).into_owned(),
                    Err(_) => self.line(&failure.message),
                }
            }
        }
    }

    fn name(&self) -> &'static str {
        self.called.name(self.program)
    }

    fn usage(&self) -> String {
        self.called.usage(self.program, self.dialect)
    }

    fn line(&self, message: &str) -> String {
        format!("\n{}: [ERROR]: {}\n", self.name(), message.trim())
    }
}

/// Collections with fewer members than this are shown in one line.
const INLINE: usize = 5;

/// What the service said beyond code and message.
fn additional_details(structure: &Map) -> String {
    let standard = |key: &str| matches!(key.to_lowercase().as_str(), "code" | "message");
    let extra: Vec<_> = structure.iter().filter(|(key, _)| !standard(key)).collect();
    if extra.is_empty() {
        return String::new();
    }
    let mut text = "\nAdditional error details:\n".to_owned();
    let mut complete = true;
    for (key, value) in extra {
        let shown = inline(value);
        complete &= shown.is_some();
        text += &format!("{key}: {}\n", shown.as_deref().unwrap_or("<complex value>"));
    }
    if !complete {
        text += "Use \"--cli-error-format json\" or another error format to see the full details.\n";
    }
    text
}

/// A value in one line, if it is simple enough.
fn inline(value: &Value) -> Option<String> {
    match value {
        Value::List(items) if items.len() < INLINE => {
            let mut words = Vec::new();
            for item in items {
                words.push(word(item)?);
            }
            Some(format!("[{}]", words.join(", ")))
        }
        Value::Map(map) if map.len() < INLINE => {
            let mut members = Vec::new();
            for (key, value) in map.iter() {
                members.push(format!("{key}: {}", word(value)?));
            }
            Some(format!("{{{}}}", members.join(", ")))
        }
        value => word(value),
    }
}

fn word(value: &Value) -> Option<String> {
    match value {
        Value::List(_) | Value::Map(_) => None,
        Value::String(text) => Some(text.clone()),
        Value::Null => Some("None".to_owned()),
        Value::Bool(b) => Some(if *b { "True" } else { "False" }.to_owned()),
        value => Some(to_string(value, Layout::Wire)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::PROGRAM;
    use rt::dialect::{V1, V2};

    fn shown(dialect: &'static Dialect, format: &str, failure: &Failure) -> String {
        let format = ErrorFormat::named(format);
        Reporter { program: &PROGRAM, called: Called::Itself, dialect, format, color: false }.text(failure)
    }

    const USAGE: &str = "usage: things [options] <command> [parameters]\n\
                         To see help text, you can run:\n\n  things help\n  things <command> help\n";

    #[test]
    fn envelopes_of_version_2() {
        let cases = [
            (Kind::General, "\nthings: [ERROR]: m\n".to_owned()),
            (Kind::Parameter, "\nthings: [ERROR]: An error occurred (ParamValidation): m\n".to_owned()),
            (
                Kind::Configuration("NoRegion"),
                "\nthings: [ERROR]: An error occurred (NoRegion): m\n".to_owned(),
            ),
            (Kind::UnknownOption, format!("\n{USAGE}\n\nthings: [ERROR]: m\n")),
            (Kind::Usage, format!("\nthings: [ERROR]: An error occurred (ParamValidation): m\n\n{USAGE}")),
            (Kind::Service, "\nthings: [ERROR]: m\n".to_owned()),
        ];
        for (kind, expected) in cases {
            assert_eq!(shown(&V2, "enhanced", &Failure::new(kind, "m")), expected, "{kind:?}");
        }
    }

    #[test]
    fn envelopes_of_version_1() {
        let cases = [
            (Kind::General, "\nm\n".to_owned()),
            (Kind::Configuration("NoRegion"), "m\n".to_owned()),
            (Kind::UnknownOption, format!("{USAGE}m\n")),
            (Kind::Usage, format!("{USAGE}things: error: m\n")),
        ];
        for (kind, expected) in cases {
            assert_eq!(shown(&V1, "json", &Failure::new(kind, "m")), expected, "{kind:?}");
        }
    }

    #[test]
    fn forms_of_an_error() {
        let mut failure = Failure::new(Kind::Service, "An error occurred (X) when calling: m");
        let details = rt::json::parse(r#"{"Message":"m","Code":"X","reason":"R","more":[[1]]}"#);
        failure.details = details.ok().and_then(|v| v.as_map().cloned());
        let line = "\nthings: [ERROR]: An error occurred (X) when calling: m\n";
        assert_eq!(shown(&V2, "legacy", &failure), line);
        assert_eq!(
            shown(&V2, "enhanced", &failure),
            format!(
                "{line}\nAdditional error details:\nreason: R\nmore: <complex value>\n\
                 Use \"--cli-error-format json\" or another error format to see the full details.\n"
            )
        );
        assert_eq!(
            shown(&V2, "json", &Failure::new(Kind::Parameter, "m")),
            "{\n    \"Code\": \"ParamValidation\",\n    \"Message\": \"m\"\n}\n"
        );
    }
}
