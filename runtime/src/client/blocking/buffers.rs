//! The buffers of a connection: as small as most replies are, until one is longer.

use ureq::unversioned::transport::Buffers;

use super::wire::MAX_HEAD;

/// Room for a reply at first; most are shorter, and what is not used need not be cleared.
const FIRST: usize = 4 * 1024;

/// Room for a reply that did not fit: the longest head, and what is behind it.
pub(super) const MOST: usize = MAX_HEAD + 1024;

/// Room for what is to be sent: no line of a request's head may be longer.
pub(super) const OUTPUT: usize = 16 * 1024;

/// Bytes that wait to be sent, and those that came and were not read yet.
#[derive(Debug, Default)]
pub(super) struct Room {
    output: Vec<u8>,
    /// Where in `output` ends what waits to be sent.
    held: usize,
    input: Vec<u8>,
    /// Where in `input` begins what was not read yet.
    read: usize,
    /// Where in `input` it ends.
    filled: usize,
    /// Whether something was read since bytes came.
    progress: bool,
}

impl Room {
    /// Takes so many bytes of the output as such that are to be sent; `true` if they are so many that they should be.
    pub(super) fn hold(&mut self, amount: usize) -> bool {
        self.held += amount;
        self.held > OUTPUT / 2
    }

    /// What waits to be sent, which from now on counts as sent.
    pub(super) fn held(&mut self) -> &[u8] {
        &self.output[..std::mem::take(&mut self.held)]
    }

    /// What may be held at most is reserved at once, so that nothing moves when a body follows its head.
    fn make_output(&mut self) {
        if self.output.is_empty() {
            self.output.reserve_exact(OUTPUT + OUTPUT / 2);
        }
        self.output.resize(self.held + OUTPUT, 0);
    }

    /// Moves what was not read to the front, and makes more room where there is none left.
    fn make_room(&mut self) {
        self.input.copy_within(self.read..self.filled, 0);
        (self.read, self.filled) = (0, self.filled - self.read);
        if self.filled == self.input.len() {
            let size = if self.input.is_empty() { FIRST } else { MOST.max(self.input.len()) };
            self.input.resize(size, 0);
        }
    }
}

impl Buffers for Room {
    fn output(&mut self) -> &mut [u8] {
        self.make_output();
        &mut self.output[self.held..]
    }

    fn input(&self) -> &[u8] {
        &self.input[self.read..self.filled]
    }

    fn input_append_buf(&mut self) -> &mut [u8] {
        self.make_room();
        &mut self.input[self.filled..]
    }

    fn input_appended(&mut self, amount: usize) {
        self.filled += amount;
    }

    fn input_consume(&mut self, amount: usize) {
        self.progress = amount > 0;
        self.read += amount;
    }

    fn tmp_and_output(&mut self) -> (&mut [u8], &mut [u8]) {
        self.make_room();
        self.make_output();
        (&mut self.input[self.filled..], &mut self.output[self.held..])
    }

    fn can_use_input(&self) -> bool {
        self.progress && self.read < self.filled
    }
}
