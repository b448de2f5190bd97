//! What stands in the door that promises nothing, and nobody takes, tests included.

use std::collections::BTreeSet;

use super::crates::House;
use super::module::Use;
use super::resolve::{self, Place};
use super::table;

/// Names of the internals that no other crate uses.
pub(super) fn unused(house: &House) -> Vec<String> {
    let Some(door) = internals(house) else { return Vec::new() };
    let module = &house.crates[door.0].modules[door.1];
    let exported =
        module.uses.iter().map(|u| &u.name).chain(module.items.keys()).chain(module.children.keys());
    let used = used(house, door);
    let unused = exported.filter(|name| *name != "*" && !used.contains(*name));
    unused.map(|name| format!("{}: nobody uses `{}::{name}`", module.file, table::INTERNALS)).collect()
}

fn internals(house: &House) -> Option<Place> {
    let krate = house.crates.iter().position(|k| k.modules[0].file == table::DOOR)?;
    Some((krate, *house.crates[krate].modules[0].children.get(table::INTERNALS)?))
}

/// Names that other crates take through the door.
fn used(house: &House, door: Place) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for (krate, index, module) in house.modules().filter(|(krate, ..)| *krate != door.0) {
        for path in resolve::all_paths(house, (krate, index)) {
            let Some(target) = resolve::resolve(house, (krate, index), &path) else { continue };
            used.extend(target.doors.into_iter().filter(|(at, _)| *at == door).map(|(_, name)| name));
            if target.place == door {
                used.extend(path.last().cloned());
            }
        }
        // Whoever takes everything uses the words that stand in its code.
        let all = |u: &&Use| {
            u.name == "*" && resolve::resolve(house, (krate, index), &u.path).is_some_and(|t| t.place == door)
        };
        if module.uses.iter().find(all).is_some() {
            used.extend(module.words.iter().cloned());
        }
    }
    used
}
