//! What the service asks that the loop cannot answer by itself.

use super::answer::{Answer, Kind};
use super::parameters::{names, pairs, strings, text};
use crate::client::signing::sigv4::percent_encode;
use crate::shapes::value::{Map, Value};
use crate::sign_in::srp::Secret;

/// A question of the service. Each kind makes the answers that it takes.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Challenge {
    /// The password has to be changed.
    NewPasswordRequired(NewPassword),
    /// A second factor: a code by text message.
    SmsMfa(Code),
    /// A second factor: a code by email.
    EmailMfa(Code),
    /// A code by email, as first or second factor.
    EmailOtp(Code),
    /// A code by text message, as first factor.
    SmsOtp(Code),
    /// A second factor: a code of an authenticator.
    SoftwareTokenMfa(Code),
    /// Which second factor it shall be.
    SelectMfaType(Choice),
    /// A second factor has to be set up.
    MfaSetup(MfaSetup),
    /// The secret of a new authenticator, which has to give its first code.
    SoftwareTokenSetup(SoftwareTokenSetup),
    /// The password itself.
    Password(Password),
    /// How to sign in.
    SelectChallenge(Choice),
    /// A passkey.
    WebAuthn(WebAuthn),
    /// A question of the pool's own.
    Custom(Custom),
    /// Anything else, among it what newer services ask.
    Other(Custom),
}

/// A password that the user is to choose.
#[derive(Clone, Debug)]
pub struct NewPassword {
    /// Attributes that the user has to fill in.
    pub required_attributes: Vec<String>,
    /// The attributes that the user has.
    pub attributes: Vec<(String, String)>,
}

impl NewPassword {
    pub(super) const NAME: &'static str = "NEW_PASSWORD_REQUIRED";

    /// The new password, and attributes such as `[("email", "jane@example.com")]`.
    #[must_use]
    pub fn password(&self, password: &str, attributes: &[(&str, &str)]) -> Answer {
        let mut responses = vec![("NEW_PASSWORD".to_owned(), password)];
        responses.extend(attributes.iter().map(|(name, value)| (format!("userAttributes.{name}"), *value)));
        Answer::new(Self::NAME, responses)
    }
}

/// A code that was sent to the user or that an authenticator shows.
#[derive(Clone, Debug)]
pub struct Code {
    /// The challenge's name.
    pub name: String,
    /// Where it was sent, mostly hidden, such as `+*******9999`.
    pub destination: Option<String>,
    /// The name of the authenticator.
    pub device_name: Option<String>,
}

impl Code {
    /// The code.
    #[must_use]
    pub fn code(&self, code: &str) -> Answer {
        Answer::new(&self.name, [(format!("{}_CODE", self.name), without_blanks(code))])
    }
}

/// Codes are shown in groups and typed as they are shown.
fn without_blanks(code: &str) -> String {
    code.chars().filter(|c| !c.is_whitespace()).collect()
}

/// One of several.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The challenge's name.
    pub name: String,
    /// What there is to choose from, such as `SOFTWARE_TOKEN_MFA` or `PASSWORD_SRP`.
    pub options: Vec<String>,
}

impl Choice {
    /// The choice. A password, or the proof of one, goes along with it if it is asked for.
    #[must_use]
    pub fn choose(&self, option: &str) -> Answer {
        Answer { challenge: self.name.clone(), kind: Kind::Choice(option.to_owned()) }
    }

    /// A choice that says what it needs, such as the `CREDENTIAL` of a passkey.
    #[must_use]
    pub fn choose_with(&self, option: &str, responses: &[(&str, &str)]) -> Answer {
        Answer::new(&self.name, [&[("ANSWER", option)], responses].concat())
    }
}

/// A second factor that is yet to be set up.
#[derive(Clone, Debug)]
pub struct MfaSetup {
    /// What can be set up here, such as `SOFTWARE_TOKEN_MFA`.
    pub options: Vec<String>,
}

impl MfaSetup {
    pub(super) const NAME: &'static str = "MFA_SETUP";

    /// Sets an authenticator up; [`Challenge::SoftwareTokenSetup`] follows.
    #[must_use]
    pub fn software_token(&self) -> Answer {
        Answer { challenge: Self::NAME.to_owned(), kind: Kind::SetUpSoftwareToken }
    }
}

/// A new authenticator.
#[derive(Clone, Debug)]
pub struct SoftwareTokenSetup {
    /// The secret that the authenticator computes its codes from, base32.
    pub secret_code: Secret,
}

