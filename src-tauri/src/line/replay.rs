//! `replay`: how near drafts come to the user's own last texts, with progress and a way to stop.

use std::io::IsTerminal;

use domain::{Kind, Result};
use engine::{Engine, ReplayEvent, ReplayOf};
use tokio::runtime::Handle;
use tokio::sync::mpsc::unbounded_channel;

use super::reading::interrupted;
use super::say::Say;
use super::{Ended, out};

pub(super) fn replay(
    engine: &Engine,
    kind: Option<Kind>,
    last: usize,
    say: Say,
    runtime: &Handle,
) -> Result<Ended> {
    let (send, mut events) = unbounded_channel();
    engine.start_replay(
        ReplayOf { kind, last },
        Box::new(move |event| {
            let _ = send.send(event);
        }),
    )?;
    let terminal = std::io::stderr().is_terminal();
    let mut asked = false;
    let mut ended = Ended::Failed;
    while let Some(event) = runtime.block_on(async {
        tokio::select! {
            event = events.recv() => event,
            () = interrupted(), if !asked => {
                asked = true;
                engine.stop_replay();
                events.recv().await
            }
        }
    }) {
        say.replay(&event, terminal);
        // What it is for is what it tells.
        if !asked && !out::is_read() {
            asked = true;
            engine.stop_replay();
        }
        if let ReplayEvent::Ended { stopped, error, .. } = event {
            ended = match (&error, stopped) {
                (Some(_), _) => Ended::Failed,
                (None, true) => Ended::Stopped,
                (None, false) => Ended::Done,
            };
            if let Some(error) = error {
                say.error(&error);
            }
        }
    }
    Ok(ended)
}
