//! The model for the stages: one worker process, started when it is first needed, kept, and put away when it is not
//! used for a while.

use std::cell::Cell;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard};
use std::time::{Duration, Instant};

use domain::{ErrorCode, Result, path_to_bytes};
use model::{Continuation, ModelFile, Pace, Progress, Prompt, Sampling, Worker, Written};
use pipeline::{Answer, Finished, Stopped, Told, Writer, Writing};
use worker::Program;

use crate::lock::lock;
use crate::standings::Standings;

/// Somebody who waits for the first word should not wait longer than this for pieces that were not ready.
const BEARABLE_SECONDS: f64 = 1.2;
/// Characters of prose that become one token, on the low side.
const CHARACTERS_PER_TOKEN: f64 = 3.0;
/// With fewer tokens a speed is not worth remembering.
const ENOUGH_TO_TELL: u32 = 16;

/// The worker that is running, if any, and how fast it reads.
#[derive(Debug, Default)]
pub(crate) struct LoadedModel {
    worker: Mutex<Option<Loaded>>,
    /// Tokens of a prompt read in a second, as last seen; none before.
    speed: Mutex<Option<f64>>,
}

#[derive(Debug)]
struct Loaded {
    file: ModelFile,
    worker: Worker,
    used: Instant,
}

/// As long as it lives no worker is loaded.
pub(crate) struct Emptied<'a> {
    _worker: MutexGuard<'a, Option<Loaded>>,
}

impl LoadedModel {
    fn worker(&self) -> MutexGuard<'_, Option<Loaded>> {
        lock(&self.worker)
    }

    fn speed(&self) -> MutexGuard<'_, Option<f64>> {
        lock(&self.speed)
    }

    /// Ends the worker if it was not used for so long; true if it was ended now. One at work is left alone.
    pub(crate) fn put_away_after(&self, unused: Duration) -> bool {
        let Ok(mut loaded) = self.worker.try_lock() else {
            return false;
        };
        loaded
            .take_if(|loaded| loaded.used.elapsed() >= unused)
            .is_some()
    }

    /// Ends the worker, once nobody uses it. Whoever wants one waits until what is given back is dropped.
    pub(crate) fn keep_empty(&self) -> Emptied<'_> {
        let mut worker = self.worker();
        *worker = None;
        Emptied { _worker: worker }
    }

    /// Waits until the worker does nothing any more; one that somebody uses is left alone.
    pub(crate) fn rest(&self) {
        let Ok(mut loaded) = self.worker.try_lock() else {
            return;
        };
        if loaded
            .as_mut()
            .is_some_and(|loaded| loaded.worker.rest().is_err())
        {
            *loaded = None;
        }
    }

    /// How many characters can be read while a person waits gladly; nothing where the speed is not known.
    pub(crate) fn bearable_characters(&self) -> usize {
        self.speed().map_or(0, |speed| {
            (speed * BEARABLE_SECONDS * CHARACTERS_PER_TOKEN) as usize
        })
    }

    fn note_speed(&self, written: &Written) {
        if written.read_tokens >= ENOUGH_TO_TELL && written.prefill_ms > 0.0 {
            let speed = f64::from(written.read_tokens) * 1000.0 / written.prefill_ms;
            *self.speed() = Some(speed);
        }
    }
}

/// The model for one draft, or for some work ahead of it.
pub(crate) struct ModelWriter<'a> {
    pub(crate) loaded: &'a LoadedModel,
    pub(crate) file: ModelFile,
    pub(crate) program: Program,
    pub(crate) seed: u32,
    pub(crate) pace: Pace,
    /// All states that are kept.
    pub(crate) standings: &'a Standings,
    /// Where the state of the standing part is kept.
    pub(crate) standing: Option<PathBuf>,
    /// Speed of the last writing, in tokens a second; none before.
    pub(crate) tokens_per_s: Option<f64>,
}

