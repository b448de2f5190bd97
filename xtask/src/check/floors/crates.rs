//! The project's crates as modules: which file each stands in, what it defines, imports and mentions.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use super::module::{Module, Use};
use super::{manifest, scan, table};

/// All crates.
pub(super) struct House {
    pub(super) crates: Vec<Crate>,
}

/// A crate; its first module is its root.
pub(super) struct Crate {
    pub(super) names: manifest::Names,
    pub(super) modules: Vec<Module>,
}

impl House {
    /// Reads the crates that are there.
    pub(super) fn read(root: &Path) -> Result<House> {
        let there = table::ROOTS.iter().filter(|file| root.join(file).exists());
        let mut crates = there.map(|file| Crate::read(root, file)).collect::<Result<Vec<_>>>()?;
        for file in table::ROOTS {
            crates.extend(Crate::tests(root, file)?);
        }
        if crates.is_empty() {
            bail!("{} holds none of the project's crates", root.display());
        }
        Ok(House { crates })
    }

    /// All modules, each with its crate.
    pub(super) fn modules(&self) -> impl Iterator<Item = (usize, usize, &Module)> {
        let of = |(index, krate): (usize, &'_ Crate)| (index, krate.modules.len());
        let places = self.crates.iter().enumerate().map(of);
        places
            .flat_map(|(krate, count)| (0..count).map(move |module| (krate, module)))
            .map(|(k, m)| (k, m, &self.crates[k].modules[m]))
    }
}

impl Crate {
    /// The tests beside a crate, each a crate of its own.
    fn tests(root: &Path, file: &str) -> Result<Vec<Crate>> {
        let Some(folder) = Path::new(file).parent().and_then(Path::parent) else { return Ok(Vec::new()) };
        let entries = fs::read_dir(root.join(folder).join("tests")).into_iter().flatten().flatten();
        let files = entries.filter(|e| e.path().extension().is_some_and(|e| e == "rs"));
        let mut crates = Vec::new();
        for entry in files {
            let path = folder.join("tests").join(entry.file_name());
            let mut krate = Crate::read(root, &path.to_string_lossy())?;
            krate.names.own.clear();
            krate.modules.iter_mut().for_each(|module| module.test = true);
            crates.push(krate);
        }
        Ok(crates)
    }

    fn read(root: &Path, file: &str) -> Result<Crate> {
        let folder = Path::new(file).parent().and_then(Path::parent).context("a root file has no package")?;
        let text = fs::read_to_string(root.join(folder).join("Cargo.toml"))
            .with_context(|| format!("{} has no manifest", folder.display()))?;
        let mut reader = Reader { root, modules: Vec::new(), exported: Vec::new() };
        reader.file(Path::new(file), None, Path::new(file).parent().unwrap_or(folder), false)?;
        let Reader { mut modules, exported, .. } = reader;
        // Macros that are exported stand in the root, wherever they are written.
        for (name, module) in exported {
            modules[module].items.insert(name.clone(), false);
            if module != 0 {
                let path = path_of(&modules, module).into_iter().chain([name.clone()]).collect();
                modules[0].uses.push(Use { name, path, test: false });
            }
        }
        Ok(Crate { names: manifest::read(&text), modules })
    }
}

/// A module's path from its crate's root.
fn path_of(modules: &[Module], module: usize) -> Vec<String> {
    let Some(parent) = modules[module].parent else { return vec!["crate".to_owned()] };
    let name =
        modules[parent].children.iter().find(|(_, child)| **child == module).map(|(name, _)| name.clone());
    path_of(modules, parent).into_iter().chain(name).collect()
}

struct Reader<'a> {
    root: &'a Path,
    modules: Vec<Module>,
    /// Macros that are exported, with the module that writes them.
    exported: Vec<(String, usize)>,
}

impl Reader<'_> {
    /// Reads a file; `inner` is the folder of the modules below it.
    fn file(&mut self, file: &Path, parent: Option<usize>, inner: &Path, test: bool) -> Result<usize> {
        let text = fs::read_to_string(self.root.join(file))
            .with_context(|| format!("no file {}", file.display()))?;
        let parsed = syn::parse_file(&text).with_context(|| format!("{} is not Rust", file.display()))?;
        self.module(&parsed.items, file, parent, inner, test)
    }

    fn module(
        &mut self,
        items: &[syn::Item],
        file: &Path,
        parent: Option<usize>,
        inner: &Path,
        test: bool,
    ) -> Result<usize> {
        let (index, seen) = (self.modules.len(), scan::scan(items));
        let name = file.to_string_lossy().replace('\\', "/");
        self.modules.push(Module { file: name, parent, test, ..seen.module });
        self.exported.extend(seen.exported.into_iter().map(|name| (name, index)));
        for module in seen.modules {
            let (below, test) = (inner.join(&module.name), test || module.test);
            let child = match &module.items {
                Some(items) => self.module(items, file, Some(index), &below, test)?,
                None => {
                    let (file, inner) = self.find(inner, &module, &below, file);
                    self.file(&file, Some(index), &inner, test)?
                }
            };
            self.modules[index].children.insert(module.name, child);
        }
        Ok(index)
    }

    /// The file of a module that stands in one of its own, and the folder of those below it.
    fn find(
        &self,
        folder: &Path,
        module: &scan::Declared,
        below: &Path,
        declared_in: &Path,
    ) -> (PathBuf, PathBuf) {
        if let Some(path) = &module.path {
            let file = declared_in.parent().unwrap_or(folder).join(path);
            return (file.clone(), file.parent().unwrap_or(folder).to_owned());
        }
        let inside = below.join("mod.rs");
        let file = if self.root.join(&inside).exists() { inside } else { below.with_extension("rs") };
        (file, below.to_owned())
    }
}
