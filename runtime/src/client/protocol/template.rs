//! Paths with labels: `/functions/{FunctionName}/{Rest+}?versioned`. A label that ends in `+` may hold slashes.

use crate::client::signing::sigv4::percent_encode;
use crate::shapes::schema::protocol::Refusal;

/// A path with labels, and the query that always follows it.
#[derive(Clone, Copy)]
pub(super) struct Template<'t> {
    path: &'t str,
    query: &'t str,
}

/// What a path has for each label, percent-encoded.
pub(super) struct Found<'t, 'p> {
    pub(super) labels: Vec<(&'t str, &'p str)>,
    /// How much of the template was there word for word.
    pub(super) literals: usize,
}

impl<'t> Template<'t> {
    pub(super) fn new(text: &'t str) -> Template<'t> {
        let (path, query) = text.split_once('?').unwrap_or((text, ""));
        Template { path, query }
    }

    /// The path with its labels filled, and the query.
    pub(super) fn fill(self, labels: &[(&str, String)]) -> Result<(String, &'t str), Refusal> {
        let mut out = String::new();
        let mut rest = self.path;
        while let Some((before, after)) = rest.split_once('{') {
            let (label, tail) = after.split_once('}').ok_or("a path has a brace that does not close")?;
            let (name, is_greedy) = label.strip_suffix('+').map_or((label, false), |name| (name, true));
            let value = labels.iter().find(|(n, _)| *n == name);
            let value = value.ok_or_else(|| format!("Missing required parameter in input: \"{name}\""))?;
            out.push_str(before);
            let encoded = percent_encode(&value.1);
            out.push_str(&if is_greedy { encoded.replace("%2F", "/") } else { encoded });
            rest = tail;
        }
        out.push_str(rest);
        Ok((out, self.query))
    }

    /// What a path and a query have for the labels; `None` if they do not fit.
    pub(super) fn read<'p>(self, path: &'p str, query: &str) -> Option<Found<'t, 'p>> {
        let has = |wanted: &str| {
            query.split('&').any(|pair| pair == wanted || pair.strip_suffix('=') == Some(wanted))
        };
        if !self.query.split('&').all(|wanted| wanted.is_empty() || has(wanted)) {
            return None;
        }
        let mut found = Found { labels: Vec::new(), literals: self.query.len() };
        let (wanted, given): (Vec<&'t str>, Vec<&'p str>) =
            (self.path.split('/').collect(), path.split('/').collect());
        let greedy = wanted.iter().position(|segment| segment.ends_with("+}"));
        let spare = given.len().checked_sub(wanted.len())?;
        if spare > 0 && greedy.is_none() {
            return None;
        }
        let mut at = 0;
        for (index, segment) in wanted.iter().enumerate() {
            let taken = if greedy == Some(index) { spare + 1 } else { 1 };
            let start = given[..at].iter().map(|s| s.len() + 1).sum::<usize>();
            let length = given[at..at + taken].iter().map(|s| s.len() + 1).sum::<usize>() - 1;
            found.segment(segment, &path[start..start + length])?;
            at += taken;
        }
        Some(found)
    }
}

impl<'t, 'p> Found<'t, 'p> {
    /// One segment of a template: words around at most one label.
    fn segment(&mut self, wanted: &'t str, given: &'p str) -> Option<()> {
        let Some((before, after)) = wanted.split_once('{') else {
            self.literals += wanted.len();
            return (wanted == given).then_some(());
        };
        let (label, after) = after.split_once('}')?;
        let value = given.strip_prefix(before)?.strip_suffix(after)?;
        self.literals += before.len() + after.len();
        self.labels.push((label.strip_suffix('+').unwrap_or(label), value));
        (!value.is_empty()).then_some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_are_filled_and_read() {
        let template = Template::new("/a/{Name}/{Rest+}/z?x&y=1");
        let labels = [("Name", "b /é".to_owned()), ("Rest", "c/d~e ".to_owned())];
        let (path, query) = template.fill(&labels).unwrap();
        assert_eq!((path.as_str(), query), ("/a/b%20%2F%C3%A9/c/d~e%20/z", "x&y=1"));
        let found = template.read(&path, "y=1&x=&more").unwrap();
        assert_eq!(found.labels, [("Name", "b%20%2F%C3%A9"), ("Rest", "c/d~e%20")]);
        for (path, query) in
            [("/a/b/c/z", "x"), ("/a//c/z", "x&y=1"), ("/b/b/c/z", "x&y=1"), ("", ""), ("/a/b/z", "x&y=1")]
        {
            assert!(template.read(path, query).is_none(), "{path}?{query}");
        }
        assert!(template.fill(&labels[..1]).is_err());
        assert!(Template::new("/{a").fill(&[]).is_err());
    }
}
