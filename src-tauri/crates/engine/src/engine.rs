//! The engine itself: opens a data folder and answers calls.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Instant;

use domain::{Brief, DraftEvent, DraftId, Error, ErrorCode, Kind, Result};
use jiff::Timestamp;
use library::{Librarian, LibraryFolders, Message, Query, Searcher};
use model::Catalog;
use store::{Access, Record};
use tokio::runtime::Handle;

use crate::choice::ModelChoice;
use crate::drafting::{DraftJob, Drafts, Manner};
use crate::folder::{DataFolder, WriterLock};
use crate::jobs::Sink;
use crate::librarian::{LibrarianThread, Reading};
use crate::models::Models;
use crate::thinking::Thinker;
use crate::wire::{Hit, LibraryEvent, Overview, Page, ReadingEvent, Settings, Status};
use crate::workers::WorkerWord;
use crate::workshop::Workshop;
use crate::{overview, page};

const CATALOG: &str = include_str!("../../../../assets/models.toml");
/// Who wrote the sample library.
pub const SAMPLE_PERSON: &str = "ottilie@marsh.example.org";

/// What an engine is opened with. Nothing below looks at the environment or the clock by itself.
#[derive(Debug, Clone)]
pub struct Setup {
    /// Where record, index and settings lie.
    pub data_dir: PathBuf,
    /// The executable of this program: worker processes are the same one with a hidden word.
    pub program: PathBuf,
    /// A name of the catalog or a file; none takes the best that is there.
    pub model: Option<String>,
    /// Where models are looked for, after the data folder's own.
    pub model_folders: Vec<PathBuf>,
    /// Memory of this machine in bytes; none if it is not known.
    pub memory: Option<u64>,
    /// The sample library that comes with the program.
    pub sample_library: Option<PathBuf>,
    /// The clock.
    pub now: fn() -> Timestamp,
}

/// The front door of one data folder.
pub struct Engine {
    setup: Setup,
    folder: DataFolder,
    choice: Arc<ModelChoice>,
    runtime: Handle,
    record: Mutex<Record>,
    searcher: Option<Searcher>,
    drafts: Arc<Drafts>,
    /// None in an engine that only reads.
    workshop: Option<Arc<Workshop>>,
    /// Works ahead of drafts, where the window has asked for it.
    thinker: OnceLock<Arc<Thinker>>,
    /// None in an engine that only reads. Ends before the lock is let go.
    librarian: Option<LibrarianThread>,
    _lock: Option<WriterLock>,
}

impl Engine {
    /// Opens the data folder as its one writer; what an earlier run left unfinished is tidied.
    ///
    /// # Errors
    /// `Locked` if another process is the writer; `Record` or `Io` if the folder cannot be used.
    pub fn open(setup: Setup, runtime: Handle) -> Result<Self> {
        let folder = DataFolder::prepare(&setup.data_dir)?;
        match folder.lock()? {
            Ok(lock) => Self::open_to_write(setup, runtime, folder, lock),
            Err(holder) => Err(holder.error(&folder.root)),
        }
    }

    /// Opens the data folder to look at it: as its writer if nobody else is, or else beside the writer.
    ///
    /// # Errors
    /// `Record` or `Io` if the folder cannot be used.
    pub fn open_to_read(setup: Setup, runtime: Handle) -> Result<Self> {
        let folder = DataFolder::prepare(&setup.data_dir)?;
        if let Ok(lock) = folder.lock()? {
            return Self::open_to_write(setup, runtime, folder, lock);
        }
        let record = Record::open(&folder.record(), Access::Read)?;
        let searcher = Searcher::open(&folder.index())?;
        Self::assemble(setup, runtime, folder, record, searcher, None, None)
    }

