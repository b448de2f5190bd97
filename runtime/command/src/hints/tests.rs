//! Each rule in its situation, and silent in others.

use super::*;
use crate::fixture::PROGRAM;
use crate::report::failure::{Failure, Kind};

fn said(words: &[&str], failure: Option<Failure>) -> Vec<String> {
    let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    of(&Scene::new(&PROGRAM, &words, failure.as_ref()))
}

fn fails(kind: Kind, message: &str) -> Option<Failure> {
    Some(Failure::new(kind, message))
}

/// A file that a test works with.
struct Scratch(std::path::PathBuf);

impl Scratch {
    fn new(name: &str, bytes: &[u8]) -> Scratch {
        let path = std::env::temp_dir().join(format!("hints-{}-{name}", std::process::id()));
        std::fs::write(&path, bytes).unwrap();
        Scratch(path)
    }

    fn name(&self) -> String {
        self.0.display().to_string()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[test]
fn every_rule_has_a_situation_of_its_own() {
    let situations: std::collections::BTreeSet<&str> = RULES.iter().map(|rule| rule.situation).collect();
    assert_eq!(situations.len(), RULES.len());
    for rule in RULES {
        assert!(rule.situation.ends_with('.') && !rule.sentence.is_empty(), "{rule:?}");
    }
}

#[test]
fn what_the_parsers_know_is_said() {
    let cases = [
        (Kind::UnknownOption, "--size instead of --siz", "Did you mean --size instead of --siz?"),
        (Kind::Parameter, "--size integer", "Expected: --size integer"),
        (Kind::General, "--tags", "--tags takes text: use file:// instead of fileb://"),
        (
            Kind::Service,
            "eu-west-1",
            "The id names region eu-west-1, and another was asked: try --region eu-west-1",
        ),
    ];
    for (kind, part, sentence) in cases {
        assert_eq!(said(&["put-thing"], fails(kind, "m").map(|failure| failure.hint(part))), [sentence]);
        assert!(said(&["put-thing"], fails(kind, "m")).is_empty());
    }
}

#[test]
fn a_forgotten_file() {
    let file = Scratch::new("forgotten.json", b"{}");
    let name = file.name();
    let failure = || fails(Kind::Parameter, "Error parsing parameter '--attribute': Expected: '='");
    assert_eq!(
        said(&["put-thing", "--attribute", &name], failure())[0],
        format!(
            "--attribute was given the name of a file where its content is meant: --attribute file://{name}"
        )
    );
    let document = fails(Kind::Parameter, "Error parsing parameter 'cli-input-json': Invalid JSON received.");
    assert_eq!(said(&["put-thing", "--cli-input-json", &name], document).len(), 1);
    assert!(said(&["put-thing", "--thing-id", &name], fails(Kind::Service, "No ThingId")).is_empty());
    assert!(said(&["put-thing", "--attribute", &name], None).is_empty());
}

#[test]
fn files_in_other_character_sets() {
    let cases: [(&[u8], &str); 4] = [
        (b"\xef\xbb\xbf{}", "begins with a byte order mark"),
        (b"\xff\xfe{\0}\0", "is UTF-16"),
        (b"{\0}\0", "is UTF-16"),
        (b"{\"a\": \"\xfc\"}", "is not UTF-8"),
    ];
    for (at, (bytes, sentence)) in cases.iter().enumerate() {
        let file = Scratch::new(&format!("set-{at}.json"), bytes);
        let word = format!("file://{}", file.name());
        let message = "Error parsing parameter '--attribute': text contents could not be decoded.";
        let said = said(&["put-thing", "--attribute", &word], fails(Kind::Parameter, message));
        assert!(said.len() == 1 && said[0].contains(sentence), "{said:?}");
    }
    let file = Scratch::new("good.json", b"{\"a\": 1");
    let word = format!("file://{}", file.name());
    assert!(
        said(&["put-thing", "--attribute", &word], fails(Kind::Parameter, "--attribute: Invalid JSON"))
            .is_empty()
    );
    let picture = format!("file://{}", Scratch::new("picture", b"\xff\xd8").name());
    let message = "--picture: text contents could not be decoded";
    assert!(said(&["put-thing", "--picture", &picture], fails(Kind::Parameter, message)).is_empty());
}

#[test]
fn dashes_and_blanks() {
    let expected = fails(Kind::Usage, "argument --thing-id: expected one argument");
    assert_eq!(
        said(&["put-thing", "--thing-id", "-secret"], expected.clone()),
        ["A value that begins with a dash stands in one word with its option: --thing-id=-…"]
    );
    assert!(said(&["put-thing", "--thing-id", "--size", "1"], expected).is_empty());
    let unknown = || fails(Kind::UnknownOption, "Unknown options: x");
    assert_eq!(
        said(&["put-thing", "—size", "1"], unknown()),
        ["Word 2 begins with a long dash; options begin with two hyphens: --size"]
    );
    assert!(said(&["put-thing", " ", "--size"], unknown())[0].starts_with("Word 2 is blank"));
    assert!(said(&["put-thing", "--thing-id", " "], None).is_empty());
}

#[test]
fn shorthand() {
    let message = "Error parsing parameter '--attribute': Expected: ',', received: 's'";
    assert_eq!(
        said(&["put-thing", "--attribute", "Name=a,Value='Mia's Tea'"], fails(Kind::Parameter, message)),
        [
            "A value with quotes or commas is put into double quotes that reach the program: Name=a,Value=\"Mia's Tea\"\n\
          In a shell: --attribute 'Name=a,Value=\"Mia'\\''s Tea\"'"
        ]
    );
    assert_eq!(
        said(&["put-thing", "--attribute", "Name=a,Value=file://x"], None),
        ["Value=file://… is sent as it stands; Value@=file://… sends what is in the file."]
    );
    let split =
        said(&["put-thing", "--attribute", "Name=a,Value=Mia", "Tea"], fails(Kind::Parameter, message));
    assert!(split[0].ends_with("In a shell: --attribute 'Name=a,Value=Mia Tea'"), "{split:?}");
    assert!(said(&["put-thing", "--attribute", "Name=a,Value@=file://x"], None).is_empty());
    assert!(said(&["put-thing", "--attribute", "Name=a,Value=b"], fails(Kind::Service, "no")).is_empty());
}

#[test]
fn secrets_are_told_of_but_not_shown() {
    let cut = said(&["sign-in", "--parameters", "USERNAME=jane,PASSWORD=Tea4,two=x"], None);
    assert!(cut.len() == 1 && cut[0].starts_with("--parameters sends 3 parameters"), "{cut:?}");
    let unreadable =
        said(&["sign-in", "--parameters", "PASSWORD=Tea4,two"], fails(Kind::Parameter, "--parameters"));
    assert!(unreadable.len() == 1 && unreadable[0].contains("'USERNAME=…,PASSWORD=\"…\"'"), "{unreadable:?}");
    let curly = said(&["sign-in", "--password", "“Tea4”"], None);
    assert_eq!(curly, ["The value of --password holds a curly quote, which editors make of a straight one."]);
    for said in [cut, unreadable, curly] {
        assert!(!said.concat().contains("Tea4"), "{said:?}");
    }
    assert!(said(&["sign-in", "--parameters", "USERNAME=jane,PASSWORD=x"], None).is_empty());
    assert!(
        said(&["sign-in", "--parameters", "PASSWORD=x,EMAIL_OTP_CODE=1,userAttributes.a=b"], None).is_empty()
    );
    let file = Scratch::new("password", b"Tea4\n");
    let ends = said(&["sign-in", "--password", &format!("file://{}", file.name())], None);
    assert!(ends.len() == 1 && ends[0].contains("ends in a line end"), "{ends:?}");
}

#[test]
fn paging_by_hand() {
    let message = "Cannot specify --no-paginate along with pagination arguments: --max-items";
    let words = ["list-things", "--max-results", "1", "--max-items", "2"];
    assert!(
        said(&words, fails(Kind::Parameter, message))[0].starts_with("--max-results asks for pages by hand")
    );
    let with_option = ["list-things", "--no-paginate", "--max-results", "1", "--max-items", "2"];
    assert!(said(&with_option, fails(Kind::Parameter, message)).is_empty());
}

#[test]
fn updates_that_reset() {
    let words = ["make-thing", "--token", "t"];
    assert!(said(&words, None)[0].starts_with("make-thing sets back to its default what it is not given"));
    assert!(said(&words, fails(Kind::Service, "no")).is_empty());
    assert!(said(&["make-thing", "help"], None).is_empty());
    assert!(said(&["completion", "words", "", "make-thing"], None).is_empty());
    assert!(said(&["make-thing", "--cli-input-json", "file://x"], None).is_empty());
    assert!(said(&["put-thing", "--thing-id", "t"], None).is_empty());
}

#[test]
fn what_was_and_what_will_be() {
    let history = crate::Texts::of(crate::texts!(
        "fixture 1 2019-01-31",
        "+take-thing",
        "fixture 2 2020-03-01",
        "-take-thing =take-thing=put-thing -put-thing.shade -lose-thing",
        "fixture 3 2021-12-09",
        "+find-thing"
    ));
    let program = crate::Program { history, ..PROGRAM };
    let said = |line: &str, kind| {
        let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
        of(&Scene::new(&program, &words, fails(kind, "m").as_ref()))
    };
    let usage = Kind::Usage;
    let renamed = "take-thing is gone since fixture 2 (March 2020): put-thing took its place.";
    assert_eq!(said("--debug take-thing --name x", usage), [renamed]);
    assert_eq!(said("lose-thing", usage), ["lose-thing is gone since fixture 2 (March 2020)."]);
    let later =
        "find-thing came with fixture 3 (December 2021), which is newer than the model of this program.";
    assert_eq!(said("find-thing", usage), [later]);
    let gone = "--shade is gone since fixture 2 (March 2020).";
    assert_eq!(said("put-thing --shade=red", Kind::UnknownOption), [gone]);
    assert!(
        said("nothing", usage).is_empty() && said("put-thing --shadow x", Kind::UnknownOption).is_empty()
    );
    assert!(said("find-thing", Kind::Service).is_empty());
}
