//! The pages that the user writes on.

use domain::Result;
use engine::{Engine, Page, PageLine};
use tauri::State;

#[tauri::command(async)]
pub(super) fn save_page(engine: State<'_, Engine>, page: Page) -> Result<i64> {
    engine.save_page(&page)
}

#[tauri::command(async)]
pub(super) fn open_page(engine: State<'_, Engine>, id: i64) -> Result<Page> {
    engine.open_page(id)
}

#[tauri::command(async)]
pub(super) fn pages(engine: State<'_, Engine>, words: String) -> Result<Vec<PageLine>> {
    engine.pages(&words)
}

#[tauri::command(async)]
pub(super) fn remove_page(engine: State<'_, Engine>, id: i64) -> Result<()> {
    engine.remove_page(id)
}
