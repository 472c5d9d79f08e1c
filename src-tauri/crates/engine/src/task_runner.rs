//! What the librarian's thread does: readings that go on until they are done, make way and are put off, and what is
//! asked for between them.

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use domain::Result;
use library::{Hint, Librarian, Progress, Report, Watch};
use tokio_util::sync::CancellationToken;

use crate::jobs::Sink;
use crate::reading_pace::ReadingPace;
use crate::tasks::{Reading, Shared, Task};
use crate::wire::{FileReport, LibraryEvent, ReadingEvent, ReadingProgress, ReadingSummary};

/// Events can get lost without a word; so often everything is compared with the disk.
const LOOK_EVERY: Duration = Duration::from_secs(15 * 60);
/// Progress is told at most this often.
const TELL_EVERY: Duration = Duration::from_millis(100);
/// What nobody has asked for is told of when it takes longer than this.
const WORTH_TELLING: Duration = Duration::from_millis(700);
/// While a reading makes way, it looks this often whether it should stop.
const LOOK_UP: Duration = Duration::from_millis(50);

/// The thread's own side.
pub(crate) struct TaskRunner {
    librarian: Librarian,
    shared: Arc<Shared>,
    tasks: Sender<Task>,
    watch: Option<Watch>,
    /// Sources that cannot be followed, as was said already.
    not_followed: HashSet<PathBuf>,
    /// Readings that made way for something else, or are put off.
    unfinished: Vec<ReadingJob>,
}

/// A reading that runs.
struct ReadingJob {
    reading: Reading,
    sink: Sink<ReadingEvent>,
    stop: CancellationToken,
    /// Whether the user asked for it.
    asked: bool,
    /// Whether it is worth a word when nothing had changed.
    told: bool,
    /// Whether those who follow the library heard of it, and are still to hear of its end.
    spread: bool,
}

impl ReadingJob {
    /// One that nobody has asked for.
    fn of_our_own(reading: Reading, told: bool) -> Self {
        Self {
            reading,
            sink: Box::new(|_| {}),
            stop: CancellationToken::new(),
            asked: false,
            told,
            spread: false,
        }
    }
}

impl TaskRunner {
    pub(crate) fn new(librarian: Librarian, shared: Arc<Shared>, tasks: Sender<Task>) -> Self {
        Self {
            librarian,
            shared,
            tasks,
            watch: None,
            not_followed: HashSet::new(),
            unfinished: Vec::new(),
        }
    }

    /// Works until the program ends.
    pub(crate) fn work(mut self, inbox: &Receiver<Task>) {
        let mut looked = Instant::now();
        loop {
            let waiting = self.shared.urgent.load(Ordering::SeqCst) > 0;
            let free = !waiting && !self.shared.way.is_paused();
            if let Some(job) = self
                .unfinished
                .pop_if(|job| free || job.stop.is_cancelled())
            {
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
                self.follow_all(&|_| true);
                self.read(ReadingJob::of_our_own(Reading::Everything, false));
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
                self.read(ReadingJob {
                    reading,
                    sink,
                    stop,
                    asked: true,
                    told: true,
                    spread: false,
                });
            }
            Task::CatchUp => self.read(ReadingJob::of_our_own(Reading::Everything, true)),
            Task::Look(Hint::Everywhere) => {
                // Of folders that were made meanwhile nobody heard.
                self.follow_all(&|_| true);
                self.read(ReadingJob::of_our_own(Reading::Everything, false));
            }
            Task::Look(Hint::Paths(paths)) => {
                self.follow_all(&|root| paths.iter().any(|path| path == root));
                self.read(ReadingJob::of_our_own(Reading::Look(paths), false));
            }
            Task::Change(change) => {
                self.shared.urgent.fetch_sub(1, Ordering::SeqCst);
                change(&mut self.librarian);
                self.shared.tell(&LibraryEvent::Changed);
            }
            Task::Forget { path, answer } => self.forget(path, &answer),
            Task::ForgetAll { answer } => {
                let result = self.forget_all();
                self.answer(&answer, result);
            }
            Task::Watch { answer } => {
                let result = self.begin_to_watch();
                self.answer(&answer, result);
            }
            Task::GoOn | Task::End => {}
        }
    }

