//! Archives: of files in a folder, all of one time and of nobody.

use std::io::{Cursor, Write as _};

use anyhow::Result;
use flate2::write::GzEncoder;
use flate2::{Compression, GzBuilder};
use zip::write::SimpleFileOptions;

use super::Made;
use super::contents::{Contents, script};
use super::target::{System, Target};

/// A file for an archive: its path, its bytes, and whether it is a program.
pub(super) struct File {
    pub(super) path: String,
    pub(super) bytes: Vec<u8>,
    pub(super) runs: bool,
}

/// The archive of a target, with everything in one folder.
pub(super) fn archive(folder: &str, contents: &Contents, target: &Target, time: u64) -> Result<Made> {
    let files = files(folder, contents);
    match target.system {
        System::Linux => Ok((format!("{folder}.tar.gz"), compressed(&tar(&files, time)?)?)),
        System::Windows => Ok((format!("{folder}.zip"), zip(&files)?)),
    }
}

fn files(folder: &str, contents: &Contents) -> Vec<File> {
    let (name, program) = &contents.program;
    let text = |path: String, text: &str| File { path, bytes: text.as_bytes().to_vec(), runs: false };
    let program = File { path: format!("{folder}/{name}"), bytes: program.clone(), runs: true };
    let completions = contents.completions.iter().map(|(shell, content)| {
        let name =
            if *shell == "bash" { format!("{}.bash", contents.name) } else { script(shell, &contents.name) };
        text(format!("{folder}/completions/{name}"), content)
    });
    let pages =
        contents.pages.iter().map(|(name, content)| text(format!("{folder}/man/man1/{name}"), content));
    let texts = contents.texts.iter().map(|(name, content)| text(format!("{folder}/{name}"), content));
    std::iter::once(program).chain(completions).chain(pages).chain(texts).collect()
}

/// A tape archive, with the folders that its files are in.
pub(super) fn tar(files: &[File], time: u64) -> Result<Vec<u8>> {
    let mut archive = tar::Builder::new(Vec::new());
    let header = |size: usize, mode: u32, kind: tar::EntryType| {
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(kind);
        header.set_size(size as u64);
        header.set_mode(mode);
        header.set_mtime(time);
        header.set_uid(0);
        header.set_gid(0);
        header
    };
    let mut folders = std::collections::BTreeSet::new();
    for File { path, bytes, runs } in files {
        for (at, _) in path.match_indices('/').filter(|(at, _)| path[..*at] != *".") {
            if folders.insert(path[..=at].to_owned()) {
                let mut folder = header(0, 0o755, tar::EntryType::Directory);
                archive.append_data(&mut folder, &path[..=at], std::io::empty())?;
            }
        }
        let mut file = header(bytes.len(), if *runs { 0o755 } else { 0o644 }, tar::EntryType::Regular);
        archive.append_data(&mut file, path, bytes.as_slice())?;
    }
    Ok(archive.into_inner()?)
}

/// Compressed, without a name and a time.
pub(super) fn compressed(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder: GzEncoder<Vec<u8>> = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

fn zip(files: &[File]) -> Result<Vec<u8>> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    // The form's own beginning of time, as none else is the same in all time zones.
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    for File { path, bytes, runs } in files {
        archive.start_file(path.as_str(), options.unix_permissions(if *runs { 0o755 } else { 0o644 }))?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}