impl SoftwareTokenSetup {
    /// The address that authenticators read as a QR code.
    #[must_use]
    pub fn uri(&self, issuer: &str, account: &str) -> Secret {
        let (issuer, account) = (percent_encode(issuer), percent_encode(account));
        let secret = self.secret_code.expose();
        format!("otpauth://totp/{issuer}:{account}?secret={secret}&issuer={issuer}").into()
    }

    /// The first code that the authenticator shows, and a name to know it by.
    #[must_use]
    pub fn code(&self, code: &str, device_name: Option<&str>) -> Answer {
        let device_name = device_name.map(str::to_owned);
        let kind = Kind::VerifySoftwareToken { code: without_blanks(code).into(), device_name };
        Answer { challenge: MfaSetup::NAME.to_owned(), kind }
    }
}

/// A password that the service wants to see.
#[derive(Clone, Debug)]
pub struct Password {}

impl Password {
    pub(super) const NAME: &'static str = "PASSWORD";

    /// The password, which is sent.
    #[must_use]
    pub fn password(&self, password: &str) -> Answer {
        Answer::new(Self::NAME, [(Self::NAME, password)])
    }
}

/// A passkey to be used.
#[derive(Clone, Debug)]
pub struct WebAuthn {
    /// `PublicKeyCredentialRequestOptions` as JSON, for the authenticator.
    pub options: String,
}

impl WebAuthn {
    const NAME: &'static str = "WEB_AUTHN";

    /// The authenticator's `AuthenticationResponseJSON`.
    #[must_use]
    pub fn credential(&self, json: &str) -> Answer {
        Answer::new(Self::NAME, [("CREDENTIAL", json)])
    }
}

/// A challenge as it came.
#[derive(Clone, Debug)]
pub struct Custom {
    /// The challenge's name.
    pub name: String,
    /// Its parameters.
    pub parameters: Vec<(String, String)>,
}

impl Custom {
    /// The answer, where there is one.
    #[must_use]
    pub fn answer(&self, answer: &str) -> Answer {
        self.responses([("ANSWER", answer)])
    }

    /// Responses by their names.
    pub fn responses<K: Into<String>, V: Into<Secret>>(
        &self,
        responses: impl IntoIterator<Item = (K, V)>,
    ) -> Answer {
        Answer::new(&self.name, responses)
    }
}

impl Challenge {
    /// The challenge of a reply.
    pub(super) fn read(name: &str, parameters: &Map, reply: &Value) -> Challenge {
        let code = || Code {
            name: name.to_owned(),
            destination: text(parameters, "CODE_DELIVERY_DESTINATION").map(str::to_owned),
            device_name: text(parameters, "FRIENDLY_DEVICE_NAME").map(str::to_owned),
        };
        let choice = |options| Choice { name: name.to_owned(), options };
        match name {
            "SMS_MFA" => Challenge::SmsMfa(code()),
            "EMAIL_MFA" => Challenge::EmailMfa(code()),
            "EMAIL_OTP" => Challenge::EmailOtp(code()),
            "SMS_OTP" => Challenge::SmsOtp(code()),
            "SOFTWARE_TOKEN_MFA" => Challenge::SoftwareTokenMfa(code()),
            "SELECT_MFA_TYPE" => Challenge::SelectMfaType(choice(names(parameters, "MFAS_CAN_CHOOSE"))),
            "SELECT_CHALLENGE" => {
                Challenge::SelectChallenge(choice(strings(reply.get("AvailableChallenges"))))
            }
            MfaSetup::NAME => Challenge::MfaSetup(MfaSetup { options: names(parameters, "MFAS_CAN_SETUP") }),
            NewPassword::NAME => Challenge::NewPasswordRequired(new_password(parameters)),
            Password::NAME => Challenge::Password(Password {}),
            WebAuthn::NAME => {
                let options = text(parameters, "CREDENTIAL_REQUEST_OPTIONS").unwrap_or_default().to_owned();
                Challenge::WebAuthn(WebAuthn { options })
            }
            "CUSTOM_CHALLENGE" => Challenge::Custom(custom(name, parameters)),
            _ => Challenge::Other(custom(name, parameters)),
        }
    }
}

fn new_password(parameters: &Map) -> NewPassword {
    let required = names(parameters, "requiredAttributes");
    let required = required.into_iter().map(|name| match name.strip_prefix("userAttributes.") {
        Some(name) => name.to_owned(),
        None => name,
    });
    NewPassword { required_attributes: required.collect(), attributes: pairs(parameters, "userAttributes") }
}

fn custom(name: &str, parameters: &Map) -> Custom {
    let parameters = parameters.iter().filter_map(|(k, v)| Some((k.to_owned(), v.as_str()?.to_owned())));
    Custom { name: name.to_owned(), parameters: parameters.collect() }
}
