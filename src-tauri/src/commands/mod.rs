//! What the window may call. Each command hands over to the engine and knows nothing itself.

mod models;
mod my_voice;
mod outside;
mod pages;

use std::path::PathBuf;

use domain::{Brief, DocumentId, DraftEvent, DraftId, FurtherDraft, Kind, Result, Wish};
use engine::{
    FileList, FileState, Hit, Kept, LibraryEvent, Manner, Overview, ReadingEvent, Search, Settings,
    Sink, Stored,
};
use serde::Serialize;
use tauri::ipc::{Channel, Invoke};
use tauri::{AppHandle, State, Window, Wry};

use crate::behind::{Behind, Open};
use crate::closing::Closing;
use crate::scale::scale;
pub(crate) use models::Adding;

/// The list of commands; `ui/src/lib/backend.ts` calls the same ones.
pub(crate) fn all() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        overview,
        add_source,
        add_sample,
        stop_reading,
        pause_reading,
        try_again,
        files,
        set_source_kind,
        set_kind,
        forget,
        set_me,
        start_draft,
        stop_draft,
        further_drafts,
        prepare,
        save_settings,
        search,
        follow,
        drawn,
        closing,
        may_close,
        stored,
        forget_all,
        models::models,
        models::add_model,
        models::stop_adding,
        models::remove_model,
        my_voice::voice,
        my_voice::correct,
        my_voice::start_replay,
        my_voice::stop_replay,
        pages::save_page,
        pages::open_page,
        pages::pages,
        pages::remove_page,
        outside::pick_source,
        outside::pick_model,
        outside::dropped_message,
        outside::open_document,
        outside::show_folder,
        outside::save_as,
        outside::open_mail,
    ]
}

/// A window that is closed hears nothing any more.
fn sink<Event: Serialize + Send + 'static>(channel: Channel<Event>) -> Sink<Event> {
    Box::new(move |event| {
        let _ = channel.send(event);
    })
}

#[tauri::command(async)]
fn overview(engine: Open<'_>) -> Result<Overview> {
    engine.overview()
}

#[tauri::command(async)]
fn add_source(
    engine: Open<'_>,
    path: PathBuf,
    kind: Option<Kind>,
    on_event: Channel<ReadingEvent>,
) -> Result<()> {
    engine.add(&path, kind, sink(on_event))
}

#[tauri::command(async)]
fn add_sample(engine: Open<'_>, on_event: Channel<ReadingEvent>) -> Result<()> {
    engine.add_sample(sink(on_event))
}

#[tauri::command(async)]
fn stop_reading(engine: Open<'_>) {
    engine.stop_reading();
}

#[tauri::command(async)]
fn pause_reading(engine: Open<'_>, paused: bool) -> Result<()> {
    engine.pause_reading(paused)
}

#[tauri::command(async)]
fn try_again(engine: Open<'_>, path: PathBuf, on_event: Channel<ReadingEvent>) -> Result<()> {
    engine.try_again(&path, sink(on_event))
}

#[tauri::command(async)]
fn files(
    engine: Open<'_>,
    words: String,
    state: Option<FileState>,
    limit: usize,
) -> Result<FileList> {
    engine.files(&words, state, limit)
}

#[tauri::command(async)]
fn set_source_kind(engine: Open<'_>, path: PathBuf, kind: Option<Kind>) -> Result<()> {
    engine.set_source_kind(&path, kind)
}

#[tauri::command(async)]
fn set_kind(engine: Open<'_>, id: DocumentId, kind: Option<Kind>) -> Result<()> {
    engine.set_kind(id, kind)
}

#[tauri::command(async)]
fn forget(engine: Open<'_>, path: PathBuf) -> Result<Kept> {
    engine.forget(&path)
}

#[tauri::command(async)]
fn set_me(engine: Open<'_>, who: Vec<String>) -> Result<()> {
    engine.set_me(who)
}

#[tauri::command(async)]
fn start_draft(
    engine: Open<'_>,
    brief: Brief,
    wish: Wish,
    on_event: Channel<DraftEvent>,
) -> Result<DraftId> {
    let manner = Manner {
        seed: None,
        candidates: 1,
        first_word_soon: true,
        ..Manner::default()
    };
    engine.start_draft(brief, wish, manner, sink(on_event))
}

#[tauri::command(async)]
fn stop_draft(engine: Open<'_>, id: DraftId) {
    engine.stop_draft(id);
}

#[tauri::command(async)]
fn further_drafts(
    engine: Open<'_>,
    brief: Brief,
    wish: Wish,
    on_event: Channel<Vec<FurtherDraft>>,
) -> Result<()> {
    engine.further_drafts(brief, wish, sink(on_event))
}

#[tauri::command(async)]
fn prepare(engine: Open<'_>, brief: Brief) {
    engine.prepare(brief);
}

#[tauri::command(async)]
fn save_settings(app: AppHandle, engine: Open<'_>, settings: Settings) -> Result<()> {
    engine.save_settings(&settings)?;
    scale(&app, &settings)
}

#[tauri::command(async)]
fn search(engine: Open<'_>, words: String, kind: Option<Kind>, limit: usize) -> Result<Vec<Hit>> {
    engine.search(Search {
        words: &words,
        kind,
        limit,
        ..Search::default()
    })
}

#[tauri::command(async)]
fn follow(engine: Open<'_>, on_event: Channel<LibraryEvent>) -> Result<Overview> {
    engine.follow(sink(on_event))?;
    engine.overview()
}

#[tauri::command(async)]
fn drawn(behind: State<'_, Behind>) {
    behind.drawn();
}

#[tauri::command(async)]
fn closing(closing: State<'_, Closing>, on_event: Channel<()>) {
    closing.follow(on_event);
}

#[tauri::command(async)]
fn may_close(closing: State<'_, Closing>, window: Window, saved: bool) {
    closing.answered(saved, &window);
}

#[tauri::command(async)]
fn stored(engine: Open<'_>) -> Stored {
    engine.stored()
}

#[tauri::command(async)]
fn forget_all(app: AppHandle, engine: Open<'_>) -> Result<()> {
    engine.forget_all()?;
    scale(&app, &Settings::default())
}
