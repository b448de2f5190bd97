//! Which functions a call runs, written down for the linker, which puts them side by side: a start then maps few pages of a long program.
//!
//! In go runs of the command under callgrind and the table of its names, out comes the linker's script beside the runtime's command line.
//! It names no function of a service, and nothing of what a compiler adds to names, so that it fits every emitted crate.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use super::measure::{Run, on_path};
use super::server::Server;
use super::{peers, programs};
use crate::make::job::NAME;
use crate::workspace::{root, target};

/// The linker's script, in the project's folder.
const SCRIPT: &str = "runtime/command/program.ld";
const HEAD: &str = "\
/* How programs for Linux are linked. `cargo xtask bench order` writes this file.

   What every call runs comes first and in one piece: its pages are mapped sixteen at a time, and a function here and there maps them all.
   Names that several functions share stand behind those that one function has. A name that fits nothing does no harm. */
SECTIONS { .text.first : {
";
const TAIL: &str = "\
} } INSERT BEFORE .text;

/* What unwinds the stack reads these tables. Programs that end where they panic never do, and they are a tenth of each: every function
   has a row, those of the standard library too, whatever the compiler is told. */
SECTIONS { /DISCARD/ : { *(.eh_frame) *(.gcc_except_table .gcc_except_table.*) } } INSERT AFTER .rodata;
";

/// What is run: a start alone, a call, a list.
const RUNS: &[&[&str]] = &[
    &["--version"],
    &["list-user-pools", "--max-results", "1"],
    &["list-users", "--user-pool-id", "us-east-1_x"],
];

/// A file of settings, as most who call have one.
const SETTINGS: &str = "[default]\nregion = us-east-1\n";

/// Of the functions that share a name, at least one byte out of so many is in one that runs.
const LEAST: u64 = 100;

/// What reads the program.
const TOOLS: [&str; 2] = ["valgrind", "nm"];

pub(super) fn run() -> Result<()> {
    if let Some(missing) = TOOLS.iter().find(|tool| on_path(tool).is_none()) {
        bail!("`{missing}` is not installed");
    }
    let command = programs::command_with_names()?;
    let server = Server::start(1)?;
    let variables = peers::variables(&server)?;
    let settings = target().join("bench/settings");
    fs::write(&settings, SETTINGS)?;
    let settings = [("AWS_CONFIG_FILE".to_owned(), settings.to_string_lossy().into_owned())];
    let out = target().join("bench/functions");
    let mut ran = BTreeSet::new();
    for (words, settings) in RUNS.iter().flat_map(|words| [(words, &[][..]), (words, &settings[..])]) {
        let run = Run::new("functions", &command, words).with(&variables).with(settings);
        run.check()?;
        run.functions(&out).with_context(|| format!("callgrind counts nothing of `{}`", words.join(" ")))?;
        ran.extend(functions(&fs::read_to_string(&out)?));
    }
    let names = Command::new("nm")
        .args(["-S", "--defined-only"])
        .arg(&command)
        .output()
        .context("cannot start `nm`")?;
    let script = script(&sizes(&String::from_utf8_lossy(&names.stdout)), &ran);
    if script.len() == HEAD.len() + TAIL.len() {
        bail!("no function of {} is known by its name", command.display());
    }
    fs::write(root().join(SCRIPT), script)?;
    // What stands there now has names, and is linked by the script before.
    programs::command()?;
    println!("{SCRIPT} has the functions that were run");
    Ok(())
}

/// The names of functions in a profile by callgrind, those of libraries too: `fn=(12) name`, and `fn=(12)` once that is known.
fn functions(profile: &str) -> BTreeSet<String> {
    let (mut names, mut ran) = (BTreeMap::new(), BTreeSet::new());
    for line in profile.lines() {
        let Some((kind @ ("fn" | "cfn"), rest)) = line.split_once("=(") else { continue };
        let Some((number, name)) = rest.split_once(')') else { continue };
        if !name.is_empty() {
            names.insert(number, plain(name.trim()));
        }
        if kind == "fn" {
            ran.extend(names.get(number).map(|name| (*name).to_owned()));
        }
    }
    ran
}

/// Callgrind counts the levels of functions that call themselves.
fn plain(name: &str) -> &str {
    name.split_once('\'').map_or(name, |(plain, _)| plain)
}

/// How many bytes each function has: address, size, kind and name of `nm`.
fn sizes(table: &str) -> BTreeMap<&str, u64> {
    let rows = table.lines().filter_map(|line| {
        let [_, size, kind, name] = line.split(' ').collect::<Vec<_>>()[..] else { return None };
        let size = u64::from_str_radix(size, 16).ok()?;
        "tTwW".contains(kind).then_some((name, size))
    });
    rows.collect()
}

/// The script, for functions with their sizes and those of them that were run.
fn script(sizes: &BTreeMap<&str, u64>, ran: &BTreeSet<String>) -> String {
    let mut alike: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    for (name, size) in sizes {
        if let Some(pattern) = pattern(name) {
            let (all, hot) = alike.entry(pattern).or_default();
            *all += size;
            *hot += if ran.contains(*name) { *size } else { 0 };
        }
    }
    let list = |takes: fn(u64, u64) -> bool| {
        let taken = alike.iter().filter(|(_, (all, hot))| takes(*all, *hot));
        let lines: String =
            taken.map(|(pattern, _)| format!(".text.{pattern} .text.unlikely.{pattern}\n")).collect();
        if lines.is_empty() { lines } else { format!("*(\n{lines})\n") }
    };
    let (one, several) =
        (list(|all, hot| hot == all), list(|all, hot| hot < all && hot * LEAST >= all && hot > 0));
    format!("{HEAD}{one}{several}{TAIL}")
}

/// A Rust name without what differs from build to build: hashes of functions and crates. `None` for what isn't the runtime's, nor that of
/// a crate it is made of.
fn pattern(name: &str) -> Option<String> {
    let is_rust = name.starts_with("_ZN") || name.starts_with("_R");
    if !is_rust || name.contains(&NAME.replace('-', "_")) {
        return None;
    }
    let name = name.split_once(".llvm.").map_or(name, |(name, _)| name);
    // `17h`, sixteen digits and `E` end the names of functions; behind `Cs` and up to `_` is what tells crates of one name apart.
    let name = match name.rsplit_once("17h") {
        Some((name, hash)) if hash.len() == 17 => format!("{name}17h*"),
        _ => name.to_owned(),
    };
    let mut parts = name.split("Cs");
    let first = parts.next().unwrap_or_default().to_owned();
    Some(parts.fold(first, |all, part| match part.split_once('_') {
        Some((hash, rest)) if is_hash(hash) && rest.starts_with(|c: char| c.is_ascii_digit()) => {
            format!("{all}Cs*_{rest}")
        }
        _ => format!("{all}Cs{part}"),
    }))
}

/// Eleven digits of base 62, or a few less.
fn is_hash(text: &str) -> bool {
    (6..=12).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROFILE: &str = "\
ob=(1) /lib/libc.so.6
fn=(1) malloc
0 10
fn=(2) _ZN3run3one17h0123456789abcdefE
0 10
cfn=(4) _ZN3run5three17h0123456789abcdedE
calls=1 0
cfn=(5) _ZN3run5never17h0123456789abcdecE
calls=0 0
fn=(3) _ZN3run3two17h0123456789abcdeeE'2
0 10
fn=(4)
0 1
";

    #[test]
    fn a_profile_gives_what_was_run() {
        let names = [
            "_ZN3run3one17h0123456789abcdefE",
            "_ZN3run3two17h0123456789abcdeeE",
            "_ZN3run5three17h0123456789abcdedE",
            "malloc",
        ];
        assert_eq!(functions(PROFILE), names.map(str::to_owned).into());
    }

    #[test]
    fn names_lose_what_differs_from_build_to_build() {
        let of = |name| pattern(name).unwrap_or_default();
        assert_eq!(of("_ZN7runtime3run17h0123456789abcdefE"), "_ZN7runtime3run17h*");
        assert_eq!(of("_ZN7runtime3run17h0123456789abcdefE.llvm.12345"), "_ZN7runtime3run17h*");
        assert_eq!(of("_RNvNtCsjrHSEGnQ3l9_3std3env7args_os"), "_RNvNtCs*_3std3env7args_os");
        assert_eq!(
            of("_RNvMs4_NtCslNYArtu3iFV_5alloc7raw_vecCsduwmD7cSIQq_5gimli"),
            "_RNvMs4_NtCs*_5alloc7raw_vecCs*_5gimli"
        );
        assert_eq!(pattern("memcpy"), None);
        assert_eq!(pattern("_ZN11cognito_idp4main17haa5097b69ce35a52E"), None);
    }

    #[test]
    fn names_of_one_function_come_before_those_of_several() {
        let table = "\
0000000000001000 0000000000000010 t _ZN1a5clone17h0123456789abcde0E
0000000000001010 0000000000000630 t _ZN1a5clone17h0123456789abcde1E
0000000000001010 0000000000000631 t _ZN1b5clone17h0123456789abcde1E
0000000000001640 0000000000000010 t _ZN1b5clone17h0123456789abcde2E
0000000000001650 0000000000000010 T _ZN1c3one17h0123456789abcde3E
0000000000001660 0000000000000010 t _ZN1d5never17h0123456789abcde4E
0000000000001670 0000000000000010 R _ZN1e5table17h0123456789abcde5E
                 U memcpy
";
        let ran = [
            "_ZN1a5clone17h0123456789abcde0E",
            "_ZN1b5clone17h0123456789abcde2E",
            "_ZN1c3one17h0123456789abcde3E",
        ];
        let script = script(&sizes(table), &ran.map(str::to_owned).into());
        let list = script.strip_prefix(HEAD).and_then(|rest| rest.strip_suffix(TAIL));
        assert_eq!(
            list,
            Some(
                "*(\n.text._ZN1c3one17h* .text.unlikely._ZN1c3one17h*\n)\n*(\n.text._ZN1a5clone17h* .text.unlikely._ZN1a5clone17h*\n)\n"
            )
        );
    }
}
