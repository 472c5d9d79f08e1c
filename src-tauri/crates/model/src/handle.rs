//! The handle to the worker process: load, write, cancel; a worker that dies is an error and never a hang.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::{Error, ErrorCode, Result, path_to_bytes};
use worker::{Child, Program, Received};

use crate::protocol::{Continuation, ModelFacts, Prompt, Reply, Request, Stopped, Written};

/// How often the caller is asked whether to go on while nothing comes.
const PULSE: Duration = Duration::from_millis(20);
/// A worker that does not heed *Cancel* for so long is killed, or for so many of the longest steps that it took: a large
/// model on a slow machine takes seconds for each.
const PATIENCE: Duration = Duration::from_secs(3);
const STEPS: u32 = 4;

/// What is told while the worker is at work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// Nothing new: a chance to stop.
    Waiting,
    /// The prompt is about to be read.
    Begun {
        /// Tokens of each of its parts.
        parts: Vec<u32>,
        /// Tokens from the front that need not be read, because their state was there.
        ready: u32,
    },
    /// How much of the rest of the prompt is read, in tokens.
    Reading {
        /// Read so far.
        done: u32,
        /// To be read in all.
        total: u32,
    },
    /// More of one of the texts.
    Text {
        /// Its number.
        which: usize,
        /// What is new.
        text: String,
    },
}

/// What the one who is told says to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Go on.
    GoOn,
    /// No more of the text that this is about.
    Enough,
    /// Stop everything.
    Stop,
}

