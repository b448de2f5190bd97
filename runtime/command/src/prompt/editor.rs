//! The editor: keys, the menu, and what stands before the line.

use std::borrow::Cow;
use std::io;

use reedline::{
    DescriptionMode, EditCommand, Emacs, IdeMenu, KeyCode, KeyModifiers, MenuBuilder as _, Prompt,
    PromptEditMode, PromptHistorySearch, Reedline, ReedlineEvent, ReedlineMenu, Signal,
    default_emacs_keybindings,
};

use super::completer::Offers;
use super::history::History;
use crate::called::Called;
use crate::table::Program;
use rt::config::Session;

const MENU: &str = "offers";

/// How a line ended.
pub(super) enum Line {
    Given(String),
    /// Nobody wants to go on.
    Ended,
}

/// A line editor for a program.
pub(super) struct Editor {
    inner: Reedline,
    head: Head,
    history: History,
    program: &'static Program,
}

impl Editor {
    pub(super) fn new(program: &'static Program, called: Called, session: &Session) -> Editor {
        let history = History::open(program, session);
        let menu = IdeMenu::default()
            .with_name(MENU)
            .with_default_border()
            .with_description_mode(DescriptionMode::PreferRight)
            .with_min_description_width(20)
            .with_max_description_width(70)
            .with_max_description_height(14)
            .with_max_completion_height(14);
        let mut keys = default_emacs_keybindings();
        let open = || ReedlineEvent::Menu(MENU.to_owned());
        let or = |event| ReedlineEvent::UntilFound(vec![open(), event]);
        keys.add_binding(KeyModifiers::NONE, KeyCode::Tab, or(ReedlineEvent::MenuNext));
        keys.add_binding(KeyModifiers::SHIFT, KeyCode::BackTab, ReedlineEvent::MenuPrevious);
        let inner = Reedline::create()
            .with_completer(Box::new(Offers::new(program, called, session)))
            .with_menu(ReedlineMenu::EngineCompleter(Box::new(menu)))
            .with_quick_completions(true)
            .with_history(Box::new(history.lines()))
            .with_edit_mode(Box::new(Emacs::new(keys)));
        Editor { inner, head: Head(format!("> {} ", called.name(program))), history, program }
    }

    /// Reads a line that begins with a text.
    pub(super) fn read(&mut self, text: &str) -> io::Result<Line> {
        self.inner.run_edit_commands(&[EditCommand::Clear, EditCommand::InsertString(text.to_owned())]);
        match self.inner.read_line(&self.head)? {
            Signal::Success(line) => Ok(Line::Given(line)),
            _ => Ok(Line::Ended),
        }
    }

    /// Keeps a line for the next time.
    pub(super) fn remember(&self, line: &str, words: &[String]) {
        self.history.add(self.program, line, words);
    }
}

/// What stands before the line: the program's name.
struct Head(String);

impl Prompt for Head {
    fn render_prompt_left(&self) -> Cow<'_, str> {
        self.0.as_str().into()
    }

    fn render_prompt_right(&self) -> Cow<'_, str> {
        "TAB: what may follow".into()
    }

    fn render_prompt_indicator(&self, _: PromptEditMode) -> Cow<'_, str> {
        "".into()
    }

    fn render_prompt_multiline_indicator(&self) -> Cow<'_, str> {
        "".into()
    }

    fn render_prompt_history_search_indicator(&self, search: PromptHistorySearch) -> Cow<'_, str> {
        format!("(search: {}) ", search.term).into()
    }
}
