//! `replay`: how near drafts come to the user's own last texts, with progress and a way to stop.

use std::io::IsTerminal;
use std::ops::ControlFlow;

use domain::{Kind, Result};
use engine::{Engine, ReplayEvent, ReplayOf};
use tokio::runtime::Handle;
use tokio::sync::mpsc::unbounded_channel;

use super::job;
use super::say::Say;
use super::{Ended, out};
use crate::interrupts::Interrupts;

pub(super) fn replay(
    engine: &Engine,
    kind: Option<Kind>,
    last: usize,
    say: Say,
    runtime: &Handle,
) -> Result<Ended> {
    let mut interrupts = Interrupts::listen(runtime)?;
    let (send, events) = unbounded_channel();
    engine.start_replay(
        ReplayOf { kind, last },
        Box::new(move |event| {
            let _ = send.send(event);
        }),
    )?;
    let terminal = std::io::stderr().is_terminal();
    let mut ended = Ended::Failed;
    let stop = || engine.stop_replay();
    job::follow(events, &mut interrupts, runtime, stop, |event| {
        say.replay(&event, terminal);
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
        // What it is for is what it tells.
        match out::is_read() {
            true => ControlFlow::Continue(()),
            false => ControlFlow::Break(()),
        }
    });
    Ok(ended)
}
