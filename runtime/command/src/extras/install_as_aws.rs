//! `install-as-aws`: this program under the name `aws`, for scripts that call that.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::Context;
use crate::args::{Global, Opt};
use crate::called::{AWS, next};
use crate::report::failure::Failure;
use crate::settings::Settings;
use crate::show::page;
use crate::table::{Example, ExtraCommand, ExtraOption};
use rt::internals::os;

/// `install-as-aws`: a link of the name `aws`.
pub static INSTALL_AS_AWS: ExtraCommand = ExtraCommand {
    name: "install-as-aws",
    docs: "Makes a link of the name `aws` to this program, so that scripts which call the AWS CLI call this program. Under \
           that name it takes the words of the AWS CLI: commands of its own service it runs itself, and all others it \
           hands to the next `aws` on PATH, if there is one.\n\n\
           Where links are not to be had, as on some Windows machines, it makes a copy. A file that is there already, and \
           is not this program, stays as it is.\n\n\
           `--dry-run` says what it would do.",
    honours: &[Global::DryRun],
    options: &[ExtraOption {
        rule: Opt::one("--dir"),
        value: "folder",
        docs: "The folder to make it in, which should stand on PATH before that of another `aws`. Without it, the folder \
               that this program is in.",
    }],
    examples: &[Example {
        title: "Scripts find it in a folder of its own:",
        command: "mkdir -p ~/as-aws\n… install-as-aws --dir ~/as-aws\nexport PATH=~/as-aws:$PATH",
        output: "",
    }],
};

/// What is at the place of the link.
enum Place {
    Free,
    /// This very program.
    Ours,
    /// A link to a program of this one's name that is not there any more.
    Stale,
    Other,
}

/// Makes the link.
pub(super) fn run(context: &Context, settings: &Settings) -> Result<(), Failure> {
    let own = env::current_exe().and_then(|path| path.canonicalize());
    let own =
        own.map_err(|error| Failure::general(format!("The file of this program is not known: {error}")))?;
    let folder = match context.option("--dir") {
        Some(folder) => PathBuf::from(os::unescape(folder)),
        None => own.parent().map(Path::to_owned).unwrap_or_default(),
    };
    if !folder.is_dir() {
        return Err(Failure::general(format!("{} is not a folder", folder.display())));
    }
    let link = folder.join(format!("{AWS}{}", env::consts::EXE_SUFFIX));
    let done = match place(&link, &own, context.program.name) {
        Place::Ours => "is this program already",
        Place::Other => {
            let message = format!(
                "{} is there already and is another program. Name another folder with --dir, and put it on PATH \
                 before that one.",
                link.display()
            );
            return Err(Failure::general(message));
        }
        place if settings.globals.dry_run.is_some() => match place {
            Place::Stale => "would be made anew",
            _ => "would be made",
        },
        place => make(&link, &own, matches!(place, Place::Stale))
            .map_err(|error| Failure::general(format!("{} cannot be made: {error}", link.display())))?,
    };
    page::print(&report(context.program.name, &link, &own, done))
}

fn place(link: &Path, own: &Path, name: &str) -> Place {
    match (fs::symlink_metadata(link), next::identity(link)) {
        (Err(_), _) => Place::Free,
        (_, found @ Some(_)) if found == next::identity(own) => Place::Ours,
        (_, Some(_)) if is_copy(link, own) => Place::Ours,
        (Ok(about), None) if about.is_symlink() => match fs::read_link(link) {
            Ok(target) if target.file_stem().is_some_and(|stem| stem == name) => Place::Stale,
            _ => Place::Other,
        },
        _ => Place::Other,
    }
}

/// Whether two files have the same bytes.
fn is_copy(one: &Path, other: &Path) -> bool {
    let length = |path: &Path| fs::metadata(path).map(|about| about.len()).ok();
    length(one) == length(other) && matches!((fs::read(one), fs::read(other)), (Ok(a), Ok(b)) if a == b)
}

/// A link, or what comes closest; and the words for it.
fn make(link: &Path, own: &Path, anew: bool) -> io::Result<&'static str> {
    if anew {
        fs::remove_file(link)?;
    }
    if linked(link, own).is_ok() {
        return Ok("is now a link to this program");
    }
    if fs::hard_link(own, link).is_ok() {
        return Ok("is now another name of this program");
    }
    // A file that came to be in the meantime is somebody's.
    fs::OpenOptions::new().write(true).create_new(true).open(link)?;
    fs::copy(own, link)?;
    Ok("is now a copy of this program")
}

#[cfg(unix)]
fn linked(link: &Path, own: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(own, link)
}

/// Links of other systems need rights that few have.
#[cfg(not(unix))]
fn linked(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// What was done, who is called now, and who else there is.
fn report(name: &str, link: &Path, own: &Path, done: &str) -> String {
    let mut lines = vec![format!("{} {done}, {}", link.display(), own.display())];
    let first = next::first();
    let is_first = first.as_deref().is_some_and(|found| found == link || is_copy(found, own));
    lines.push(match first {
        _ if is_first => format!("`{AWS} {name} …` runs it."),
        Some(first) => format!(
            "`{AWS}` still runs {}: put {} on PATH before it.",
            first.display(),
            link.parent().unwrap_or(link).display()
        ),
        None => {
            format!("Put {} on PATH, and `{AWS} {name} …` runs it.", link.parent().unwrap_or(link).display())
        }
    });
    lines.push(match next::find(Some(own), &[link.to_owned()]) {
        Some(next) => format!("Other services are handed to {}.", next.display()),
        None => format!("There is no other {AWS} on PATH: other services are not to be had."),
    });
    lines.push(format!(
        "TAB completes behind `{AWS}` too after: eval \"$({name} completion bash {AWS})\" (or zsh, fish)."
    ));
    lines.join("\n") + "\n"
}
