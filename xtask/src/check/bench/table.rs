//! Tables in Markdown.

/// A table that grows by rows.
pub(super) struct Table(String);

impl Table {
    /// A title and the heads of columns. The first is text, the others are numbers.
    pub(super) fn new(title: &str, heads: &[&str]) -> Table {
        let rule = heads.iter().enumerate().map(|(i, _)| if i == 0 { "---" } else { "---:" });
        Table(format!(
            "\n### {title}\n\n| {} |\n|{}|\n",
            heads.join(" | "),
            rule.collect::<Vec<_>>().join("|")
        ))
    }

    pub(super) fn row(&mut self, cells: &[String]) {
        self.0 += &format!("| {} |\n", cells.join(" | "));
    }

    pub(super) fn print(&self) {
        println!("{}", self.0);
    }
}

/// A count that could perhaps not be taken.
pub(super) fn count(n: Option<u64>) -> String {
    n.map_or_else(|| "-".to_owned(), |n| n.to_string())
}

/// One cost as a multiple of another.
pub(super) fn times(cost: f64, of: f64) -> String {
    format!("{:.2}", cost / of)
}

/// Microseconds as milliseconds.
pub(super) fn ms(us: f64) -> String {
    format!("{:.2}", us / 1e3)
}
