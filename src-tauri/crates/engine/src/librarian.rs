//! The handle to the thread that owns the one librarian: everything that changes the library is done there, one thing
//! after another.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;

use domain::{Error, ErrorCode, Result};
use library::Librarian;
use tokio_util::sync::CancellationToken;

use crate::jobs::{Sink, start_thread};
use crate::lock::lock;
use crate::right_of_way::RightOfWay;
use crate::task_runner::TaskRunner;
use crate::tasks::{Reading, Shared, Task};
use crate::wire::{LibraryEvent, ReadingEvent};

/// The handle to the thread; dropping it ends the thread after what it is doing.
pub(crate) struct LibrarianThread {
    tasks: Sender<Task>,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

/// As long as it lives, what is being read makes way.
pub(crate) struct HeldUp(Arc<Shared>);

impl Drop for HeldUp {
    fn drop(&mut self) {
        self.0.way.draft_ends();
    }
}

impl LibrarianThread {
    pub(crate) fn start(librarian: Librarian) -> Result<Self> {
        let (tasks, inbox) = channel();
        let shared = Arc::new(Shared::default());
        let runner = TaskRunner::new(librarian, Arc::clone(&shared), tasks.clone());
        let thread = start_thread("librarian", move || runner.work(&inbox))?;
        Ok(Self {
            tasks,
            shared,
            thread: Some(thread),
        })
    }

    /// Begins a reading; `Busy` if one runs.
    pub(crate) fn read(&self, reading: Reading, sink: Sink<ReadingEvent>) -> Result<()> {
        let mut running = self.shared.reading();
        if running.is_some() {
            return Err(Error::new(ErrorCode::Busy, "Longhand is reading already")
                .remedy("Wait until it is done, or stop it"));
        }
        let stop = CancellationToken::new();
        *running = Some(stop.clone());
        self.shared.urgent.fetch_add(1, Ordering::SeqCst);
        self.send(Task::Read {
            reading,
            sink,
            stop,
        })
    }

    /// Brings every source up to date when there is nothing else to do.
    pub(crate) fn catch_up(&self) -> Result<()> {
        self.send(Task::CatchUp)
    }

    pub(crate) fn stop_reading(&self) {
        if let Some(stop) = self.shared.reading().as_ref() {
            stop.cancel();
            // It may be put off, and then ends now.
            let _ = self.tasks.send(Task::GoOn);
        }
    }

    /// Nothing is read until this is taken back.
    pub(crate) fn pause(&self, paused: bool) {
        self.shared.way.pause(paused);
        let _ = self.tasks.send(Task::GoOn);
        self.shared.tell(&LibraryEvent::Changed);
    }

    /// What is being read makes way until this is dropped.
    pub(crate) fn hold_up(&self) -> HeldUp {
        self.shared.way.draft_begins();
        HeldUp(Arc::clone(&self.shared))
    }

    /// Who goes before any reading.
    pub(crate) fn way(&self) -> &RightOfWay {
        &self.shared.way
    }

    pub(crate) fn is_reading(&self) -> bool {
        self.shared.reading().is_some()
    }

    /// Sources that were not where they had been at the last look.
    pub(crate) fn away(&self) -> BTreeSet<PathBuf> {
        self.shared.away().clone()
    }

    /// Changes the library between two readings.
    pub(crate) fn change<T: Send + 'static>(
        &self,
        change: impl FnOnce(&mut Librarian) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.ask(|answer: Sender<Result<T>>| {
            Task::Change(Box::new(move |librarian| {
                // Nobody waits for the answer of a window that is closed.
                let _ = answer.send(change(librarian));
            }))
        })
    }

    /// Stops what is being read: it may be what is to be forgotten.
    pub(crate) fn forget(&self, path: &Path) -> Result<bool> {
        self.stop_reading();
        self.ask(|answer| Task::Forget {
            path: path.to_owned(),
            answer,
        })
    }

    pub(crate) fn forget_all(&self) -> Result<()> {
        self.stop_reading();
        self.ask(|answer| Task::ForgetAll { answer })
    }

    /// Begins to follow the folders of all sources as they change.
    pub(crate) fn watch(&self) -> Result<()> {
        self.ask(|answer| Task::Watch { answer })
    }

    pub(crate) fn follow(&self, sink: Sink<LibraryEvent>) {
        lock(&self.shared.followers).push(sink);
    }

    fn send(&self, task: Task) -> Result<()> {
        self.tasks.send(task).map_err(|_| gone())
    }

    fn ask<T>(&self, task: impl FnOnce(Sender<Result<T>>) -> Task) -> Result<T> {
        let (answer, wait) = channel();
        self.shared.urgent.fetch_add(1, Ordering::SeqCst);
        self.send(task(answer))?;
        wait.recv().map_err(|_| gone())?
    }
}

impl Drop for LibrarianThread {
    fn drop(&mut self) {
        self.shared.end.cancel();
        let _ = self.tasks.send(Task::End);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn gone() -> Error {
    Error::new(
        ErrorCode::Record,
        "the part of Longhand that keeps the library has stopped",
    )
    .remedy("Close Longhand and open it again")
}
