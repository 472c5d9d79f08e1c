//! Whether a model is what it claims to be: its checksum, and whether it writes.

use std::ops::ControlFlow;
use std::path::Path;

use domain::{Error, ErrorCode, Form, Result};
use model::{Answer, Continuation, Pace, Prompt, Worker};

use super::sum::sum;
use super::types::{CheckedModel, Genuine, ModelStep};
use super::{Models, OnStep};
use crate::writer::sampling;

impl Models<'_> {
    /// Reads the model `name` through and has it write a few words; `None` if it was stopped.
    ///
    /// # Errors
    /// `NoModel` if there is none of this name. What is wrong with the model itself is told in the answer, so that the
    /// next one can be checked.
    pub fn check(&self, name: &str, on: OnStep<'_>) -> Result<Option<CheckedModel>> {
        let file = self.present(name)?;
        let mut checked = CheckedModel {
            name: file.name,
            path: file.path.display().to_string(),
            sha256: None,
            catalog: None,
            same_as: None,
            writes: false,
            trouble: None,
        };
        let tried = match sum(&file.path, on) {
            Ok(None) => return Ok(None),
            Ok(Some(summed)) => {
                checked.same_as = self.same_as(&summed.sha256);
                checked.catalog = Some(self.genuine(&checked.name, &summed.sha256));
                let whole = summed.must_be_whole().map_err(|error| error.at(&file.path));
                checked.sha256 = Some(summed.sha256);
                whole.and_then(|()| self.try_out(&file.path, on))
            }
            Err(error) => Err(error),
        };
        match tried {
            Ok(None) => return Ok(None),
            Ok(Some(())) => checked.writes = true,
            Err(error) => checked.trouble = Some(error),
        }
        Ok(Some(checked))
    }

    /// What the catalog says to a model of this name with this checksum.
    fn genuine(&self, name: &str, sha256: &str) -> Genuine {
        match self.choice.catalog.entry(name) {
            Some(entry) if entry.sha256 == sha256 => Genuine::Genuine,
            Some(_) => Genuine::Differs,
            None if self.same_as(sha256).is_some() => Genuine::Genuine,
            None => Genuine::Unknown,
        }
    }

    /// The model of the catalog with this checksum.
    pub(super) fn same_as(&self, sha256: &str) -> Option<String> {
        let entries = self.choice.catalog.entries();
        let same = entries.iter().find(|entry| entry.sha256 == sha256);
        same.map(|entry| entry.name.clone())
    }

    /// Has a worker load the model and write a few words, when nothing is drafted; `None` if it was stopped.
    pub(super) fn try_out(&self, file: &Path, on: OnStep<'_>) -> Result<Option<()>> {
        let Some(_alone) = self.trial.begin(&mut || on(ModelStep::Waiting)) else {
            return Ok(None);
        };
        let refused = |error| refused(error, file);
        let mut go_on = || on(ModelStep::Trying);
        let worker = Worker::start(&self.program, file, &mut go_on).map_err(refused)?;
        let Some(mut worker) = worker else {
            return Ok(None);
        };
        let mut stopped = false;
        let (prompt, continuations) = letter("Dear Tom,\n\nThank you for", 8, 1);
        let written = worker.write(prompt, continuations, &mut |_| {
            let flow = go_on();
            stopped |= flow.is_break();
            answer(flow)
        });
        // Once it is to stop, it does not matter how it does.
        if stopped {
            return Ok(None);
        }
        written.map(|_| Some(())).map_err(refused)
    }
}

/// Why the model in `file` cannot be used, by the `error` that came of trying it.
fn refused(error: Error, file: &Path) -> Error {
    if error.code != ErrorCode::WorkerDied {
        return error.at(file);
    }
    let what = "this model cannot be used: its process ended when it was tried";
    let remedy =
        "It is damaged or takes more memory than is free; get it again, or choose a smaller one";
    Error::new(ErrorCode::NoModel, what).at(file).remedy(remedy)
}

/// A prompt, and how it is to be continued, with everything else as a draft has it.
pub(super) fn letter(text: &str, most_tokens: u32, seed: u32) -> (Prompt, Vec<Continuation>) {
    let prompt = Prompt {
        parts: vec![text.to_owned()],
        form: Form::Document,
        standing: None,
        pace: Pace::Awaited,
    };
    let continuation = Continuation {
        most_tokens,
        least_tokens: 0,
        not_first: Vec::new(),
        no_line: Vec::new(),
        no_sentence: Vec::new(),
        own_words: false,
        turns: false,
        marks: false,
        ordinary: false,
        cues: None,
        sampling: sampling(seed),
    };
    (prompt, vec![continuation])
}

/// The same flow for the worker.
pub(super) fn answer(flow: ControlFlow<()>) -> Answer {
    match flow {
        ControlFlow::Continue(()) => Answer::GoOn,
        ControlFlow::Break(()) => Answer::Stop,
    }
}
