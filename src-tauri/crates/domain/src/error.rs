//! One error for the whole program: what went wrong, where, and what a person can do about it.

use std::fmt;
use std::io::ErrorKind;
use std::path::Path;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The result of everything that can fail in Longhand.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What kind of failure it is. A code exists only where somebody acts on it differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// No model file was found, or the one named cannot be used: the window offers how to get one.
    NoModel,
    /// The prompt has more tokens than the model has room for: the window points at the brief.
    PromptTooLong,
    /// A worker process ended by itself: the text so far is kept and *Try again* works.
    WorkerDied,
    /// A draft or a reading is under way already: a note, not a failure.
    Busy,
    /// Another process is the writer of this data folder.
    Locked,
    /// What was given cannot be used: a path that is not there, a rating that is no rating.
    BadInput,
    /// The disk or the operating system said no.
    Io,
    /// The record or the index is damaged or from a newer version.
    Record,
}

/// A failure, in words for the person who meets it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Error {
    /// Who should act.
    pub code: ErrorCode,
    /// What went wrong, as a clause without a full stop.
    pub what: String,
    /// The file or folder concerned, if there is one. Shown with replacement marks where it is not UTF-8.
    pub path: Option<String>,
    /// What to do about it, as a clause without a full stop.
    pub remedy: Option<String>,
}

impl Error {
    /// A failure of kind `code`; `what` is a clause without a full stop.
    pub fn new(code: ErrorCode, what: impl Into<String>) -> Self {
        Self {
            code,
            what: what.into(),
            path: None,
            remedy: None,
        }
    }

    /// Names the file or folder that it is about.
    #[must_use]
    pub fn at(mut self, path: &Path) -> Self {
        self.path = Some(path.display().to_string());
        self
    }

    /// Says what to do about it.
    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }

    /// A failure of the disk: `doing` is what was being done to `path`. For a disk that is full it says what to do.
    pub fn io(doing: &str, path: &Path, cause: &std::io::Error) -> Self {
        let failed =
            Self::new(ErrorCode::Io, format!("{doing} failed ({})", plain(cause))).at(path);
        match cause.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
                failed.remedy("Free some space, then go on")
            }
            _ => failed,
        }
    }
}

/// The operating system's reason without its error number.
fn plain(cause: &std::io::Error) -> String {
    let text = cause.to_string();
    match text.find(" (os error") {
        Some(end) => text[..end].to_lowercase(),
        None => text,
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        if let Some(path) = &self.path {
            write!(f, ": {path}")?;
        }
        if let Some(remedy) = &self.remedy {
            write!(f, ". {remedy}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_full_disk_it_says_what_to_do_and_of_others_nothing_false() {
        let told = |kind: ErrorKind| Error::io("keeping it", Path::new("/a"), &kind.into()).remedy;
        for full in [ErrorKind::StorageFull, ErrorKind::QuotaExceeded] {
            assert!(told(full).is_some_and(|remedy| remedy.contains("space")));
        }
        assert_eq!(told(ErrorKind::PermissionDenied), None);
    }
}
