//! `cargo xtask codegen --pairs`: which updates start from what is there, as the tables of a model say it.

use awsmodel_codegen::ir::{Operation, Pair, Service};

/// A paragraph for each pair: service, update, read, what identifies it, what is carried over, what is not and why.
pub(crate) fn listed(service: &Service) -> String {
    let pairs = service.operations.iter().filter_map(|update| Some((update, update.pair.as_ref()?)));
    let paragraphs: Vec<String> = pairs.map(|(update, pair)| paragraph(service, update, pair)).collect();
    let count = match paragraphs.len() {
        1 => "1 pair".to_owned(),
        count => format!("{count} pairs"),
    };
    paragraphs.into_iter().chain([count]).collect::<Vec<_>>().join("\n") + "\n"
}

fn paragraph(service: &Service, update: &Operation, pair: &Pair) -> String {
    let read = service.operations.iter().find(|operation| operation.name == pair.read);
    let read = read.map_or("", |operation| operation.command.as_str());
    let state = pair.member.as_deref().map(|member| format!(" in {member}")).unwrap_or_default();
    let mut lines = vec![
        format!("{} {} / {read}{state}", service.program, update.command),
        format!("  identified by: {}", words(&pair.identified_by)),
        format!("  carried: {}", words(&carried(pair))),
    ];
    if let Some(changed) = &pair.changed {
        lines.push(format!("  changed at: {changed}"));
    }
    let reasons = pair.left.iter().map(|member| (member.as_str(), "the reply does not tell it".to_owned()));
    let unsent = pair.unsent.iter().map(|member| (member.as_str(), "the update does not take it".to_owned()));
    let refused = update.resent.refused.iter().map(|refusal| {
        let place = refusal.place();
        let place = if place.is_empty() { place } else { format!("{place}: ") };
        (refusal.member.as_str(), place + &refusal.why)
    });
    let reasons = reasons.chain(unsent).chain(refused);
    lines.extend(reasons.map(|(member, why)| format!("  not carried: {member}: {why}")));
    lines.join("\n") + "\n"
}

fn carried(pair: &Pair) -> Vec<String> {
    let carried = pair.carried.iter().map(|one| match one.member == one.read {
        true => one.member.clone(),
        false => format!("{} (read as {})", one.member, one.read),
    });
    carried.collect()
}

fn words(names: &[String]) -> String {
    if names.is_empty() { "nothing".to_owned() } else { names.join(", ") }
}
