//! What every draft works with, and the work ahead of it: the library to read in, the model, and what stands ready.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use domain::{Brief, Error, ErrorCode, Kind, Method, Result};
use library::Searcher;
use model::{ModelFile, Pace};
use pipeline::{Edits, Standing};
use store::{Access, Record};
use voice::Hand;
use worker::Program;

use crate::brief::checked;
use crate::lock::lock;
use crate::model_choice::ModelChoice;
use crate::shelf::OwnShelf;
use crate::standings::Standings;
use crate::wire::Settings;
use crate::writer::{LoadedModel, ModelWriter};
use crate::{corrections, settings};

/// What a file of settings says of the way through the stages, in the words of `assets/rows.json`; without the file it is
/// the product's.
fn read_method(file: &Path) -> Result<Method> {
    let said = match fs::read(file) {
        Ok(said) => said,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(Method::default()),
        Err(cause) => {
            return Err(Error::new(ErrorCode::Io, format!("it cannot be read ({cause})")).at(file));
        }
    };
    serde_json::from_slice(&said).map_err(|cause| {
        Error::new(
            ErrorCode::BadInput,
            format!("this is no way to draft ({cause})"),
        )
        .at(file)
        .remedy("Correct the file, or remove it to draft as usual")
    })
}

/// The tools of one data folder.
pub(crate) struct Workshop {
    record: Mutex<Record>,
    searcher: Searcher,
    pub(crate) loaded: LoadedModel,
    pub(crate) standings: Standings,
    choice: Arc<ModelChoice>,
    program: Program,
    /// The file in which the user may choose another way through the stages.
    method: PathBuf,
}

impl Workshop {
    pub(crate) fn new(
        record: Record,
        searcher: Searcher,
        standings: PathBuf,
        choice: Arc<ModelChoice>,
        program: Program,
        method: PathBuf,
    ) -> Self {
        Self {
            record: Mutex::new(record),
            searcher,
            loaded: LoadedModel::default(),
            standings: Standings::new(standings),
            choice,
            program,
            method,
        }
    }

    fn record(&self) -> MutexGuard<'_, Record> {
        lock(&self.record)
    }

    /// What the user has decided for good.
    pub(crate) fn settings(&self) -> Result<Settings> {
        settings::settings(&self.record())
    }

    /// The model that a draft would use just now.
    pub(crate) fn model(&self) -> Result<ModelFile> {
        self.choice.find(&self.settings()?)
    }

    /// `brief` as it can be drafted from.
    ///
    /// # Errors
    /// `BadInput` if there is nothing to write about.
    pub(crate) fn checked(&self, brief: Brief) -> Result<Brief> {
        checked(brief, &self.record())
    }

    /// The user's own documents, over a connection of its own.
    pub(crate) fn shelf(&self) -> Result<OwnShelf> {
        Ok(OwnShelf {
            record: self.record().another(Access::Read)?,
            searcher: self.searcher.clone(),
        })
    }

    /// The way through the stages where nobody asks for another: the product's, or what `method.json` in the data folder
    /// makes of it.
    ///
    /// # Errors
    /// `BadInput` with the place of the mistake in that file; `Io` if it cannot be read.
    pub(crate) fn method(&self) -> Result<Method> {
        read_method(&self.method)
    }

    /// The same method with prompts put as suits the model, where it does not say how.
    pub(crate) fn formed(&self, method: Method) -> Method {
        let by_model = || self.model().map(|file| file.form).unwrap_or_default();
        Method {
            form: Some(method.form.unwrap_or_else(by_model)),
            ..method
        }
    }

    /// What stands before any text of `kind` to `to` by this `method`.
    pub(crate) fn standing(
        &self,
        method: Method,
        kind: Kind,
        to: &str,
        shelf: &OwnShelf,
    ) -> Result<Arc<Standing>> {
        let corrections = |names: &[&str]| corrections::of_person(&self.record(), kind, names);
        let method = self.formed(method);
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
            loaded: &self.loaded,
            standings: &self.standings,
            standing: self.standings.state_file(kind, standing, &file),
            file,
            program: self.program.clone(),
            seed,
            pace,
            tokens_per_s: None,
        }
    }

    /// `usual` as `edits` want it for one draft.
    pub(crate) fn edited(usual: &Arc<Standing>, edits: &Edits) -> Arc<Standing> {
        match edits.is_empty() {
            true => Arc::clone(usual),
            false => Arc::new(usual.revised(edits)),
        }
    }

    /// The model for texts of `kind` that begin with `standing`, which may be the `usual` one with edits: the kept state is
    /// of the usual pieces, and no use to a draft that goes without some of them.
    pub(crate) fn writer_beside(
        &self,
        usual: &Standing,
        file: ModelFile,
        kind: Kind,
        standing: &Standing,
        pace: Pace,
        seed: u32,
    ) -> ModelWriter<'_> {
        let mut writer = self.writer(file, kind, standing, pace, seed);
        if !standing.has_pieces_of(usual) {
            writer.standing = None;
        }
        writer
    }

    /// Something was read, changed or forgotten.
    pub(crate) fn library_changed(&self) -> Result<()> {
        // What was stopped just now may still be writing down words that are to go.
        self.loaded.rest();
        let record = self.record().another(Access::Read)?;
        self.standings.tidy(&record)
    }
}
