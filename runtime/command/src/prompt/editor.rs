//! The editor: keys, what is shown behind and below the line, and earlier lines.
//!
//! In: keys. Out: a line, or that nobody wants to go on. What is offered decides `menu.rs`, how it looks `draw.rs`.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustyline::completion::{Completer, Pair};
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::{Hint, Hinter};
use rustyline::history::MemHistory;
use rustyline::validate::Validator;
use rustyline::{
    Cmd, ConditionalEventHandler, Config, Context, Event, EventContext, EventHandler, Helper, KeyCode,
    KeyEvent, Modifiers, RepeatCount,
};
use unicode_width::UnicodeWidthStr as _;

use super::completer::Offers;
use super::draw;
use super::history::{self, History};
use super::menu::{Menu, Then, Want};
use crate::called::Called;
use crate::show::terminal;
use crate::table::Program;
use rt::config::Session;

/// Stands where a word may begin.
const WHAT_TAB_DOES: &str = "  (TAB: what may follow)";

/// After so many milliseconds ESC is no beginning of another key.
const ESCAPE: u16 = 50;

/// What the keys do with the menu.
const KEYS: [(KeyCode, Want); 6] = [
    (KeyCode::Tab, Want::Open),
    (KeyCode::BackTab, Want::Previous),
    (KeyCode::Down, Want::Next),
    (KeyCode::Up, Want::Previous),
    (KeyCode::Enter, Want::Take),
    (KeyCode::Esc, Want::Close),
];

/// How a line ended.
pub(super) enum Line {
    Given(String),
    /// Nobody wants to go on.
    Ended,
}

/// A line editor for a program.
pub(super) struct Editor {
    inner: rustyline::Editor<Below, MemHistory>,
    head: String,
    history: History,
    program: &'static Program,
}

impl Editor {
    pub(super) fn new(program: &'static Program, called: Called, session: &Session) -> io::Result<Editor> {
        let history = History::open(program, session);
        let config = Config::builder().max_history_size(history::MOST).map_err(io::Error::other)?;
        let config = config.keyseq_timeout(Some(ESCAPE)).build();
        let lines = MemHistory::with_config(&config);
        let mut inner = rustyline::Editor::with_history(config, lines).map_err(io::Error::other)?;
        for line in history.lines() {
            // What cannot be offered again is no loss.
            let _ = inner.add_history_entry(line);
        }
        let head = format!("> {} ", called.name(program));
        let menu = Shared(Arc::new(Mutex::new(Menu::new(Offers::new(program, called, session)))));
        for (code, want) in KEYS {
            let key = Box::new(Key(menu.clone(), want));
            inner.bind_sequence(KeyEvent(code, Modifiers::NONE), EventHandler::Conditional(key));
        }
        inner.set_helper(Some(Below { menu, head: head.width() }));
        Ok(Editor { inner, head, history, program })
    }

    /// Reads a line that begins with a text.
    pub(super) fn read(&mut self, text: &str) -> io::Result<Line> {
        match self.inner.readline_with_initial(&self.head, (text, "")) {
            Ok(line) => {
                let _ = self.inner.add_history_entry(line.as_str());
                Ok(Line::Given(line))
            }
            Err(ReadlineError::Interrupted | ReadlineError::Eof) => Ok(Line::Ended),
            Err(error) => Err(io::Error::other(error)),
        }
    }

    /// Keeps a line for the next time.
    pub(super) fn remember(&self, line: &str, words: &[String]) {
        self.history.add(self.program, line, words);
    }
}

/// The menu, which keys change and the editor draws.
#[derive(Clone)]
struct Shared(Arc<Mutex<Menu>>);

impl Shared {
    fn menu(&self) -> MutexGuard<'_, Menu> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A key that does something with the menu.
struct Key(Shared, Want);

impl ConditionalEventHandler for Key {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, context: &EventContext<'_>) -> Option<Cmd> {
        match self.0.menu().does(self.1, &context.line()[..context.pos()]) {
            Then::Nothing => None,
            Then::Draw => Some(Cmd::Repaint),
            Then::Write => Some(Cmd::Complete),
        }
    }
}

/// What stands behind and below the line.
struct Below {
    menu: Shared,
    /// How wide is what stands before it.
    head: usize,
}

impl Helper for Below {}
impl Highlighter for Below {}
impl Validator for Below {}

impl Completer for Below {
    type Candidate = Pair;

    fn complete(&self, _: &str, at: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<Pair>)> {
        let Some(offer) = self.menu.menu().taken() else { return Ok((at, Vec::new())) };
        Ok((offer.start, vec![Pair { display: offer.name, replacement: offer.text }]))
    }
}

impl Hinter for Below {
    type Hint = Shown;

    fn hint(&self, line: &str, at: usize, _: &Context<'_>) -> Option<Shown> {
        let mut menu = self.menu.menu();
        let Some((offers, marked)) = menu.shown(&line[..at]) else {
            let begins = at == line.len() && (at == 0 || line.ends_with(' '));
            return begins.then(|| Shown(WHAT_TAB_DOES.to_owned()));
        };
        let (columns, lines) = terminal::size();
        let columns = columns.max(1);
        let taken = (self.head + line.width()) / columns + 1;
        let left = lines.saturating_sub(taken);
        Some(Shown(draw::menu(offers, marked, columns - 1, left)))
    }
}

/// A text that is only shown: no key writes it into the line.
struct Shown(String);

impl Hint for Shown {
    fn display(&self) -> &str {
        &self.0
    }

    fn completion(&self) -> Option<&str> {
        None
    }
}
