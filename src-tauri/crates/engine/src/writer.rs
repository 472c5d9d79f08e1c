//! The model for the stages: one worker process, started when it is first needed and kept.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::{ErrorCode, Result};
use model::{ModelFile, Progress, Prompt, Sampling, Worker};
use pipeline::{Go, Stopped, Writer, Writing};
use worker::Program;

/// The worker that is running, if any, and the model that it has loaded.
#[derive(Debug, Default)]
pub(crate) struct ModelDesk {
    running: Mutex<Option<(ModelFile, Worker)>>,
}

impl ModelDesk {
    fn running(&self) -> MutexGuard<'_, Option<(ModelFile, Worker)>> {
        // A draft that panicked leaves at worst a worker that is replaced below.
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The writer of one draft.
pub(crate) struct ModelWriter {
    pub(crate) desk: Arc<ModelDesk>,
    pub(crate) file: ModelFile,
    pub(crate) program: Program,
    pub(crate) seed: u32,
    /// Speed of the last writing, in tokens a second; none before.
    pub(crate) tokens_per_s: Option<f64>,
}

impl Writer for ModelWriter {
    fn write(&mut self, writing: &Writing, on_text: &mut dyn FnMut(&str) -> Go) -> Result<Stopped> {
        let desk = Arc::clone(&self.desk);
        let mut running = desk.running();
        if running.as_ref().is_none_or(|(file, _)| *file != self.file) {
            // The old one goes first: two models at once may be too much for the memory.
            *running = None;
            match Worker::start(&self.program, &self.file.path, &mut || on_text(""))? {
                Some(worker) => *running = Some((self.file.clone(), worker)),
                None => return Ok(Stopped::Asked),
            }
        }
        let Some((_, worker)) = running.as_mut() else {
            return Ok(Stopped::Asked);
        };
        let prompt = Prompt {
            text: writing.prompt.clone(),
            most_tokens: writing.most_tokens,
            sampling: sampling(self.seed.wrapping_add(writing.attempt)),
        };
        let written = worker.write(prompt, &mut |progress| match progress {
            Progress::Text(text) => on_text(&text),
            Progress::Waiting | Progress::Reading { .. } => on_text(""),
        });
        if written
            .as_ref()
            .is_err_and(|error| error.code == ErrorCode::WorkerDied)
        {
            *running = None;
        }
        let written = written?;
        if written.tokens > 0 && written.decode_ms > 0.0 {
            self.tokens_per_s = Some(f64::from(written.tokens) * 1000.0 / written.decode_ms);
        }
        tracing::info!(
            prompt_tokens = written.prompt_tokens,
            reused_tokens = written.reused_tokens,
            prefill_ms = written.prefill_ms,
            tokens = written.tokens,
            decode_ms = written.decode_ms,
            "written"
        );
        Ok(match written.stopped {
            model::Stopped::EndOfText => Stopped::EndOfText,
            model::Stopped::TokenLimit => Stopped::TokenLimit,
            model::Stopped::Cancelled => Stopped::Asked,
        })
    }
}

/// Warm enough not to repeat itself, cool enough to keep to the notes.
fn sampling(seed: u32) -> Sampling {
    Sampling {
        temperature: 0.7,
        top_k: 40,
        min_p: 0.08,
        repeat_penalty: 1.08,
        seed,
    }
}
