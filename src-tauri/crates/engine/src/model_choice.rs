//! Which model drafts are made with.

use std::path::PathBuf;

use domain::{Error, ErrorCode, Result};
use model::{Catalog, ModelFile};

use crate::wire::{ModelInfo, Settings};

const REMEDY: &str =
    "Choose another one in Settings, or the best there is with 'longhand model use best'";

/// The models there are to choose from.
pub(crate) struct ModelChoice {
    pub(crate) catalog: Catalog,
    /// What the command line named; it goes before the user's setting.
    pub(crate) named: Option<String>,
    /// Where models are looked for, in this order; the first is the data folder's own.
    pub(crate) folders: Vec<PathBuf>,
    /// Memory of this machine in bytes; none if it is not known.
    pub(crate) memory: Option<u64>,
}

impl ModelChoice {
    /// The model to draft with: the one that was named, or that of the settings, or the best that is there.
    ///
    /// # Errors
    /// `NoModel`, saying what is missing, damaged or larger than the memory; the chosen one is never silently replaced.
    pub(crate) fn find(&self, settings: &Settings) -> Result<ModelFile> {
        let file = self.present(settings)?;
        self.fits(&file)?;
        Ok(file)
    }

    /// Looks whether the memory of this machine has room for the weights.
    ///
    /// # Errors
    /// `NoModel` with both figures.
    pub(crate) fn fits(&self, file: &ModelFile) -> Result<()> {
        match self.memory {
            // It would be read from the disk again for every word.
            Some(memory) if file.bytes > memory => Err(Error::new(
                ErrorCode::NoModel,
                format!(
                    "the model '{}' is larger ({} MB) than the memory of this machine ({} MB)",
                    file.name,
                    file.bytes / 1_000_000,
                    memory / 1_000_000
                ),
            )
            .at(&file.path)
            .remedy("Choose a smaller one in Settings, or with 'longhand model use NAME'")),
            _ => Ok(()),
        }
    }

    /// The model in `file`, as the window shows it.
    pub(crate) fn shown(&self, file: ModelFile) -> ModelInfo {
        ModelInfo {
            added: self.is_added(&file),
            name: file.name,
            bytes: file.bytes,
            rough: file.rough,
        }
    }

    /// Whether `file` lies in the data folder, where only what was added does.
    pub(crate) fn is_added(&self, file: &ModelFile) -> bool {
        let own = self.folders.first().map(PathBuf::as_path);
        own.is_some() && file.path.parent() == own
    }

    fn present(&self, settings: &Settings) -> Result<ModelFile> {
        let chosen = settings.model.as_deref().filter(|_| self.named.is_none());
        let Some(name) = chosen else {
            return self.catalog.find(self.named.as_deref(), &self.folders);
        };
        self.catalog.named(name, &self.folders).map_err(|error| {
            if error.path.is_some() {
                return error.remedy(REMEDY);
            }
            Error::new(
                ErrorCode::NoModel,
                format!("the model '{name}', which drafts are to use, is not here any more"),
            )
            .remedy(REMEDY)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use domain::Form;

    /// Models in `folder`, on a machine with 8 bytes of memory.
    fn choice_in(folder: &Path) -> ModelChoice {
        ModelChoice {
            catalog: Catalog::default(),
            named: None,
            folders: vec![folder.to_owned()],
            memory: Some(8),
        }
    }

    /// Settings by which drafts use the model `name`.
    fn chosen(name: &str) -> Settings {
        Settings {
            model: Some(name.into()),
            ..Settings::default()
        }
    }

    #[test]
    fn a_chosen_model_that_cannot_be_had_is_said_so_and_another_is_not_taken() {
        let folder = tempfile::tempdir().unwrap();
        let choice = choice_in(folder.path());
        let put = |name: &str, content: &str| fs::write(folder.path().join(name), content).unwrap();
        put("mine.gguf", "GGUF");
        put("text.gguf", "Dear Tom");
        put("large.gguf", "GGUF.....");
        assert_eq!(choice.find(&chosen("mine")).unwrap().name, "mine");
        for (name, reason, remedy) in [
            (
                "gone",
                "the model 'gone', which drafts are to use, is not here any more",
                "best",
            ),
            ("text", "this is no GGUF model", "best"),
            (
                "large",
                "the model 'large' is larger (0 MB) than the memory",
                "smaller",
            ),
        ] {
            let error = choice.find(&chosen(name)).unwrap_err();
            assert_eq!(error.code, ErrorCode::NoModel);
            assert!(error.what.contains(reason), "{error}");
            let next = error.remedy.clone().unwrap_or_default();
            assert!(
                next.contains(remedy) && next.contains("in Settings"),
                "{error}"
            );
        }
    }

    #[test]
    fn a_model_that_is_named_goes_before_the_chosen_one() {
        let folder = tempfile::tempdir().unwrap();
        let mut choice = choice_in(folder.path());
        fs::write(folder.path().join("mine.gguf"), "GGUF").unwrap();
        choice.named = Some("mine".into());
        assert_eq!(choice.find(&chosen("gone")).unwrap().name, "mine");
    }

    #[test]
    fn only_what_lies_in_the_data_folder_was_added() {
        let choice = ModelChoice {
            catalog: Catalog::default(),
            named: None,
            folders: vec!["/data/models".into(), "/program/models".into()],
            memory: None,
        };
        let in_folder = |path: &str| {
            let file = ModelFile {
                name: "mine".into(),
                path: path.into(),
                bytes: 4,
                rough: true,
                form: Form::default(),
            };
            choice.shown(file).added
        };
        assert!(in_folder("/data/models/mine.gguf"));
        assert!(!in_folder("/program/models/mine.gguf"));
    }
}
