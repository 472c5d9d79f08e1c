//! Opening the front door: what an engine is opened with, as the one writer of a data folder or beside it.

use std::sync::{Arc, Mutex, OnceLock};

use domain::Result;
use library::{Librarian, LibraryFolders, Searcher};
use model::Catalog;
use store::{Access, Record};
use tokio::runtime::Handle;

use crate::choice::ModelChoice;
use crate::engine::Engine;
use crate::folder::{DataFolder, WriterLock};
use crate::librarian::LibrarianThread;
use crate::message::remove_dropped;
use crate::settings;
use crate::setup::Setup;
use crate::workers::WorkerWord;
use crate::workshop::Workshop;

const CATALOG: &str = include_str!("../../../../assets/models.toml");

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
        // Without it there is nothing but search that does not work, and a search says why.
        let searcher = Searcher::open(&folder.index());
        Self::assemble(setup, runtime, folder, record, searcher, None, None)
    }

    fn open_to_write(
        setup: Setup,
        runtime: Handle,
        folder: DataFolder,
        lock: WriterLock,
    ) -> Result<Self> {
        folder.refuse_a_lost_record()?;
        Record::check_length(&folder.record())?;
        let mut record = Record::open(&folder.record(), Access::Write)?;
        record.write(|writing| writing.tidy_drafts())?;
        let folders = LibraryFolders {
            record: folder.record(),
            index: folder.index(),
            data: folder.root.clone(),
        };
        if let Err(error) = remove_dropped(&folder.root) {
            tracing::warn!(%error, "a message that was dropped on the window is still there");
        }
        let mut librarian = Librarian::open(
            &folders,
            WorkerWord::Reader.program(&setup.program),
            setup.now,
        )?;
        let forgotten = librarian.finish_forgetting().unwrap_or_else(|error| {
            tracing::warn!(%error, "what was forgotten is not cleared from the disk yet");
            true
        });
        let searcher = librarian.searcher()?;
        let thread = LibrarianThread::start(librarian)?;
        thread.way().pause(settings::is_paused(&record)?);
        let engine = Self::assemble(
            setup,
            runtime,
            folder,
            record,
            Ok(searcher),
            Some(thread),
            Some(lock),
        )?;
        if forgotten {
            // What the model remembers may have been read of it.
            engine.workshop()?.standings.clear()?;
        }
        Ok(engine)
    }

    fn assemble(
        setup: Setup,
        runtime: Handle,
        folder: DataFolder,
        record: Record,
        searcher: Result<Searcher>,
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
            (Ok(searcher), Some(_)) => Some(Arc::new(Workshop::new(
                record.another(Access::Read)?,
                searcher.clone(),
                folder.standings(),
                Arc::clone(&choice),
                WorkerWord::Model.program(&setup.program),
                folder.method(),
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
}
