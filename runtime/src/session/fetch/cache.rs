//! Temporary credentials in the AWS CLI's own files, so that both programs fetch them once.

use std::path::PathBuf;

use super::files;
use crate::client::crypto;
use crate::client::private;
use crate::client::signing::keys::Credentials;
use crate::session::sources::sign_on::SignOn;
use crate::session::sources::source::{Role, WebIdentity};
use crate::shapes::time::{Timestamp, dates};
use crate::shapes::value::json::{self, Layout};
use crate::shapes::value::{Map, Value};

/// Credentials that end within this many seconds are fetched again.
const WINDOW: i64 = 15 * 60;

/// The folder.
#[derive(Clone, Debug)]
pub(super) struct Cache(PathBuf);

/// What stands for a request: a file's name, and which of two forms its content has.
pub(super) struct Key {
    name: String,
    signs_on: bool,
}

/// Fresh credentials, and what the files hold beside them.
pub(super) struct Answer {
    pub(super) credentials: Credentials,
    pub(super) account_id: Option<String>,
    /// Id and ARN.
    pub(super) assumed_role: Option<(String, String)>,
}

impl Key {
    /// The arguments of `AssumeRole` without a session name that was made up.
    pub(super) fn role(role: &Role) -> Key {
        Key::new(
            false,
            Layout::Wire,
            [
                ("DurationSeconds", role.duration_seconds.map(|seconds| i64::from(seconds).into())),
                ("ExternalId", text(role.external_id.as_deref())),
                ("RoleArn", text(Some(&role.arn))),
                ("RoleSessionName", text(role.session_name.as_deref())),
                ("SerialNumber", text(role.mfa_serial.as_deref())),
            ],
        )
    }

    /// The arguments of `AssumeRoleWithWebIdentity`, the token too if one is given.
    pub(super) fn web_identity(identity: &WebIdentity, token: Option<&str>) -> Key {
        Key::new(
            false,
            Layout::Wire,
            [
                ("RoleArn", text(Some(&identity.arn))),
                ("RoleSessionName", text(identity.session_name.as_deref())),
                ("WebIdentityToken", text(token)),
            ],
        )
    }

    pub(super) fn sign_on(sign_on: &SignOn) -> Key {
        let url = sign_on.session.is_none().then_some(sign_on.start_url.as_str());
        Key::new(
            true,
            Layout::Dense,
            [
                ("accountId", text(Some(&sign_on.account_id))),
                ("roleName", text(Some(&sign_on.role_name))),
                ("sessionName", text(sign_on.session.as_deref())),
                ("startUrl", text(url)),
            ],
        )
    }

    /// `arguments` in the order of their names, which is how they are hashed.
    fn new<const N: usize>(signs_on: bool, layout: Layout, arguments: [(&str, Option<Value>); N]) -> Key {
        let arguments = arguments.into_iter().filter_map(|(name, value)| Some((name, value?)));
        let arguments = Value::from(arguments.collect::<Map>());
        Key { name: hex::encode(crypto::sha1(json::to_string(&arguments, layout).as_bytes())), signs_on }
    }
}

fn text(text: Option<&str>) -> Option<Value> {
    text.map(Value::from)
}

impl Cache {
    pub(super) fn new(folder: PathBuf) -> Cache {
        Cache(folder)
    }

    /// Credentials that stay valid for a while. A file that cannot be used is as good as none.
    pub(super) fn get(&self, key: &Key) -> Option<Credentials> {
        let file = files::read(&self.path(key))?;
        let found = file.get("Credentials")?;
        let member = |name: &str| found.get(name).and_then(Value::as_str);
        let end = dates::instant(member("Expiration")?)?;
        // Temporary keys are worth nothing without it.
        let token = member("SessionToken")?.to_owned();
        let credentials = Credentials::new(member("AccessKeyId")?, member("SecretAccessKey")?, Some(token));
        (end.seconds() - Timestamp::now().seconds() >= WINDOW).then(|| credentials.expiring(end))
    }

    /// Writes the file. Where that fails, the credentials are no worse; they are fetched again next time.
    pub(super) fn keep(&self, key: &Key, answer: Answer) -> Credentials {
        let content = json::to_string(&content(key, &answer), Layout::Wire);
        let _ = private::write(&self.path(key), &content);
        answer.credentials
    }

    fn path(&self, key: &Key) -> PathBuf {
        self.0.join(format!("{}.json", key.name))
    }
}

fn content(key: &Key, answer: &Answer) -> Value {
    let map = |members: &[(&str, Option<Value>)]| -> Value {
        let members = members.iter().filter_map(|(name, value)| Some((*name, value.clone()?)));
        members.collect::<Map>().into()
    };
    let credentials = &answer.credentials;
    let end = credentials.expires().map(|end| files::written(end).into());
    let keys = map(&[
        ("AccessKeyId", text(Some(credentials.access_key_id()))),
        ("SecretAccessKey", text(Some(credentials.secret_access_key()))),
        ("SessionToken", text(credentials.session_token())),
        ("Expiration", end),
        ("AccountId", text(answer.account_id.as_deref())),
    ]);
    if key.signs_on {
        return map(&[("ProviderType", text(Some("sso"))), ("Credentials", Some(keys))]);
    }
    let role = answer
        .assumed_role
        .as_ref()
        .map(|(id, arn)| map(&[("AssumedRoleId", text(Some(id))), ("Arn", text(Some(arn)))]));
    let metadata = map(&[("HTTPStatusCode", Some(200.into())), ("RetryAttempts", Some(0.into()))]);
    map(&[("Credentials", Some(keys)), ("AssumedRoleUser", role), ("ResponseMetadata", Some(metadata))])
}
