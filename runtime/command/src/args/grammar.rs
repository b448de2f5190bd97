//! What a parser may find on the command line, as plain data. See [`super::parse()`] for the rules.

/// An option such as `--region`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Opt<'a> {
    /// The whole word with its dashes.
    pub(crate) word: &'a str,
    /// How many words follow it.
    pub(crate) arity: Arity,
    /// What those words may look like.
    pub(crate) check: Check,
    /// Whether it is an error to leave it out.
    pub(crate) required: bool,
    /// Found by its whole word alone, never by a prefix: options that the AWS CLI does not have must
    /// not make its abbreviations ambiguous.
    pub(crate) exact: bool,
    /// Ends parsing where it stands, whatever follows.
    pub(crate) halts: bool,
    /// Values beyond the choices, which messages about the choices do not list: the AWS CLI has none of these.
    pub(crate) further: &'static [&'static str],
}

/// How many words follow an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arity {
    /// None.
    Flag,
    /// Exactly one.
    One,
    /// One, or none for this value.
    Optional(&'static str),
    /// None for this value, or one in the same word behind `=`.
    Equals(&'static str),
    /// As many as there are.
    Many,
}

/// What a word may look like.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Check {
    /// Anything.
    Text,
    /// Python's `int()` must accept it.
    Integer,
    /// Python's `float()` must accept it.
    Float,
    /// One of these.
    Choice(&'static [&'static str]),
}

/// The one positional argument that a parser may have.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Positional<'a> {
    /// Must be there and be one of the choices.
    Choice {
        /// Its name in messages.
        name: &'static str,
        /// What it may be, in the order in which messages list it.
        choices: &'a [&'a str],
    },
    /// May be there, and must be one of the choices then.
    OptionalChoice {
        /// Its name in messages.
        name: &'static str,
        /// What it may be.
        choices: &'a [&'a str],
    },
    /// May be there, and may be anything.
    Optional,
    /// Must be there, and may be anything; its name in messages.
    Required(&'static str),
}

/// All that one parser accepts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Grammar<'a> {
    /// Its options, in the order in which messages list them.
    pub(crate) options: &'a [Opt<'a>],
    /// Its positional argument.
    pub(crate) positional: Positional<'a>,
}

impl<'a> Opt<'a> {
    const fn new(word: &'a str, arity: Arity) -> Opt<'a> {
        Opt { word, arity, check: Check::Text, required: false, exact: false, halts: false, further: &[] }
    }

    /// A switch.
    pub(crate) const fn flag(word: &'a str) -> Opt<'a> {
        Opt::new(word, Arity::Flag)
    }

    /// An option with one value.
    pub(crate) const fn one(word: &'a str) -> Opt<'a> {
        Opt::new(word, Arity::One)
    }

    /// An option with any number of values.
    pub(crate) const fn many(word: &'a str) -> Opt<'a> {
        Opt::new(word, Arity::Many)
    }

    /// An option with one value, or with none for `missing`.
    pub(crate) const fn optional(word: &'a str, missing: &'static str) -> Opt<'a> {
        Opt::new(word, Arity::Optional(missing))
    }

    /// A switch for `missing` that may be given another value behind `=`.
    pub(crate) const fn equals(word: &'a str, missing: &'static str) -> Opt<'a> {
        Opt::new(word, Arity::Equals(missing))
    }

    /// Sets what values may look like.
    pub(crate) const fn check(mut self, check: Check) -> Opt<'a> {
        self.check = check;
        self
    }

    /// Adds values that messages about the choices do not list.
    pub(crate) const fn further(mut self, values: &'static [&'static str]) -> Opt<'a> {
        self.further = values;
        self
    }

    /// The values that it may have, if they are listed.
    pub(crate) fn choices(&self) -> impl Iterator<Item = &'static str> + use<> {
        let choices = if let Check::Choice(choices) = self.check { choices } else { &[] };
        choices.iter().chain(self.further).copied()
    }

    /// Makes it required, or not.
    pub(crate) const fn required(mut self, required: bool) -> Opt<'a> {
        self.required = required;
        self
    }

    /// Takes it out of the abbreviations.
    pub(crate) const fn exact(mut self) -> Opt<'a> {
        self.exact = true;
        self
    }

    /// Makes it end the parsing.
    pub(crate) const fn halts(mut self) -> Opt<'a> {
        self.halts = true;
        self
    }
}
