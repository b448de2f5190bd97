//! Folders of other people, and a writer that is killed.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

#[path = "../src/scratch.rs"]
mod scratch;
#[path = "../src/writer/mod.rs"]
mod writer;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;
use std::{fs, io};

use scratch::Scratch;
use writer::{Files, list, remove, write};

/// Where the writer keeps what is not finished.
const NAME: &str = ".xtask-tmp";

fn files(list: &[(&str, &str)]) -> Files {
    list.iter().map(|(path, text)| (PathBuf::from(path), (*text).to_owned())).collect()
}

fn refusal(result: io::Result<usize>) -> String {
    result.unwrap_err().to_string()
}

#[test]
fn what_has_not_changed_is_not_written() {
    let folder = Scratch::new();
    assert_eq!(write(folder.path(), &files(&[("a", "1"), ("b/c", "2")])).unwrap(), 2);
    let before = fs::metadata(folder.path().join("a")).unwrap().modified().unwrap();
    assert_eq!(write(folder.path(), &files(&[("a", "1"), ("b/c", "3")])).unwrap(), 1);
    assert_eq!(fs::metadata(folder.path().join("a")).unwrap().modified().unwrap(), before);
    assert_eq!(fs::read_to_string(folder.path().join("b/c")).unwrap(), "3");
    remove(folder.path(), &[PathBuf::from("b/c")]).unwrap();
    assert_eq!(list(folder.path(), "").unwrap(), [PathBuf::from("a")]);
    assert!(!folder.path().join("b").exists(), "an empty folder stays");
}

#[test]
fn paths_stay_in_their_folder() {
    let outer = Scratch::new();
    let folder = outer.path().join("in");
    for path in ["../x", "/x", "a/../../x", "a/./../x", "", ".."] {
        write(&folder, &files(&[("fine", "1"), (path, "2")])).unwrap_err();
    }
    assert!(list(outer.path(), "").unwrap().is_empty());
}

#[test]
fn paths_are_files_of_their_own_everywhere() {
    let folder = Scratch::new();
    let said = |list: &[(&str, &str)]| refusal(write(folder.path(), &files(list)));
    assert_eq!(
        said(&[("a/X.rs", ""), ("a/x.rs", "")]),
        "`a/X.rs` and `a/x.rs` are one file where case does not count"
    );
    assert_eq!(said(&[("a", ""), ("A/b", "")]), "`a` cannot be a file and the folder of `A/b`");
    for name in ["con.rs", "NUL", "src/aux.rs", "com1.html", "Lpt9.txt.rs", "com0", "conin$"] {
        assert!(said(&[(name, "")]).ends_with("is the name of a device on Windows"), "{name}");
    }
    for name in ["a:b", "a\nb", "a?", "a.", "a ", "x\\..\\y"] {
        assert!(said(&[(name, "")]).ends_with("that file names cannot have everywhere"), "{name}");
    }
    let fine = ["console.rs", "auxiliary", "com.rs", "com10.rs", "lpt.rs", "nul-page.md"];
    assert_eq!(write(folder.path(), &files(&fine.map(|name| (name, "")))).unwrap(), fine.len());
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    use std::os::unix::fs::symlink;
    let (folder, other) = (Scratch::new(), Scratch::with(&[("file", "theirs"), ("deep/file", "theirs")]));
    symlink(other.path().join("file"), folder.path().join("file")).unwrap();
    symlink(other.path().join("deep"), folder.path().join("deep")).unwrap();
    symlink(other.path().join("nothing"), folder.path().join("nothing")).unwrap();
    for path in ["file", "deep/file", "deep/new", "nothing"] {
        let said = refusal(write(folder.path(), &files(&[("before", "1"), (path, "ours"), ("z", "1")])));
        assert!(said.contains("is a symbolic link"), "{said}");
        remove(folder.path(), &[PathBuf::from(path)]).unwrap_err();
    }
    assert_eq!(list(other.path(), "").unwrap(), [PathBuf::from("deep/file"), "file".into()]);
    assert_eq!(fs::read_to_string(other.path().join("file")).unwrap(), "theirs");
    // Nothing of a refused tree was written, and the links are still there.
    assert_eq!(list(folder.path(), "").unwrap(), [PathBuf::from("deep"), "file".into(), "nothing".into()]);
}

#[cfg(unix)]
#[test]
fn a_folder_for_what_is_not_finished_is_ours_or_nobodys() {
    let (folder, other) = (Scratch::new(), Scratch::with(&[("new", "theirs")]));
    let beside = folder.path().join(NAME);
    std::os::unix::fs::symlink(other.path(), &beside).unwrap();
    refusal(write(folder.path(), &files(&[("a", "1")])));
    fs::remove_file(&beside).unwrap();
    folder.put(".xtask-tmp/mine", "theirs");
    refusal(write(folder.path(), &files(&[("a", "1")])));
    assert!(other.path().join("new").exists() && beside.join("mine").exists());
    // What a run that was stopped leaves, at each of its steps.
    for left in [
        &[][..],
        &[(".gitignore", "")],
        &[(".gitignore", "# Files")],
        &[(".gitignore", "# Files"), ("new", "half")],
    ] {
        let _ = fs::remove_dir_all(&beside);
        fs::create_dir(&beside).unwrap();
        left.iter().for_each(|(name, text)| fs::write(beside.join(name), text).unwrap());
        write(folder.path(), &files(&[("a", "1")])).unwrap();
        assert!(!beside.exists());
    }
}

/// A tree whose texts say which of two it is, at their beginning and at their end.
fn large(which: usize) -> Files {
    let file = |n: usize| (format!("f{}/file{n}", n % 7).into(), text(which, n));
    (0..200).map(file).collect()
}

fn text(which: usize, n: usize) -> String {
    format!("{which}:{n}\n{}{which}:{n}", "x".repeat(n * 97 % 60_000))
}

const FOLDER: &str = "WRITER_TEST_FOLDER";

/// Not a test: what `kill_leaves_the_old_or_the_new` kills.
#[test]
#[ignore = "runs until it is killed"]
fn writes_until_it_is_killed() {
    let folder = PathBuf::from(std::env::var_os(FOLDER).unwrap());
    for turn in 0.. {
        write(&folder, &large(turn % 2)).unwrap();
    }
}

#[test]
fn kill_leaves_the_old_or_the_new() {
    let folder = Scratch::new();
    write(folder.path(), &large(0)).unwrap();
    let mut seed = 1_u32;
    for _ in 0..40 {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["writes_until_it_is_killed", "--exact", "--ignored"]);
        let child = command.env(FOLDER, folder.path()).stdout(Stdio::null()).spawn();
        let mut child = child.unwrap();
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        sleep(Duration::from_millis(5 + u64::from(seed >> 25)));
        child.kill().unwrap();
        child.wait().unwrap();
        check(folder.path());
    }
    write(folder.path(), &large(0)).unwrap();
    let last = list(folder.path(), "").unwrap();
    assert_eq!(last.len(), 200);
    assert!(!folder.path().join(NAME).exists());
}

fn check(folder: &Path) {
    for n in 0..200 {
        let path = folder.join(format!("f{}/file{n}", n % 7));
        let found = fs::read_to_string(&path).unwrap();
        assert!(found == text(0, n) || found == text(1, n), "{} is neither old nor new", path.display());
    }
    let left = folder.join(NAME);
    let hidden = fs::read_to_string(left.join(".gitignore")).is_ok_and(|text| text.ends_with("\n*\n"));
    assert!(hidden || !left.join("new").exists(), "Git would see what is left");
}
