//! A package for Debian: the program, what shells and `man` look for, and the licences.
//!
//! The program has everything in itself, so that it depends on no other package.

use anyhow::Result;

use super::Made;
use super::contents::{Contents, script};
use super::pack::{File, compressed, tar};

/// The project as Debian names somebody to ask.
const MAINTAINER: &str = "The developers of cognito-idp <cognito-idp@users.noreply.github.com>";

/// The package for an architecture.
pub(super) fn package(contents: &Contents, architecture: &str, time: u64) -> Result<Made> {
    let version = format!("{}-1", contents.version);
    let files = files(contents)?;
    let size: usize = files.iter().map(|file| file.bytes.len().div_ceil(1024)).sum();
    let control = control(contents, &version, architecture, size);
    let control = File { path: "./control".into(), bytes: control.into_bytes(), runs: false };
    let members = [
        ("debian-binary", b"2.0\n".to_vec()),
        ("control.tar.gz", compressed(&tar(&[control], time)?)?),
        ("data.tar.gz", compressed(&tar(&files, time)?)?),
    ];
    let mut archive = ar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = ar::Header::new(name.into(), bytes.len() as u64);
        header.set_mode(0o100_644);
        header.set_mtime(time);
        archive.append(&header, bytes.as_slice())?;
    }
    let name = format!("{}_{version}_{architecture}.deb", contents.name);
    Ok((name, archive.into_inner()?))
}

fn files(contents: &Contents) -> Result<Vec<File>> {
    let name = &contents.name;
    let plain = |path: String, bytes: Vec<u8>| File { path, bytes, runs: false };
    let mut files =
        vec![File { path: format!("./usr/bin/{name}"), bytes: contents.program.1.clone(), runs: true }];
    let places = [
        ("bash", "bash-completion/completions"),
        ("zsh", "zsh/vendor-completions"),
        ("fish", "fish/vendor_completions.d"),
    ];
    for (shell, content) in &contents.completions {
        if let Some((_, folder)) = places.iter().find(|(known, _)| known == shell) {
            let path = format!("./usr/share/{folder}/{}", script(shell, name));
            files.push(plain(path, content.clone().into_bytes()));
        }
    }
    for (page, content) in &contents.pages {
        files.push(plain(format!("./usr/share/man/man1/{page}.gz"), compressed(content.as_bytes())?));
    }
    let docs = format!("./usr/share/doc/{name}");
    let text =
        |wanted: &str| contents.texts.iter().find(|(name, _)| *name == wanted).map_or("", |(_, text)| text);
    let copyright =
        [text("LICENSE-MIT"), text("LICENSE-APACHE"), text("THIRD-PARTY-LICENSES.txt")].join("\n");
    files.push(plain(format!("{docs}/copyright"), copyright.into_bytes()));
    files.push(plain(format!("{docs}/changelog.gz"), compressed(text("CHANGELOG.md").as_bytes())?));
    files.push(plain(format!("{docs}/parts.cdx.json"), text("parts.cdx.json").as_bytes().to_vec()));
    Ok(files)
}

fn control(contents: &Contents, version: &str, architecture: &str, size: usize) -> String {
    let name = &contents.name;
    format!(
        "Package: {name}\nVersion: {version}\nArchitecture: {architecture}\nMaintainer: {MAINTAINER}\n\
         Installed-Size: {size}\nSection: admin\nPriority: optional\n\
         Description: command line of an AWS service, in the place of aws {name}\n \
         The same options, output, exit statuses and requests as the AWS CLI, in one\n \
         program without Python.\n"
    )
}
