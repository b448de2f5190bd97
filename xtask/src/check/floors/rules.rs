//! Imports held against the table.

use std::collections::BTreeMap;

use super::crates::House;
use super::module::Module;
use super::resolve::{self, Edges, Taken};
use super::table;

/// Imports that the table forbids.
pub(super) fn arrows(house: &House, edges: &Edges) -> Vec<String> {
    let homeless = files(house).into_keys().filter(|file| table::room_of(file).is_none());
    let homeless = homeless.map(|file| format!("{file} stands in none of the rooms"));
    let between = edges.iter().flat_map(|((from, to), taken)| between(from, to, taken));
    homeless.chain(between).chain(foreign(house)).collect()
}

fn between(from: &str, to: &str, taken: &[Taken]) -> Vec<String> {
    let mut found = Vec::new();
    let first = taken.first().map_or("", |t| t.path.as_str());
    if let (Some(room), Some(other)) = (table::room_of(from), table::room_of(to))
        && room.place != other.place
        && !room.uses.contains(&other.place)
    {
        let (room, other) = (room.place, other.place);
        found.push(format!("{from} imports from {to} (`{first}`): {room} may not use {other}"));
    }
    for (room, other) in table::NEVER_FROM {
        if from.starts_with(room) && to.starts_with(other) {
            found.push(format!("{from} imports from {to} (`{first}`): {room} never uses {other}"));
        }
    }
    if let (true, Some(function)) = (table::NO_FUNCTIONS.contains(&from), taken.iter().find(|t| t.function)) {
        found.push(format!("{from} names a function of {to} (`{}`)", function.path));
    }
    found
}

/// Names of other people's that a room never says.
fn foreign(house: &House) -> Vec<String> {
    let mut found = Vec::new();
    for (krate, index, module) in house.modules() {
        let rules = table::NEVER_NAMES.iter().filter(|(room, _)| module.file.starts_with(room));
        for name in rules.flat_map(|(_, names)| names.iter()) {
            let path = resolve::paths(house, (krate, index)).map(|path| whole(module, path).join("::"));
            let said = path.filter(|p| {
                p.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
            });
            if said.count() > 0 {
                found.push(format!("{} names `{name}`", module.file));
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

/// A path with the import that its first word stands for.
fn whole(module: &Module, path: Vec<String>) -> Vec<String> {
    let import = module.uses.iter().find(|u| path.first() == Some(&u.name) && u.path != path);
    import.map_or(path.clone(), |import| [&import.path[..], &path[1..]].concat())
}

/// How often a feature switches something in a file of the runtime or the command.
pub(super) fn switches(house: &House) -> BTreeMap<String, usize> {
    let mut files = files(house);
    files.retain(|file, count| file.starts_with("runtime/") && *count > 0);
    files
}

/// Whether features switch more than they may.
pub(super) fn switched(house: &House) -> Vec<String> {
    let switches = switches(house);
    let all: usize = switches.values().sum();
    let shapes = switches.keys().filter(|file| file.starts_with(table::SHAPES));
    let shapes = shapes.map(|file| format!("{file} has a `cfg(feature)`: {} has none", table::SHAPES));
    let limit = table::MAX_SWITCHES;
    let most =
        (all > limit).then(|| format!("{all} `cfg(feature)` outside tests, where {limit} are allowed"));
    shapes.chain(most).collect()
}

/// All files, with their switches.
fn files(house: &House) -> BTreeMap<String, usize> {
    let mut files = BTreeMap::new();
    for (_, _, module) in house.modules().filter(|(.., module)| !module.test) {
        *files.entry(module.file.clone()).or_default() += module.switches;
    }
    files
}
