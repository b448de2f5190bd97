//! From a path in code to the file that defines what it names, through every re-export on the way.

use std::collections::BTreeMap;

use super::crates::House;

/// More steps than any re-export takes; a name that leads to itself ends here.
const MAX_STEPS: usize = 40;

/// A module of a crate.
pub(super) type Place = (usize, usize);

/// What a path names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// The module that defines it, or the module itself.
    pub(super) place: Place,
    pub(super) function: bool,
    /// Re-exports that were passed: the module and the name in it.
    pub(super) doors: Vec<(Place, String)>,
}

/// What one file takes from another: the path that says so, and whether it is a function.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Taken {
    pub(super) path: String,
    pub(super) function: bool,
}

/// Imports between files: from, to, what.
pub(super) type Edges = BTreeMap<(String, String), Vec<Taken>>;

/// Every import of the house from one file to another.
pub(super) fn edges(house: &House) -> Edges {
    let mut edges = Edges::new();
    for (krate, index, module) in house.modules() {
        for path in paths(house, (krate, index)) {
            let Some(target) = resolve(house, (krate, index), &path) else { continue };
            let to = &house.crates[target.place.0].modules[target.place.1].file;
            if *to != module.file {
                let taken = Taken { path: path.join("::"), function: target.function };
                edges.entry((module.file.clone(), to.clone())).or_default().push(taken);
            }
        }
    }
    for taken in edges.values_mut() {
        taken.sort();
        taken.dedup();
    }
    edges
}

/// All paths of a module, those of imports and those in its code; none if it is for tests alone.
pub(super) fn paths(house: &House, (krate, module): Place) -> impl Iterator<Item = Vec<String>> {
    let module = &house.crates[krate].modules[module];
    let uses = module.uses.iter().filter(|u| !u.test).map(|u| u.path.clone());
    uses.chain(module.mentions.iter().cloned()).filter(|_| !module.test)
}

/// The same with what tests name.
pub(super) fn all_paths(house: &House, (krate, module): Place) -> impl Iterator<Item = Vec<String>> {
    let module = &house.crates[krate].modules[module];
    let mentions = module.mentions.iter().chain(&module.in_tests).cloned();
    module.uses.iter().map(|u| u.path.clone()).chain(mentions)
}

/// What a path in a module names; `None` for what is none of ours.
pub(super) fn resolve(house: &House, at: Place, path: &[String]) -> Option<Target> {
    let mut doors = Vec::new();
    let (place, function) = from(house, at, path, &mut doors, 0)?;
    Some(Target { place, function, doors })
}

type Doors = Vec<(Place, String)>;

fn from(house: &House, at: Place, path: &[String], doors: &mut Doors, step: usize) -> Option<(Place, bool)> {
    let (first, rest) = path.split_first()?;
    match first.as_str() {
        _ if step > MAX_STEPS => None,
        "crate" => walk(house, (at.0, 0), rest, doors, step + 1),
        "self" => walk(house, at, rest, doors, step + 1),
        "super" => {
            let parent = house.crates[at.0].modules[at.1].parent?;
            // `super::super` goes on from there; anything else is looked up there.
            match rest.first().is_some_and(|word| word == "super") {
                true => from(house, (at.0, parent), rest, doors, step + 1),
                false => walk(house, (at.0, parent), rest, doors, step + 1),
            }
        }
        name => walk(house, at, path, doors, step + 1).or_else(|| {
            let own = &house.crates[at.0].names;
            let name = own.renamed.get(name).map_or(name, String::as_str);
            let krate = house.crates.iter().position(|k| k.names.own == name)?;
            walk(house, (krate, 0), rest, doors, step + 1)
        }),
    }
}

/// Goes down from a module, word by word.
fn walk(house: &House, at: Place, path: &[String], doors: &mut Doors, step: usize) -> Option<(Place, bool)> {
    if step > MAX_STEPS {
        return None;
    }
    let Some((name, rest)) = path.split_first() else { return Some((at, false)) };
    let module = &house.crates[at.0].modules[at.1];
    if let Some(child) = module.children.get(name) {
        return walk(house, (at.0, *child), rest, doors, step + 1);
    }
    if let Some(function) = module.items.get(name) {
        return Some((at, *function));
    }
    let passed = doors.len();
    for import in module.uses.iter().filter(|u| u.name == *name || u.name == "*") {
        let tail = if import.name == "*" { path } else { rest };
        let path = [&import.path[..], tail].concat();
        // An import of a name is not looked up through itself.
        let itself = import.path.len() == 1 && import.path[0] == *name;
        doors.push((at, name.clone()));
        let found = if itself {
            outside(house, at, &path, doors, step + 1)
        } else {
            from(house, at, &path, doors, step + 1)
        };
        if found.is_some() {
            return found;
        }
        doors.truncate(passed);
    }
    None
}

/// A path that begins with a crate's name.
fn outside(
    house: &House,
    at: Place,
    path: &[String],
    doors: &mut Doors,
    step: usize,
) -> Option<(Place, bool)> {
    let (first, rest) = path.split_first()?;
    let name = house.crates[at.0].names.renamed.get(first).unwrap_or(first);
    let krate = house.crates.iter().position(|k| k.names.own == *name)?;
    walk(house, (krate, 0), rest, doors, step)
}
