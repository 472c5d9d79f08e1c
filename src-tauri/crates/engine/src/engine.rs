//! The front door itself: what it holds, and drafts.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock};
use std::time::Instant;

use domain::{Brief, DraftEvent, DraftId, FurtherDraft, Result, Wish};
use library::Searcher;
use pipeline::Edits;
use store::{Access, Record};
use tokio::runtime::Handle;

use crate::brief::checked;
use crate::drafting::{DraftJob, Drafts, Manner, Running};
use crate::folder::{DataFolder, WriterLock, only_reads};
use crate::further::FurtherWanted;
use crate::jobs::Sink;
use crate::librarian::LibrarianThread;
use crate::lock::lock;
use crate::model_choice::ModelChoice;
use crate::models::Models;
use crate::setup::Setup;
use crate::thinking::Thinker;
use crate::trial::Trial;
use crate::wire::{LibraryEvent, Page, PageLine, Settings};
use crate::workers::WorkerWord;
use crate::workshop::Workshop;
use crate::{page, settings};

/// The front door of one data folder.
pub struct Engine {
    pub(crate) setup: Setup,
    pub(crate) folder: DataFolder,
    pub(crate) choice: Arc<ModelChoice>,
    pub(crate) runtime: Handle,
    pub(crate) record: Mutex<Record>,
    /// Or why there is none, in an engine that only reads.
    pub(crate) searcher: Result<Searcher>,
    pub(crate) drafts: Arc<Drafts>,
    /// None in an engine that only reads.
    pub(crate) workshop: Option<Arc<Workshop>>,
    /// Works ahead of drafts, where the window has asked for it.
    pub(crate) thinker: OnceLock<Arc<Thinker>>,
    /// None in an engine that only reads. Ends before the lock is let go.
    pub(crate) librarian: Option<LibrarianThread>,
    pub(crate) _lock: Option<WriterLock>,
}

