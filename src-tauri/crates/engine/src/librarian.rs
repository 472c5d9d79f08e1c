//! The thread that owns the one librarian: everything that changes the library is done there, one thing after another.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use domain::{Error, ErrorCode, Kind, Result};
use library::{Hint, Librarian, Progress, Report, Watch};
use tokio_util::sync::CancellationToken;

use crate::jobs::Sink;
use crate::wire::{FileReport, FileState, LibraryEvent, ReadingEvent, ReadingSummary};

/// Events can get lost without a word; so often everything is compared with the disk.
const LOOK_EVERY: Duration = Duration::from_secs(15 * 60);
/// Progress is told at most this often.
const TELL_EVERY: Duration = Duration::from_millis(100);

/// Something to read.
pub(crate) enum Reading {
    /// Add this source, or bring it up to date.
    Add {
        path: PathBuf,
        kind: Option<Kind>,
        sample: bool,
    },
    /// Bring every source up to date.
    Everything,
}

enum Task {
    Read {
        reading: Reading,
        sink: Sink<ReadingEvent>,
        stop: CancellationToken,
    },
    CatchUp,
    Look(Hint),
    SetMe {
        who: Vec<String>,
        answer: Sender<Result<()>>,
    },
    Forget {
        path: PathBuf,
        answer: Sender<Result<bool>>,
    },
    ForgetAll {
        answer: Sender<Result<()>>,
    },
    Watch {
        answer: Sender<Result<()>>,
    },
    End,
}

/// The handle to the thread; dropping it ends the thread after what it is doing.
pub(crate) struct LibrarianThread {
    tasks: Sender<Task>,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

/// What both sides see.
#[derive(Default)]
struct Shared {
    /// Tasks of the user's that wait: a reading makes way for them and goes on afterwards.
    urgent: AtomicUsize,
    /// The reading that the user asked for and that runs or waits, if any.
    reading: Mutex<Option<CancellationToken>>,
    /// Set when the program ends.
    end: CancellationToken,
    followers: Mutex<Vec<Sink<LibraryEvent>>>,
}

impl Shared {
    fn tell(&self, event: &LibraryEvent) {
        let mut followers = self
            .followers
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        followers.iter_mut().for_each(|sink| sink(event.clone()));
    }

    fn reading(&self) -> std::sync::MutexGuard<'_, Option<CancellationToken>> {
        self.reading.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl LibrarianThread {
    pub(crate) fn start(librarian: Librarian) -> Result<Self> {
        let (tasks, inbox) = channel();
        let shared = Arc::new(Shared::default());
        let desk = Desk {
            librarian,
            shared: Arc::clone(&shared),
            tasks: tasks.clone(),
            watch: None,
            unfinished: Vec::new(),
        };
        let thread = std::thread::Builder::new()
            .name("librarian".into())
            .spawn(move || desk.work(&inbox))
            .map_err(|cause| {
                Error::new(
                    ErrorCode::Io,
                    format!("a thread could not be started ({cause})"),
                )
            })?;
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
        }
    }

    pub(crate) fn is_reading(&self) -> bool {
        self.shared.reading().is_some()
    }

