//! What the command line says about runs over many records; not looked at yet.

/// The values of the options.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct EachWords {
    pub(crate) for_each: Option<String>,
    pub(crate) format: Option<String>,
    pub(crate) map: Option<String>,
    pub(crate) rate: Option<String>,
    pub(crate) concurrency: Option<String>,
    pub(crate) on_error: Option<String>,
    pub(crate) journal: Option<String>,
    pub(crate) retry_uncertain: bool,
    pub(crate) retry_failed: bool,
}

impl EachWords {
    /// Options that were given and mean nothing without `--for-each`.
    pub(crate) fn stray(&self) -> Vec<&'static str> {
        let given = [
            ("--for-each-format", self.format.is_some()),
            ("--map", self.map.is_some()),
            ("--rate", self.rate.is_some()),
            ("--concurrency", self.concurrency.is_some()),
            ("--on-error", self.on_error.is_some()),
            ("--journal", self.journal.is_some()),
            ("--retry-uncertain", self.retry_uncertain),
            ("--retry-failed", self.retry_failed),
        ];
        given.into_iter().filter(|(_, given)| *given).map(|(word, _)| word).collect()
    }
}