    fn forget(&mut self, path: PathBuf, answer: &Sender<Result<bool>>) {
        if let Some(watch) = &mut self.watch {
            watch.leave(&path);
        }
        let result = self.librarian.forget(&path);
        self.not_followed.remove(&path);
        // To leave a folder is to leave all below it, of other sources as well.
        self.follow_all(&|root| root.starts_with(&path) || path.starts_with(root));
        self.shared.urgent.fetch_sub(1, Ordering::SeqCst);
        // What lies in another source as well belongs to that one from now on.
        if matches!(result, Ok(true)) {
            self.read(ReadingJob::of_our_own(Reading::Look(vec![path]), false));
        }
        self.reply(answer, result);
    }

    fn forget_all(&mut self) -> Result<()> {
        let watched = self.watch.take().is_some();
        self.not_followed.clear();
        let result = self.librarian.forget_all();
        // What is added next is followed as before.
        if watched && let Err(error) = self.begin_to_watch() {
            self.shared.tell(&LibraryEvent::NotWatched { error });
        }
        result
    }

    fn answer<T>(&self, answer: &Sender<Result<T>>, result: Result<T>) {
        self.shared.urgent.fetch_sub(1, Ordering::SeqCst);
        self.reply(answer, result);
    }

    fn reply<T>(&self, answer: &Sender<Result<T>>, result: Result<T>) {
        // Nobody waits for the answer of a window that is closed.
        let _ = answer.send(result);
        self.shared.tell(&LibraryEvent::Changed);
    }

    /// It goes on when it may; what nobody asked for is then one look at everything.
    fn put_off(&mut self, job: ReadingJob) {
        if job.asked {
            self.unfinished.push(job);
        } else if let Some(later) = self.unfinished.iter_mut().find(|job| !job.asked) {
            later.spread |= job.spread;
        } else {
            // First what the user asked for, which is at the end.
            let mut later = ReadingJob::of_our_own(Reading::Everything, true);
            later.spread = job.spread;
            self.unfinished.insert(0, later);
        }
    }

