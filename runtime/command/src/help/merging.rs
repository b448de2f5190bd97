//! What a page says of an update that can start from what is there.
//!
//! In: the command and its pair. Out: a paragraph, CommonMark.

use crate::args::members;
use crate::table::{Command, Pair};

/// The read, what it is told, what it does not tell, and what is not sent back.
pub(super) fn note(command: &Command, pair: &Pair) -> String {
    let (name, read) = (command.name(), pair.read.name());
    let options = options(command, &|member| pair.identified_by.iter().any(|name| name == member));
    let given = if options.is_empty() { String::new() } else { format!(", given {}", options.join(", ")) };
    let mut note = format!(
        "`{name} --merge` starts from what `{read}` replies{given}: only what is given changes, and the rest is sent back as \
         it is."
    );
    let called = pair.carried().filter(|(member, read)| member != read);
    called.for_each(|(member, read)| note += &format!(" `{member}` is read as `{read}`."));
    let untold = untold(command, pair);
    if !untold.is_empty() {
        note += &format!(" `{read}` does not tell {}.", untold.join(", "));
    }
    let refused = command.resent.map(|resent| resent.refused().collect::<Vec<_>>()).unwrap_or_default();
    let refused: Vec<String> = refused
        .iter()
        .filter(|refusal| !refusal.unless_read)
        .map(|refusal| match (refusal.beside, refusal.is) {
            ("", _) => format!("`{}`", refusal.member),
            (beside, "") => format!("`{}` beside `{beside}`", refusal.member),
            (beside, is) => format!("`{}` beside `{beside}` of `{is}`", refusal.member),
        })
        .collect();
    if !refused.is_empty() {
        note += &format!(" Not sent back, since the service refuses it: {}.", refused.join(", "));
    }
    note
}

/// Options of members that the read neither takes nor tells.
fn untold(command: &Command, pair: &Pair) -> Vec<String> {
    options(command, &|member| {
        let is_named = pair.identified_by.iter().any(|name| name == member);
        !is_named && !pair.carried().any(|(name, _)| name == member)
    })
}

/// Words of the options of some members.
fn options(command: &Command, is_meant: &dyn Fn(&str) -> bool) -> Vec<String> {
    let options = members(command).iter().zip(command.options().iter());
    let meant = options.filter(|(member, _)| !member.idempotency_token() && is_meant(member.name()));
    meant.map(|(_, option)| format!("`--{option}`")).collect()
}
