//! Names of options that do not follow from their members' names. They are facts about the AWS CLI, no rule
//! yields them, and so they are data: `renames.txt`.

const TABLE: &str = include_str!("renames.txt");

/// What the option of a member is called; `option` is the name that follows from the member's.
pub(super) fn option(service: &str, command: &str, option: String) -> String {
    rows()
        .find(|row| row[0] == service && (row[1] == "*" || row[1] == command) && row[2] == option)
        .map_or(option, |row| row[3].to_owned())
}

fn rows() -> impl Iterator<Item = [&'static str; 4]> {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        words.try_into().ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_have_four_words_and_rename() {
        assert_eq!(rows().count(), TABLE.lines().count() - 2);
        let renamed = |service, command, name: &str| option(service, command, name.to_owned());
        assert_eq!(renamed("stepfunctions", "send-task-success", "output"), "task-output");
        assert_eq!(renamed("deploy", "any", "s-3-location"), "s3-location");
        assert_eq!(renamed("stepfunctions", "send-task-failure", "output"), "output");
        assert_eq!(renamed("other", "send-task-success", "output"), "output");
    }
}
