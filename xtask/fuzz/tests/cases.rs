//! Every committed input, and a few changes of each target's: what `cargo xtask fuzz` does for longer.

use std::panic::catch_unwind;
use std::thread;

use fuzz::pool::Pool;
use fuzz::{TARGETS, Target, cases};

fn read(target: &Target) -> Vec<Vec<u8>> {
    let seeds = cases::read(target.name).unwrap_or_else(|e| panic!("{}: {e}", target.name));
    assert!(!seeds.is_empty(), "{} has no inputs", target.name);
    seeds.into_iter().map(|(_, input)| input).collect()
}

/// Gives a target an input. Where it panics, the target's name and the input follow the message.
fn gave(target: &Target, input: &[u8]) -> bool {
    catch_unwind(|| (target.run)(input))
        .unwrap_or_else(|_| panic!("{}: a fault with {:?}", target.name, String::from_utf8_lossy(input)))
}

fn tried(target: &Target) {
    let seeds = read(target);
    let taken = seeds.iter().filter(|input| gave(target, input)).count();
    assert!(taken > 0, "{} takes none of its inputs", target.name);
    let mut pool = Pool::new(seeds, 1);
    for _ in 0..target.quick {
        let input = pool.next(target);
        if gave(target, &input) {
            pool.keep(input);
        }
    }
}

#[test]
fn no_input_is_a_fault() {
    let (first, second) = TARGETS.split_at(TARGETS.len() / 3);
    let [one, other] = [first, second].map(|some| thread::spawn(|| some.iter().for_each(tried)));
    assert!(one.join().is_ok() & other.join().is_ok(), "what is said above");
}

#[test]
fn every_folder_has_a_target() {
    let folders = std::fs::read_dir(cases::folder("")).into_iter().flatten().flatten();
    for folder in folders {
        let name = folder.file_name();
        assert!(TARGETS.iter().any(|target| *target.name == *name), "{name:?}");
    }
}
