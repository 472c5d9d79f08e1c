//! Opening the front door: what an engine is opened with, as the one writer of a data folder or beside it.

use std::sync::{Arc, Mutex, OnceLock};

use domain::Result;
use library::{Librarian, LibraryFolders, Searcher};
use model::Catalog;
use store::{Access, Record};
use tokio::runtime::Handle;

use crate::engine::Engine;
use crate::folder::{DataFolder, WriterLock};
use crate::librarian::LibrarianThread;
use crate::message::remove_dropped;
use crate::model_choice::ModelChoice;
use crate::settings;
use crate::setup::Setup;
use crate::workers::WorkerWord;
use crate::workshop::Workshop;

const CATALOG: &str = include_str!("../../../../assets/models.toml");

/// Record and index, if they are whole, of today's version and as new as one another; none where somebody has to write
/// before they can be looked at.
fn as_it_is(folder: &DataFolder) -> Option<(Record, Searcher)> {
    let path = folder.record();
    Record::check_length(&path).ok()?;
    let record = Record::open(&path, Access::Read).ok()?;
    if !record.is_current().ok()? {
        return None;
    }
    let searcher = Searcher::open(&folder.index()).ok()?;
    let (_, newest) = searcher.health(&record).ok()?;
    (newest == record.change_seq().ok()?).then_some((record, searcher))
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

    /// Opens the data folder to look at it, beside whoever writes there now or will. Only what has to be made, or brought
    /// up to date, before anybody can look is written, if nobody else is the writer, and the lock is let go again.
    ///
    /// # Errors
    /// `Record` or `Io` if the folder cannot be used.
    pub fn open_to_read(setup: Setup, runtime: Handle) -> Result<Self> {
        let folder = DataFolder::prepare(&setup.data_dir)?;
        let (record, searcher) = match as_it_is(&folder) {
            Some((record, searcher)) => (record, Ok(searcher)),
            None => {
                if let Ok(lock) = folder.lock()? {
                    let (setup, runtime) = (setup.clone(), runtime.clone());
                    drop(Self::open_to_write(setup, runtime, folder.clone(), lock)?);
                }
                let record = Record::open(&folder.record(), Access::Read)?;
                // Without it there is nothing but search that does not work, and a search says why.
                (record, Searcher::open(&folder.index()))
            }
        };
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

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use jiff::Timestamp;
    use tokio::runtime::Runtime;

    use super::*;

    const ADA: &str = "ada@example.org";

    fn setup(folder: &Path) -> Setup {
        Setup {
            data_dir: folder.to_owned(),
            // No worker is needed here.
            program: PathBuf::from("/nowhere/longhand"),
            model: None,
            model_folders: Vec::new(),
            memory: None,
            sample_library: None,
            now: Timestamp::now,
        }
    }

    #[test]
    fn whoever_only_looks_keeps_nobody_from_writing() {
        let folder = tempfile::tempdir().unwrap();
        let runtime = Runtime::new().unwrap();
        let (setup, handle) = (|| setup(folder.path()), || runtime.handle().clone());
        // There is nothing yet, so that it is made first.
        let looks = Engine::open_to_read(setup(), handle()).unwrap();
        assert!(looks.librarian.is_none());
        let writes = Engine::open(setup(), handle()).unwrap();
        writes.set_me(vec![ADA.into()]).unwrap();
        assert_eq!(looks.me().unwrap(), [ADA]);
        let refused = looks.set_me(Vec::new()).unwrap_err();
        assert_eq!(refused.code, domain::ErrorCode::Locked);
    }

    #[test]
    fn what_is_not_up_to_date_is_made_so_before_it_is_looked_at() {
        let folder = tempfile::tempdir().unwrap();
        let runtime = Runtime::new().unwrap();
        let look = || Engine::open_to_read(setup(folder.path()), runtime.handle().clone());
        drop(look().unwrap());
        let lock = folder.path().join("lock");
        fs::remove_file(&lock).unwrap();
        assert!(look().unwrap().searcher.is_ok());
        assert!(!lock.exists(), "what is up to date needs no lock");
        fs::write(folder.path().join("index/VERSION"), "another").unwrap();
        let looks = look().unwrap();
        assert!(looks.searcher.is_ok() && looks.librarian.is_none());
        assert!(lock.exists());
    }
}
