//! The shared files' format: what Python's `configparser` accepts, which is what the AWS CLI reads.

use std::fmt;

use crate::shapes::text::shell;
use crate::shapes::value::Ordered;

/// A parsed file: sections in order, options with lower-case names.
#[derive(Clone, Debug, Default)]
pub struct Ini {
    sections: Ordered<Section>,
    /// Names of their sections, by the `my name` of `profile "my name"`.
    by_own_name: Ordered<Vec<String>>,
}

#[derive(Clone, Debug)]
struct Section {
    /// The `my name` of `profile "my name"`.
    own_name: Option<String>,
    options: Ordered<String>,
}

/// The profile whose section needs no kind.
const DEFAULT: &str = "default";

/// What is wrong with a file, and on which line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IniError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub problem: &'static str,
}

impl fmt::Display for IniError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.problem)
    }
}

impl std::error::Error for IniError {}

impl Ini {
    /// Reads a file's text.
    ///
    /// # Errors
    /// The first line that is neither a section nor an option.
    pub fn parse(text: &str) -> Result<Ini, IniError> {
        Ini::read(text, true)
    }

    /// As [`Ini::parse`], where indented lines are text: an option with nothing behind it has no options of its own, and
    /// blank lines inside a value stay.
    ///
    /// # Errors
    /// As [`Ini::parse`].
    pub fn plain(text: &str) -> Result<Ini, IniError> {
        Ini::read(text, false)
    }

    fn read(text: &str, nests: bool) -> Result<Ini, IniError> {
        let mut ini = Ini::default();
        let mut option_indent = 0;
        let mut nested = false;
        let mut open = false;
        // As for Python, a carriage return alone ends a line too.
        let lines = text.lines().flat_map(|line| line.split('\r'));
        for (index, line) in lines.enumerate() {
            let fail = |problem| Err(IniError { line: index + 1, problem });
            let content = line.trim();
            if open && !nests && content.is_empty() {
                ini.continue_value("");
            }
            if content.is_empty() || content.starts_with(['#', ';']) {
                continue;
            }
            let indent = line.len() - line.trim_start().len();
            if open && indent > option_indent {
                if nested && !content.contains('=') {
                    return fail("expected `name = value`");
                }
                ini.continue_value(content);
                continue;
            }
            open = false;
            option_indent = indent;
            if let Some(name) = section_name(content) {
                if ini.sections.contains_key(name) {
                    return fail("this section occurs twice");
                }
                ini.add_section(name);
                continue;
            }
            let Some(section) = ini.sections.last_mut() else {
                return fail("an option stands before any section");
            };
            let Some(at) = content.find(['=', ':']) else { return fail("expected `name = value`") };
            let name = content[..at].trim().to_lowercase();
            if name.is_empty() || section.options.contains_key(&name) {
                return fail(if name.is_empty() {
                    "expected `name = value`"
                } else {
                    "this option occurs twice"
                });
            }
            let value = content[at + 1..].trim();
            // What follows such an option are options of its own.
            nested = nests && value.is_empty();
            section.options.insert(name, value.to_owned());
            open = true;
        }
        Ok(ini)
    }

    fn add_section(&mut self, name: &str) {
        let section = Section::new(name);
        for own_name in section.own_name.iter().map(String::as_str).chain((name == DEFAULT).then_some(name)) {
            match self.by_own_name.get_mut(own_name) {
                Some(names) => names.push(name.to_owned()),
                None => drop(self.by_own_name.insert(own_name, vec![name.to_owned()])),
            }
        }
        self.sections.insert(name, section);
    }

    fn continue_value(&mut self, content: &str) {
        if let Some(value) = self.sections.last_mut().and_then(|s| s.options.last_mut()) {
            value.push('\n');
            value.push_str(content);
        }
    }

    /// Whether there is a section: `default`, `profile NAME`, `services NAME`, …
    pub fn has(&self, kind: &str, name: &str) -> bool {
        self.section(kind, name).is_some()
    }

    /// An option of a section.
    pub fn get(&self, kind: &str, name: &str, option: &str) -> Option<&str> {
        self.section(kind, name)?.options.get(option).map(String::as_str)
    }

    /// A value nested below an option, as in `s3 =` followed by indented lines.
    pub fn nested(&self, kind: &str, name: &str, option: &str, inner: &str) -> Option<&str> {
        let lines = self.get(kind, name, option)?.strip_prefix('\n')?.lines();
        let pairs = lines.filter_map(|line| line.split_once('='));
        pairs.map(|(n, v)| (n.trim(), v.trim())).rfind(|(n, _)| *n == inner).map(|(_, value)| value)
    }

    /// Names of all sections, as they stand.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.sections.iter().map(|(name, _)| name)
    }

    /// The options of the section that is called so, in their order.
    pub fn options(&self, section: &str) -> impl Iterator<Item = (&str, &str)> {
        static NONE: Ordered<String> = Ordered::new();
        let options = self.sections.get(section).map_or(&NONE, |section| &section.options);
        options.iter().map(|(name, value)| (name, value.as_str()))
    }

    /// Names of the sections of a kind.
    pub fn sections<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a str> {
        self.sections.iter().filter_map(move |(name, section)| section.name_in(kind, name))
    }

    /// The last one of that name counts.
    fn section(&self, kind: &str, name: &str) -> Option<&Section> {
        if kind.is_empty() {
            return self.sections.get(name);
        }
        let candidates = self.by_own_name.get(name)?.iter().rev();
        let mut sections = candidates.filter_map(|full| Some((full, self.sections.get(full)?)));
        sections.find(|(full, section)| section.name_in(kind, full) == Some(name)).map(|(_, section)| section)
    }
}

