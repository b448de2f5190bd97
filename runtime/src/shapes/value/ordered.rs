//! Entries in order, found by name. Whatever is read from outside and asked for by name stands in one
//! of these: members of JSON, keys of shorthand, sections and options of files.
//!
//! A handful of entries is searched as it stands. More of them get an index, so that reading a text
//! costs no more than the text is long. Its hashes are seeded at random: names cannot be chosen so that
//! they collide.

use std::fmt;
use std::hash::{BuildHasher, RandomState};

use hashbrown::HashTable;

use super::Key;

/// As many entries are searched one by one.
const FEW: usize = 16;

/// Entries in the order in which their names first came.
#[derive(Clone)]
pub struct Ordered<V> {
    entries: Vec<(Key, V)>,
    /// Present from more than [`FEW`] entries on.
    index: Option<Box<Index>>,
}

/// Where the entry of a name stands.
#[derive(Clone)]
struct Index {
    /// Places with the hashes of their names.
    places: HashTable<(u64, usize)>,
    seed: RandomState,
}

impl<V> Ordered<V> {
    /// No entries.
    #[must_use]
    pub const fn new() -> Ordered<V> {
        Ordered { entries: Vec::new(), index: None }
    }

    /// No entries, but room for so many.
    #[must_use]
    pub fn with_capacity(capacity: usize) -> Ordered<V> {
        Ordered { entries: Vec::with_capacity(capacity), index: None }
    }

    /// Entries of which no two have the same name.
    pub(crate) fn of_distinct(entries: Vec<(Key, V)>) -> Ordered<V> {
        let index = (entries.len() > FEW).then(|| Box::new(Index::of(&entries)));
        Ordered { entries, index }
    }

    fn place(&self, key: &str) -> Option<usize> {
        match &self.index {
            None => self.entries.iter().position(|(k, _)| same(k, key)),
            Some(index) => index.place(key, &self.entries),
        }
    }

    /// The value of `key`, if there is one.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&V> {
        self.place(key).map(|at| &self.entries[at].1)
    }

    /// The value of `key`, for change in place.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut V> {
        self.place(key).map(|at| &mut self.entries[at].1)
    }

    /// The value of `key`, for change in place; one is put there if there is none.
    pub(crate) fn get_or_default(&mut self, key: &str) -> &mut V
    where
        V: Default,
    {
        let at = self.place(key).unwrap_or_else(|| {
            self.put(key.into(), V::default());
            self.entries.len() - 1
        });
        &mut self.entries[at].1
    }

    /// The value of the last entry, for change in place.
    pub fn last_mut(&mut self) -> Option<&mut V> {
        self.entries.last_mut().map(|(_, value)| value)
    }

    /// Whether there is an entry `key`.
    #[must_use]
    pub fn contains_key(&self, key: &str) -> bool {
        self.place(key).is_some()
    }

    /// Sets `key`. A key that is there already keeps its place, as in Python, and its old value is returned.
    pub fn insert(&mut self, key: impl Into<Key>, value: V) -> Option<V> {
        self.put(key.into(), value)
    }

    fn put(&mut self, key: Key, value: V) -> Option<V> {
        if let Some(old) = self.get_mut(&key) {
            return Some(std::mem::replace(old, value));
        }
        if let Some(index) = &mut self.index {
            index.add(&key, self.entries.len());
        }
        self.entries.push((key, value));
        if self.index.is_none() && self.entries.len() > FEW {
            self.index = Some(Box::new(Index::of(&self.entries)));
        }
        None
    }

    /// Takes `key` out; the order of the others stays. It costs as much as there are entries: a loop
    /// that empties entries rather takes the values and leaves the keys.
    pub fn remove(&mut self, key: &str) -> Option<V> {
        let at = self.place(key)?;
        let (_, value) = self.entries.remove(at);
        if self.index.is_some() {
            self.index = (self.entries.len() > FEW).then(|| Box::new(Index::of(&self.entries)));
        }
        Some(value)
    }

    /// Entries in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&str, &V)> + ExactSizeIterator {
        self.entries.iter().map(|(k, v)| (&**k, v))
    }

    /// Entries in order, with keys that can be shared.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = (&Key, &V)> + ExactSizeIterator {
        self.entries.iter().map(|(k, v)| (k, v))
    }

    /// Entries in order, values for change in place.
    pub fn iter_mut(&mut self) -> impl DoubleEndedIterator<Item = (&str, &mut V)> + ExactSizeIterator {
        self.entries.iter_mut().map(|(k, v)| (&**k, v))
    }

    /// Keys in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &str> + ExactSizeIterator {
        self.entries.iter().map(|(k, _)| &**k)
    }

    /// Values in order.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + ExactSizeIterator {
        self.entries.iter().map(|(_, v)| v)
    }

    /// The number of entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are no entries.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl Index {
    fn of<V>(entries: &[(Key, V)]) -> Index {
        let mut index =
            Index { places: HashTable::with_capacity(2 * entries.len()), seed: RandomState::new() };
        entries.iter().enumerate().for_each(|(at, (key, _))| index.add(key, at));
        index
    }

    /// Adds a name that is not there yet.
    fn add(&mut self, key: &str, at: usize) {
        let hash = self.seed.hash_one(key);
        self.places.insert_unique(hash, (hash, at), |(hash, _)| *hash);
    }

    fn place<V>(&self, key: &str, entries: &[(Key, V)]) -> Option<usize> {
        let is_it = |(_, at): &(u64, usize)| same(&entries[*at].0, key);
        self.places.find(self.seed.hash_one(key), is_it).map(|(_, at)| *at)
    }
}

