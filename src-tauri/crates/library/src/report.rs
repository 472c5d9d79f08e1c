//! What is told of a sweep: how far it is, and what it did.

use std::path::PathBuf;

use store::{FileRow, FileState};

/// How far a sweep is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress {
    /// Files looked at so far.
    pub files: u32,
    /// Files there are.
    pub total: u32,
    /// Bytes read so far, of those that are new or have changed.
    pub bytes: u64,
    /// Bytes that are to be read.
    pub total_bytes: u64,
    /// Documents found so far.
    pub documents: u32,
    /// The file just now.
    pub path: PathBuf,
}

/// What a sweep did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Files that are in the record now.
    pub read: u32,
    /// Of these, the ones that had not changed and were not opened.
    pub unchanged: u32,
    /// Files that were left out.
    pub skipped: u32,
    /// Files that should have been read and could not be, with the reason; and those read only in part.
    pub failed: Vec<(PathBuf, String)>,
    /// Files that are gone from the disk, and so from the record.
    pub gone: u32,
    /// Documents that were added or changed.
    pub documents: u32,
    /// Whether it was stopped before the end.
    pub stopped: bool,
}

impl Report {
    /// A file is there as it was.
    pub(crate) fn note_unchanged(&mut self, row: FileRow) {
        match row.state {
            FileState::Failed => self.failed.push((row.path, row.reason)),
            FileState::Skipped => self.skipped += 1,
            FileState::Read | FileState::Waiting => {
                self.read += 1;
                self.unchanged += 1;
            }
        }
    }

    /// Adds what another sweep did.
    pub(crate) fn merge(&mut self, other: Report) {
        self.read += other.read;
        self.unchanged += other.unchanged;
        self.skipped += other.skipped;
        self.failed.extend(other.failed);
        self.gone += other.gone;
        self.documents += other.documents;
        self.stopped |= other.stopped;
    }
}
