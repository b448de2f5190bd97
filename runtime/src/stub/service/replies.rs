//! Replies that wait for their requests.

use std::collections::VecDeque;

use super::canned::{Answer, Canned};
use crate::shapes::value::Value;

/// Replies in the order in which they were added.
#[derive(Debug, Default)]
pub(crate) struct Replies {
    waiting: VecDeque<Canned>,
    /// Requests must come in the order of the replies.
    pub(crate) in_order: bool,
}

impl Replies {
    pub(crate) fn add(&mut self, canned: impl IntoIterator<Item = Canned>) {
        self.waiting.extend(canned);
    }

    pub(crate) fn clear(&mut self) {
        self.waiting.clear();
    }

    pub(crate) fn waiting(&self) -> &VecDeque<Canned> {
        &self.waiting
    }

    /// The answer to a request: of the replies that are given so many times the first, otherwise of
    /// those that are given for ever the last. The input may be told in several ways, such as with
    /// and without its secrets; a reply waits for any of them.
    pub(crate) fn take(&mut self, operation: &str, input: &[&Value]) -> Option<Answer> {
        let fits = |canned: &Canned| {
            canned.operation == operation
                && canned.input.as_ref().is_none_or(|wanted| input.contains(&wanted))
        };
        let at = if self.in_order {
            self.waiting.front().filter(|first| fits(first)).map(|_| 0)
        } else {
            let counted = self.waiting.iter().position(|canned| canned.times.is_some() && fits(canned));
            counted.or_else(|| self.waiting.iter().rposition(fits))
        }?;
        let answer = self.waiting[at].answer.clone();
        match &mut self.waiting[at].times {
            Some(1) => drop(self.waiting.remove(at)),
            Some(times) => *times -= 1,
            None => {}
        }
        Some(answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canned(operation: &str, times: Option<u64>, code: &str) -> Canned {
        Canned { operation: operation.into(), input: None, times, answer: Answer::error(400, code, "") }
    }

    #[test]
    fn counted_replies_come_first_and_lasting_ones_replace_each_other() {
        let mut replies = Replies::default();
        replies.add([canned("A", None, "old"), canned("B", Some(1), "b"), canned("A", None, "new")]);
        replies.add([canned("A", Some(2), "twice")]);
        let mut take = |operation| replies.take(operation, &[]);
        let error = |code| Some(Answer::error(400, code, ""));
        assert_eq!(take("A"), error("twice"));
        assert_eq!(take("A"), error("twice"));
        assert_eq!((take("A"), take("A")), (error("new"), error("new")));
        assert_eq!((take("B"), take("B"), take("C")), (error("b"), None, None));
    }

    #[test]
    fn replies_wait_for_their_input() {
        let mut replies = Replies::default();
        let input = Some(Value::from("x"));
        replies.add([Canned { input, ..canned("A", Some(1), "x") }]);
        assert_eq!(replies.take("A", &[&Value::from("y")]), None);
        assert!(replies.take("A", &[&Value::from("x")]).is_some());
    }

    #[test]
    fn in_order_only_the_first_one_counts() {
        let mut replies = Replies { in_order: true, ..Replies::default() };
        replies.add([canned("A", Some(1), "a"), canned("B", Some(1), "b")]);
        assert_eq!(replies.take("B", &[]), None);
        assert!(replies.take("A", &[]).is_some() && replies.take("B", &[]).is_some());
    }
}