    fn open_to_write(
        setup: Setup,
        runtime: Handle,
        folder: DataFolder,
        lock: WriterLock,
    ) -> Result<Self> {
        let mut record = Record::open(&folder.record(), Access::Write)?;
        record.write(|writing| writing.tidy_drafts())?;
        let folders = LibraryFolders {
            record: folder.record(),
            index: folder.index(),
            data: folder.root.clone(),
        };
        let librarian = Librarian::open(
            &folders,
            WorkerWord::Reader.program(&setup.program),
            setup.now,
        )?;
        let searcher = librarian.searcher()?;
        let thread = LibrarianThread::start(librarian)?;
        Self::assemble(
            setup,
            runtime,
            folder,
            record,
            Some(searcher),
            Some(thread),
            Some(lock),
        )
    }

    fn assemble(
        setup: Setup,
        runtime: Handle,
        folder: DataFolder,
        record: Record,
        searcher: Option<Searcher>,
        librarian: Option<LibrarianThread>,
        lock: Option<WriterLock>,
    ) -> Result<Self> {
        let mut folders = vec![folder.models()];
        folders.extend(setup.model_folders.iter().cloned());
        let choice = Arc::new(ModelChoice {
            catalog: Catalog::parse(CATALOG)?,
            named: setup.model.clone(),
            folders,
            memory: setup.memory,
        });
        let workshop = match (&searcher, &librarian) {
            (Some(searcher), Some(_)) => Some(Arc::new(Workshop::new(
                record.another(Access::Read)?,
                searcher.clone(),
                folder.standings(),
                Arc::clone(&choice),
                WorkerWord::Model.program(&setup.program),
            ))),
            _ => None,
        };
        Ok(Self {
            setup,
            folder,
            choice,
            runtime,
            record: Mutex::new(record),
            searcher,
            drafts: Arc::default(),
            workshop,
            thinker: OnceLock::new(),
            librarian,
            _lock: lock,
        })
    }

    /// Reads a folder or a mail archive to its end, and notes it as a source. Returns when it has begun.
    ///
    /// # Errors
    /// `Busy` if something is being read. What goes wrong later is told in the last event.
    pub fn add(&self, path: &Path, kind: Option<Kind>, sink: Sink<ReadingEvent>) -> Result<()> {
        let reading = Reading::Add {
            path: path.to_owned(),
            kind,
            sample: false,
        };
        self.read(reading, sink)
    }

    /// Reads the sample library, whose writer becomes one of the user's names for as long as it is there.
    ///
    /// # Errors
    /// `BadInput` if it is not beside the program; `Busy` if something is being read.
    pub fn add_sample(&self, sink: Sink<ReadingEvent>) -> Result<()> {
        let missing = || {
            Error::new(
                ErrorCode::BadInput,
                "the sample library is not beside the program",
            )
        };
        let path = self.setup.sample_library.clone().ok_or_else(missing)?;
        let mut me = self.me()?;
        if !me.iter().any(|who| who == SAMPLE_PERSON) {
            me.push(SAMPLE_PERSON.to_owned());
            self.set_me(me)?;
        }
        let reading = Reading::Add {
            path,
            kind: None,
            sample: true,
        };
        self.read(reading, sink)
    }

    /// Brings every source up to date. Returns when it has begun.
    ///
    /// # Errors
    /// `Busy` if something is being read.
    pub fn refresh(&self, sink: Sink<ReadingEvent>) -> Result<()> {
        self.read(Reading::Everything, sink)
    }

    /// Before the end of a reading is told, what the model had read of words that are gone is gone, too.
    fn read(&self, reading: Reading, mut sink: Sink<ReadingEvent>) -> Result<()> {
        let workshop = self.workshop.clone();
        let tidying = move |event| match (event, &workshop) {
            (ReadingEvent::Ended { summary, error }, Some(workshop)) => {
                let tidied = workshop.library_changed().err();
                let error = error.or(tidied);
                sink(ReadingEvent::Ended { summary, error });
            }
            (event, _) => sink(event),
        };
        self.librarian()?.read(reading, Box::new(tidying))
    }

    /// Stops what is being read; what was read stays.
    pub fn stop_reading(&self) {
        if let Some(librarian) = &self.librarian {
            librarian.stop_reading();
        }
    }

