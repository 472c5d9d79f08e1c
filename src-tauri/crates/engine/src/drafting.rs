//! One draft as a job: a row from the click on, the stages on a thread of their own, one last event.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

use domain::{Brief, DraftEvent, DraftId, Error, ErrorCode, Method, Outcome, Result};
use jiff::Timestamp;
use model::{ModelFile, Pace};
use pipeline::{Drafted, Edits, Go, Plan, Wanted};
use store::{DraftState, Record};
use tokio_util::sync::CancellationToken;

use crate::jobs::{Sink, go};
use crate::lock::lock;
use crate::workshop::Workshop;

/// Text is joined for so long, so that the window is not told of every token.
const JOIN: Duration = Duration::from_millis(33);
/// A running draft is kept in the record this often.
const KEEP: Duration = Duration::from_millis(500);
/// Whoever waits for a draft to end looks, and is asked whether to go on, this often.
const PULSE: Duration = Duration::from_millis(20);

/// What has the model for itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Running {
    Draft(DraftId),
    Replay,
    /// Another model is tried.
    Trial,
}

/// The draft, the replay or the trial that is running, if any: one at a time.
#[derive(Debug, Default)]
pub(crate) struct Drafts {
    running: Mutex<Option<(Running, CancellationToken)>>,
}

impl Drafts {
    fn running(&self) -> MutexGuard<'_, Option<(Running, CancellationToken)>> {
        lock(&self.running)
    }

    /// Notes that something runs; `begin` says what, and gives something of its own. `Busy` if something does already.
    pub(crate) fn begin<T>(
        &self,
        begin: impl FnOnce() -> Result<(Running, T)>,
    ) -> Result<(T, CancellationToken)> {
        let mut running = self.running();
        if let Some((other, _)) = running.as_ref() {
            let what = match other {
                Running::Draft(_) => "a draft is being written already",
                Running::Replay => "your last texts are being drafted again",
                Running::Trial => "a model is being tried out",
            };
            return Err(
                Error::new(ErrorCode::Busy, what).remedy("Wait until it is done, or stop it")
            );
        }
        let (what, own) = begin()?;
        let stop = CancellationToken::new();
        *running = Some((what, stop.clone()));
        Ok((own, stop))
    }

    /// Notes that a model is tried, once nothing else runs; false if `go_on` does not want to wait for that. Whoever
    /// tries it is not stopped from here.
    pub(crate) fn begin_trial(&self, go_on: &mut dyn FnMut() -> Go) -> bool {
        while self.begin(|| Ok((Running::Trial, ()))).is_err() {
            if go_on().is_break() {
                return false;
            }
            thread::sleep(PULSE);
        }
        true
    }

    /// Stops `what`; one that has ended is left alone.
    pub(crate) fn stop(&self, what: Running) {
        if let Some((running, stop)) = self.running().as_ref()
            && *running == what
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

    /// What was running has ended.
    pub(crate) fn end(&self) {
        *self.running() = None;
    }
}

/// How a draft is to be made.
#[derive(Debug, Clone, Default)]
pub struct Manner {
    /// The same seed gives the same draft from the same library and model; none takes one from the clock.
    pub seed: Option<u32>,
    /// How many drafts to choose from.
    pub candidates: usize,
    /// Whether somebody looks on: then pieces that are not ready are left out rather than waited for.
    pub first_word_soon: bool,
    /// The way through the stages; none is the product's, or what the data folder's `method.json` makes of it.
    pub method: Option<Method>,
    /// What takes the place of the brief in summary and words, in place of a sketch.
    pub sketch: Option<String>,
}

/// Everything that one draft works with.
pub(crate) struct DraftJob {
    pub(crate) id: DraftId,
    pub(crate) brief: Brief,
    /// What the user wants otherwise.
    pub(crate) edits: Edits,
    pub(crate) manner: Manner,
    pub(crate) stop: CancellationToken,
    pub(crate) workshop: Arc<Workshop>,
    pub(crate) file: ModelFile,
    /// A plan that was made, and read, while the user was thinking.
    pub(crate) ready: Option<Plan>,
    pub(crate) record: Record,
    pub(crate) now: fn() -> Timestamp,
    pub(crate) clicked: Instant,
}

/// What a draft came to, and how fast it was written in tokens a second.
type DraftAndSpeed = (Result<Drafted>, Option<f64>);

