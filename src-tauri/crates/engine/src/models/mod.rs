//! The models of this machine: which there are, which one drafts, and taking one away.

mod add;
mod bench;
mod check;
mod sum;
mod types;

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard};

use domain::{Error, ErrorCode, Result};
use model::{Inspection, ModelFile};
use store::Record;
use worker::Program;

use crate::folder::only_reads;
use crate::lock::lock;
use crate::model_choice::ModelChoice;
use crate::settings;
use crate::standings::forget_model;
use crate::trial::Trial;
use crate::wire::{ModelInfo, Settings};
pub use types::{
    AddedModel, CheckedModel, Genuine, ListedModel, ModelSpeed, ModelStep, RemovedModel,
};

/// The name that means: whichever is the best that is there.
const BEST: &str = "best";

/// What is asked while something goes on: it is told the step, and may break to stop it.
pub type OnStep<'on> = &'on mut dyn FnMut(ModelStep) -> ControlFlow<()>;

/// The models of this machine, as seen from one data folder.
pub struct Models<'engine> {
    pub(crate) choice: &'engine ModelChoice,
    /// How to start a model worker.
    pub(crate) program: Program,
    /// Memory of this machine in bytes.
    pub(crate) memory: Option<u64>,
    pub(crate) record: &'engine Mutex<Record>,
    /// The data folder, and whether this process may write there.
    pub(crate) root: &'engine Path,
    /// Where states of models are kept.
    pub(crate) standings: PathBuf,
    pub(crate) writes: bool,
    /// What makes way while one of them is tried.
    pub(crate) trial: Trial<'engine>,
}