impl Section {
    fn new(name: &str) -> Section {
        // A name whose quotation does not end is no profile's.
        let mut words = shell::words(name).unwrap_or_default();
        let own_name = (words.len() == 2).then(|| words.remove(1));
        Section { own_name, options: Ordered::new() }
    }

    /// Its name among those of a kind; `full` is the whole one. The default profile may stand alone.
    fn name_in<'a>(&'a self, kind: &str, full: &'a str) -> Option<&'a str> {
        if kind.is_empty() || (kind == "profile" && full == DEFAULT) {
            return Some(full);
        }
        self.own_name.as_deref().filter(|_| full.starts_with(kind))
    }
}

fn section_name(content: &str) -> Option<&str> {
    let inner = content.strip_prefix('[')?;
    let end = inner.rfind(']')?;
    (end > 0).then(|| &inner[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_options_comments_and_continuations() {
        let text = "# c\n[default]\nRegion : eu-west-1\n; c\n[profile 'my p']\na = b = c\n[services s]\ncognito_identity_provider =\n  endpoint_url = http://x\n  # c\n  other = 1\n";
        let ini = Ini::parse(text).unwrap();
        assert_eq!(ini.get("", "default", "region"), Some("eu-west-1"));
        assert_eq!(ini.get("profile", "my p", "a"), Some("b = c"));
        assert!(!Ini::parse("[profile \"my p]\na = b\n").unwrap().has("profile", "my p"));
        assert_eq!(
            ini.nested("services", "s", "cognito_identity_provider", "endpoint_url"),
            Some("http://x")
        );
        assert_eq!(ini.nested("services", "s", "cognito_identity_provider", "other"), Some("1"));
        assert!(ini.has("services", "s") && !ini.has("profile", "s"));
    }

    #[test]
    fn plain_files_have_texts_of_many_lines() {
        let text = "[a]\nF =\n  !f() {\n    # no comment\n    echo 1\n\n  }; f\nb = c\n";
        assert!(Ini::parse(text).is_err());
        let ini = Ini::plain(text).unwrap();
        let options: Vec<_> = ini.options("a").collect();
        assert_eq!(options, [("f", "\n!f() {\necho 1\n\n}; f"), ("b", "c")]);
        assert_eq!(ini.names().collect::<Vec<_>>(), ["a"]);
    }

    #[test]
    fn the_last_section_of_a_name_counts() {
        let ini =
            Ini::parse("[default]\na=1\nb=1\n[profile default]\na=2\n[ profile x]\n[profile  \"y z\"]\n")
                .unwrap();
        assert_eq!(ini.get("profile", "default", "a"), Some("2"));
        assert_eq!(ini.get("profile", "default", "b"), None);
        assert_eq!(ini.sections("profile").collect::<Vec<_>>(), ["default", "default", "y z"]);
    }

    #[test]
    fn sections_and_options_are_found_without_looking_at_all_of_them() {
        let work = |count: usize| {
            let options = |of: usize| format!("[profile p{of}]\nregion = r{of}\no{of} = v\n");
            let many: String = (0..count).map(|i| format!("option{i} = {i}\n")).collect();
            let text = (0..count).map(options).collect::<String>() + "[profile many]\n" + &many;
            crate::shapes::value::comparisons(|| {
                let ini = Ini::parse(&text).unwrap();
                for i in 0..count {
                    assert!(ini.get("profile", &format!("p{i}"), "region").is_some());
                    assert!(ini.get("profile", "many", &format!("option{i}")).is_some());
                }
            })
        };
        // Where the one name that is looked for each time stands behind another, each time costs a comparison more.
        assert!(work(4_000) < 3 * work(2_000));
    }

    #[test]
    fn lines_end_as_on_any_system() {
        for end in ["\n", "\r\n", "\r"] {
            let text = "[a]\n# c\nb = c\n  d\n\ne = f".replace('\n', end);
            let ini = Ini::parse(&text).unwrap();
            assert_eq!(ini.options("a").collect::<Vec<_>>(), [("b", "c\nd"), ("e", "f")], "{end:?}");
        }
        assert_eq!(Ini::parse("[a]\rb = c\rx\r").unwrap_err().line, 3);
    }

    #[test]
    fn bad_files_name_the_line() {
        let bad = |text| Ini::parse(text).map(|_| ()).unwrap_err().to_string();
        assert_eq!(bad("garbage\n"), "line 1: an option stands before any section");
        assert_eq!(bad("[a]\nx\n"), "line 2: expected `name = value`");
        assert_eq!(bad("[a]\nx=1\nX=2\n"), "line 3: this option occurs twice");
        assert_eq!(bad("[a]\n[a]\n"), "line 2: this section occurs twice");
        assert_eq!(bad("[a]\ns3 =\n  b\n"), "line 3: expected `name = value`");
        assert!(Ini::parse("[a]\nb = c\n  d\n").is_ok());
    }
}
