//! What the AWS CLI does by hand for a command, beyond what follows from the model: facts alone, which codegen emits.

use super::{Texts, pairs};

/// What the AWS CLI does by hand for a command. Texts are lists of records, whose fields follow each other.
#[derive(Clone, Copy, Debug)]
pub struct ByHand {
    /// Members of the request that are sent otherwise than they are given: the member, and how (`base64`).
    pub sent: Texts,
    /// Members of the reply that are shown otherwise than they come: the path to it, and how (`base64`, `json`,
    /// `quoted-json`).
    pub shown: Texts,
    /// Members that are structures of one flag, and given as switches.
    pub switches: Texts,
    /// Options beside those of members: the fields of [`OwnOption`].
    pub options: Texts,
    /// Members that may be missing since such options make them.
    pub optional: Texts,
    /// Members that have no option.
    pub removed: Texts,
    /// What members are that nobody sets, JSON; may be empty.
    pub defaults: &'static str,
    /// Options that exclude others: the option, the others with commas between, what is said.
    pub conflicts: Texts,
    /// How many items are asked for at a time where nobody says it: the number, and the members that may be set, with commas
    /// between.
    pub pages: Texts,
    /// What of the reply goes to a file: the option that names the file, the one that names a member, what it is a member of, and
    /// which members there are, with commas between.
    pub saved: Texts,
    /// Members that move into the first item of a list: the list; members of that item of which one must be there, with
    /// commas between; then each member, and what it becomes there, JSON.
    pub moved: Texts,
}

/// An option that is no member, but makes parts of some.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OwnOption {
    /// Its name without dashes.
    pub(crate) name: &'static str,
    /// How many words it takes: `flag`, `one`, `many`, or `integer` for one that is a number.
    pub(crate) takes: &'static str,
    /// What its words are: `text`, `integer`, `number`, `words`, `range:` and `range-`, `pairs`.
    pub(crate) reads: &'static str,
    /// Which words it is for, if not for all: `is …`, `begins …`, `ends …`.
    pub(crate) when: &'static str,
    /// What is set where nothing is, JSON.
    pub(crate) base: &'static str,
    /// What is set, JSON.
    pub(crate) sets: &'static str,
    /// What is said of words that cannot be read.
    pub(crate) wrong: &'static str,
    /// Whether it must be there.
    pub(crate) required: bool,
    /// What it is for, CommonMark.
    pub(crate) docs: &'static str,
}

/// An option that excludes others.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Conflict {
    pub(crate) option: &'static str,
    pub(crate) beside: &'static str,
    pub(crate) message: &'static str,
}

impl ByHand {
    /// Options beside those of members. Of several of one name, the first whose words fit is meant.
    pub(crate) fn options(&self) -> impl Iterator<Item = OwnOption> + use<> {
        let mut texts = self.options.iter();
        std::iter::from_fn(move || {
            Some(OwnOption {
                name: texts.next()?,
                takes: texts.next()?,
                reads: texts.next()?,
                when: texts.next()?,
                base: texts.next()?,
                sets: texts.next()?,
                wrong: texts.next()?,
                required: texts.next()? == "required",
                docs: texts.next()?,
            })
        })
    }

    /// The option of a name.
    pub(crate) fn option(&self, name: &str) -> Option<OwnOption> {
        self.options().find(|option| option.name == name)
    }

    /// Options that exclude others.
    pub(crate) fn conflicts(&self) -> impl Iterator<Item = Conflict> + use<> {
        let mut texts = self.conflicts.iter();
        std::iter::from_fn(move || {
            Some(Conflict { option: texts.next()?, beside: texts.next()?, message: texts.next()? })
        })
    }

    /// Members of the request that are sent otherwise.
    pub(crate) fn sent(&self) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        pairs(self.sent)
    }

    /// Members of the reply that are shown otherwise.
    pub(crate) fn shown(&self) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        pairs(self.shown)
    }
}
