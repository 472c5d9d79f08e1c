//! The handle to the worker process: load, write, cancel; a worker that dies is an error and never a hang.

use std::ops::ControlFlow;
use std::path::Path;
use std::time::{Duration, Instant};

use domain::{Error, ErrorCode, Result, path_to_bytes};
use worker::{Child, Program, Received};

use crate::protocol::{ModelFacts, Prompt, Reply, Request, Written};

/// How often the caller is asked whether to go on while nothing comes.
const PULSE: Duration = Duration::from_millis(20);
/// A worker that does not heed *Cancel* for so long is killed.
const PATIENCE: Duration = Duration::from_secs(3);

/// What is told while the worker is at work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// Nothing new: a chance to stop.
    Waiting,
    /// So many tokens of the prompt are read.
    Reading {
        /// Read so far.
        done: u32,
        /// Tokens of the prompt.
        total: u32,
    },
    /// More text.
    Text(String),
}

/// A running worker with a loaded model. Dropping it ends the process and frees the memory.
#[derive(Debug)]
pub struct Worker {
    child: Child<Reply>,
    facts: ModelFacts,
}

impl Worker {
    /// Starts a worker and loads `file`; `None` if `go_on` stopped it before it was loaded.
    ///
    /// # Errors
    /// `NoModel` if the file cannot be used, `WorkerDied` if the process ended (a model larger than memory).
    pub fn start(
        program: &Program,
        file: &Path,
        go_on: &mut dyn FnMut() -> ControlFlow<()>,
    ) -> Result<Option<Self>> {
        let mut child = Child::start(program)?;
        child.send(&Request::Load {
            file: path_to_bytes(file),
        })?;
        loop {
            match child.receive(PULSE) {
                Received::Message(Reply::Loaded(facts)) => return Ok(Some(Self { child, facts })),
                Received::Message(Reply::Failed(error)) => return Err(error),
                Received::Message(_) => {}
                Received::Nothing => {
                    if go_on().is_break() {
                        return Ok(None);
                    }
                }
                Received::Gone(how) => return Err(died("while it loaded", &how).at(file)),
            }
        }
    }

    /// Facts of the loaded model.
    pub fn facts(&self) -> &ModelFacts {
        &self.facts
    }

    /// The number of the worker's process.
    pub fn process_id(&self) -> u32 {
        self.child.id()
    }

    /// Has `prompt` continued. `on` sees all that happens and may break; then the worker is told to stop, and what it
    /// sends until it has is dropped.
    ///
    /// # Errors
    /// `PromptTooLong`, or `WorkerDied`; after the latter this handle is of no more use.
    pub fn write(
        &mut self,
        prompt: Prompt,
        on: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Written> {
        self.child.send(&Request::Write { prompt })?;
        let mut cancelled: Option<Instant> = None;
        loop {
            let progress = match self.child.receive(PULSE) {
                Received::Message(Reply::Written(written)) => return Ok(written),
                Received::Message(Reply::Failed(error)) => return Err(error),
                Received::Message(Reply::Text(text)) => Progress::Text(text),
                Received::Message(Reply::Reading { done, total }) => {
                    Progress::Reading { done, total }
                }
                Received::Message(Reply::Loaded(_)) | Received::Nothing => Progress::Waiting,
                Received::Gone(how) => return Err(died("in the middle of its work", &how)),
            };
            match cancelled {
                None => {
                    if on(progress).is_break() {
                        self.child.send(&Request::Cancel)?;
                        cancelled = Some(Instant::now());
                    }
                }
                Some(since) if since.elapsed() > PATIENCE => {
                    return Err(died("when it was asked to stop", "it did not answer"));
                }
                Some(_) => {}
            }
        }
    }
}

fn died(when: &str, how: &str) -> Error {
    Error::new(
        ErrorCode::WorkerDied,
        format!("the model ended by itself {when} ({how})"),
    )
    .remedy("The text so far is kept; try again, or choose a smaller model if it happens again")
}
