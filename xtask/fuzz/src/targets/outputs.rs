//! Results as text: JSON and YAML are read again; tables and text are drawn.

use awsmodel_command::output;
use awsmodel_runtime::json;

use super::{shown, text, yaml};

pub(super) fn run(data: &[u8]) -> bool {
    let Ok(value) = json::parse(&text(data)) else { return false };
    if let Some(written) = output::json(&value) {
        let read = json::parse(&written).unwrap_or_else(|e| panic!("{e}: {written}"));
        assert_eq!(shown(&read), shown(&value));
        assert!(written.ends_with('\n'));
    }
    yaml::again(&value);
    if let Ok(lines) = output::text(&value) {
        assert!(lines.is_empty() || lines.ends_with('\n'), "{lines:?}");
    }
    for width in [0, 20, 80] {
        if let Ok(Some(table)) = output::table("Things", &value, width == 80, width) {
            assert!(width == 80 || table.ends_with('\n'), "{table}");
        }
    }
    true
}