    pub(crate) fn set_me(&self, who: Vec<String>) -> Result<()> {
        self.ask(|answer| Task::SetMe { who, answer })
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
        self.shared
            .followers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(sink);
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

/// The thread's own side.
struct Desk {
    librarian: Librarian,
    shared: Arc<Shared>,
    tasks: Sender<Task>,
    watch: Option<Watch>,
    /// Readings that made way for something else.
    unfinished: Vec<Job>,
}

/// A reading that runs.
struct Job {
    reading: Reading,
    sink: Sink<ReadingEvent>,
    stop: CancellationToken,
    /// Whether the user asked for it.
    asked: bool,
}

impl Desk {
    fn work(mut self, inbox: &Receiver<Task>) {
        let mut looked = Instant::now();
        loop {
            let waiting = self.shared.urgent.load(Ordering::SeqCst) > 0;
            if let Some(job) = self.unfinished.pop_if(|_| !waiting) {
                self.read(job);
                continue;
            }
            match inbox.recv_timeout(LOOK_EVERY) {
                Ok(Task::End) | Err(RecvTimeoutError::Disconnected) => return,
                Ok(task) => self.run(task),
                Err(RecvTimeoutError::Timeout) => {}
            }
            if self.watch.is_some() && looked.elapsed() >= LOOK_EVERY {
                looked = Instant::now();
                self.look(&Hint::Everywhere);
            }
        }
    }

    fn run(&mut self, task: Task) {
        match task {
            Task::Read {
                reading,
                sink,
                stop,
            } => {
                self.shared.urgent.fetch_sub(1, Ordering::SeqCst);
                self.read(Job {
                    reading,
                    sink,
                    stop,
                    asked: true,
                });
            }
            Task::CatchUp => {
                let (reading, stop) = (Reading::Everything, CancellationToken::new());
                self.read(Job {
                    reading,
                    sink: Box::new(|_| {}),
                    stop,
                    asked: false,
                });
            }
            Task::Look(hint) => self.look(&hint),
            Task::SetMe { who, answer } => {
                let result = self.librarian.set_me(&who).map(|_| ());
                self.answer(&answer, result);
            }
            Task::Forget { path, answer } => {
                if let Some(watch) = &mut self.watch {
                    watch.leave(&path);
                }
                let result = self.librarian.forget(&path);
                self.answer(&answer, result);
            }
            Task::ForgetAll { answer } => {
                self.watch = None;
                let result = self.librarian.forget_all();
                self.answer(&answer, result);
            }
            Task::Watch { answer } => {
                let result = self.begin_to_watch();
                self.answer(&answer, result);
            }
            Task::End => {}
        }
    }

    fn answer<T>(&self, answer: &Sender<Result<T>>, result: Result<T>) {
        self.shared.urgent.fetch_sub(1, Ordering::SeqCst);
        // Nobody waits for the answer of a window that is closed.
        let _ = answer.send(result);
        self.shared.tell(&LibraryEvent::Changed);
    }

    fn read(&mut self, mut job: Job) {
        let started = Instant::now();
        let mut told: Option<Instant> = None;
        let shared = Arc::clone(&self.shared);
        let mut made_way = false;
        let mut on = |progress: &Progress| {
            if told.is_none_or(|last| last.elapsed() >= TELL_EVERY) && progress.total > 0 {
                told = Some(Instant::now());
                (job.sink)(ReadingEvent::Progress {
                    files: progress.files,
                    total: progress.total,
                    documents: progress.documents,
                    path: progress.path.display().to_string(),
                });
            }
            made_way = shared.urgent.load(Ordering::SeqCst) > 0;
            let ended = job.stop.is_cancelled() || shared.end.is_cancelled();
            if ended || made_way {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        };
        let result = match &job.reading {
            Reading::Add { path, kind, sample } => {
                self.librarian.add(path, *kind, *sample, &mut on)
            }
            Reading::Everything => self.librarian.refresh_all(&mut on),
        };
        let stopped = job.stop.is_cancelled() || self.shared.end.is_cancelled();
        if made_way && !stopped && result.as_ref().is_ok_and(|report| report.stopped) {
            self.unfinished.push(job);
            return;
        }
        if let (Ok(_), Reading::Add { path, .. }) = (&result, &job.reading) {
            self.follow_root(path);
        }
        if job.asked {
            *self.shared.reading() = None;
        }
        (job.sink)(ended(result, started.elapsed()));
        self.shared.tell(&LibraryEvent::Changed);
    }

    fn look(&mut self, hint: &Hint) {
        let result = match hint {
            Hint::Paths(paths) => self.librarian.refresh(paths),
            Hint::Everywhere => self
                .librarian
                .refresh_all(&mut |_| ControlFlow::Continue(())),
        };
        match result {
            Ok(report) if report.documents == 0 && report.gone == 0 && report.failed.is_empty() => {
            }
            Ok(_) => self.shared.tell(&LibraryEvent::Changed),
            Err(error) => self.shared.tell(&LibraryEvent::NotWatched { error }),
        }
    }

    fn begin_to_watch(&mut self) -> Result<()> {
        let tasks = self.tasks.clone();
        let watch = Watch::start(move |hint| {
            let _ = tasks.send(Task::Look(hint));
        })?;
        self.watch = Some(watch);
        for root in self.librarian.roots()? {
            self.follow_root(&root);
        }
        Ok(())
    }

    /// A folder that cannot be followed is looked at from time to time; the window says so.
    fn follow_root(&mut self, root: &Path) {
        let Some(watch) = &mut self.watch else { return };
        let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
        if let Err(error) = watch.follow(&root) {
            self.shared.tell(&LibraryEvent::NotWatched { error });
        }
    }
}

fn ended(result: Result<Report>, took: Duration) -> ReadingEvent {
    match result {
        Ok(report) => {
            let failed = |(path, reason): (PathBuf, String)| FileReport {
                path: path.display().to_string(),
                state: FileState::Failed,
                reason,
            };
            let summary = ReadingSummary {
                read: report.read,
                unchanged: report.unchanged,
                skipped: report.skipped,
                failed: report.failed.into_iter().map(failed).collect(),
                gone: report.gone,
                documents: report.documents,
                stopped: report.stopped,
                ms: u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
            };
            ReadingEvent::Ended {
                summary,
                error: None,
            }
        }
        Err(error) => ReadingEvent::Ended {
            summary: ReadingSummary::default(),
            error: Some(error),
        },
    }
}