impl Writer for ModelWriter<'_> {
    fn write(
        &mut self,
        writing: &Writing,
        on: &mut dyn FnMut(Told<'_>) -> Answer,
    ) -> Result<Finished> {
        let begun = Cell::new(false);
        let mut on = |told: Told<'_>| {
            begun.set(begun.get() || matches!(told, Told::Begun { .. }));
            on(told)
        };
        let mut written = self.try_to_write(writing, &mut on);
        // A worker that was gone before it began, put away by the system perhaps, is started again unseen.
        let gone = |code| code == ErrorCode::WorkerDied;
        if written.as_ref().is_err_and(|error| gone(error.code)) && !begun.get() {
            written = self.try_to_write(writing, &mut |told| on(told));
        }
        let Some(written) = written? else {
            return Ok(Finished {
                read: false,
                stopped: vec![Stopped::Asked; writing.texts],
            });
        };
        if self.standing.is_some()
            && let Err(error) = self.standings.keep_to_the_limit()
        {
            tracing::warn!(%error, "more is kept of what models have read than should be");
        }
        if written.tokens > 0 && written.decode_ms > 0.0 {
            self.tokens_per_s = Some(f64::from(written.tokens) * 1000.0 / written.decode_ms);
        }
        tracing::info!(
            prompt_tokens = written.prompt_tokens,
            read_tokens = written.read_tokens,
            restore_ms = written.restore_ms,
            prefill_ms = written.prefill_ms,
            tokens = written.tokens,
            decode_ms = written.decode_ms,
            "written"
        );
        let why = |stopped: &model::Stopped| match stopped {
            model::Stopped::EndOfText => Stopped::EndOfText,
            model::Stopped::TokenLimit => Stopped::TokenLimit,
            model::Stopped::Cancelled => Stopped::Asked,
        };
        Ok(Finished {
            read: written.read,
            stopped: written.stopped.iter().map(why).collect(),
        })
    }
}

impl ModelWriter<'_> {
    /// None if it was stopped before the worker was ready.
    fn try_to_write(
        &self,
        writing: &Writing,
        on: &mut dyn FnMut(Told<'_>) -> Answer,
    ) -> Result<Option<Written>> {
        let mut loaded = self.loaded.worker();
        if loaded.as_ref().is_none_or(|there| there.file != self.file) {
            // The old one goes first: two models at once may be too much for the memory.
            *loaded = None;
            *self.loaded.speed() = None;
            *loaded = Some(Loaded {
                file: self.file.clone(),
                worker: Worker::begin(&self.program, &self.file.path)?,
                used: Instant::now(),
            });
        }
        let Some(Loaded { worker, used, .. }) = loaded.as_mut() else {
            return Ok(None);
        };
        let mut go_on = || match on(Told::Waiting) {
            Answer::Stop => std::ops::ControlFlow::Break(()),
            Answer::GoOn | Answer::Enough => std::ops::ControlFlow::Continue(()),
        };
        match worker.load(&mut go_on) {
            Ok(true) => {}
            Ok(false) => return Ok(None),
            Err(error) => {
                *loaded = None;
                return Err(error);
            }
        }
        worker.learn(&writing.said);
        let written = worker.write(
            self.prompt(writing),
            self.continuations(writing),
            &mut |progress| answer(on(told(&progress))),
        );
        *used = Instant::now();
        match written {
            Ok(written) => {
                self.loaded.note_speed(&written);
                Ok(Some(written))
            }
            Err(error) => {
                if error.code == ErrorCode::WorkerDied {
                    *loaded = None;
                }
                Err(error)
            }
        }
    }

    fn prompt(&self, writing: &Writing) -> Prompt {
        Prompt {
            parts: writing.parts.clone(),
            form: writing.form,
            standing: self.standing.as_deref().map(path_to_bytes),
            pace: self.pace,
        }
    }

    fn continuations(&self, writing: &Writing) -> Vec<Continuation> {
        let one = |number: usize| Continuation {
            most_tokens: writing.most_tokens,
            least_tokens: writing.least_tokens,
            not_first: writing.not_first.clone(),
            no_line: writing.no_line.clone(),
            no_sentence: writing
                .no_sentence
                .iter()
                .map(|word| (*word).to_owned())
                .collect(),
            own_words: true,
            turns: writing.turns,
            marks: writing.marks,
            ordinary: writing.ordinary,
            cues: writing.cues.clone(),
            sampling: sampling(self.seed.wrapping_add((writing.first + number) as u32)),
        };
        (0..writing.texts).map(one).collect()
    }
}

/// What the worker tells, as the stages know it.
fn told(progress: &Progress) -> Told<'_> {
    match progress {
        Progress::Waiting => Told::Waiting,
        Progress::Begun { parts, ready } => Told::Begun {
            parts,
            ready: *ready,
        },
        Progress::Reading { done, total } => Told::Reading {
            done: *done,
            total: *total,
        },
        Progress::Text { which, text } => Told::Text {
            which: *which,
            text,
        },
    }
}

/// The answer of the stages, as the worker knows it.
fn answer(answer: Answer) -> model::Answer {
    match answer {
        Answer::GoOn => model::Answer::GoOn,
        Answer::Enough => model::Answer::Enough,
        Answer::Stop => model::Answer::Stop,
    }
}

/// Warm enough to sound like somebody, cool enough to keep to the notes.
pub(crate) fn sampling(seed: u32) -> Sampling {
    Sampling {
        temperature: 0.7,
        top_k: 40,
        min_p: 0.08,
        repeat_penalty: 1.08,
        seed,
    }
}
