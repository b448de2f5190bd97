//! Members that are zip archives. One that is a member of a member has an option of its own, and no other way in: words of a
//! structure have no place for bytes. What is none is refused before it is sent.

use super::zip::is_archive;
use crate::Command;
use crate::report::failure::{Failure, Kind as FailureKind};
use rt::value::{Map, Value};

rt::shapes! {
    /// The shape of an archive.
    pub(super) static BYTES: Shape = Shape::new("ZipFile", Kind::Blob);
}

/// Checks the value of a member as far as it has to do with archives.
pub(super) fn check(command: &Command, member: &str, option: &str, value: &Value) -> Result<(), Failure> {
    let Some(zip) = command.zips().find(|zip| zip.member == member) else { return Ok(()) };
    let Some(inner) = zip.inner else { return archive(zip.option, value) };
    if value.get(inner).is_none() {
        return Ok(());
    }
    let own = zip.option;
    let message = format!(
        "{inner} cannot be provided as part of the {option} argument.  Please use the '--{own}' option instead to \
         specify a zip file."
    );
    Err(Failure::new(FailureKind::Parameter, message))
}

/// Adds an archive to the member that it is part of.
pub(super) fn add_archive(
    command: &Command,
    at: usize,
    value: Value,
    parameters: &mut Map,
) -> Result<(), Failure> {
    let Some((zip, inner)) = command.zips().nth(at).and_then(|zip| Some((zip, zip.inner?))) else {
        return Ok(());
    };
    archive(zip.option, &value)?;
    add(parameters, zip.member, Value::Map([(inner, value)].into_iter().collect()));
    Ok(())
}

/// Sets a member. Of a structure that is there already, it sets members.
pub(super) fn add(parameters: &mut Map, member: &'static str, value: Value) {
    match (parameters.get_mut(member), value) {
        (Some(Value::Map(there)), Value::Map(more)) => there.extend(more),
        (_, value) => drop(parameters.insert(member, value)),
    }
}

fn archive(option: &str, value: &Value) -> Result<(), Failure> {
    let is_one = match value {
        Value::Bytes(bytes) => is_archive(bytes),
        Value::String(text) => is_archive(text.as_bytes()),
        _ => false,
    };
    if is_one {
        return Ok(());
    }
    let message = format!(
        "--{option} must be a zip file with the fileb:// prefix.\nExample usage:  --{option} fileb://path/to/file.zip"
    );
    Err(Failure::new(FailureKind::Parameter, message))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::{CommandLine, Setting, command_options};
    use crate::bind::{self, Binder};
    use crate::{Texts, Words, joined, texts};
    use rt::dialect::V2;
    use rt::json::{self, Layout};
    use rt::schema::Operation;

    rt::shapes! {
        static ZIP: Shape = Shape::new("ZipFile", Kind::Blob);
        static TEXT: Shape = Shape::new("Text", Kind::String);
        static CODE: Shape = Shape::new(
            "Code",
            Kind::Structure(&[
                Member::new("ZipFile", ZIP),
                Member::new("Key", TEXT),
                Member::new("Bucket", TEXT),
            ]),
        );
        static INPUT: Shape = Shape::new("Input", Kind::Structure(&[Member::new("Code", CODE).required()]));
    }
    static OPERATION: Operation = Operation::new("Create", &TABLES).input(INPUT.id());
    const COMMAND: Command = Command {
        words: joined!(Words {
            name: "create",
            options: Texts::of(texts!("code", "zip-file=Code.ZipFile")),
            docs: "",
            examples: Texts::of(""),
        }),
        operation: &OPERATION,
        pair: None,
        resent: None,
        by_hand: None,
    };

    fn bound(words: &[&str]) -> Result<String, String> {
        let options = command_options(&COMMAND, &V2);
        let setting = |pair: &[&str]| {
            let found = options.iter().find(|option| option.word == pair[0]).unwrap();
            assert!(!found.is_required());
            Setting { target: found.target, option: pair[0].to_owned(), words: vec![pair[1].to_owned()] }
        };
        let line =
            CommandLine { command: &COMMAND, waiter: None, values: words.chunks(2).map(setting).collect() };
        let bound = bind::bind(&Binder::new(&V2), line, false).map_err(|f| f.message)?;
        Ok(json::to_string(&Value::Map(bound.parameters), Layout::Wire))
    }

    #[test]
    fn an_archive_has_its_own_option() {
        let path = std::env::temp_dir().join(format!("archive-{}", std::process::id()));
        std::fs::write(&path, [b"PK\x05\x06".as_slice(), &[0; 18]].concat()).unwrap();
        let file = format!("fileb://{}", path.display());
        let zip = "UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==";
        assert_eq!(bound(&["--zip-file", &file]), Ok(format!(r#"{{"Code": {{"ZipFile": "{zip}"}}}}"#)));
        let both = Ok(format!(r#"{{"Code": {{"ZipFile": "{zip}", "Key": "k"}}}}"#));
        assert_eq!(bound(&["--zip-file", &file, "--code", "Key=k"]), both);
        let inside = "ZipFile cannot be provided as part of the --code argument.  Please use the '--zip-file' option instead to \
                      specify a zip file.";
        assert_eq!(bound(&["--code", &format!("ZipFile={file}")]), Err(inside.to_owned()));
        let none = "--zip-file must be a zip file with the fileb:// prefix.\nExample usage:  --zip-file \
                    fileb://path/to/file.zip";
        assert_eq!(bound(&["--zip-file", "x.zip"]), Err(none.to_owned()));
        std::fs::remove_file(path).unwrap();
    }
}
