//! What was learned of the user's hand, what they want otherwise, and how near drafts come to it.

use domain::{Corrections, Kind, Result};
use engine::{Engine, ReplayEvent, ReplayOf, VoiceOf};
use tauri::State;
use tauri::ipc::Channel;

use super::sink;

#[tauri::command(async)]
pub(super) fn voice(engine: State<'_, Engine>, kind: Kind, to: String) -> Result<Option<VoiceOf>> {
    Ok(engine.voice(Some(kind), Some(&to))?.pop())
}

#[tauri::command(async)]
pub(super) fn correct(
    engine: State<'_, Engine>,
    kind: Kind,
    to: String,
    corrections: Corrections,
) -> Result<()> {
    engine.correct(kind, &to, corrections)
}

#[tauri::command(async)]
pub(super) fn start_replay(
    engine: State<'_, Engine>,
    kind: Option<Kind>,
    last: usize,
    on_event: Channel<ReplayEvent>,
) -> Result<()> {
    engine.start_replay(ReplayOf { kind, last }, sink(on_event))
}

#[tauri::command(async)]
pub(super) fn stop_replay(engine: State<'_, Engine>) {
    engine.stop_replay();
}
