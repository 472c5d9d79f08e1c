//! One draft of an engine as it is seen from outside: every event with its time.

use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use domain::{Brief, DraftEvent, DraftId, Outcome as Ending, Source, Stage};
use engine::{Engine, Manner};

use crate::trouble::Outcome;

/// Nothing takes longer than this.
const PATIENCE: Duration = Duration::from_secs(300);

/// A draft that is running.
pub(crate) struct Running {
    pub(crate) id: DraftId,
    pub(crate) clicked: Instant,
    events: Receiver<(Instant, DraftEvent)>,
    pub(crate) seen: Seen,
}

/// What was told of it; times in milliseconds since the click.
#[derive(Debug, Clone, Default)]
pub(crate) struct Seen {
    pub(crate) stages: Vec<(Stage, f64)>,
    pub(crate) sources: Vec<Source>,
    /// Tokens of the prompt, and those that were ready.
    pub(crate) tokens: Option<(u32, u32)>,
    pub(crate) begun_ms: Option<f64>,
    /// How often the model began to write.
    pub(crate) tries: usize,
    pub(crate) reading: bool,
    /// The pipeline's own time of the first word.
    pub(crate) first_word_ms: Option<f64>,
    pub(crate) first_text_ms: Option<f64>,
    pub(crate) deltas: Vec<(u32, String)>,
    pub(crate) ended: Option<(Ending, String)>,
    pub(crate) ended_ms: f64,
    pub(crate) ends: usize,
    pub(crate) error: Option<String>,
}

impl Running {
    /// Asks for a draft as the window does.
    pub(crate) fn start(engine: &Engine, brief: &Brief, candidates: usize) -> Outcome<Self> {
        Self::start_as(engine, brief, candidates, true)
    }

    /// The same; `soon` as the window asks, otherwise as the command line does.
    pub(crate) fn start_as(
        engine: &Engine,
        brief: &Brief,
        candidates: usize,
        soon: bool,
    ) -> Outcome<Self> {
        let (tell, events) = channel();
        let manner = Manner {
            seed: Some(7),
            candidates,
            first_word_soon: soon,
            ..Manner::default()
        };
        let clicked = Instant::now();
        let sink = Box::new(move |event| {
            let _ = tell.send((Instant::now(), event));
        });
        let id = engine.start_draft(brief.clone(), domain::Wish::default(), manner, sink)?;
        Ok(Self {
            id,
            clicked,
            events,
            seen: Seen::default(),
        })
    }

    /// Waits until `enough` of what was seen, or until the end, or until `wait` is over; true if it has ended.
    pub(crate) fn wait(&mut self, wait: Duration, enough: &dyn Fn(&Seen) -> bool) -> bool {
        let until = Instant::now() + wait;
        while !enough(&self.seen) && self.seen.ended.is_none() {
            let left = until.saturating_duration_since(Instant::now());
            let Ok((at, event)) = self.events.recv_timeout(left) else {
                break;
            };
            let ms = at.duration_since(self.clicked).as_secs_f64() * 1000.0;
            self.seen.take(event, ms);
        }
        self.seen.ended.is_some()
    }

    /// Waits for the end. What comes after it would be a fault, and is counted.
    pub(crate) fn until_the_end(mut self) -> Outcome<Seen> {
        if !self.wait(PATIENCE, &|_| false) {
            return Err("a draft did not end within five minutes".into());
        }
        while let Ok((at, event)) = self.events.recv_timeout(Duration::from_millis(20)) {
            let ms = at.duration_since(self.clicked).as_secs_f64() * 1000.0;
            self.seen.take(event, ms);
        }
        Ok(self.seen)
    }
}

impl Seen {
    fn take(&mut self, event: DraftEvent, ms: f64) {
        match event {
            DraftEvent::Stage { stage, ms } => self.stages.push((stage, ms)),
            DraftEvent::Sources { sources } => self.sources = sources,
            DraftEvent::Ready {
                tokens,
                tokens_ready,
                ..
            } => {
                // An empty draft is tried again, with everything ready by then: the first try counts.
                self.tokens.get_or_insert((tokens, tokens_ready));
                self.tries += 1;
                self.begun_ms.get_or_insert(ms);
            }
            DraftEvent::Reading { .. } => self.reading = true,
            DraftEvent::Text { seq, delta } => {
                if !delta.is_empty() {
                    self.first_text_ms.get_or_insert(ms);
                }
                self.deltas.push((seq, delta));
            }
            DraftEvent::Ended {
                outcome,
                text,
                first_token_ms,
                error,
                ..
            } => {
                self.ends += 1;
                self.ended_ms = ms;
                self.first_word_ms = first_token_ms;
                self.ended = Some((outcome, text));
                self.error = error.map(|error| error.to_string());
            }
            DraftEvent::Method { .. }
            | DraftEvent::Summary { .. }
            | DraftEvent::Words { .. }
            | DraftEvent::Candidates { .. } => {}
        }
    }

    /// How long a stage took.
    pub(crate) fn stage_ms(&self, stage: Stage) -> f64 {
        let of_it = self.stages.iter().filter(|(one, _)| *one == stage);
        of_it.map(|(_, ms)| ms).sum()
    }
}