impl DraftJob {
    /// Runs to the end and tells it last; what was shown is in the record by then, whatever happened. `free` is called
    /// just before the last event, so that the next draft can start at once.
    pub(crate) fn run(mut self, free: impl FnOnce(), mut sink: Sink<DraftEvent>) {
        let mut paced = Paced {
            text: self.brief.start.clone(),
            joined: String::new(),
            seq: 0,
            told: None,
            kept: self.clicked,
        };
        // A fault in a stage must not leave the window waiting for an end that never comes.
        let written = catch_unwind(AssertUnwindSafe(|| self.write(&mut paced, &mut sink)));
        let (result, tokens_per_s) = written.unwrap_or_else(|_| {
            let error = Error::new(ErrorCode::WorkerDied, "a fault in Longhand ended the draft")
                .remedy("The text so far is kept; try again");
            (Err(error), None)
        });
        paced.flush(&mut sink);
        let (outcome, state) = match &result {
            Ok(drafted) if drafted.finished => (Outcome::Finished, DraftState::Finished),
            Ok(_) => (Outcome::Cancelled, DraftState::Cancelled),
            Err(_) => (Outcome::Failed, DraftState::Failed),
        };
        let (id, now, text) = (self.id, (self.now)(), paced.text);
        let kept = self
            .record
            .write(|writing| writing.end_draft(id, state, &text, now));
        let drafted = result.as_ref().ok();
        let first_token_ms = drafted.and_then(|drafted| drafted.first_word_ms);
        let findings = drafted.map(|drafted| drafted.findings.clone());
        let findings = findings.unwrap_or_default();
        free();
        sink(DraftEvent::Ended {
            outcome,
            text,
            points_kept: findings.points_kept,
            voice_match: findings.voice_match,
            voice_usual: findings.voice_usual,
            traits: findings.traits,
            unsupported: findings.unsupported,
            copied: findings.copied,
            first_token_ms,
            tokens_per_s,
            error: result.err().or(kept.err()),
        });
    }

    /// Runs the stages, telling what they do.
    fn write(&mut self, paced: &mut Paced, sink: &mut Sink<DraftEvent>) -> DraftAndSpeed {
        let (workshop, brief, id) = (&self.workshop, &self.brief, self.id);
        let (stop, record, clicked) = (&self.stop, &mut self.record, self.clicked);
        let at_hand = workshop.shelf().and_then(|shelf| {
            let method = match self.manner.method {
                Some(method) => method,
                None => workshop.method()?,
            };
            let otherwise = method.differences();
            if !otherwise.is_empty() {
                sink(DraftEvent::Method { otherwise });
            }
            let method = method.suited_to(brief);
            let usual = workshop.standing(method, brief.kind, &brief.to, &shelf)?;
            let edited = Workshop::edited(&usual, &self.edits);
            Ok((shelf, usual, edited))
        });
        let (shelf, usual, standing) = match at_hand {
            Ok(at_hand) => at_hand,
            Err(error) => return (Err(error), None),
        };
        let seed = self
            .manner
            .seed
            .unwrap_or_else(|| (self.now)().subsec_nanosecond().unsigned_abs());
        let file = self.file.clone();
        let pace = Pace::Awaited;
        let mut writer = workshop.writer_beside(&usual, file, brief.kind, &standing, pace, seed);
        let mut tell = |event| {
            paced.take(event, sink);
            go(stop)?;
            paced.keep(id, record);
            Go::Continue(())
        };
        let clock = || clicked.elapsed().as_secs_f64() * 1000.0;
        let wanted = Wanted {
            brief,
            standing: &standing,
            ready: self.ready.take(),
            sketch: self.manner.sketch.take(),
            edits: &self.edits,
            // Whoever has chosen passages wants them, even if they take a moment.
            most_to_read: if self.manner.first_word_soon && self.edits.is_empty() {
                workshop.loaded.bearable_characters()
            } else {
                usize::MAX
            },
            candidates: self.manner.candidates,
            hand: &|| workshop.hand(brief.kind, &shelf),
        };
        let result = pipeline::draft(wanted, &shelf, &mut writer, &clock, &mut tell);
        (result, writer.tokens_per_s)
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
        // Neither a full disk nor somebody who writes for long may end or hold up a draft that is still on the screen; its end
        // says so.
        if let Err(error) =
            record.write_without_waiting(|writing| writing.keep_draft(id, &self.text))
        {
            tracing::warn!(%error, "a running draft could not be kept");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_and_a_replay_wait_for_each_other() {
        let drafts = Drafts::default();
        let ((), stop) = drafts.begin(|| Ok((Running::Replay, ()))).unwrap();
        let draft = Running::Draft(DraftId(1));
        let refused = drafts.begin::<()>(|| panic!("no row is made")).unwrap_err();
        assert_eq!(refused.code, ErrorCode::Busy);
        assert!(refused.what.contains("drafted again"), "{refused}");
        drafts.stop(draft);
        assert!(!stop.is_cancelled(), "only what is meant is stopped");
        drafts.stop(Running::Replay);
        assert!(stop.is_cancelled());
        drafts.end();
        drafts.begin(|| Ok((draft, ()))).unwrap();
        let refused = drafts.begin(|| Ok((Running::Replay, ()))).unwrap_err();
        assert!(refused.what.contains("being written"), "{refused}");
    }
}
