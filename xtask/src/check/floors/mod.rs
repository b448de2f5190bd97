//! `cargo xtask floors`: which file imports which, held against the plan of the house.
//!
//! In: the project's folder. Out: sentences about arrows that run up or in a circle, and about what stands
//! in a door for nobody. The compiler sees none of this: inside a crate it allows every import. Tests and
//! what macros write are not looked at. Nothing is compiled, nothing is changed.

mod circles;
mod crates;
mod door;
mod manifest;
mod module;
mod names;
mod resolve;
mod rules;
mod scan;
mod table;
#[cfg(test)]
mod tests;

#[cfg(test)]
use std::path::Path;

use anyhow::{Result, bail};

use crate::workspace::root;

/// Prints every violation, and where features switch code.
pub(crate) fn run() -> Result<()> {
    let house = crates::House::read(&root())?;
    let switches = rules::switches(&house);
    for (file, count) in &switches {
        println!("{count:4} cfg(feature)  {file}");
    }
    println!(
        "{:4} cfg(feature)  in all, {} are allowed",
        switches.values().sum::<usize>(),
        table::MAX_SWITCHES
    );
    let found = violations_of(&house);
    found.iter().for_each(|violation| println!("{violation}"));
    match found.len() {
        0 => Ok(()),
        count => bail!("{count} violations of the floors"),
    }
}

/// Everything in the project's folder that the plan forbids, a sentence each with the files named.
#[cfg(test)]
pub(crate) fn violations(root: &Path) -> Result<Vec<String>> {
    Ok(violations_of(&crates::House::read(root)?))
}

fn violations_of(house: &crates::House) -> Vec<String> {
    let edges = resolve::edges(house);
    [rules::arrows(house, &edges), circles::circles(&edges), rules::switched(house), door::unused(house)]
        .concat()
}
