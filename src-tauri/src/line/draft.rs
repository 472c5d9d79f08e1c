//! `draft`: one draft on the terminal. The text goes to standard output and nothing else does.

use std::io::Read;
use std::ops::ControlFlow;
use std::path::Path;

use domain::{Brief, DraftEvent, Error, ErrorCode, Outcome, Result, Wish};
use engine::{Engine, Manner};
use tokio::runtime::Handle;
use tokio::sync::mpsc::unbounded_channel;

use super::Ended;
use super::job;
use super::say::Say;
use super::words::Wanted;
use crate::interrupts::Interrupts;

pub(super) fn draft(engine: &Engine, wanted: Wanted, say: Say, runtime: &Handle) -> Result<Ended> {
    let mut brief = wanted.brief();
    if let Some(file) = &wanted.reply_to {
        answer(engine, file, &mut brief)?;
    }
    let brief = match brief.checked() {
        Ok(brief) => brief,
        Err(error) => {
            say.error(&error);
            return Ok(Ended::WrongUse);
        }
    };
    let (start, points) = (brief.start.clone(), brief.points.len());
    let mut interrupts = Interrupts::listen(runtime)?;
    let (send, events) = unbounded_channel();
    let id = engine.start_draft(
        brief,
        Wish::default(),
        Manner {
            seed: wanted.seed,
            candidates: wanted.candidates as usize,
            first_word_soon: false,
            ..Manner::default()
        },
        Box::new(move |event| {
            let _ = send.send(event);
        }),
    )?;
    say.start(&start);
    let mut ended = Ended::Failed;
    let stop = || engine.stop_draft(id);
    job::follow(events, &mut interrupts, runtime, stop, |event| {
        say.draft(&event, wanted.show_stages);
        if let DraftEvent::Ended {
            outcome,
            points_kept,
            error,
            ..
        } = event
        {
            if outcome == Outcome::Finished {
                say.left_open(points, points_kept);
            }
            ended = match outcome {
                Outcome::Finished => Ended::Done,
                Outcome::Cancelled => Ended::Stopped,
                Outcome::Failed => Ended::Failed,
            };
            if let Some(error) = error {
                say.error(&error);
            }
        }
        ControlFlow::Continue(())
    });
    Ok(ended)
}

/// Takes the message that is answered into the brief, and to whom and about what, where the user has not said so.
fn answer(engine: &Engine, file: &Path, brief: &mut Brief) -> Result<()> {
    let message = if file == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).map_err(|cause| {
            Error::new(
                ErrorCode::BadInput,
                format!("the message on standard input cannot be read ({cause})"),
            )
        })?;
        engine.piped_message(bytes)?
    } else {
        engine.message(file)?
    };
    brief.reply_to = message.text;
    if brief.title.is_empty() {
        brief.title = message.title;
    }
    if brief.to.is_empty() {
        brief.to = message.sender;
    }
    Ok(())
}
