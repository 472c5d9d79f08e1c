//! What a sweep is going to do with each file: leave it, or read it, as a whole or from where it was read before.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use domain::Result;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use store::{FileRow, FileState, MarkRow, Record, SourceRow};

use crate::extract::Mark;
use crate::walk::SeenFile;

/// What is to become of a file.
pub(crate) enum Plan {
    /// It is the file that could not be read, whatever its date says.
    Leave(FileRow),
    /// It is read, from its mark if it has one.
    Read {
        file: FileRow,
        from: Option<(MarkRow, Mark)>,
    },
}

/// What to do with the file `seen`, of which the record knows `before`.
pub(crate) fn plan(
    record: &Record,
    source: &SourceRow,
    seen: &SeenFile,
    before: Option<FileRow>,
    again: Again,
) -> Result<Plan> {
    let mut file = row(source, seen, FileState::Waiting, "it is being read");
    if let Some(before) = &before {
        file.id = before.id;
        if again.leaves(before) && before.digest.is_some() && before.digest == digest(&seen.path) {
            return Ok(Plan::Leave(FileRow {
                bytes: seen.bytes,
                modified_ns: seen.modified_ns,
                ..before.clone()
            }));
        }
    }
    let retried = before.as_ref().is_some_and(|before| !again.leaves(before));
    let mark = match before.filter(|before| has_grown(before, seen, source)) {
        Some(before) => record.mark(before.id)?,
        None => None,
    };
    // A note of another version is not understood, and the file read as a whole. So is one in which a message was passed
    // over, when the user wants it tried again.
    let from = mark.and_then(|row| {
        let mark: Mark = serde_json::from_str(&row.note).ok()?;
        (!(retried && mark.has_passed_over())).then_some((row, mark))
    });
    Ok(Plan::Read { file, from })
}

/// SHA-256 of a file; none if it cannot be read, or is empty: what says so and goes on for ever is the system's own.
pub(crate) fn digest(path: &Path) -> Option<Vec<u8>> {
    let mut file = File::open(path).ok()?;
    file.metadata().ok().filter(|facts| facts.len() > 0)?;
    let (mut hash, mut bytes) = (Sha256::new(), vec![0; 64 * 1024]);
    loop {
        match file.read(&mut bytes).ok()? {
            0 => return Some(hash.finalize().to_vec()),
            read => hash.update(&bytes[..read]),
        }
    }
}

/// Which files are read again though the disk shows no change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Again {
    /// None.
    Nothing,
    /// Those that failed: the user asks for it, and what was wrong may lie outside of the file.
    Failed,
}

impl Again {
    pub(crate) fn leaves(self, row: &FileRow) -> bool {
        match self {
            Again::Nothing => true,
            Again::Failed => row.state != FileState::Failed,
        }
    }
}

/// A file that was not read to its end is never unchanged.
pub(crate) fn is_unchanged(row: &FileRow, seen: &SeenFile, source: &SourceRow) -> bool {
    row.bytes == seen.bytes
        && row.modified_ns == seen.modified_ns
        && row.source_id == source.id
        && row.state != FileState::Waiting
}

/// Whether what was read of a file may still be there, with something more behind it.
fn has_grown(row: &FileRow, seen: &SeenFile, source: &SourceRow) -> bool {
    let same = row.bytes == seen.bytes && row.modified_ns == seen.modified_ns;
    row.source_id == source.id && (same || seen.bytes > row.bytes)
}

/// Something that has no size and no date.
pub(crate) fn nothing(path: &Path) -> SeenFile {
    SeenFile {
        path: path.to_owned(),
        bytes: 0,
        modified_ns: 0,
    }
}

pub(crate) fn row(source: &SourceRow, seen: &SeenFile, state: FileState, reason: &str) -> FileRow {
    FileRow {
        id: 0,
        source_id: source.id,
        path: seen.path.clone(),
        bytes: seen.bytes,
        modified_ns: seen.modified_ns,
        state,
        reason: reason.to_owned(),
        digest: None,
        read_at: Timestamp::default(),
    }
}
