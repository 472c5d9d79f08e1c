//! The pages that the user writes on.

use domain::Result;
use engine::{Page, PageLine};

use crate::behind::Open;

#[tauri::command(async)]
pub(super) fn save_page(engine: Open<'_>, page: Page) -> Result<i64> {
    engine.save_page(&page)
}

#[tauri::command(async)]
pub(super) fn open_page(engine: Open<'_>, id: i64) -> Result<Page> {
    engine.open_page(id)
}

#[tauri::command(async)]
pub(super) fn pages(engine: Open<'_>, words: String, limit: usize) -> Result<Vec<PageLine>> {
    engine.pages(&words, limit)
}

#[tauri::command(async)]
pub(super) fn remove_page(engine: Open<'_>, id: i64) -> Result<()> {
    engine.remove_page(id)
}