impl Engine {
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
        if let Some(librarian) = &self.librarian {
            librarian.way().typed();
        }
        if let Some(thinker) = self.thinker.get() {
            thinker.brief(brief);
        }
    }

    /// What the user has decided for good.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn settings(&self) -> Result<Settings> {
        settings::settings(&self.record())
    }

    /// Keeps what the user has decided for good.
    ///
    /// # Errors
    /// `Io` if the disk says no.
    pub fn save_settings(&self, settings: &Settings) -> Result<()> {
        settings::save_settings(&mut self.record(), settings)
    }

    /// Starts a draft and returns at once; `sink` is told everything, and last of all the end.
    ///
    /// # Errors
    /// `BadInput` for a brief that says nothing, `NoModel`, or `Busy` if a draft is running.
    pub fn start_draft(
        &self,
        brief: Brief,
        wish: Wish,
        manner: Manner,
        sink: Sink<DraftEvent>,
    ) -> Result<DraftId> {
        let clicked = Instant::now();
        let brief = checked(brief, &self.record())?;
        let workshop = Arc::clone(self.workshop()?);
        let file = workshop.model()?;
        let now = self.setup.now;
        let edits = self.edits(wish)?;
        let mut record = self.record().another(Access::Write)?;
        let (id, stop) = self.drafts.begin(|| {
            let id =
                record.write(|writing| writing.begin_draft(&file.name, &brief.start, now()))?;
            Ok((Running::Draft(id), id))
        })?;
        let free = self.make_way();
        // If there is none, the draft itself will say why.
        let method = workshop.method().unwrap_or_default().suited_to(&brief);
        let ready = self
            .thinker
            .get()
            .and_then(|thinker| thinker.begin_draft(&brief, method, &file.path))
            // Whatever is made ahead is made as the product does it.
            .filter(|_| manner.method.is_none())
            // Whoever has chosen passages wants them, even if they take a moment: no plan in haste for them.
            .filter(|plan| edits.is_empty() || !plan.is_without_topic());
        let job = DraftJob {
            id,
            brief,
            edits,
            manner,
            stop,
            workshop,
            file,
            ready,
            record,
            now,
            clicked,
        };
        self.runtime.spawn_blocking(move || job.run(free, sink));
        Ok(id)
    }

    /// Readings make way from now on, for a draft or a replay. What is given back ends that, lets work ahead begin again and
    /// the next draft start.
    pub(crate) fn make_way(&self) -> impl FnOnce() + Send + use<> {
        let held_up = self.librarian.as_ref().map(LibrarianThread::hold_up);
        let thinker = self.thinker.get().cloned();
        let drafts = Arc::clone(&self.drafts);
        move || {
            drop(held_up);
            if let Some(thinker) = thinker {
                thinker.end_draft();
            }
            // From here on the next one may begin.
            drafts.end();
        }
    }

    /// Writes further drafts of `brief` while nobody waits, to be looked at beside the one that stands. `sink` is told
    /// them once, the best first, when all have come to their end; any key and any draft puts an end to it, and then it is
    /// told nothing. Without `think_ahead` nothing happens.
    ///
    /// # Errors
    /// `BadInput` for a brief that says nothing.
    pub fn further_drafts(
        &self,
        brief: Brief,
        wish: Wish,
        sink: Sink<Vec<FurtherDraft>>,
    ) -> Result<()> {
        let brief = checked(brief, &self.record())?;
        let edits = self.edits(wish)?;
        if let Some(thinker) = self.thinker.get() {
            thinker.further(FurtherWanted { brief, edits, sink });
        }
        Ok(())
    }

    /// The documents that a wish names are looked up; nothing of other people's becomes voice.
    fn edits(&self, wish: Wish) -> Result<Edits> {
        let mut pinned = self.record().documents(&wish.pinned)?;
        pinned.retain(|document| document.mine);
        Ok(Edits {
            pinned,
            dropped: wish.dropped,
            summary: wish.summary,
            words: wish.words,
            shell: wish.shell,
            anew: wish.anew,
        })
    }

    /// Stops a draft; its text so far is kept. One that has ended is left alone.
    pub fn stop_draft(&self, id: DraftId) {
        self.drafts.stop(Running::Draft(id));
    }

    /// Keeps the page that the user is writing on; one on which nothing stands is not kept. Returns its number.
    ///
    /// # Errors
    /// `Io` if the disk says no.
    pub fn save_page(&self, page: &Page) -> Result<i64> {
        page::save(&mut self.record(), page, (self.setup.now)())
    }

    /// Opens the page `id`, or a new one for 0.
    ///
    /// # Errors
    /// `BadInput` if there is no such page.
    pub fn open_page(&self, id: i64) -> Result<Page> {
        page::open(&mut self.record(), id)
    }

    /// Pages on which all of `words` stand, the one changed last first and no more than `limit`.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn pages(&self, words: &str, limit: usize) -> Result<Vec<PageLine>> {
        page::list(&self.record(), words, limit)
    }

    /// Forgets the page `id`, on the disk too.
    ///
    /// # Errors
    /// `Io` if the disk says no; `Locked` if another program looks at the record, so that the words stay for a while.
    pub fn remove_page(&self, id: i64) -> Result<()> {
        page::remove(&mut self.record(), id)
    }

    /// The models of this machine.
    pub fn models(&self) -> Models<'_> {
        Models {
            choice: &self.choice,
            program: WorkerWord::Model.program(&self.setup.program),
            memory: self.setup.memory,
            record: &self.record,
            root: &self.folder.root,
            standings: self.folder.standings(),
            writes: self.librarian.is_some(),
            trial: Trial {
                drafts: &self.drafts,
                loaded: self.workshop.as_ref().map(|workshop| &workshop.loaded),
                thinker: self.thinker.get().map(Arc::as_ref),
            },
        }
    }

    pub(crate) fn record(&self) -> MutexGuard<'_, Record> {
        lock(&self.record)
    }

    pub(crate) fn workshop(&self) -> Result<&Arc<Workshop>> {
        self.workshop
            .as_ref()
            .ok_or_else(|| only_reads(&self.folder.root))
    }

    pub(crate) fn librarian(&self) -> Result<&LibrarianThread> {
        self.librarian
            .as_ref()
            .ok_or_else(|| only_reads(&self.folder.root))
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.drafts.stop_all();
        // Who only looks, next time, cannot keep what they count. While something is read it does not hold for long.
        if self.librarian.as_ref().is_some_and(|one| !one.is_reading())
            && let Err(error) = self.record().tally()
        {
            tracing::info!(%error, "what there is was not counted at the end");
        }
    }
}
