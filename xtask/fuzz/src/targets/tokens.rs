//! Tokens of pages: a starting token and a page. The token that is given is one that is taken.

use awsmodel_runtime::json;
use awsmodel_runtime::paginate::{Pages, Settings};
use awsmodel_runtime::value::Map;

use super::{text, two};
use crate::tables::PAGES;

pub(super) fn run(data: &[u8]) -> bool {
    let text = text(data);
    let (token, page) = two(&text);
    let max_items = i64::try_from(page.len() % 4).ok().filter(|max| *max > 0);
    let settings =
        |token: &str| Settings { starting_token: Some(token.to_owned()), max_items, page_size: None };
    let Ok(mut pages) = Pages::new(&PAGES, Map::new(), settings(token)) else { return false };
    let Ok(mut page) = json::parse(page) else { return false };
    if pages.request().is_ok_and(|request| request.is_some())
        && pages.accept(&mut page).is_ok()
        && let Some(token) = pages.resume_token()
    {
        Pages::new(&PAGES, Map::new(), settings(token)).unwrap_or_else(|e| panic!("{token}: {e}"));
    }
    true
}