    fn read(&mut self, mut job: ReadingJob) {
        if job.stop.is_cancelled() {
            let stopped = Report {
                stopped: true,
                ..Report::default()
            };
            return self.conclude(job, Ok(stopped), Duration::ZERO);
        }
        if self.shared.way.is_paused() {
            return self.put_off(job);
        }
        let started = Instant::now();
        let mut teller = Teller::new(Arc::clone(&self.shared), started, job.spread);
        let shared = Arc::clone(&self.shared);
        let stop = job.stop.clone();
        let is_over = || stop.is_cancelled() || shared.end.is_cancelled();
        let makes_way = || shared.urgent.load(Ordering::SeqCst) > 0 || shared.way.is_paused();
        let mut made_way = false;
        let mut on = |progress: &Progress| {
            let sink = job.asked.then_some(&mut job.sink);
            teller.tell(progress, sink);
            while !is_over() && !makes_way() && !shared.way.wait(LOOK_UP) {}
            made_way = makes_way();
            if made_way || is_over() {
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
            Reading::Look(paths) => self.librarian.refresh(paths, &mut on),
            Reading::Again(paths) => self.librarian.try_again(paths, &mut on),
        };
        job.spread = teller.spread;
        if made_way && !is_over() && result.as_ref().is_ok_and(|report| report.stopped) {
            return self.put_off(job);
        }
        teller.end();
        self.conclude(job, result, started.elapsed());
    }

    /// Tells the end of a reading.
    fn conclude(&mut self, mut job: ReadingJob, result: Result<Report>, took: Duration) {
        if let (Ok(_), Reading::Add { path, .. }) = (&result, &job.reading) {
            self.follow_root(path);
        }
        if job.asked {
            *self.shared.reading() = None;
        }
        let nothing_new =
            |report: &Report| report.documents == 0 && report.gone == 0 && report.failed.is_empty();
        let moved = self.look_for_away();
        let changed = moved || job.told || !result.as_ref().is_ok_and(nothing_new);
        if let (false, Err(error)) = (job.asked, &result) {
            let error = error.clone();
            self.shared.tell(&LibraryEvent::NotWatched { error });
        }
        (job.sink)(ended(result, took));
        if changed {
            self.shared.tell(&LibraryEvent::Changed);
        }
    }

    /// Notes which sources are not where they had been; whether others are than before.
    fn look_for_away(&self) -> bool {
        let Ok(roots) = self.librarian.roots() else {
            return false;
        };
        let now = roots.into_iter().filter(|root| !root.exists()).collect();
        let before = std::mem::replace(&mut *self.shared.away(), now);
        before != *self.shared.away()
    }

    fn begin_to_watch(&mut self) -> Result<()> {
        let tasks = self.tasks.clone();
        let watch = Watch::start(move |hint| {
            let _ = tasks.send(Task::Look(hint));
        })?;
        self.watch = Some(watch);
        self.follow_all(&|_| true);
        Ok(())
    }

    /// Follows all sources that are `wanted`, those that are followed already as well: whoever saves a file by putting
    /// another one in its place ends the watch on it, and a disk that was away comes back, and nobody is told of either.
    fn follow_all(&mut self, wanted: &dyn Fn(&Path) -> bool) {
        match self.librarian.roots() {
            Ok(roots) => {
                let wanted = roots.iter().filter(|root| wanted(root));
                wanted.for_each(|root| self.follow_root(root));
            }
            Err(error) => tracing::warn!(%error, "folders are not followed"),
        }
    }

    /// A folder that cannot be followed is looked at from time to time; the window says so.
    fn follow_root(&mut self, root: &Path) {
        let Some(watch) = &mut self.watch else { return };
        let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
        match watch.follow(&root) {
            Ok(()) => {
                self.not_followed.remove(&root);
            }
            // To say it once is enough.
            Err(error) if self.not_followed.insert(root) => {
                self.shared.tell(&LibraryEvent::NotWatched { error });
            }
            Err(_) => {}
        }
    }
}

fn ended(result: Result<Report>, took: Duration) -> ReadingEvent {
    match result {
        Ok(report) => {
            let failed = |(path, reason): (PathBuf, String)| FileReport::failed(&path, reason);
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

/// Tells how a reading goes on: whoever asked for it, or else, when it takes long, whoever follows the library.
struct Teller {
    shared: Arc<Shared>,
    started: Instant,
    told: Option<Instant>,
    pace: ReadingPace,
    /// Whether those who follow the library heard of it.
    spread: bool,
}

impl Teller {
    fn new(shared: Arc<Shared>, started: Instant, spread: bool) -> Self {
        Self {
            shared,
            started,
            told: None,
            pace: ReadingPace::default(),
            spread,
        }
    }

    fn tell(&mut self, progress: &Progress, sink: Option<&mut Sink<ReadingEvent>>) {
        if self.told.is_some_and(|last| last.elapsed() < TELL_EVERY) || progress.total == 0 {
            return;
        }
        self.told = Some(Instant::now());
        let at = self.started.elapsed();
        let pace = self.pace.saw(
            at,
            (progress.files, progress.total),
            (progress.bytes, progress.total_bytes),
            progress.documents,
        );
        let progress = ReadingProgress {
            files: progress.files,
            total: progress.total,
            bytes: progress.bytes,
            total_bytes: progress.total_bytes,
            documents: progress.documents,
            documents_per_minute: pace.documents_per_minute,
            seconds_left: pace.seconds_left,
            path: progress.path.display().to_string(),
        };
        if let Some(sink) = sink {
            sink(ReadingEvent::Progress(progress));
        } else if at >= WORTH_TELLING {
            self.spread = true;
            let progress = Some(progress);
            self.shared.tell(&LibraryEvent::Reading { progress });
        }
    }

    fn end(self) {
        if self.spread {
            self.shared.tell(&LibraryEvent::Reading { progress: None });
        }
    }
}
