//! What was learned of the user's hand, what they want otherwise, and how near drafts come to it.

use domain::{Corrections, Kind, Result};
use engine::{ReplayEvent, ReplayOf, VoiceOf};
use tauri::ipc::Channel;

use super::sink;
use crate::behind::Open;

#[tauri::command(async)]
pub(super) fn voice(engine: Open<'_>, kind: Kind, to: String) -> Result<Option<VoiceOf>> {
    Ok(engine.voice(Some(kind), Some(&to))?.pop())
}

#[tauri::command(async)]
pub(super) fn correct(
    engine: Open<'_>,
    kind: Kind,
    to: String,
    corrections: Corrections,
) -> Result<()> {
    engine.correct(kind, &to, corrections)
}

#[tauri::command(async)]
pub(super) fn start_replay(
    engine: Open<'_>,
    kind: Option<Kind>,
    last: usize,
    on_event: Channel<ReplayEvent>,
) -> Result<()> {
    engine.start_replay(ReplayOf { kind, last }, sink(on_event))
}

#[tauri::command(async)]
pub(super) fn stop_replay(engine: Open<'_>) {
    engine.stop_replay();
}