/// A running worker with its model. Dropping it ends the process and frees the memory.
#[derive(Debug)]
pub struct Worker {
    child: Child<Reply>,
    /// The model.
    file: PathBuf,
    /// Facts of it, once it is loaded.
    facts: Option<ModelFacts>,
    /// The longest step so far in which it read.
    step: Duration,
    /// A request was stopped, and its last answer has not come yet.
    owed: bool,
    /// Pieces of somebody whose turns of speech it is to know.
    said: Arc<[String]>,
    /// Whether it was told of them.
    knows: bool,
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
        let mut worker = Self::begin(program, file)?;
        let loaded = worker.load(go_on)?;
        Ok(loaded.then_some(worker))
    }

    /// Starts a worker that begins to load `file`.
    ///
    /// # Errors
    /// If no process can be started.
    pub fn begin(program: &Program, file: &Path) -> Result<Self> {
        let mut child = Child::start(program)?;
        child.send(&Request::Load {
            file: path_to_bytes(file),
        })?;
        Ok(Self {
            child,
            file: file.to_owned(),
            facts: None,
            step: Duration::ZERO,
            owed: false,
            said: Arc::default(),
            knows: true,
        })
    }

    /// Waits until the model is loaded; false if `go_on` does not want to wait. It goes on loading then, so that whoever
    /// comes next waits for what is left alone.
    ///
    /// # Errors
    /// `NoModel` if the file cannot be used, `WorkerDied` if the process ended; then this handle is of no more use.
    pub fn load(&mut self, go_on: &mut dyn FnMut() -> ControlFlow<()>) -> Result<bool> {
        while self.facts.is_none() {
            match self.child.receive(PULSE) {
                Received::Message(Reply::Loaded(facts)) => self.facts = Some(facts),
                Received::Message(Reply::Failed(error)) => return Err(error),
                Received::Message(_) => {}
                Received::Nothing => {
                    if go_on().is_break() {
                        return Ok(false);
                    }
                }
                Received::Gone(how) => {
                    return Err(died("while it loaded", &how).at(&self.file));
                }
            }
        }
        Ok(true)
    }

    /// Facts of the model; none before it is loaded.
    pub fn facts(&self) -> Option<&ModelFacts> {
        self.facts.as_ref()
    }

    /// The number of the worker's process.
    pub fn process_id(&self) -> u32 {
        self.child.id()
    }

    /// From now on texts are written in the turns of speech of somebody who has said this, where they are to be.
    pub fn learn(&mut self, said: &Arc<[String]>) {
        if self.said != *said {
            self.said = said.clone();
            self.knows = false;
        }
    }

    /// Has `prompt` read, and continued as often as there are `continuations`. `on` sees all that happens. When it says
    /// stop, this returns at once; what the worker is computing just then it ends behind our back.
    ///
    /// # Errors
    /// `PromptTooLong`, or `WorkerDied`; after the latter this handle is of no more use.
    pub fn write(
        &mut self,
        prompt: Prompt,
        continuations: Vec<Continuation>,
        on: &mut dyn FnMut(Progress) -> Answer,
    ) -> Result<Written> {
        if !self.settle(on)? {
            return Ok(stopped(continuations.len()));
        }
        if !self.knows {
            let said = self.said.to_vec();
            self.child.send(&Request::Learn { said })?;
            self.knows = true;
        }
        let count = continuations.len();
        let mut since = Instant::now();
        self.child.send(&Request::Write {
            prompt,
            continuations,
        })?;
        loop {
            let progress = match self.child.receive(PULSE) {
                Received::Message(Reply::Written(written)) => return Ok(written),
                Received::Message(Reply::Failed(error)) => return Err(error),
                Received::Message(reply) => progress(reply),
                Received::Nothing => Progress::Waiting,
                Received::Gone(how) => return Err(died("in the middle of its work", &how)),
            };
            if let Progress::Reading { .. } = &progress {
                self.step = self.step.max(since.elapsed());
                since = Instant::now();
            }
            let which = match &progress {
                Progress::Text { which, .. } => *which,
                _ => 0,
            };
            match on(progress) {
                Answer::GoOn => {}
                Answer::Enough => self.child.send(&Request::Enough { which })?,
                Answer::Stop => {
                    self.child.send(&Request::Cancel)?;
                    self.owed = true;
                    return Ok(stopped(count));
                }
            }
        }
    }

    /// Waits until the worker does nothing any more: what was stopped is at its end.
    ///
    /// # Errors
    /// `WorkerDied`; then this handle is of no more use.
    pub fn rest(&mut self) -> Result<()> {
        self.settle(&mut |_| Answer::GoOn).map(|_| ())
    }

    /// Waits for the last answer to a request that was stopped; false if `on` does not want to wait.
    fn settle(&mut self, on: &mut dyn FnMut(Progress) -> Answer) -> Result<bool> {
        let since = Instant::now();
        while self.owed {
            match self.child.receive(PULSE) {
                Received::Message(Reply::Written(_) | Reply::Failed(_)) => self.owed = false,
                Received::Message(_) => {}
                Received::Nothing => {
                    if on(Progress::Waiting) == Answer::Stop {
                        return Ok(false);
                    }
                }
                Received::Gone(how) => return Err(died("after it was stopped", &how)),
            }
            if self.owed && since.elapsed() > PATIENCE.max(self.step * STEPS) {
                return Err(died("when it was asked to stop", "it did not answer"));
            }
        }
        Ok(true)
    }
}

fn stopped(count: usize) -> Written {
    Written {
        stopped: vec![Stopped::Cancelled; count],
        ..Written::default()
    }
}

fn progress(reply: Reply) -> Progress {
    match reply {
        Reply::Begun { parts, ready } => Progress::Begun { parts, ready },
        Reply::Reading { done, total } => Progress::Reading { done, total },
        Reply::Text { which, text } => Progress::Text { which, text },
        Reply::Loaded(_) | Reply::Inspected(_) | Reply::Written(_) | Reply::Failed(_) => {
            Progress::Waiting
        }
    }
}

fn died(when: &str, how: &str) -> Error {
    Error::new(
        ErrorCode::WorkerDied,
        format!("the model ended by itself {when} ({how})"),
    )
    .remedy("Close other programs and try again, or choose a smaller model if it happens again")
}
