//! One draft as a job: a row from the click on, the stages on a thread of their own, one last event.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use domain::{Brief, DraftEvent, DraftId, Error, ErrorCode, Outcome, Result};
use jiff::Timestamp;
use pipeline::{Drafted, Go};
use store::{DraftState, Record};
use tokio_util::sync::CancellationToken;

use crate::jobs::Sink;
use crate::shelf::OwnShelf;
use crate::writer::ModelWriter;

/// Text is joined for so long, so that the window is not told of every token.
const JOIN: Duration = Duration::from_millis(33);
/// A running draft is kept in the record this often.
const KEEP: Duration = Duration::from_millis(500);

/// The draft that is running, if any.
#[derive(Debug, Default)]
pub(crate) struct Drafts {
    running: Mutex<Option<(DraftId, CancellationToken)>>,
}

impl Drafts {
    fn running(&self) -> MutexGuard<'_, Option<(DraftId, CancellationToken)>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes that a draft runs; `begin` gives its number. `Busy` if another one does.
    pub(crate) fn begin(
        &self,
        begin: impl FnOnce() -> Result<DraftId>,
    ) -> Result<(DraftId, CancellationToken)> {
        let mut running = self.running();
        if running.is_some() {
            return Err(
                Error::new(ErrorCode::Busy, "a draft is being written already")
                    .remedy("Wait until it is done, or stop it"),
            );
        }
        let id = begin()?;
        let stop = CancellationToken::new();
        *running = Some((id, stop.clone()));
        Ok((id, stop))
    }

    /// Stops the draft `id`; one that has ended is left alone.
    pub(crate) fn stop(&self, id: DraftId) {
        if let Some((running, stop)) = self.running().as_ref()
            && *running == id
        {
            stop.cancel();
        }
    }

    /// Stops whatever runs.
    pub(crate) fn stop_all(&self) {
        if let Some((_, stop)) = self.running().as_ref() {
            stop.cancel();
        }
    }

    fn end(&self) {
        *self.running() = None;
    }
}

/// Everything that one draft works with.
pub(crate) struct DraftJob {
    pub(crate) id: DraftId,
    pub(crate) brief: Brief,
    pub(crate) stop: CancellationToken,
    pub(crate) shelf: OwnShelf,
    pub(crate) writer: ModelWriter,
    pub(crate) record: Record,
    pub(crate) now: fn() -> Timestamp,
    pub(crate) clicked: Instant,
}

impl DraftJob {
    /// Runs to the end and tells it last; what was shown is in the record by then, whatever happened.
    pub(crate) fn run(mut self, drafts: &Arc<Drafts>, mut sink: Sink<DraftEvent>) {
        let clicked = self.clicked;
        let mut paced = Paced {
            text: self.brief.start.clone(),
            joined: String::new(),
            seq: 0,
            told: None,
            kept: clicked,
        };
        let result = {
            let (brief, stop, id) = (&self.brief, &self.stop, self.id);
            let (record, writer, shelf) = (&mut self.record, &mut self.writer, &self.shelf);
            let mut tell = |event| {
                paced.take(event, &mut sink);
                paced.keep(id, record);
                if stop.is_cancelled() {
                    Go::Break(())
                } else {
                    Go::Continue(())
                }
            };
            let clock = || clicked.elapsed().as_secs_f64() * 1000.0;
            // A fault in a stage must not leave the window waiting for an end that never comes.
            catch_unwind(AssertUnwindSafe(|| {
                pipeline::draft(brief, shelf, writer, &clock, &mut tell)
            }))
            .unwrap_or_else(|_| {
                Err(
                    Error::new(ErrorCode::WorkerDied, "a fault in Longhand ended the draft")
                        .remedy("The text so far is kept; try again"),
                )
            })
        };
        paced.flush(&mut sink);
        self.end(result, paced.text, drafts, &mut sink);
    }

    fn end(
        mut self,
        result: Result<Drafted>,
        text: String,
        drafts: &Arc<Drafts>,
        sink: &mut Sink<DraftEvent>,
    ) {
        let (outcome, state) = match &result {
            Ok(drafted) if drafted.finished => (Outcome::Finished, DraftState::Finished),
            Ok(_) => (Outcome::Cancelled, DraftState::Cancelled),
            Err(_) => (Outcome::Failed, DraftState::Failed),
        };
        let (id, now) = (self.id, (self.now)());
        let kept = self
            .record
            .write(|writing| writing.end_draft(id, state, &text, now));
        let first_token_ms = result
            .as_ref()
            .ok()
            .and_then(|drafted| drafted.first_word_ms);
        // Before the last event, so that the next draft can start at once.
        drafts.end();
        sink(DraftEvent::Ended {
            outcome,
            text,
            voice_match: None,
            first_token_ms,
            tokens_per_s: self.writer.tokens_per_s,
            error: result.err().or(kept.err()),
        });
    }
}

/// Joins text to one event per `JOIN` and keeps what was told.
struct Paced {
    /// The start and everything generated after it.
    text: String,
    /// Generated and not told yet.
    joined: String,
    seq: u32,
    told: Option<Instant>,
    kept: Instant,
}

impl Paced {
    fn take(&mut self, event: DraftEvent, sink: &mut Sink<DraftEvent>) {
        match event {
            DraftEvent::Text { delta, .. } => {
                self.text.push_str(&delta);
                self.joined.push_str(&delta);
                if self.told.is_none_or(|last| last.elapsed() >= JOIN) {
                    self.flush(sink);
                }
            }
            other => {
                self.flush(sink);
                sink(other);
            }
        }
    }

    fn flush(&mut self, sink: &mut Sink<DraftEvent>) {
        if self.joined.is_empty() {
            return;
        }
        self.told = Some(Instant::now());
        sink(DraftEvent::Text {
            seq: self.seq,
            delta: std::mem::take(&mut self.joined),
        });
        self.seq += 1;
    }

    fn keep(&mut self, id: DraftId, record: &mut Record) {
        if self.kept.elapsed() < KEEP {
            return;
        }
        self.kept = Instant::now();
        // A full disk must not end a draft that is still on the screen; its end says so.
        if let Err(error) = record.write(|writing| writing.keep_draft(id, &self.text)) {
            tracing::warn!(%error, "a running draft could not be kept");
        }
    }
}
