//! Answers that a test gives in the place of the user.

use std::path::PathBuf;

/// Answers to the system's dialogs, where a test wants to give them itself.
#[derive(Debug, Default)]
pub(crate) struct Answers {
    /// The folder or the file to read.
    pub(crate) pick_source: Option<PathBuf>,
    /// The folder to save texts in.
    pub(crate) save_in: Option<PathBuf>,
}
