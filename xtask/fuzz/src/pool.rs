//! Inputs to change: the committed ones, and changed ones that the reader took.

use crate::Target;
use crate::mutate::{Random, mutate};

/// So many changed inputs are kept.
const KEPT: usize = 512;

/// The inputs of one run.
#[derive(Debug)]
pub struct Pool {
    inputs: Vec<Vec<u8>>,
    seeds: usize,
    random: Random,
}

impl Pool {
    /// Begins with these inputs.
    #[must_use]
    pub fn new(seeds: Vec<Vec<u8>>, seed: u64) -> Pool {
        let seeds = if seeds.is_empty() { vec![Vec::new()] } else { seeds };
        Pool { seeds: seeds.len(), inputs: seeds, random: Random(seed) }
    }

    /// The next input.
    pub fn next(&mut self, target: &Target) -> Vec<u8> {
        let (one, other) = (self.random.below(self.inputs.len()), self.random.below(self.inputs.len()));
        mutate(&mut self.random, &self.inputs[one], &self.inputs[other], target.words)
    }

    /// Keeps an input that the reader took, in the place of an earlier one if there are enough.
    pub fn keep(&mut self, input: Vec<u8>) {
        if self.inputs.len() < self.seeds + KEPT {
            self.inputs.push(input);
        } else {
            let place = self.seeds + self.random.below(KEPT);
            self.inputs[place] = input;
        }
    }
}
