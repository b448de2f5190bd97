//! The items of a list that is longer than memory should be: put aside one by one, read again as often as
//! a table needs them.

use std::borrow::Cow;
use std::io::{self, BufRead};

use crate::output::columns::Columns;
use crate::output::spool::Spool;
use rt::json::{self, Layout};
use rt::value::Value;

/// The items as lines of JSON, and what a table has to know about them.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    spool: Spool,
    pub(super) columns: Columns,
}

/// Items one after the other.
pub(super) type Items<'v> = Box<dyn Iterator<Item = io::Result<Cow<'v, Value>>> + 'v>;

impl Rows {
    /// Puts an item aside.
    pub(crate) fn add(&mut self, item: &Value) -> io::Result<()> {
        self.columns.note(item);
        let text = self.spool.text();
        json::write_value(text, item, Layout::Dense, 0, &mut |_| {});
        text.push('\n');
        self.spool.settle()
    }

    /// The items, from the first on.
    pub(super) fn items(&self) -> io::Result<Items<'_>> {
        let lines = self.spool.read()?.lines();
        Ok(Box::new(lines.map(|line| json::parse(&line?).map(Cow::Owned).map_err(io::Error::other))))
    }
}

/// The items of a list that is at hand.
pub(super) fn at_hand(items: &[Value]) -> Items<'_> {
    Box::new(items.iter().map(|item| Ok(Cow::Borrowed(item))))
}
