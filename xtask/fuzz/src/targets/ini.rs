//! The AWS CLI's files of settings: every section that is named can be looked up.

use awsmodel_runtime::internals::ini::Ini;

use super::text;

pub(super) const WORDS: &[&str] = &[
    "[",
    "]",
    "=",
    " = ",
    ":",
    "#",
    ";",
    "\n",
    "\n  ",
    "[default]\n",
    "[profile a]\n",
    "[profile \"a b\"]\n",
    "[sso-session s]\n",
    "[services x]\n",
    "region",
    "s3 =\n  a = b\n",
    "'",
    "\"",
];

pub(super) fn run(data: &[u8]) -> bool {
    let text = text(data);
    let ini = match Ini::parse(&text) {
        Ok(ini) => ini,
        Err(error) => {
            assert!((1..=text.lines().count()).contains(&error.line), "{error}");
            return false;
        }
    };
    for kind in ["", "profile", "sso-session", "services"] {
        for name in ini.sections(kind) {
            assert!(ini.has(kind, name), "{kind} {name:?}");
            ini.get(kind, name, "region");
            ini.nested(kind, name, "s3", "a");
        }
    }
    true
}
