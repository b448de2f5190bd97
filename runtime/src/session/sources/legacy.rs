//! Keys in the files of the tools that came before the AWS CLI, where it still looks.

use crate::client::error::{Error, ErrorKind};
use crate::client::signing::keys::Credentials;
use crate::session::settings::Session;
use crate::session::sources::source::partial;

/// The keys of EC2's first tools, else those of boto 2.
pub(super) fn keys(session: &Session) -> Result<Option<Credentials>, Error> {
    match ec2(session)? {
        None => boto(session),
        found => Ok(found),
    }
}

/// Lines of `NAME=value`, in a file that is named by a variable.
fn ec2(session: &Session) -> Result<Option<Credentials>, Error> {
    let Some(file) = session.env("AWS_CREDENTIAL_FILE") else { return Ok(None) };
    let text = crate::client::bounded::read_to_string(session.expand(&file), crate::client::bounded::TOKEN)
        .map_err(|error| {
        let message = format!("The specified config file ({file}) could not be found.");
        Error::new(ErrorKind::Config, message).with_source(error)
    })?;
    let get = |name: &str| {
        let mut pairs = text.lines().filter_map(|line| line.split_once('='));
        pairs.rfind(|(key, _)| key.trim() == name).map(|(_, value)| value.trim())
    };
    let Some(access) = get("AWSAccessKeyId") else { return Ok(None) };
    let secret = get("AWSSecretKey").ok_or_else(|| partial("ec2-credentials-file", "AWSSecretKey"))?;
    Ok(Some(Credentials::new(access, secret, None)))
}

/// The section `Credentials` of the file that a variable names, or of the first of two that has keys.
fn boto(session: &Session) -> Result<Option<Credentials>, Error> {
    let named = session.env("BOTO_CONFIG");
    let files =
        named.map_or_else(|| vec!["/etc/boto.cfg".to_owned(), "~/.boto".to_owned()], |file| vec![file]);
    for file in files {
        let get = |key| session.value_of(&file, "Credentials", key);
        if let Some(access) = get("aws_access_key_id")? {
            let secret = get("aws_secret_access_key")?
                .ok_or_else(|| partial("boto-config", "aws_secret_access_key"))?;
            return Ok(Some(Credentials::new(access, secret, None)));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::settings::Environment;
    use crate::session::settings::dialect;

    fn found(variable: &str, text: &str) -> Result<Option<String>, Error> {
        let name = format!("legacy-{}-{variable}-{}", std::process::id(), text.len());
        let file = std::env::temp_dir().join(name);
        std::fs::write(&file, text).unwrap();
        let env = Environment::of([(variable, file.display().to_string())]);
        let keys = keys(&Session::new(env, &dialect::V2, None));
        std::fs::remove_file(file).unwrap();
        keys.map(|keys| keys.map(|keys| format!("{}/{}", keys.access_key_id(), keys.secret_access_key())))
    }

    #[test]
    fn both_forms_are_read() {
        for (variable, text, expected) in [
            ("AWS_CREDENTIAL_FILE", "# old\nAWSAccessKeyId = A\nAWSSecretKey=s=\n", Some("A/s=")),
            ("AWS_CREDENTIAL_FILE", "nothing\n", None),
            ("BOTO_CONFIG", "[Credentials]\naws_access_key_id = A\naws_secret_access_key = s\n", Some("A/s")),
            ("BOTO_CONFIG", "[Boto]\ndebug = 1\n", None),
        ] {
            assert_eq!(found(variable, text).unwrap().as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn half_a_key_is_an_error() {
        for (variable, text, missing) in [
            ("AWS_CREDENTIAL_FILE", "AWSAccessKeyId=A\n", "AWSSecretKey"),
            ("BOTO_CONFIG", "[Credentials]\naws_access_key_id = A\n", "aws_secret_access_key"),
        ] {
            let error = found(variable, text).unwrap_err();
            assert!(
                error.kind() == ErrorKind::PartialCredentials && error.message().ends_with(missing),
                "{error}"
            );
        }
    }

    #[test]
    fn a_named_file_must_be_there() {
        let session =
            Session::new(Environment::of([("AWS_CREDENTIAL_FILE", "/nowhere")]), &dialect::V2, None);
        let message = keys(&session).unwrap_err().to_string();
        assert_eq!(message, "The specified config file (/nowhere) could not be found.");
    }
}
