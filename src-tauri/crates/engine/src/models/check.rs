//! Whether a model is what it claims to be: its checksum, and whether it writes.

use std::fs::File;
use std::io::Read;
use std::ops::ControlFlow;
use std::path::Path;

use domain::{Error, ErrorCode, Form, Result};
use model::{Answer, Continuation, Pace, Prompt, Worker};
use sha2::{Digest, Sha256};
use worker::Program;

use crate::writer::sampling;

use super::types::{CheckedModel, Genuine, ModelStep};
use super::{Models, OnStep};

/// Read at once; the caller is asked in between whether to go on.
pub(super) const PIECE: usize = 4 << 20;

impl Models<'_> {
    /// Reads the model `name` through and has it write a few words; `None` if it was stopped.
    ///
    /// # Errors
    /// `NoModel` if there is none of this name, `Io` if it cannot be read. What is wrong with the model itself is told in
    /// the answer.
    pub fn check(&self, name: &str, on: OnStep<'_>) -> Result<Option<CheckedModel>> {
        let file = self.present(name)?;
        let Some(sha256) = sum(&file.path, on)? else {
            return Ok(None);
        };
        let same_as = self.same_as(&sha256);
        let catalog = match (self.choice.catalog.entry(&file.name), &same_as) {
            (Some(entry), _) if entry.sha256 == sha256 => Genuine::Genuine,
            (Some(_), _) => Genuine::Differs,
            (None, Some(_)) => Genuine::Genuine,
            (None, None) => Genuine::Unknown,
        };
        let trouble = match try_out(&self.program, &file.path, on) {
            Ok(None) => return Ok(None),
            Ok(Some(())) => None,
            Err(error) => Some(error),
        };
        Ok(Some(CheckedModel {
            name: file.name,
            path: file.path.display().to_string(),
            sha256,
            catalog,
            same_as,
            writes: trouble.is_none(),
            trouble,
        }))
    }

    /// The model of the catalog with this checksum.
    pub(super) fn same_as(&self, sha256: &str) -> Option<String> {
        let entries = self.choice.catalog.entries();
        let same = entries.iter().find(|entry| entry.sha256 == sha256);
        same.map(|entry| entry.name.clone())
    }
}

/// The sha256 of a file, in lower-case hexadecimal; `None` if it was stopped.
pub(super) fn sum(path: &Path, on: OnStep<'_>) -> Result<Option<String>> {
    let failed = |cause: std::io::Error| Error::io("reading the model file", path, &cause);
    let mut file = File::open(path).map_err(failed)?;
    let total = file.metadata().map_err(failed)?.len();
    let mut hash = Sha256::new();
    let mut piece = vec![0; PIECE];
    let mut done = 0;
    loop {
        if on(ModelStep::Summing { done, total }).is_break() {
            return Ok(None);
        }
        match file.read(&mut piece).map_err(failed)? {
            0 => break,
            read => {
                hash.update(&piece[..read]);
                done += read as u64;
            }
        }
    }
    let digest = hash.finalize();
    let hex = digest.iter().map(|byte| format!("{byte:02x}"));
    Ok(Some(hex.collect()))
}

/// Has a worker load the model and write a few words; `None` if it was stopped.
pub(super) fn try_out(program: &Program, file: &Path, on: OnStep<'_>) -> Result<Option<()>> {
    let refused = |error: Error| {
        match error.code {
        ErrorCode::WorkerDied => Error::new(
            ErrorCode::NoModel,
            "this model cannot be used: its process ended when it was tried",
        )
        .at(file)
        .remedy("It is damaged or takes more memory than is free; get it again, or choose a smaller one"),
        _ => error.at(file),
    }
    };
    let mut go_on = || on(ModelStep::Trying);
    let Some(mut worker) = Worker::start(program, file, &mut go_on).map_err(refused)? else {
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