impl Models<'_> {
    /// The model that a draft would use just now.
    ///
    /// # Errors
    /// `NoModel`, saying what is missing or damaged; the chosen one is never silently replaced.
    pub(crate) fn used(&self) -> Result<ModelFile> {
        self.choice.find(&self.settings()?)
    }

    /// Every model there is, and those of the catalog that are not here; `None` if it was stopped.
    ///
    /// # Errors
    /// If a worker cannot be started.
    pub fn list(&self, on: OnStep<'_>) -> Result<Option<Vec<ListedModel>>> {
        let used = self.used().ok();
        let mut list = Vec::new();
        for file in self.choice.catalog.present(&self.choice.folders) {
            let how = Inspection {
                // What is here already is listed even if it is too large.
                memory: None,
                thoroughly: false,
            };
            let mut go_on = || on(ModelStep::Looking);
            let found = match self.choice.catalog.named(&file.name, &self.choice.folders) {
                Ok(_) => model::inspect(&self.program, &file.path, how, &mut go_on),
                Err(error) => Err(error),
            };
            let (sheet, trouble) = match found {
                Ok(None) => return Ok(None),
                Ok(Some(sheet)) => (Some(sheet), None),
                Err(error) => (None, Some(error)),
            };
            let used = used.as_ref().is_some_and(|used| used.path == file.path);
            let entry = self.choice.catalog.entry(&file.name);
            list.push(ListedModel::here(file, entry, sheet, used, trouble));
        }
        let absent = self
            .choice
            .catalog
            .entries()
            .iter()
            .filter(|entry| list.iter().all(|one| one.name != entry.name))
            .map(ListedModel::absent)
            .collect::<Vec<_>>();
        list.extend(absent);
        Ok(Some(list))
    }

    /// Why drafts have no model just now; none if they have one.
    pub fn trouble(&self) -> Option<Error> {
        self.used().err()
    }

    /// Has drafts use the model `name` from now on, or with `best` whichever is the best; gives the name of the one
    /// that they use now, or `None` if it was stopped.
    ///
    /// # Errors
    /// `NoModel` if there is none of this name or Longhand cannot write with it, `Record` if it cannot be kept.
    pub fn choose(&self, name: &str, on: OnStep<'_>) -> Result<Option<String>> {
        self.must_write()?;
        let best = name == BEST;
        let found = if best {
            self.choice.catalog.find(None, &self.choice.folders)?
        } else {
            self.to_choose(name)?
        };
        self.choice.fits(&found)?;
        let how = Inspection {
            // That is what has just been looked at, as it is before every draft.
            memory: None,
            thoroughly: false,
        };
        let mut go_on = || on(ModelStep::Looking);
        if model::inspect(&self.program, &found.path, how, &mut go_on)?.is_none() {
            return Ok(None);
        }
        self.keep((!best).then(|| found.name.clone()))?;
        Ok(Some(found.name))
    }

    /// The model `name`, if it is there and whole.
    fn to_choose(&self, name: &str) -> Result<ModelFile> {
        let found = self.choice.catalog.named(name, &self.choice.folders);
        found.map_err(|error| {
            // What is wrong with the file itself has a remedy of its own.
            if error.path.is_some() {
                return error;
            }
            if Path::new(name).is_file() {
                return Error::new(
                    ErrorCode::NoModel,
                    "this file is none of the models that were added",
                )
                .at(Path::new(name))
                .remedy(format!("Add it first: longhand model add {name}"));
            }
            error.remedy("See 'longhand model list' for those that are")
        })
    }

    /// Deletes the model `name` from the data folder. If drafts used it, they go back to the best.
    ///
    /// # Errors
    /// `NoModel` if there is none of this name, `BadInput` if it lies elsewhere, `Io` if the disk says no.
    pub fn remove(&self, name: &str) -> Result<RemovedModel> {
        self.must_write()?;
        let file = self.present(name)?;
        if !self.choice.is_added(&file) {
            return Err(Error::new(
                ErrorCode::BadInput,
                format!(
                    "the model '{name}' was not added to this data folder, so it is not deleted"
                ),
            )
            .at(&file.path)
            .remedy("Delete the file yourself if you do not want it"));
        }
        // A process that has it loaded would keep it on the disk; only a draft is not ended for that.
        let _alone = self.trial.begin(&mut || ControlFlow::Break(()));
        forget_model(&self.standings, &file)?;
        let shared = shared(&file.path);
        fs::remove_file(&file.path)
            .map_err(|cause| Error::io("deleting the model", &file.path, &cause))?;
        if self.settings()?.model.as_deref() == Some(name) {
            self.keep(None)?;
        }
        Ok(RemovedModel {
            removed: file.name,
            path: file.path.display().to_string(),
            freed_bytes: if shared { 0 } else { file.bytes },
            used: self.used().ok().map(|file| file.name),
        })
    }

    /// The names of all models that are here.
    pub fn names(&self) -> Vec<String> {
        let files = self.choice.catalog.present(&self.choice.folders);
        files.into_iter().map(|file| file.name).collect()
    }

    /// The models that are here, as the window shows them; not looked into.
    pub fn here(&self) -> Vec<ModelInfo> {
        let files = self.choice.catalog.present(&self.choice.folders);
        let shown = |file| self.choice.shown(file);
        files.into_iter().map(shown).collect()
    }

    /// The file of the model `name`, whatever is in it.
    fn present(&self, name: &str) -> Result<ModelFile> {
        let files = self.choice.catalog.present(&self.choice.folders);
        files
            .into_iter()
            .find(|file| file.name == name)
            .ok_or_else(|| {
                Error::new(
                    ErrorCode::NoModel,
                    format!("there is no model '{name}' on this machine"),
                )
                .remedy("See 'longhand model list' for those that are")
            })
    }

    /// The data folder's own folder of models.
    fn own(&self) -> &Path {
        self.choice
            .folders
            .first()
            .map_or(self.root, PathBuf::as_path)
    }

    fn must_write(&self) -> Result<()> {
        if self.writes {
            Ok(())
        } else {
            Err(only_reads(self.root))
        }
    }

    fn settings(&self) -> Result<Settings> {
        settings::settings(&self.record())
    }

    fn keep(&self, model: Option<String>) -> Result<()> {
        let settings = Settings {
            model,
            ..self.settings()?
        };
        settings::save_settings(&mut self.record(), &settings)
    }

    fn record(&self) -> MutexGuard<'_, Record> {
        lock(self.record)
    }
}

/// Whether the file lies under another name as well, so that deleting this one frees nothing.
fn shared(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        fs::metadata(path).is_ok_and(|found| found.nlink() > 1)
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        false
    }
}
