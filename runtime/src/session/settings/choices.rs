//! Settings that have a few possible values and no meaning here: they are of services or of transfers that this
//! crate does not know. A wrong value is an error all the same, as it is for the AWS CLI.

use crate::client::error::{Error, ErrorKind};
use crate::session::settings::Session;
use crate::shapes::text::python;
use crate::shapes::value::Number;

/// A setting's variable and key, its values, and the error about another one.
struct Choice {
    variable: &'static str,
    key: &'static str,
    values: &'static [&'static str],
    /// Whether upper case is as good.
    folds: bool,
    message: fn(key: &str, value: &str) -> String,
}

const CHOICES: &[Choice] = &[
    Choice {
        variable: "AWS_REQUEST_CHECKSUM_CALCULATION",
        key: "request_checksum_calculation",
        values: &["when_supported", "when_required"],
        folds: true,
        message: checksums,
    },
    Choice {
        variable: "AWS_RESPONSE_CHECKSUM_VALIDATION",
        key: "response_checksum_validation",
        values: &["when_supported", "when_required"],
        folds: true,
        message: checksums,
    },
    Choice {
        variable: "AWS_ACCOUNT_ID_ENDPOINT_MODE",
        key: "account_id_endpoint_mode",
        values: &["preferred", "disabled", "required"],
        folds: true,
        message: |key, value| {
            format!(
                "The configured value '{value}' for '{key}' is invalid. Valid values are: ('preferred', 'disabled', \
                 'required').",
                value = value.to_lowercase()
            )
        },
    },
];

/// Those that version 2 of the AWS CLI no longer has.
const OF_VERSION_1: &[Choice] = &[
    Choice {
        variable: "AWS_DEFAULTS_MODE",
        key: "defaults_mode",
        values: &["legacy", "auto", "standard", "in-region", "cross-region", "mobile"],
        folds: true,
        message: |_, value| {
            format!(
                "Client configured with invalid defaults mode: {value}. Valid defaults modes include: legacy, auto, \
                 standard, in-region, cross-region, mobile."
            )
        },
    },
    Choice {
        variable: "AWS_STS_REGIONAL_ENDPOINTS",
        key: "sts_regional_endpoints",
        values: &["", "legacy", "regional"],
        folds: false,
        message: |_, value| {
            format!(
                "STS regional endpoints option {value} is invalid. Valid options are: \"legacy\", \"regional\""
            )
        },
    },
];

fn checksums(key: &str, value: &str) -> String {
    format!(
        "Unsupported configuration value for {key}. Expected one of ('when_supported', 'when_required') but got {}.",
        value.to_lowercase()
    )
}

/// Checks all of them.
pub(in crate::session) fn check(session: &Session) -> Result<(), Error> {
    let older = if session.dialect().version_1_settings { OF_VERSION_1 } else { &[] };
    for choice in older.iter().chain(CHOICES) {
        let value = session.setting(&[choice.variable], choice.key)?;
        let is_wrong = |value: &String| match choice.folds {
            true => !choice.values.contains(&&*value.to_lowercase()),
            false => !choice.values.contains(&&**value),
        };
        if let Some(value) = value.filter(is_wrong) {
            return Err(Error::new(ErrorKind::Config, (choice.message)(choice.key, &value)));
        }
    }
    compression(session)
}

fn compression(session: &Session) -> Result<(), Error> {
    let (variable, key) = ("AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES", "request_min_compression_size_bytes");
    let Some(text) = session.setting(&[variable], key)? else { return Ok(()) };
    let reason = match python::integer(&text) {
        None => "an integer. Received <class 'str'> instead",
        Some(Number::Int(1..=1_048_576)) => return Ok(()),
        Some(_) => "between 1 and 1048576",
    };
    let message = format!("Invalid value \"{text}\" for {key}. Value must be {reason}.");
    Err(Error::new(ErrorKind::Config, message))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::settings::{Environment, dialect};

    #[test]
    fn upper_case_is_as_good_where_it_is_for_the_aws_cli() {
        let regional = |value| {
            format!(
                "STS regional endpoints option {value} is invalid. Valid options are: \"legacy\", \"regional\""
            )
        };
        for (variable, value, expected) in [
            ("AWS_REQUEST_CHECKSUM_CALCULATION", "WHEN_REQUIRED", None),
            ("AWS_ACCOUNT_ID_ENDPOINT_MODE", "Preferred", None),
            ("AWS_DEFAULTS_MODE", "LEGACY", None),
            ("AWS_STS_REGIONAL_ENDPOINTS", "legacy", None),
            ("AWS_STS_REGIONAL_ENDPOINTS", "LEGACY", Some(regional("LEGACY"))),
            (
                "AWS_DEFAULTS_MODE",
                "Odd",
                Some(
                    "Client configured with invalid defaults mode: Odd. Valid defaults modes include: legacy, auto, \
                     standard, in-region, cross-region, mobile."
                        .to_owned(),
                ),
            ),
            (
                "AWS_RESPONSE_CHECKSUM_VALIDATION",
                "Odd",
                Some(
                    "Unsupported configuration value for response_checksum_validation. Expected one of \
                     ('when_supported', 'when_required') but got odd."
                        .to_owned(),
                ),
            ),
        ] {
            let session = Session::new(Environment::of([(variable, value)]), &dialect::V1, None);
            assert_eq!(check(&session).err().map(|error| error.to_string()), expected, "{variable} {value}");
        }
    }
}
