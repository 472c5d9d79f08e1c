//! What the engine notes of each request to the model, which it tells to nobody but its log.

use std::fmt::Debug;
use std::sync::{Arc, Mutex, PoisonError};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// One request to the model.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Noted {
    pub(crate) prompt_tokens: f64,
    pub(crate) read_tokens: f64,
    pub(crate) restore_ms: f64,
    pub(crate) prefill_ms: f64,
    pub(crate) tokens: f64,
    pub(crate) decode_ms: f64,
}

/// A log that keeps these notes and nothing else.
#[derive(Debug, Clone, Default)]
pub(crate) struct Capture {
    noted: Arc<Mutex<Vec<Noted>>>,
}

impl Capture {
    /// Listens to the whole process from now on.
    pub(crate) fn listen() -> Self {
        let capture = Self::default();
        // Only the first one listens; there is one in a process.
        let _ = tracing::subscriber::set_global_default(capture.clone());
        capture
    }

    /// What was noted since this was asked last.
    pub(crate) fn take(&self) -> Vec<Noted> {
        let mut noted = self.noted.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *noted)
    }
}

impl Subscriber for Capture {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.fields().field("prefill_ms").is_some()
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut noted = Noted::default();
        event.record(&mut noted);
        self.noted
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(noted);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

impl Visit for Noted {
    fn record_f64(&mut self, field: &Field, value: f64) {
        match field.name() {
            "prompt_tokens" => self.prompt_tokens = value,
            "read_tokens" => self.read_tokens = value,
            "restore_ms" => self.restore_ms = value,
            "prefill_ms" => self.prefill_ms = value,
            "tokens" => self.tokens = value,
            "decode_ms" => self.decode_ms = value,
            _ => {}
        }
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.record_f64(field, value as f64);
    }

    fn record_debug(&mut self, _: &Field, _: &dyn Debug) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_of_the_engine_is_kept() {
        let capture = Capture::default();
        tracing::subscriber::with_default(capture.clone(), || {
            tracing::info!(
                prompt_tokens = 7_u32,
                prefill_ms = 1.5_f64,
                tokens = 3_u32,
                "written"
            );
            tracing::info!(other = 1, "not this");
        });
        let noted = capture.take();
        assert_eq!(noted.len(), 1);
        assert_eq!((noted[0].prompt_tokens, noted[0].prefill_ms), (7.0, 1.5));
        assert!(capture.take().is_empty());
    }
}
