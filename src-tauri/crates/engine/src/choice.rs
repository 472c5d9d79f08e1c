//! Which model drafts are made with.

use std::path::PathBuf;

use domain::Result;
use model::{Catalog, ModelFile};

use crate::wire::Settings;

/// The models there are to choose from.
pub(crate) struct ModelChoice {
    pub(crate) catalog: Catalog,
    /// What the command line named; it goes before the user's setting.
    pub(crate) named: Option<String>,
    /// Where models are looked for, in this order.
    pub(crate) folders: Vec<PathBuf>,
}

impl ModelChoice {
    /// The model to draft with: the one that was named, or that of the settings, or the best that is there.
    ///
    /// # Errors
    /// `NoModel`, saying what is missing.
    pub(crate) fn find(&self, settings: &Settings) -> Result<ModelFile> {
        let wanted = self.named.as_ref().or(settings.model.as_ref());
        self.catalog.find(wanted.map(String::as_str), &self.folders)
    }
}
