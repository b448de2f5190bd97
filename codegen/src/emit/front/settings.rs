//! What the front page says of settings and credentials: which there are, and by which names each is found.
//!
//! In go the names of the service and of the library, out comes CommonMark. The runtime decides what is said here; nothing of
//! it depends on a model but names.

use super::super::methods::{Client, Methods};
use crate::ir::Service;

/// Setting, how a program sets it, variables, key, default. What is in italics is a field of `Config`.
const SETTINGS: &str = "\
| setting | builder | variable | key of the profile | default |
|---|---|---|---|---|
| profile | `load_profile` | `AWS_PROFILE`, `AWS_DEFAULT_PROFILE` | | `default` |
| files | | `AWS_CONFIG_FILE` | | `~/.aws/config` |
| | | `AWS_SHARED_CREDENTIALS_FILE` | | `~/.aws/credentials` |
| region | `region` | `AWS_REGION`, `AWS_DEFAULT_REGION` | `region` | none; calls fail |
| address | `endpoint_url` | `ENDPOINT`, `AWS_ENDPOINT_URL` | `endpoint_url` | the service's own |
| FIPS, dual stack | *`use_fips`*, *`use_dual_stack`* | `AWS_USE_FIPS_ENDPOINT`, `AWS_USE_DUALSTACK_ENDPOINT` | `use_fips_endpoint`, `use_dualstack_endpoint` | no |
| trusted certificates | `ca_bundle` | `AWS_CA_BUNDLE`; after the key `REQUESTS_CA_BUNDLE` | `ca_bundle` | built in |
| proxies | *`proxies`* | `http_proxy`, `https_proxy`, `no_proxy`, also in capitals | | none |
| attempts | `retry` | `AWS_MAX_ATTEMPTS` | `max_attempts` | 3 |
| rules of retries | `retry` | `AWS_RETRY_MODE` | `retry_mode` | `standard` |
| limit for connecting | `connect_timeout` | | | 60 s |
| limit for reading | `read_timeout` | | | 60 s |
| limit for an attempt | `attempt_timeout` | | | none |
| limit for a call | `operation_timeout` | | | none |
| name in the user agent | `app_name` | `AWS_SDK_UA_APP_ID` | `sdk_ua_app_id` | none |";

/// Sources in the order of `session/sources/chain.rs` in the runtime.
const SOURCES: &str = "\
| | credentials | variables | keys of the profile |
|---|---|---|---|
| 1 | keys of the environment | `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`, `AWS_CREDENTIAL_EXPIRATION` | |
| 2 | a role | | `role_arn` with `source_profile` or `credential_source` (`Environment`, `EcsContainer`, `Ec2InstanceMetadata`); `role_session_name`, `external_id`, `mfa_serial`, `duration_seconds` |
| 3 | a web identity | `AWS_WEB_IDENTITY_TOKEN_FILE`, `AWS_ROLE_ARN`, `AWS_ROLE_SESSION_NAME` | `web_identity_token_file`, `role_arn`, `role_session_name` |
| 4 | single sign-on | | `sso_account_id`, `sso_role_name`, and `sso_session` or `sso_start_url` and `sso_region` |
| 5 | keys of the credentials file | | `aws_access_key_id`, `aws_secret_access_key`, `aws_session_token` |
| 6 | `aws login` | `AWS_LOGIN_CACHE_DIRECTORY` | `login_session` |
| 7 | a command | `AWS_CREDENTIAL_PROCESS_TIMEOUT` | `credential_process`, `credential_process_timeout` (seconds; no limit without it) |
| 8 | keys of the config file | | as 5 |
| 9 | files of older tools | `AWS_CREDENTIAL_FILE`, `BOTO_CONFIG` (`/etc/boto.cfg`, `~/.boto`) | |
| 10 | a container | `AWS_CONTAINER_CREDENTIALS_RELATIVE_URI` or `AWS_CONTAINER_CREDENTIALS_FULL_URI`; `AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE` or `AWS_CONTAINER_AUTHORIZATION_TOKEN` | |
| 11 | an EC2 instance, unless `AWS_EC2_METADATA_DISABLED` is `true` | `AWS_EC2_METADATA_SERVICE_ENDPOINT`, `AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE`, `AWS_EC2_METADATA_V1_DISABLED`, `AWS_METADATA_SERVICE_TIMEOUT`, `AWS_METADATA_SERVICE_NUM_ATTEMPTS` | the same in small letters without `aws_` |";

