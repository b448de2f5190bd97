//! The two command lines that scripts are written for: aws-cli version 1 and version 2.
//!
//! Every difference between them is a field of [`Dialect`]; no other code asks which of the two it
//! is. A field says what is done, not for whom.

use crate::client::checksum::Algorithm;
use crate::client::retry::RetryMode;

/// How the command line behaves where aws-cli 1 and aws-cli 2 differ.
#[derive(Debug)]
pub struct Dialect {
    /// `v1` or `v2`.
    pub name: &'static str,
    /// Exit statuses.
    pub exit: ExitCodes,
    /// Whether errors are announced with the program's name and a code, in the form that
    /// `--cli-error-format` asks for. Otherwise they are bare lines.
    pub structured_errors: bool,
    /// Whether an invalid choice is answered with the list of all choices.
    pub lists_choices: bool,
    /// Whether the options that came with version 2 are known, YAML input among them.
    pub version_2_options: bool,
    /// Values of `--output`.
    pub outputs: &'static [&'static str],
    /// Values of `--generate-cli-skeleton`.
    pub skeletons: &'static [&'static str],
    /// Whether `http://` and `https://` values are replaced by what they point at.
    pub follows_urls: bool,
    /// Whether `AWS_CLI_FILE_ENCODING` names the character set of text files; otherwise the locale alone does.
    pub file_encoding_variable: bool,
    /// Whether text given for a blob is base64 unless told otherwise.
    pub base64_blobs: bool,
    /// Whether a page's token or size inside `--cli-input-json` ends automatic paging.
    pub document_ends_paging: bool,
    /// What stands in front of the text that a shorthand error shows.
    pub shorthand_margin: &'static str,
    /// Variables that name the profile, the strongest first.
    pub profile_variables: &'static [&'static str],
    /// Variables that name the region, the strongest first.
    pub region_variables: &'static [&'static str],
    /// Whether settings that only version 1 has are looked at: `api_versions`, `defaults_mode`,
    /// `sts_regional_endpoints`.
    pub version_1_settings: bool,
    /// Whether the instance that this runs on is asked for its region where none is configured.
    pub region_of_instance: bool,
    /// The retry rules where none are configured.
    pub retry_mode: RetryMode,
    /// The algorithm of checksums of requests that name none.
    pub checksum: Algorithm,
    /// The retry rules that may be configured.
    pub retry_modes: &'static [RetryMode],
    /// How those are listed in the error that another one is configured.
    pub retry_mode_list: &'static str,
    /// How the least number of attempts is written in an error.
    pub one: &'static str,
    /// Values of `cli_timestamp_format`.
    pub timestamp_formats: &'static [&'static str],
    /// Whether points in time are shown as ISO 8601 unless told otherwise.
    pub iso_timestamps: bool,
    /// Whether results go through a pager if standard output is a terminal.
    pub pages_results: bool,
    /// Whether help marks what is required and lists constraints, and the values of enums at every depth.
    pub detailed_help: bool,
    /// What stands in front of the error that options page by hand and by themselves.
    pub paging_error_prefix: &'static str,
    /// Whether names of cached credentials depend on the web identity token that they were had for.
    pub web_identity_tokens_in_cache_names: bool,
    /// The command that sets up credentials, for the error that there are none.
    pub login_command: &'static str,
    /// The version of the AWS CLI that this is the behaviour of.
    pub aws_cli: &'static str,
    /// What the usage of `aws` begins with.
    pub usage_note: &'static str,
    /// Whether aliases may stand for commands of a service; otherwise for services alone.
    pub command_aliases: bool,
}

/// Exit statuses of the command line.
#[derive(Debug)]
pub struct ExitCodes {
    /// Words that the parsers cannot make sense of.
    pub usage: u8,
    /// Options that no parser knows.
    pub unknown_option: u8,
    /// Values that cannot be read, or that the model does not allow.
    pub parameter: u8,
    /// Missing or wrong configuration.
    pub configuration: u8,
    /// A configuration file that does not parse.
    pub config_file: u8,
    /// The service answered with an error.
    pub service: u8,
    /// Everything else.
    pub general: u8,
}

/// aws-cli version 1.
pub static V1: Dialect = Dialect {
    name: "v1",
    exit: ExitCodes {
        usage: 2,
        unknown_option: 255,
        parameter: 255,
        configuration: 255,
        config_file: 1,
        service: 255,
        general: 255,
    },
    structured_errors: false,
    lists_choices: true,
    version_2_options: false,
    outputs: &["json", "text", "table"],
    skeletons: &["input", "output"],
    follows_urls: true,
    file_encoding_variable: false,
    base64_blobs: false,
    document_ends_paging: false,
    shorthand_margin: "",
    profile_variables: &["AWS_DEFAULT_PROFILE", "AWS_PROFILE"],
    region_variables: &["AWS_DEFAULT_REGION"],
    version_1_settings: true,
    region_of_instance: false,
    retry_mode: RetryMode::Legacy,
    checksum: Algorithm::Crc32,
    retry_modes: &[RetryMode::Legacy, RetryMode::Standard, RetryMode::Adaptive],
    retry_mode_list: "('legacy', 'standard', 'adaptive')",
    one: "1",
    timestamp_formats: &["none", "wire", "iso8601"],
    iso_timestamps: false,
    pages_results: false,
    detailed_help: false,
    paging_error_prefix: "Error during pagination: ",
    web_identity_tokens_in_cache_names: true,
    login_command: "aws configure",
    aws_cli: "1.46.3",
    usage_note: "\rNote: AWS CLI version 2, the latest major version of the AWS CLI, is now stable and recommended for \
                 general use. For more information, see the AWS CLI version 2 installation instructions at: \
                 https://docs.aws.amazon.com/cli/latest/userguide/install-cliv2.html\n\nusage: ",
    command_aliases: false,
};

/// aws-cli version 2, the default.
pub static V2: Dialect = Dialect {
    name: "v2",
    exit: ExitCodes {
        usage: 252,
        unknown_option: 252,
        parameter: 252,
        configuration: 253,
        config_file: 255,
        service: 254,
        general: 255,
    },
    structured_errors: true,
    lists_choices: false,
    version_2_options: true,
    outputs: &["json", "text", "table", "yaml", "yaml-stream", "off"],
    skeletons: &["input", "output", "yaml-input"],
    follows_urls: false,
    file_encoding_variable: true,
    base64_blobs: true,
    document_ends_paging: true,
    shorthand_margin: " ",
    profile_variables: &["AWS_PROFILE", "AWS_DEFAULT_PROFILE"],
    region_variables: &["AWS_REGION", "AWS_DEFAULT_REGION"],
    version_1_settings: false,
    region_of_instance: true,
    retry_mode: RetryMode::Standard,
    checksum: Algorithm::Crc64Nvme,
    retry_modes: &[RetryMode::Standard, RetryMode::Adaptive],
    retry_mode_list: "\"standard\" or \"adaptive\"",
    one: "one",
    timestamp_formats: &["wire", "iso8601"],
    iso_timestamps: true,
    pages_results: true,
    detailed_help: true,
    paging_error_prefix: "",
    web_identity_tokens_in_cache_names: false,
    login_command: "aws login",
    aws_cli: "2.36.7",
    usage_note: "",
    command_aliases: true,
};

impl Dialect {
    /// The dialect that is called `name`.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Dialect> {
        [&V1, &V2].into_iter().find(|d| d.name == name)
    }
}