/// Whether two names are the same. Tests count how often that is asked.
fn same(one: &str, other: &str) -> bool {
    #[cfg(test)]
    tests::COMPARISONS.with(|count| count.set(count.get() + 1));
    // Names of the tables are the same text, at the same place.
    std::ptr::eq(one, other) || one == other
}

impl<V> Default for Ordered<V> {
    fn default() -> Ordered<V> {
        Ordered::new()
    }
}

impl<V: PartialEq> PartialEq for Ordered<V> {
    fn eq(&self, other: &Ordered<V>) -> bool {
        self.entries == other.entries
    }
}

impl<V: fmt::Debug> fmt::Debug for Ordered<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<K: Into<Key>, V> FromIterator<(K, V)> for Ordered<V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Ordered<V> {
        let mut all = Ordered::new();
        all.extend(entries);
        all
    }
}

impl<K: Into<Key>, V> Extend<(K, V)> for Ordered<V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

impl<V> IntoIterator for Ordered<V> {
    type Item = (Key, V);
    type IntoIter = std::vec::IntoIter<(Key, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

/// How many names are compared with each other while something is done.
#[cfg(test)]
pub(crate) fn comparisons(work: impl FnOnce()) -> usize {
    let before = tests::COMPARISONS.get();
    work();
    tests::COMPARISONS.get() - before
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    thread_local! {
        pub(super) static COMPARISONS: Cell<usize> = const { Cell::new(0) };
    }

    #[test]
    fn each_name_is_compared_with_few_others() {
        let work = |count: usize| {
            let names = || (0..count).map(|i| (format!("name {i}"), i));
            comparisons(|| {
                let mut all: Ordered<usize> = names().collect();
                all.extend(names());
                assert!(names().all(|(name, i)| all.get(&name) == Some(&i)));
            })
        };
        assert!(work(10_000) < 4 * 10_000 && work(20_000) < 4 * 20_000);
    }

    #[test]
    fn a_repeated_key_keeps_its_first_place_and_its_last_value() {
        let all: Ordered<i32> = [("a", 1), ("b", 2), ("a", 3)].into_iter().collect();
        assert_eq!(all.iter().collect::<Vec<_>>(), [("a", &3), ("b", &2)]);
    }

    #[test]
    fn with_and_without_an_index_entries_are_found_and_taken_out() {
        for count in [3, FEW, FEW + 1, 1000] {
            let mut all: Ordered<usize> = (0..count).map(|i| (i.to_string(), i)).collect();
            assert_eq!(all.index.is_some(), count > FEW);
            assert_eq!(all.insert("1", 100), Some(1));
            assert_eq!(all.remove("0"), Some(0));
            assert_eq!((all.get("0"), all.get("1"), all.get("2")), (None, Some(&100), Some(&2)));
            assert_eq!((all.len(), all.keys().next()), (count - 1, Some("1")));
            assert_eq!(all.insert("0", 7), None);
            assert_eq!(all.last_mut(), Some(&mut 7));
        }
    }

    #[test]
    fn a_key_takes_two_words() {
        assert_eq!(size_of::<Key>(), 2 * size_of::<usize>());
        assert_eq!(size_of::<crate::shapes::value::Value>(), 32);
        assert_eq!(Key::known(&"a"), Key::from("a"));
        assert_eq!(String::from(Key::known(&"a")), "a");
    }
}
