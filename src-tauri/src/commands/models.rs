//! The models of this machine: which there are, taking one in from a file, and deleting one that was added.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::{Error, ErrorCode, Result};
use engine::{ModelInfo, ModelStep};
use tauri::State;
use tauri::ipc::Channel;
use tokio::task;

use crate::behind::Open;

/// Whether a model is being taken in: one at a time.
#[derive(Default)]
pub(crate) struct Adding {
    busy: AtomicBool,
    stop: AtomicBool,
}

impl Adding {
    /// Begins; it goes on for as long as what is given lives.
    fn begin(&self) -> Result<Underway<'_>> {
        if self.busy.swap(true, Ordering::AcqRel) {
            return Err(
                Error::new(ErrorCode::Busy, "another model is being added already")
                    .remedy("Wait until it is done, or stop it"),
            );
        }
        self.stop.store(false, Ordering::Release);
        Ok(Underway(self))
    }
}

struct Underway<'a>(&'a Adding);

impl Underway<'_> {
    fn go_on(&self) -> ControlFlow<()> {
        match self.0.stop.load(Ordering::Acquire) {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        }
    }
}

impl Drop for Underway<'_> {
    fn drop(&mut self) {
        self.0.busy.store(false, Ordering::Release);
    }
}

#[tauri::command(async)]
pub(super) fn models(engine: Open<'_>) -> Vec<ModelInfo> {
    engine.models().here()
}

/// Takes in the model in `path` and gives its name; none if it was stopped. Answers when it is done.
#[tauri::command(async)]
pub(super) fn add_model(
    engine: Open<'_>,
    adding: State<'_, Adding>,
    path: PathBuf,
    on_event: Channel<ModelStep>,
) -> Result<Option<String>> {
    let underway = adding.begin()?;
    let mut last = None;
    let mut on = |step: ModelStep| {
        if last != Some(step) {
            last = Some(step);
            // A window that is closed hears nothing any more.
            let _ = on_event.send(step);
        }
        underway.go_on()
    };
    // It takes a minute, in which the thread is missed for other commands: to stop it, for one.
    let added = task::block_in_place(|| engine.models().add(&path, &mut on))?;
    Ok(added.map(|model| model.name))
}

#[tauri::command(async)]
pub(super) fn stop_adding(adding: State<'_, Adding>) {
    adding.stop.store(true, Ordering::Release);
}

#[tauri::command(async)]
pub(super) fn remove_model(engine: Open<'_>, name: String) -> Result<()> {
    engine.models().remove(&name).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_model_is_taken_in_at_a_time_and_a_stop_holds_for_that_one() {
        let adding = Adding::default();
        let first = adding.begin().unwrap();
        assert_eq!(adding.begin().map(drop).unwrap_err().code, ErrorCode::Busy);
        assert!(first.go_on().is_continue());
        adding.stop.store(true, Ordering::Release);
        assert!(first.go_on().is_break());
        drop(first);
        assert!(adding.begin().unwrap().go_on().is_continue());
    }
}
