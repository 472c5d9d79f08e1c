//! `add` and `watch`: reading folders, with progress and a way to stop.

use std::io::IsTerminal;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use domain::{Kind, Result};
use engine::{Engine, LibraryEvent, ReadingEvent};
use tokio::runtime::Handle;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::job;
use super::say::Say;
use super::{Ended, out};
use crate::interrupts::Interrupts;

/// Reads `paths` to their end, one after another.
pub(super) fn add(
    engine: &Engine,
    paths: &[PathBuf],
    kind: Option<Kind>,
    say: Say,
    runtime: &Handle,
) -> Result<Ended> {
    let mut ended = Ended::Done;
    let mut interrupts = Interrupts::listen(runtime)?;
    for path in paths {
        // A file that was read with its folder is no folder of its own: only what it holds is of this kind.
        let inside = match kind {
            Some(kind) if engine.is_of_a_folder(path)? => Some(kind),
            _ => None,
        };
        let (send, events) = unbounded_channel();
        let sink = Box::new(move |event| {
            let _ = send.send(event);
        });
        match inside {
            Some(_) => engine.try_again(path, sink)?,
            None => engine.add(path, kind, sink)?,
        }
        let (how, skipped) = follow(engine, path, events, say, &mut interrupts, runtime);
        match how {
            Ended::Stopped => return Ok(Ended::Stopped),
            Ended::Done => {}
            other => ended = other,
        }
        if skipped && path.is_file() {
            say.left_out(path, &engine.status()?);
        }
        if let Some(kind) = inside {
            say.kind(path, kind, engine.set_kind_of_file(path, kind)?);
        }
    }
    say.who_are_you(&engine.overview()?);
    Ok(ended)
}

/// Tells what happens until a reading has ended, and stops it when the user says so. Told with how it ended is whether
/// anything was left out.
fn follow(
    engine: &Engine,
    path: &Path,
    events: UnboundedReceiver<ReadingEvent>,
    say: Say,
    interrupts: &mut Interrupts,
    runtime: &Handle,
) -> (Ended, bool) {
    let (mut ended, mut skipped) = (Ended::Done, false);
    let stop = || engine.stop_reading();
    job::follow(events, interrupts, runtime, stop, |event| {
        say.reading(path, &event, std::io::stderr().is_terminal());
        if let ReadingEvent::Ended { summary, error } = event {
            skipped = summary.skipped > 0;
            let failed = error.is_some() || !summary.failed.is_empty();
            ended = match (summary.stopped, failed) {
                (true, _) => Ended::Stopped,
                (_, true) => Ended::Failed,
                _ => Ended::Done,
            };
        }
        ControlFlow::Continue(())
    });
    (ended, skipped)
}

/// Keeps the library up to date until the user stops it, or nobody reads any more what is told of it.
pub(super) fn watch(engine: &Engine, say: Say, runtime: &Handle) -> Result<Ended> {
    let (send, mut events) = unbounded_channel();
    engine.follow(Box::new(move |event| {
        let _ = send.send(event);
    }))?;
    // Whoever says this wants to have it read.
    engine.pause_reading(false)?;
    engine.watch()?;
    say.watching(engine.overview()?.sources.len());
    let mut interrupts = Interrupts::listen(runtime)?;
    loop {
        let event = runtime.block_on(async {
            tokio::select! {
                event = events.recv() => event,
                () = interrupts.next() => None,
            }
        });
        match event {
            Some(LibraryEvent::Changed) => say.changed(engine.overview()?.documents),
            Some(LibraryEvent::Reading { progress }) => {
                say.background(progress.as_ref(), std::io::stderr().is_terminal());
            }
            Some(LibraryEvent::NotWatched { error }) => say.error(&error),
            None => return Ok(Ended::Stopped),
        }
        if !out::is_read() {
            return Ok(Ended::Done);
        }
    }
}
