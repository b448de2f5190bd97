//! The menu below the line: what is offered, and which of it is marked.
//!
//! In: the line, and what the keys want. Out: whether the menu is open, and the offer that was taken. Nothing here draws.

use super::completer::{Offer, Offers};

/// What a key does with the menu.
#[derive(Clone, Copy)]
pub(super) enum Want {
    /// Opens it, or marks the next offer, or takes the only one.
    Open,
    Next,
    Previous,
    /// Takes the offer that is marked.
    Take,
    Close,
}

/// What the editor has to do then.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Then {
    /// What the key does where there is no menu.
    Nothing,
    /// Draw it anew.
    Draw,
    /// Write what was taken, if there is anything.
    Write,
}

/// The menu of a line.
pub(super) struct Menu {
    offers: Offers,
    /// The line up to the cursor, for which these are the offers.
    line: String,
    found: Vec<Offer>,
    marked: usize,
    is_open: bool,
    taken: Option<Offer>,
}

impl Menu {
    pub(super) fn new(offers: Offers) -> Menu {
        Menu { offers, line: String::new(), found: Vec::new(), marked: 0, is_open: false, taken: None }
    }

    /// Does what a key wants, behind this part of the line.
    pub(super) fn does(&mut self, want: Want, line: &str) -> Then {
        match want {
            Want::Open if !self.is_open => return self.open(line),
            _ if self.shown(line).is_none() => return Then::Nothing,
            Want::Open if self.found.len() == 1 => return self.take(),
            Want::Open | Want::Next => self.marked = (self.marked + 1) % self.found.len(),
            Want::Previous => self.marked = self.marked.checked_sub(1).unwrap_or(self.found.len() - 1),
            Want::Take => return self.take(),
            Want::Close => self.is_open = false,
        }
        Then::Draw
    }

    /// Opens the menu. What alone may follow is taken at once.
    fn open(&mut self, line: &str) -> Then {
        self.look(line);
        if self.found.len() < 2 {
            return self.take();
        }
        self.is_open = true;
        Then::Draw
    }

    fn look(&mut self, line: &str) {
        line.clone_into(&mut self.line);
        self.found = self.offers.of(line);
        self.marked = 0;
    }

    fn take(&mut self) -> Then {
        self.is_open = false;
        self.taken = (self.marked < self.found.len()).then(|| self.found.swap_remove(self.marked));
        Then::Write
    }

    /// The offers, and which is marked, if the menu is open and there are any.
    pub(super) fn shown(&mut self, line: &str) -> Option<(&[Offer], usize)> {
        if self.is_open && self.line != line {
            self.look(line);
        }
        (self.is_open && !self.found.is_empty()).then_some((self.found.as_slice(), self.marked))
    }

    /// What was taken, once.
    pub(super) fn taken(&mut self) -> Option<Offer> {
        self.taken.take()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::called::Called;
    use crate::prompt::completer::tests::offers;

    fn menu() -> Menu {
        Menu::new(offers(Called::Itself))
    }

    fn marked(menu: &mut Menu, line: &str) -> Option<String> {
        menu.shown(line).map(|(offers, at)| offers[at].name.clone())
    }

    #[test]
    fn arrows_go_round() {
        let mut menu = menu();
        assert_eq!(menu.does(Want::Next, "thing"), Then::Nothing);
        assert_eq!(menu.does(Want::Open, "thing"), Then::Draw);
        assert_eq!(marked(&mut menu, "thing").as_deref(), Some("list-things"));
        assert_eq!(menu.does(Want::Open, "thing"), Then::Draw);
        assert_eq!(marked(&mut menu, "thing").as_deref(), Some("make-thing"));
        let count = menu.shown("thing").map_or(0, |(offers, _)| offers.len());
        for _ in 1..count {
            menu.does(Want::Next, "thing");
        }
        assert_eq!(marked(&mut menu, "thing").as_deref(), Some("list-things"));
        menu.does(Want::Previous, "thing");
        assert_eq!(menu.shown("thing").map(|(_, at)| at), Some(count - 1));
        assert_eq!(menu.does(Want::Close, "thing"), Then::Draw);
        assert_eq!(menu.does(Want::Take, "thing"), Then::Nothing);
    }

    #[test]
    fn what_is_marked_is_taken_once() {
        let mut menu = menu();
        menu.does(Want::Open, "thing");
        menu.does(Want::Next, "thing");
        assert_eq!(menu.does(Want::Take, "thing"), Then::Write);
        assert_eq!(menu.taken().map(|offer| offer.text).as_deref(), Some("make-thing "));
        assert!(menu.taken().is_none() && menu.shown("make-thing ").is_none());
    }

    #[test]
    fn what_alone_may_follow_is_taken_at_once() {
        let mut menu = menu();
        assert_eq!(menu.does(Want::Open, "put"), Then::Write);
        assert_eq!(menu.taken().map(|offer| offer.text).as_deref(), Some("put-thing "));
        assert_eq!(menu.does(Want::Open, "no such"), Then::Write);
        assert!(menu.taken().is_none());
    }

    #[test]
    fn an_open_menu_follows_the_line() {
        let mut menu = menu();
        menu.does(Want::Open, "thing");
        assert_eq!(marked(&mut menu, "put").as_deref(), Some("put-thing"));
        assert_eq!(marked(&mut menu, "nonsense"), None);
        assert_eq!(menu.does(Want::Take, "nonsense"), Then::Nothing);
        assert_eq!(menu.does(Want::Open, "nonsense"), Then::Nothing);
        assert_eq!(marked(&mut menu, "make").as_deref(), Some("make-thing"));
        assert_eq!(menu.does(Want::Open, "make"), Then::Write);
    }
}