/// Settings, and what sets them.
pub(super) fn settings(service: &Service, methods: &Methods<'_>) -> String {
    let library = &methods.library;
    let lines = format!(
        "use std::time::Duration;\n\nuse {library}::Credentials;\n\n\
         let client = {library}::blocking::Client::builder()\n    \
             .region(\"eu-central-1\")\n    \
             .credentials(Credentials::new(\"AKIDEXAMPLE\", \"secret\", None))\n    \
             .read_timeout(Duration::from_secs(5))\n    \
             .app_name(\"example\")\n    \
             .build()?;\n\
         # let _ = client;"
    );
    let own = service.service_id.replace([' ', '-'], "_");
    let variable = format!("AWS_ENDPOINT_URL_{}", own.to_uppercase());
    let table = SETTINGS.replace("`ENDPOINT`", &format!("`{variable}`"));
    format!(
        "# Settings\n\n`from_env` reads what the AWS CLI reads: environment variables, `~/.aws/config` and `~/.aws/credentials`. \
         Everything can be set by hand instead, or on top (`builder().load_env()?`, or `load_profile(name)?` for a profile):\n\n{}\n\n\
         Of several places the one that stands first counts: what is set behind `load_env`, variables from left to right, the \
         profile. What is in italics is a field of [`Config`], set by `configure(|config| …)`.\n\n{table}\n\n\
         A section `services` that the profile names may have an `endpoint_url` below `{}`, which counts before the \
         profile's own; `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true` passes over all of them. Settings of one call are those of a clone: \
         `client.with(|config| config.operation_timeout = limit)` shares connections, credentials and the retry quota. Hooks \
         see each request before it is signed (`before_signing`) and each attempt (`after_attempt`).",
        methods.code(Client::Blocking, &lines),
        own.to_lowercase()
    )
}

/// Where credentials come from, when they are fetched, and what to do where they cannot be.
pub(super) fn credentials(methods: &Methods<'_>, renewal: Option<String>) -> String {
    let library = &methods.library;
    let alone = format!(
        "use {library}::runtime::config::{{Config, Environment, Session}};\n\
         use {library}::runtime::dialect;\n\n\
         let session = Session::new(Environment::process(), &dialect::V2, None).unattended();\n\
         let config = Config::from_session(&session, {library}::SERVICE.service_id)?;\n\
         let config = config.with_available_credentials(&session)?;\n\
         let client = {library}::blocking::Client::new(config)?;\n\
         # let _ = client;"
    );
    format!(
        "# Credentials\n\nOf these the first that is configured counts; where it fails, no other is asked. A provider that \
         is given to the builder counts before all (with `aws-credential-types` also one of the AWS SDK), and `load_profile` \
         passes over the keys and web identities of the environment.\n\n{SOURCES}\n\n\
         Nothing is fetched before the first call that is signed. What is fetched serves all clones of a client, and is fetched \
         again before its end: from ten minutes before it on (or in the last quarter of its life, where that is less; an instance's from fifteen minutes on) beside the calls, \
         which go on with what there is, and every ten seconds where that fails; in the last minute (or tenth of its life) calls wait \
         for it. A container is asked up to three times, for two seconds each; an instance once, for one second, unless \
         settings say otherwise; the other services as often and as long as the client's own, at addresses of their own: those of \
         `AWS_ENDPOINT_URL_STS`, `AWS_ENDPOINT_URL_SSO`, `AWS_ENDPOINT_URL_SSO_OIDC` and `AWS_ENDPOINT_URL_SIGNIN`, that of \
         `AWS_ENDPOINT_URL`, or AWS's, and never the builder's.\n\n\
         Credentials of roles and of single sign-on are kept in `~/.aws/cli/cache`, tokens in `~/.aws/sso/cache`, sign-ins in \
         `~/.aws/login/cache`: the files are the AWS CLI's, and the library reads and writes them too.\n\n\
         A role with `mfa_serial` asks for a code on the terminal, or on standard input where there is none, in the library \
         as in the command, unless the cache has its credentials: once, and when those have ended calls fail. In a session \
         that nobody attends it fails at once:\n\n{}\n\n\
         Where a sign-in has expired, [`Error::remedy`] is the command that renews it{}",
        methods.code(Client::Blocking, &alone),
        renewal.map_or_else(|| ".".to_owned(), |example| format!(":\n\n{example}"))
    )
}
