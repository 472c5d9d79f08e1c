//! What every draft works with, and the work ahead of it: the library to read in, the model, and what stands ready.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::{Kind, Method, Result};
use library::Searcher;
use model::{ModelFile, Pace};
use pipeline::Standing;
use store::{Access, Record};
use voice::Hand;
use worker::Program;

use crate::choice::ModelChoice;
use crate::shelf::OwnShelf;
use crate::standings::Standings;
use crate::wire::Settings;
use crate::writer::{ModelDesk, ModelWriter};
use crate::{my_voice, overview};

/// The tools of one data folder.
pub(crate) struct Workshop {
    record: Mutex<Record>,
    searcher: Searcher,
    pub(crate) desk: ModelDesk,
    pub(crate) standings: Standings,
    choice: Arc<ModelChoice>,
    program: Program,
}

impl Workshop {
    pub(crate) fn new(
        record: Record,
        searcher: Searcher,
        standings: PathBuf,
        choice: Arc<ModelChoice>,
        program: Program,
    ) -> Self {
        Self {
            record: Mutex::new(record),
            searcher,
            desk: ModelDesk::default(),
            standings: Standings::new(standings),
            choice,
            program,
        }
    }

    fn record(&self) -> MutexGuard<'_, Record> {
        // A panic cannot leave a transaction half done: SQLite rolls it back.
        self.record.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the user has decided for good.
    pub(crate) fn settings(&self) -> Result<Settings> {
        overview::settings(&self.record())
    }

    /// The model that a draft would use just now.
    pub(crate) fn model(&self) -> Result<ModelFile> {
        self.choice.find(&self.settings()?)
    }

    /// The user's own documents, over a connection of its own.
    pub(crate) fn shelf(&self) -> Result<OwnShelf> {
        Ok(OwnShelf {
            record: self.record().another(Access::Read)?,
            searcher: self.searcher.clone(),
        })
    }

    /// What stands before any text of `kind` to `to`.
    pub(crate) fn standing(&self, kind: Kind, to: &str, shelf: &OwnShelf) -> Result<Arc<Standing>> {
        self.standing_by(Method::default(), kind, to, shelf)
    }

    /// The same for a method that may not be the product's.
    pub(crate) fn standing_by(
        &self,
        method: Method,
        kind: Kind,
        to: &str,
        shelf: &OwnShelf,
    ) -> Result<Arc<Standing>> {
        let corrections = |names: &[&str]| my_voice::corrections(&self.record(), kind, names);
        self.standings.get(method, kind, to, &corrections, shelf)
    }

    /// The user's hand in texts of `kind`; none where there are too few, or the library cannot be read.
    pub(crate) fn hand(&self, kind: Kind, shelf: &OwnShelf) -> Option<Arc<Hand>> {
        let hand = self.standings.hand(kind, shelf);
        hand.unwrap_or_else(|error| {
            tracing::warn!(%error, "the user's hand was not learned");
            None
        })
    }

    /// The model, for texts of `kind` that begin with `standing`.
    pub(crate) fn writer(
        &self,
        file: ModelFile,
        kind: Kind,
        standing: &Standing,
        pace: Pace,
        seed: u32,
    ) -> ModelWriter<'_> {
        ModelWriter {
            desk: &self.desk,
            file,
            program: self.program.clone(),
            seed,
            pace,
            standing: self.standings.state_file(kind, standing),
            tokens_per_s: None,
        }
    }

    /// Something was read, changed or forgotten.
    pub(crate) fn library_changed(&self) -> Result<()> {
        let record = self.record().another(Access::Read)?;
        self.standings.tidy(&record)
    }
}