    /// Brings every source up to date as soon as there is nothing else to do, and follows their folders as they
    /// change from now on.
    ///
    /// # Errors
    /// `Io` if the system cannot follow folders.
    pub fn watch(&self) -> Result<()> {
        let librarian = self.librarian()?;
        librarian.watch()?;
        librarian.catch_up()
    }

    /// Tells `sink` whenever the library has changed.
    ///
    /// # Errors
    /// `Locked` in an engine that only reads.
    pub fn follow(&self, sink: Sink<LibraryEvent>) -> Result<()> {
        self.librarian()?.follow(sink);
        Ok(())
    }

    /// Addresses and names of the user.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn me(&self) -> Result<Vec<String>> {
        Ok(self.record().identities()?.into_iter().collect())
    }

    /// The user is these addresses and names, and nobody else; sorts out again who wrote what.
    ///
    /// # Errors
    /// `Io` if the disk says no.
    pub fn set_me(&self, who: Vec<String>) -> Result<()> {
        self.librarian()?.set_me(who)
    }

    /// Forgets a source with all that was read from it. The user's files are left alone.
    ///
    /// # Errors
    /// `BadInput` if `path` is no source; `Io` if the disk says no.
    pub fn forget(&self, path: &Path) -> Result<()> {
        let canonical = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let is_it = |source: &store::SourceRow| source.path == canonical || source.path == path;
        let source = self.record().sources()?.into_iter().find(is_it);
        let Some(source) = source else {
            return Err(Error::new(
                ErrorCode::BadInput,
                "this is none of the folders that were added",
            )
            .at(path)
            .remedy("See 'longhand status' for the folders"));
        };
        self.librarian()?.forget(&source.path)?;
        self.workshop()?.library_changed()?;
        if source.sample {
            let me = self
                .me()?
                .into_iter()
                .filter(|who| who != SAMPLE_PERSON)
                .collect();
            self.set_me(me)?;
        }
        Ok(())
    }

    /// Forgets everything: sources, drafts, settings, who the user is.
    ///
    /// # Errors
    /// `Io` if the disk says no.
    pub fn forget_all(&self) -> Result<()> {
        self.drafts.stop_all();
        self.librarian()?.forget_all()?;
        self.workshop()?.standings.clear()
    }

    /// The message in `file`: its text, and who sent it under which subject, where the file is a mail.
    ///
    /// # Errors
    /// `BadInput` if there is no text in it, with the reason.
    pub fn message(&self, file: &Path) -> Result<Message> {
        library::read_message(file, WorkerWord::Reader.program(&self.setup.program))
    }

    /// What there is, for the command line.
    ///
    /// # Errors
    /// If record or index cannot be read.
    pub fn status(&self) -> Result<Status> {
        overview::status(&self.record(), self.searcher.as_ref())
    }

    /// What there is, for the window.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn overview(&self) -> Result<Overview> {
        let reading = self
            .librarian
            .as_ref()
            .is_some_and(LibrarianThread::is_reading);
        let record = self.record();
        let settings = overview::settings(&record)?;
        let model = self.choice.find(&settings).ok();
        overview::overview(&record, settings, model, reading)
    }

    /// The best `limit` documents for `words`, each with its best passage.
    ///
    /// # Errors
    /// If record or index cannot be read.
    pub fn search(&self, words: &str, kind: Option<Kind>, limit: usize) -> Result<Vec<Hit>> {
        let Some(searcher) = &self.searcher else {
            return Ok(Vec::new());
        };
        overview::hits(
            &self.record(),
            searcher,
            Query {
                words,
                kind,
                only_mine: false,
                limit,
            },
        )
    }

    /// Works ahead of drafts from now on: in the pauses of writing a brief the model reads what its draft will need.
    ///
    /// # Errors
    /// `Locked` in an engine that only reads; `Io` if the system has no more threads.
    pub fn think_ahead(&self) -> Result<()> {
        let thinker = Arc::new(Thinker::start(Arc::clone(self.workshop()?))?);
        let told = Arc::downgrade(&thinker);
        self.librarian()?.follow(Box::new(move |event| {
            if let (LibraryEvent::Changed, Some(thinker)) = (event, told.upgrade()) {
                thinker.library_changed();
            }
        }));
        // Asked for twice, the first one stays.
        let _ = self.thinker.set(thinker);
        Ok(())
    }

    /// The brief is this now; told at every key, so that what is done for it yields at once and begins again in the
    /// next pause.
    pub fn prepare(&self, brief: Brief) {
        if let Some(thinker) = self.thinker.get() {
            thinker.brief(brief);
        }
    }

    /// Keeps what the user has decided for good.
    ///
    /// # Errors
    /// `Io` if the disk says no.
    pub fn save_settings(&self, settings: &Settings) -> Result<()> {
        overview::save_settings(&mut self.record(), settings)
    }

    /// Starts a draft and returns at once; `sink` is told everything, and last of all the end.
    ///
    /// # Errors
    /// `BadInput` for a brief that says nothing, `NoModel`, or `Busy` if a draft is running.
    pub fn start_draft(
        &self,
        brief: Brief,
        manner: Manner,
        sink: Sink<DraftEvent>,
    ) -> Result<DraftId> {
        let clicked = Instant::now();
        let brief = brief.checked()?;
        let workshop = Arc::clone(self.workshop()?);
        let file = workshop.model()?;
        let now = self.setup.now;
        let json = serde_json::to_string(&brief).map_err(|cause| {
            Error::new(
                ErrorCode::Record,
                format!("the brief cannot be kept ({cause})"),
            )
        })?;
        let mut record = self.record().another(Access::Write)?;
        let (id, stop) = self.drafts.begin(|| {
            record.write(|writing| writing.begin_draft(&json, &file.name, &brief.start, now()))
        })?;
        let thinker = self.thinker.get().cloned();
        let ready = thinker
            .as_ref()
            .and_then(|thinker| thinker.begin_draft(&brief));
        let job = DraftJob {
            id,
            brief,
            manner,
            stop,
            workshop,
            file,
            ready,
            record,
            now,
            clicked,
        };
        let drafts = Arc::clone(&self.drafts);
        let free = move || {
            drafts.end();
            if let Some(thinker) = thinker {
                thinker.end_draft();
            }
        };
        self.runtime.spawn_blocking(move || job.run(free, sink));
        Ok(id)
    }

    /// Stops a draft; its text so far is kept. One that has ended is left alone.
    pub fn stop_draft(&self, id: DraftId) {
        self.drafts.stop(id);
    }

    /// Keeps the page that the user is writing on.
    ///
    /// # Errors
    /// `Io` if the disk says no.
    pub fn save_page(&self, page: &Page) -> Result<()> {
        page::save(&mut self.record(), page)
    }

    /// The models of this machine.
    pub fn models(&self) -> Models<'_> {
        Models {
            choice: &self.choice,
            program: WorkerWord::Model.program(&self.setup.program),
            memory: self.setup.memory,
            record: &self.record,
            root: &self.folder.root,
            writes: self.librarian.is_some(),
        }
    }

    fn record(&self) -> MutexGuard<'_, Record> {
        // A panic cannot leave a transaction half done: SQLite rolls it back.
        self.record.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn workshop(&self) -> Result<&Arc<Workshop>> {
        self.workshop
            .as_ref()
            .ok_or_else(|| only_reads(&self.folder.root))
    }

    fn librarian(&self) -> Result<&LibrarianThread> {
        self.librarian
            .as_ref()
            .ok_or_else(|| only_reads(&self.folder.root))
    }
}

pub(crate) fn only_reads(root: &Path) -> Error {
    Error::new(
        ErrorCode::Locked,
        "Longhand is open elsewhere, and only one may write here",
    )
    .at(root)
    .remedy("Close that one first, or use another data folder with --data-dir")
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.drafts.stop_all();
    }
}
